"""The rights that a collection needs, from the tables that it asks by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pcicheck.sources.azure.details import OWNERS, RIGHTS, SUBSCRIPTION_TYPE, asked_of, is_wanted, table_of
from pcicheck.sources.azure.shapes import SHAPES
from pcicheck.sources.live.only import EVERYTHING, Only

GRAPH = "Microsoft.ResourceGraph/resources/read"
LISTING = "Microsoft.Resources/subscriptions/read"
ALWAYS = {
    GRAPH: ["resources in bulk, by Resource Graph"],
    LISTING: ["the subscriptions that there are"],
    RIGHTS.permission: ["whether all of a subscription may be read"],
}
"""What every collection asks first."""


def rights(only: Only = EVERYTHING) -> dict[str, list[str]]:
    """Right to what it is for."""
    found = {name: list(uses) for name, uses in ALWAYS.items()}
    for name in (*OWNERS, SUBSCRIPTION_TYPE):
        for child in asked_of(name, only.types, only.facts):
            found.setdefault(child.permission, []).append(f"{child.part} of {name}")
    for name, shape in SHAPES.items():
        table = table_of(name)
        if table and is_wanted(name, only.types):
            found.setdefault(f"{name}/read", []).append(f"{shape.type} (Resource Graph, {table})")
    for name in OWNERS:
        if name not in SHAPES and any(True for _ in asked_of(name, only.types, only.facts)) and table_of(name):
            found.setdefault(f"{name}/read", []).append("what belongs to it (Resource Graph, resources)")
    return {name: list(dict.fromkeys(uses)) for name, uses in found.items()}


def policy(names: Sequence[str]) -> dict[str, Any]:
    """A custom role that allows just these."""
    return {
        "Name": "pcicheck reader",
        "IsCustom": True,
        "Description": "Reads the configuration that pcicheck judges, and nothing else.",
        "Actions": sorted(names),
        "NotActions": [],
        "AssignableScopes": ["/subscriptions/SUBSCRIPTION_ID"],
    }
