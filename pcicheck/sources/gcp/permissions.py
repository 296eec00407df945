"""The rights that a collection needs, from the table that it asks by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from pcicheck.sources.gcp.collect import CONTENTS


def rights(types: Collection[str] = ()) -> dict[str, list[str]]:
    """Right to what it is for."""
    return {permission: [f"{content} of every asset (ListAssets)"] for content, (_, permission) in CONTENTS.items()}


def policy(names: Sequence[str]) -> dict[str, Any]:
    """A custom role that holds just these, for ``gcloud iam roles create --file``."""
    about = "Reads what pcicheck judges. Bind it at the project, folder or organisation that is asked."
    return {"title": "pcicheck", "description": about, "stage": "GA", "includedPermissions": sorted(names)}
