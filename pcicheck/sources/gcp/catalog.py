"""Which types of Terraform each sort of content of the inventory tells of, and what to ask it for some of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from pcicheck.sources.gcp.lacking import LACKING, needs_services
from pcicheck.sources.gcp.policies import AUDIT, ORG_POLICIES, POLICIES, PROJECT
from pcicheck.sources.gcp.shapes import SHAPES
from pcicheck.sources.gcp.shapes_network import PERIMETER

CONTENTS = {
    "resource": ("RESOURCE", "cloudasset.assets.listResource"),
    "iam-policy": ("IAM_POLICY", "cloudasset.assets.listIamPolicy"),
    "org-policy": ("ORG_POLICY", "cloudasset.assets.listOrgPolicy"),
    "access-policy": ("ACCESS_POLICY", "cloudasset.assets.listAccessPolicy"),
}
"""What is asked for, and the right that it needs."""
_SERVICE = "serviceusage.googleapis.com/Service"
NOT_LISTED = frozenset(
    {
        "identity.accesscontextmanager.googleapis.com/ServicePerimeter",  # comes as ACCESS_POLICY
        "networkmanagement.googleapis.com/VpcFlowLogsConfig",
        "networksecurity.googleapis.com/BackendAuthenticationConfig",
        "notebooks.googleapis.com/Runtime",
    }
)
"""Types of assets that are read where they come, as in files from elsewhere, but are not on the inventory's list."""
_CALLED = {
    "iam-policy": frozenset(
        {
            "google_cloud_run_service",
            "google_cloud_run_v2_service",
            "google_cloudfunctions2_function",
            "google_cloudfunctions_function",
        }
    )
}
"""Sort of content to the types that are judged by it too, though it is no side-car of theirs."""


@cache
def told_by(content: str) -> dict[str, tuple[str, ...]]:
    """Type of asset to the Terraform types that a sort of content tells of."""
    if content == "resource":
        return {name: shape.types for name, shape in SHAPES.items()}
    if content == "iam-policy":
        audits = {name: (native,) for name, (native, _) in AUDIT.items()}
        return {name: (*row.types, *audits.get(name, ())) for name, row in POLICIES.items()}
    if content == "org-policy":
        return {name: (native,) for name, (native, _) in ORG_POLICIES.items()}
    return {"": (PERIMETER,)}


@cache
def whole(content: str) -> frozenset[str]:
    """Terraform types of which a full list of a sort of content leaves nothing out."""
    return hidden_by(content) - LACKING.keys()


@cache
def hidden_by(content: str) -> frozenset[str]:
    """Terraform types of which nothing, or not everything, is known without a sort of content."""
    return frozenset(native for types in _listed_by(content).values() for native in types)


def hides(content: str) -> tuple[str, ...]:
    """What a gap hides that is all of a sort of content; ``*`` for everything.

    Nothing can be said of resources that are not listed, their neighbours and their texts; policies and such are
    hidden by themselves, and with them what is asked of those that they let others call.
    """
    return ("*",) if content == "resource" else tuple(sorted(hidden_by(content) | _CALLED.get(content, frozenset())))


@cache
def _listed_by(content: str) -> dict[str, tuple[str, ...]]:
    return {asset: types for asset, types in told_by(content).items() if asset not in NOT_LISTED}


def asked(content: str, types: Collection[str]) -> list[str] | None:
    """The types of assets to ask for, empty for all; ``None`` where nothing that is wanted would come."""
    if not types:
        return []
    wanted = set(types)
    found = sorted(asset for asset, told in _listed_by(content).items() if not wanted.isdisjoint(told))
    if not found:
        return None
    if content == "access-policy":
        return []
    if content == "resource":
        return sorted({*found, PROJECT, *((_SERVICE,) if needs_services(wanted) else ())})
    return found
