"""How a thing is written twice: as ``azurerm`` writes it, and as ``azapi`` does."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pcicheck.cases.shorthand import Ref

GROUP = "/subscriptions/0a/resourceGroups/pay"
KEY = "https://pay.vault.azure.net/keys/data"
NOWHERE = "0.0.0.0"  # noqa: S104 - an address in a rule, nothing binds to it
SET = f"{GROUP}/providers/Microsoft.Compute/diskEncryptionSets/cde"
Written = dict[str, dict[str, Any]]


class Pair(Struct):
    """Things in both forms, each with its type and by the same name."""

    name: str
    azurerm: Written
    """By address."""
    azapi: Written
    """By address."""
    least: int
    """Verdicts that both forms must decide."""


def arm(arm_type: str, properties: Any, name: str = "pay", parent: Any = GROUP, **more: Any) -> dict[str, Any]:
    """An ``azapi_resource``; what ARM has beside the properties goes into the body."""
    outside: dict[str, Any] = {key: more.pop(key) for key in ("location", "tags", "identity") if key in more}
    return {
        "type": f"Microsoft.{arm_type}",
        "name": name,
        "parent_id": parent,
        **outside,
        "body": {"properties": properties} | more,
    }


def ref(address: str) -> Ref:
    """An expression that refers to a thing."""
    return Ref((address,))


IDENTITY = [{"type": "SystemAssigned", "identity_ids": []}]


def both(name: str, least: int, azurerm: Written, azapi: Written) -> Pair:
    """A pair in which every thing of ARM has the address of an ``azapi_resource``."""
    return Pair(name, azurerm, {f"azapi_resource.{label}": values for label, values in azapi.items()}, least)
