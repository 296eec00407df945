"""Which types of Terraform each sort of content of the inventory tells of, and what to ask it for some of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

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
_NOT_SURE = frozenset(
    {
        "aiplatform.googleapis.com/FeatureOnlineStore",
        "iam.googleapis.com/WorkforcePool",
        "iam.googleapis.com/WorkforcePoolProvider",
        "iam.googleapis.com/WorkloadIdentityPoolProvider",
        "memorystore.googleapis.com/Instance",
        "networkmanagement.googleapis.com/VpcFlowLogsConfig",
        "networksecurity.googleapis.com/BackendAuthenticationConfig",
        "networksecurity.googleapis.com/ClientTlsPolicy",
        "notebooks.googleapis.com/Runtime",
    }
)
"""Types of assets that are read where they come, but are not on every list of what the inventory has."""


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
    listed = told_by(content).items()
    unsure = {native for asset, types in listed if asset in _NOT_SURE for native in types}
    return frozenset(native for _, types in listed for native in types) - unsure


def asked(content: str, types: Collection[str]) -> list[str] | None:
    """The types of assets to ask for, empty for all; ``None`` where nothing that is wanted would come."""
    if not types:
        return []
    wanted = set(types)
    found = sorted(asset for asset, told in told_by(content).items() if not wanted.isdisjoint(told))
    if not found:
        return None
    if content == "access-policy":
        return []
    return sorted({*found, PROJECT}) if content == "resource" else found
