"""What Resource Graph does not tell of a resource: what is asked of each by calls of its own.

Resource Graph lists resources, not what belongs to them ("Supported tables and resources"): diagnostic settings,
auditing and encryption of servers, server parameters, keys of vaults. They are read from Resource Manager, whose
lists are asked once for each owner; keys are asked for one by one, as their list does not tell how they are rotated.
Calls grow with resources of the types here, and with nothing else. API versions: Microsoft's REST reference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pcicheck.sources.azure import details_data, details_platform
from pcicheck.sources.azure.child import DIAGNOSTICS, Child, Table
from pcicheck.sources.azure.shapes import shape_of
from pcicheck.sources.live.feeding import is_fed

TABLES: dict[str, Table] = {
    "resources": Table(),
    "resourcecontainers": Table(
        (
            "microsoft.resources/subscriptions",
            "microsoft.resources/subscriptions/resourcegroups",
            "microsoft.management/managementgroups",
        )
    ),
    "authorizationresources": Table(
        ("microsoft.authorization/roleassignments", "microsoft.authorization/roledefinitions"), above=True
    ),
    "securityresources": Table(("microsoft.security/pricings",)),
    "policyresources": Table(("microsoft.authorization/policyassignments",), above=True),
}
"""Tables of Resource Graph that hold what rules ask about."""

_INNER_ROWS = (
    *("microsoft.sql/servers/databases", "microsoft.web/sites/slots", "microsoft.network/networkwatchers/flowlogs"),
    *("microsoft.cdn/profiles/afdendpoints", "microsoft.compute/virtualmachines/extensions"),
    *("microsoft.compute/galleries/images/versions", "microsoft.synapse/workspaces/sqlpools"),
    *("microsoft.cdn/profiles/endpoints", "microsoft.containerregistry/registries/webhooks"),
    "microsoft.netapp/netappaccounts/capacitypools/volumes",
)
"""Inner types that the graph lists beside the outer ones ("Supported tables and resources")."""

_BY_TYPE = details_data.CHILDREN | details_platform.CHILDREN
OWNERS = tuple(_BY_TYPE)
"""ARM types of which more is asked."""
CHILDREN = {name.lower(): children for name, children in _BY_TYPE.items()}
"""ARM type in small letters to what is asked of each resource of it."""

_SECURITY = "Microsoft.Security"
_ELIGIBLE = "Microsoft.Authorization/roleEligibilitySchedules"
SUBSCRIPTION: tuple[Child, ...] = (
    DIAGNOSTICS,
    Child(f"/providers/{_ELIGIBLE}", "2020-10-01", _ELIGIBLE),
    *(
        Child(f"/providers/{_SECURITY}/{name}", version, f"{_SECURITY}/{name}")
        for name, version in (
            ("securityContacts", "2020-01-01-preview"),
            ("settings", "2022-05-01"),
            ("autoProvisioningSettings", "2017-08-01-preview"),
            ("serverVulnerabilityAssessmentsSettings", "2023-05-01"),
        )
    ),
)
"""What is asked of each subscription."""
_CHILD_TYPES = {child.type.lower() for found in (*CHILDREN.values(), SUBSCRIPTION) for child in found}
SUBSCRIPTION_TYPE = "Microsoft.Resources/subscriptions"
RIGHTS = Child("/providers/Microsoft.Authorization/permissions", "2022-04-01", "Microsoft.Authorization/permissions")
"""What the identity may read in a subscription: Resource Graph leaves out without a word what it may not."""

INSIDE: dict[str, tuple[str, ...]] = {
    "microsoft.network/azurefirewalls": ("networkRuleCollections", "natRuleCollections", "applicationRuleCollections"),
}
"""ARM type in small letters to its properties that hold what Terraform has as things of their own."""
UNTOLD: dict[str, tuple[str, ...]] = {
    "microsoft.storage/storageaccounts": ("queue_properties",),
    "microsoft.web/sites": ("app_settings", "connection_string", "auth_settings"),
    "microsoft.web/sites/slots": ("app_settings", "connection_string", "auth_settings"),
    "microsoft.containerregistry/registries/webhooks": ("service_uri",),
    "microsoft.compute/virtualmachines": ("custom_data", "user_data"),
    "microsoft.compute/virtualmachinescalesets": ("custom_data", "user_data", "user_data_base64"),
}
"""ARM type in small letters to attributes that Resource Manager shows to nobody who only reads."""


SHOWN_LATE: dict[str, tuple[str, ...]] = {
    "microsoft.documentdb/mongoclusters": ("customer_managed_key",),
    "microsoft.dbforpostgresql/servergroupsv2": ("customer_managed_key",),
}
"""ARM type in small letters to attributes that only versions of the API show which Resource Graph need not use."""


def table_of(arm_type: str) -> str:
    """The table of Resource Graph that lists things of a type; empty where none does."""
    small = arm_type.lower()
    for name, table in TABLES.items():
        if small in table.types:
            return name
    if small in _CHILD_TYPES or small == "microsoft.resources/resourcegroups":
        return ""
    return "resources" if small.count("/") == 1 or small in _INNER_ROWS else ""


def children_of(arm_type: str) -> tuple[Child, ...]:
    """What is asked of each resource of an ARM type in any case of letters."""
    if arm_type.lower() == SUBSCRIPTION_TYPE.lower():
        return SUBSCRIPTION
    return CHILDREN.get(arm_type.lower(), ())


def is_wanted(arm_type: str, types: Collection[str]) -> bool:
    """Whether things of an ARM type are, or belong to, something of the Terraform types; empty for all."""
    if not types:
        return True
    shape = shape_of(arm_type)
    return shape is not None and not shape.types.isdisjoint(types)


def asked_of(arm_type: str, types: Collection[str], facts: Collection[str] = ()) -> Iterable[Child]:
    """What is asked of each resource of an ARM type for some Terraform types and facts; empty for all."""
    for child in children_of(arm_type):
        told = is_wanted(child.type, types) and is_fed(child.feeds, facts)
        if told or any(True for _ in asked_of(child.type, types, facts)):
            yield child
