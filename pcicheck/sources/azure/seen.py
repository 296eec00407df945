"""What a snapshot of Azure shows in full, so that an absence can be judged.

Resource Graph shows only what the identity may read. A table counts as whole for a type where the identity's rights on
the whole subscription reach the type ("Permissions - List", Azure RBAC).
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from msgspec import Struct, field

from pcicheck.model.origin import Gap
from pcicheck.sources.azure.child import Child
from pcicheck.sources.azure.details import (
    CHILDREN,
    RIGHTS,
    SUBSCRIPTION,
    SUBSCRIPTION_TYPE,
    asked_of,
    children_of,
    table_of,
)
from pcicheck.sources.azure.shapes import SHAPES
from pcicheck.sources.azure.unasked import UNASKED
from pcicheck.sources.base import Seen, Unseen
from pcicheck.sources.live.feeding import NOT_ASKED
from pcicheck.sources.live.natives import why_not
from pcicheck.sources.live.records import Refusal
from pcicheck.sources.live.snapshot import Manifest

_INSIDE = (
    "Microsoft.Network/networkSecurityGroups/securityRules",
    *(f"Microsoft.Network/azureFirewalls/{kind}RuleCollections" for kind in ("network", "nat", "application")),
    "Microsoft.Network/virtualNetworks/subnets",
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    "Microsoft.ContainerService/managedClusters/agentPools",
    "Microsoft.Sql/servers/databases/auditingSettings",
    "Microsoft.Sql/servers/databases/extendedAuditingSettings",
    "Microsoft.Sql/servers/extendedAuditingSettings",
)
"""ARM types whose things their owners show, or decide, themselves."""
NEVER_LISTED = frozenset(
    {
        *(SHAPES[name].type for name in _INSIDE if not name.startswith("Microsoft.Sql/servers/ext")),
        # Older ways of writing what is listed as something else.
        *("azurerm_sql_server", "azurerm_sql_database", "azurerm_sql_managed_instance", "azurerm_sql_firewall_rule"),
        *("azurerm_app_service", "azurerm_app_service_slot", "azurerm_function_app", "azurerm_function_app_slot"),
        *("azurerm_virtual_machine", "azurerm_virtual_machine_scale_set", "azurerm_policy_assignment"),
        *("azurerm_ai_services", "azurerm_monitor_scheduled_query_rules_alert"),
        *(f"azurerm_automation_variable_{name}" for name in ("bool", "datetime", "int", "object")),
        *("azurerm_advanced_threat_protection", "azurerm_pim_active_role_assignment"),
        # Azure has closed these services.
        *(f"azurerm_{engine}_server" for engine in ("postgresql", "mysql", "mariadb")),
        *(f"azurerm_{engine}_firewall_rule" for engine in ("postgresql", "mysql", "mariadb")),
        *(f"azurerm_{engine}_configuration" for engine in ("postgresql", "mysql", "mariadb")),
        *("azurerm_postgresql_server_key", "azurerm_mysql_server_key"),
        *("azurerm_monitor_log_profile", "azurerm_data_lake_store"),
        "azurerm_data_lake_analytics_account",
    }
)
"""Types that only Terraform has, or whose things are listed as things of another type of the same kind."""


class Told(Struct):
    """What one subscription was asked, and what it refused."""

    account: str
    listed: set[str] = field(default_factory=set)
    """Tables that were listed to their end."""
    refused: dict[str, str] = field(default_factory=dict)
    """Table, or ARM type in small letters, to why it was not shown."""
    rights: list[dict[str, Any]] | None = None

    def may(self, rights: Any) -> None:
        """What the identity may do on the whole subscription."""
        self.rights = [right for right in rights or () if isinstance(right, dict)]

    def refuse(self, refusal: Refusal) -> None:
        """A table, or the children of a resource, were not shown."""
        names = [refusal.type]
        if refusal.id:
            names = [child.type.lower() for child in children_of(refusal.type) if child.part == refusal.part]
        for name in names:
            self.refused.setdefault(name, why_not(refusal))

    def types_of(self, table: str) -> tuple[str, ...]:
        """Terraform types that a table tells of."""
        return tuple(sorted({kind for name in SHAPES if table_of(name) == table for kind in SHAPES[name].types}))

    def reads(self, arm_type: str) -> bool:
        """Whether the identity may read all things of a type."""
        wanted = f"{arm_type.lower()}/read"
        return any(_allows(right, wanted) for right in self.rights or ())

    def gap(self) -> Gap | None:
        """What to say where the identity may not read the whole subscription."""
        if self.reads("microsoft.resources/any") or any(self.reads(name) for name in SHAPES):
            return None
        why = "the identity has no reading right on the whole subscription, so more may be there than Azure shows"
        return Gap("denied", f"{self.account}/global/{RIGHTS.type}", f"{why}; the role Reader is needed", blinds=("*",))


def _allows(right: dict[str, Any], wanted: str) -> bool:
    given = any(fnmatchcase(wanted, str(action).lower()) for action in right.get("actions") or ())
    taken = any(fnmatchcase(wanted, str(action).lower()) for action in right.get("notActions") or ())
    return given and not taken


def seen_of(told: Told, manifest: Manifest) -> Iterator[Seen]:
    """Types of which everything in the subscription is known."""
    types = manifest.types
    for kind, names in _makers().items():
        if (not types or kind in types) and all(_why_not(told, name, manifest) == "" for name in names):
            yield Seen(kind, told.account, "")


def unseen_of(told: Told, manifest: Manifest) -> Iterator[Unseen]:
    """Types of which something was not shown, and why."""
    types = manifest.types
    for kind, names in _makers().items():
        why = next((why for name in names if (why := _why_not(told, name, manifest))), "")
        if why and (not types or kind in types):
            yield Unseen(kind, told.account, "", why)
    for kind, why in UNASKED.items():
        if not types or kind in types:
            yield Unseen(kind, told.account, "", why)


@cache
def _makers() -> dict[str, tuple[str, ...]]:
    """Terraform type to the ARM types whose things become it."""
    found: dict[str, list[str]] = {}
    for name, shape in SHAPES.items():
        if not shape.part_of and (table_of(name) or owners_of_children(name)):
            for kind in (shape.type, *shape.picks):
                found.setdefault(kind, []).append(name)
    return {kind: tuple(names) for kind, names in found.items()}


@cache
def owners_of_children(arm_type: str) -> tuple[tuple[str, Child], ...]:
    """ARM types, in small letters, of which things of a type are asked, and how; empty for a subscription."""
    small = arm_type.lower()
    found = [(name, child) for name, children in CHILDREN.items() for child in children if child.type.lower() == small]
    return tuple(found) + tuple(("", child) for child in SUBSCRIPTION if child.type.lower() == small)


def _why_not(told: Told, arm_type: str, manifest: Manifest) -> str:
    """Why not everything of an ARM type is known; empty where it is."""
    if refused := told.refused.get(arm_type.lower()):
        return refused
    owners = owners_of_children(arm_type)
    if owners:
        for name, child in owners:
            if child not in asked_of(name or SUBSCRIPTION_TYPE, manifest.types, manifest.facts):
                return NOT_ASKED
        return next((why for name, _ in owners if name and (why := _why_not(told, name, manifest))), "")
    table = table_of(arm_type)
    if table not in told.listed:
        return told.refused.get(table, f"{table} was not listed to its end")
    return "" if told.reads(arm_type) else f"{arm_type}/read on the whole subscription is needed"
