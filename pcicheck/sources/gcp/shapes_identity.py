"""Projects, service accounts with their keys, roles, outside identities, and policies of the organisation.

Sources: REST references of Resource Manager v3 and v1 (``Project``), IAM v1 (``ServiceAccount``,
``ServiceAccountKey``, ``Role``, pools) and Organization Policy v2. Keys that Google rotates by itself are nobody's
affair. A key without an end is valid until the year 9999.
"""

from __future__ import annotations

from pcicheck.model.value import Unknown
from pcicheck.sources.gcp.form import UNTOLD, AssetShape, only_shapes, renamed, tail
from pcicheck.sources.shapes import Values

_HALF = Unknown("how the private half of the key is kept does not show in the cloud")
_REPLACED = Unknown("whether something replaces the key in time does not show in the cloud")
_NETWORKS = Unknown("whether the network that came with the project is still there is told by its networks")
_GONE = ("DELETE_REQUESTED", "DELETE_IN_PROGRESS")
_ROLE = "google_{}_iam_custom_role"


def _project_type(values: Values) -> str:
    state = values.get("lifecycle_state") or values.get("state")
    return "" if state in _GONE else "google_project"


def _project(values: Values) -> None:
    values["auto_create_network"] = _NETWORKS
    values.setdefault("number", values.get("project_number") or tail(values["id"]))


def _key_type(values: Values) -> str:
    return "" if values.get("key_type") == "SYSTEM_MANAGED" else "google_service_account_key"


def _key(values: Values) -> None:
    values["service_account_id"] = str(values["id"]).partition("/keys/")[0]
    if values.get("key_origin") == "USER_PROVIDED":
        values["public_key_data"] = "as brought along"
    elif "key_origin" not in values:
        values["public_key_data"] = UNTOLD
    values["private_key"] = _HALF
    renamed(values, valid_after="valid_after_time", valid_before="valid_before_time")
    values["keepers"] = _REPLACED


def _role_type(values: Values) -> str:
    name = str(values["id"])
    if name.startswith("roles/") or values.get("deleted") is True:
        return ""
    return _ROLE.format("organization" if name.startswith("organizations/") else "project")


def _role(values: Values) -> None:
    owner, _, role = str(values["id"]).partition("/roles/")
    values["role_id"] = role
    values["org_id" if owner.startswith("organizations/") else "project"] = tail(owner)
    values["permissions"] = values.pop("included_permissions", None) or []


SHAPES = only_shapes(
    [
        (
            "cloudresourcemanager.googleapis.com/Project",
            AssetShape("google_project", pick=_project_type, more=_project),
        ),
        ("iam.googleapis.com/ServiceAccount", AssetShape("google_service_account")),
        (
            "iam.googleapis.com/ServiceAccountKey",
            AssetShape("google_service_account_key", pick=_key_type, more=_key),
        ),
        (
            "iam.googleapis.com/Role",
            AssetShape(_ROLE.format("project"), also=(_ROLE.format("organization"),), pick=_role_type, more=_role),
        ),
        (
            "iam.googleapis.com/WorkloadIdentityPoolProvider",
            AssetShape("google_iam_workload_identity_pool_provider"),
        ),
        ("iam.googleapis.com/WorkforcePool", AssetShape("google_iam_workforce_pool")),
        ("iam.googleapis.com/WorkforcePoolProvider", AssetShape("google_iam_workforce_pool_provider")),
        ("orgpolicy.googleapis.com/Policy", AssetShape("google_org_policy_policy")),
    ]
)
"""Type of asset to its shape."""
