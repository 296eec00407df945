"""The rights that a collection needs. Resource Graph tells only of what its user may read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from pcicheck.sources.azure.collect import PERMISSIONS

_FOR = {PERMISSIONS[0]: ["bulk queries"], PERMISSIONS[1]: ["every resource that the queries are to tell of"]}


def rights(types: Collection[str] = ()) -> dict[str, list[str]]:
    """Right to what it is for."""
    return {name: _FOR[name] for name in PERMISSIONS}


def policy(names: Sequence[str]) -> dict[str, Any]:
    """A custom role that holds just these, for ``az role definition create``."""
    return {
        "Name": "pcicheck",
        "IsCustom": True,
        "Description": "Reads what pcicheck judges. The built-in role Reader holds it too.",
        "Actions": sorted(names),
        "NotActions": [],
        "AssignableScopes": ["/subscriptions/SUBSCRIPTION-ID"],
    }
