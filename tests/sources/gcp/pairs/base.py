"""How a thing is written twice: as Terraform plans it, and as Cloud Asset Inventory shows it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pcicheck.cases.shorthand import plan

PROJECT = "projects/pay-prod"


class Pair(Struct):
    """One thing in both forms."""

    address: str
    """Terraform address."""
    values: dict[str, Any]
    """Attributes in the short form of cases."""
    asset: dict[str, Any]
    least: int = 1
    """Verdicts that both forms must decide."""

    def plan(self) -> dict[str, Any]:
        """The plan that makes it."""
        return plan({self.address: self.values})


def asset(asset_type: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
    """An asset as ``gcloud asset export`` writes it."""
    parent = f"//cloudresourcemanager.googleapis.com/{PROJECT}"
    return {"name": name, "asset_type": asset_type, "resource": {"version": "v1", "parent": parent, "data": data}}


KEY = f"{PROJECT}/locations/eu/keyRings/r/cryptoKeys/k"
