"""The rights that a collection needs: one for each sort of content that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from pcicheck.sources.gcp.catalog import CONTENTS, asked


def rights(types: Collection[str] = ()) -> dict[str, list[str]]:
    """Right to what it is for. ``types`` narrows it; empty for everything."""
    return {
        permission: [f"{name} content of assets"]
        for content, (name, permission) in CONTENTS.items()
        if asked(content, types) is not None
    }


def policy(names: Sequence[str]) -> dict[str, Any]:
    """A custom role that allows just these."""
    return {
        "title": "pcicheck reads configuration",
        "stage": "GA",
        "includedPermissions": sorted(names),
    }
