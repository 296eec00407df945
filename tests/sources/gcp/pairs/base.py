"""How a thing is written twice: as Terraform plans it, and as Cloud Asset Inventory shows it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pcicheck.cases.shorthand import plan

PROJECT = "projects/pay-prod"
NO_GRANTS = {
    "name": "//cloudresourcemanager.googleapis.com/projects/1",
    "asset_type": "cloudresourcemanager.googleapis.com/Project",
    "iam_policy": {"etag": "x"},
}
"""That IAM policies were exported, and that there are none."""


class Pair(Struct):
    """One thing in both forms."""

    address: str
    """Terraform address."""
    values: dict[str, Any]
    """Attributes in the short form of cases."""
    asset: dict[str, Any]
    least: int = 1
    """Verdicts that both forms must decide."""
    others: dict[str, dict[str, Any]] = {}
    """What stands beside it in the plan, by address."""
    beside: list[dict[str, Any]] = []
    """The same as assets."""

    def plan(self) -> dict[str, Any]:
        """The plan that makes it."""
        return plan({self.address: self.values, **self.others})

    def export(self) -> list[dict[str, Any]]:
        """Its assets, and that IAM policies were exported too."""
        told = [self.asset, *self.beside]
        return told if any("iam_policy" in one for one in told) else [*told, NO_GRANTS]


def asset(asset_type: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
    """An asset as ``gcloud asset export`` writes it."""
    parent = f"//cloudresourcemanager.googleapis.com/{PROJECT}"
    return {"name": name, "asset_type": asset_type, "resource": {"version": "v1", "parent": parent, "data": data}}


KEY = f"{PROJECT}/locations/eu/keyRings/r/cryptoKeys/k"


def there(kind: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
    """An asset whose data repeat its relative name."""
    service = kind.partition("/")[0]
    return asset(kind, f"//{service}/{name}", {"name": name, **data})
