"""The rights that a collection needs: one for each sort of content that is asked for, and one for asking at all.

Source: Cloud Asset Inventory documentation, "Roles and permissions"; the last one is needed in the project whose quota
is used, not in what is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pcicheck.sources.gcp.catalog import CONTENTS, asked
from pcicheck.sources.live.only import EVERYTHING, Only

_TO_ASK = "serviceusage.services.use"


def rights(only: Only = EVERYTHING) -> dict[str, list[str]]:
    """Right to what it is for."""
    told = {
        permission: [f"{name} content of assets"]
        for content, (name, permission) in CONTENTS.items()
        if asked(content, only.types) is not None
    }
    return told | {_TO_ASK: ["calls of the Cloud Asset API"]}


def policy(names: Sequence[str]) -> dict[str, Any]:
    """A custom role that allows just these."""
    return {
        "title": "pcicheck reads configuration",
        "stage": "GA",
        "includedPermissions": sorted(names),
    }
