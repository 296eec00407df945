"""What Resource Graph does not tell of a resource: what is asked of each by calls of its own.

Resource Graph lists resources, not what belongs to them ("Supported tables and resources"): diagnostic settings,
auditing and encryption of servers, server parameters, keys of vaults. They are read from Resource Manager, whose
lists are asked once for each owner; keys are asked for one by one, as their list does not tell how they are rotated.
Calls grow with resources of the types here, and with nothing else. API versions: Microsoft's REST reference.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from msgspec import Struct

from pcicheck.sources.azure.shapes import shape_of
from pcicheck.sources.shapes import at

Row = dict[str, Any]


class Child(Struct, frozen=True):
    """What belongs to a resource and is read from Resource Manager."""

    path: str
    """What follows the resource's id: ``/providers/Microsoft.Insights/diagnosticSettings``."""
    version: str
    """Version of the API."""
    type: str
    """ARM type of what is found."""
    listed: bool = True
    """Whether the answer is a list; otherwise it is one child."""
    again: bool = False
    """Whether each of the list is asked for by itself, as the list tells less."""
    when: Callable[[Row], bool] | None = None
    """Which owners can have such children; all where nothing is said."""
    counts: Callable[[Row], bool] | None = None
    """Which children say something; all where nothing is said."""
    absent: tuple[int, ...] = (404,)
    """Statuses that say that there is none."""
    gives: tuple[str, ...] = ()
    """Attributes of the owner that it tells, where they are fewer than its shape gives."""
    beside: str = ""
    """What of the owner it belongs to, such as its alert policy: what follows the owner's id."""
    only_a_step: bool = False
    """Whether it is read only for what belongs to it."""

    @property
    def permission(self) -> str:
        """The right that it needs."""
        return f"{self.type}/read"

    @property
    def part(self) -> str:
        """What tells it from other children in a snapshot."""
        return self.path.lstrip("/")


class Table(Struct, frozen=True):
    """A table of Resource Graph."""

    types: tuple[str, ...] = ()
    """ARM types that are read from it; all where none is named."""


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
        ("microsoft.authorization/roleassignments", "microsoft.authorization/roledefinitions")
    ),
    "securityresources": Table(("microsoft.security/pricings",)),
    "policyresources": Table(("microsoft.authorization/policyassignments",)),
}
"""Tables of Resource Graph that hold what rules ask about."""

_INNER_ROWS = (
    *("microsoft.sql/servers/databases", "microsoft.web/sites/slots", "microsoft.network/networkwatchers/flowlogs"),
    *("microsoft.cdn/profiles/afdendpoints", "microsoft.compute/virtualmachines/extensions"),
)
"""Inner types that the graph lists beside the outer ones."""
_LOGS = "Microsoft.Insights/diagnosticSettings"
_LOG_VERSION = "2021-05-01-preview"
_DIAGNOSTICS = Child(f"/providers/{_LOGS}", _LOG_VERSION, _LOGS)


def _service_logs(service: str) -> Child:
    return Child(f"/{service}/default/providers/{_LOGS}", _LOG_VERSION, _LOGS)


def _under(owner: str, version: str, *names: str, **more: Any) -> tuple[Child, ...]:
    """Children whose path is the name of their type."""
    return tuple(Child(f"/{name}", version, f"{owner}/{name}", **more) for name in names)


def _has(path: str) -> Callable[[Row], bool]:
    return lambda row: bool(at(row, f"properties.{path}"))


def _named(*names: str) -> Callable[[Row], bool]:
    return lambda row: str(row.get("name", "")).rpartition("/")[2].lower() in names


def _kept_otherwise(table: Row) -> bool:
    """Whether a table of a workspace is not kept as long as the workspace says."""
    usual = ("retentionInDaysAsDefault", "totalRetentionInDaysAsDefault")
    return any(at(table, f"properties.{name}") is False for name in usual)


def _front_door(profile: Row) -> bool:
    return "frontdoor" in str(at(profile, "sku.name")).lower()


def _keeps_documents(account: Row) -> bool:
    """Whether an account of Cosmos DB has SQL databases, not those of another interface."""
    listed = at(account, "properties.capabilities") or []
    others = {str(item.get("name", "")).lower() for item in listed if isinstance(item, dict)}
    mongo = "mongo" in str(account.get("kind", "")).lower()
    return not mongo and others.isdisjoint({"enablecassandra", "enablegremlin", "enabletable"})


_PARAMETERS = (
    *("require_secure_transport", "ssl_min_protocol_version", "tls_version", "log_connections", "log_disconnections"),
    *("log_checkpoints", "log_lock_waits", "log_duration", "log_hostname", "log_statement", "log_min_messages"),
    *("log_min_error_statement", "log_min_duration_statement", "log_temp_files", "log_parser_stats"),
    *("log_planner_stats", "log_executor_stats", "log_statement_stats", "logfiles.retention_days"),
    *("connection_throttle.enable", "pgaudit.log", "audit_log_enabled", "local_infile", "skip_show_database"),
)
"""Server parameters that rules ask for, of the hundreds that a server has."""
_FLEXIBLE = ("firewallRules", "administrators")
_SQL = "Microsoft.Sql/servers"
_INSTANCE = "Microsoft.Sql/managedInstances"
_STORE = "Microsoft.Storage/storageAccounts"
_VAULT = "Microsoft.KeyVault/vaults"
_WORKSPACE = "Microsoft.OperationalInsights/workspaces"
_POSTGRESQL = "Microsoft.DBforPostgreSQL/flexibleServers"
_MYSQL = "Microsoft.DBforMySQL/flexibleServers"
_COSMOS = "Microsoft.DocumentDB/databaseAccounts"
_PROFILE = "Microsoft.Cdn/profiles"
_GATEWAY = "Microsoft.ApiManagement/service"


def _site(owner: str) -> tuple[Child, ...]:
    kind = f"{owner}/config"
    return tuple(
        Child(f"/config/{name}", "2023-12-01", kind, listed=False, gives=gives)
        for name, gives in (
            ("web", ("site_config",)),
            ("logs", ("logs",)),
            ("authsettingsV2", ("auth_settings_v2",)),
        )
    )


_LOGGED = (
    "Microsoft.ContainerService/managedClusters",
    "Microsoft.ContainerRegistry/registries",
    "Microsoft.Network/applicationGateways",
    "Microsoft.Network/azureFirewalls",
    "Microsoft.Network/networkSecurityGroups",
    "Microsoft.Devices/IotHubs",
    "Microsoft.SignalRService/SignalR",
    "Microsoft.SignalRService/WebPubSub",
)
"""Types of which only the logs stand elsewhere."""
_BY_TYPE: dict[str, tuple[Child, ...]] = {
    _STORE: (
        *_under(_STORE, "2023-05-01", "blobServices"),
        Child("/blobServices/default/containers", "2023-05-01", f"{_STORE}/blobServices/containers"),
        Child("/fileServices/default/shares", "2023-05-01", f"{_STORE}/fileServices/shares"),
        Child("/tableServices/default/tables", "2023-05-01", f"{_STORE}/tableServices/tables"),
        Child("/managementPolicies/default", "2023-05-01", f"{_STORE}/managementPolicies", listed=False),
        Child(
            "/providers/Microsoft.Security/defenderForStorageSettings/current",
            "2022-12-01-preview",
            "Microsoft.Security/defenderForStorageSettings",
            listed=False,
            counts=_has("isEnabled"),
        ),
        *(_service_logs(f"{name}Services") for name in ("blob", "queue", "table")),
    ),
    f"{_STORE}/blobServices/containers": (
        Child(
            "/immutabilityPolicies/default",
            "2023-05-01",
            f"{_STORE}/blobServices/containers/immutabilityPolicies",
            listed=False,
            when=_has("hasImmutabilityPolicy"),
        ),
    ),
    _VAULT: (
        *_under(_VAULT, "2023-07-01", "keys", again=True),
        *_under(_VAULT, "2023-07-01", "secrets"),
        _DIAGNOSTICS,
    ),
    "Microsoft.KeyVault/managedHSMs": (_DIAGNOSTICS,),
    _SQL: (
        *_under(_SQL, "2021-11-01", "auditingSettings", "firewallRules", "encryptionProtector", "administrators"),
        *_under(_SQL, "2021-11-01", "azureADOnlyAuthentications", "securityAlertPolicies"),
        *_under(
            _SQL,
            "2021-11-01",
            "vulnerabilityAssessments",
            counts=_has("storageContainerPath"),
            absent=(400, 404),
            beside="/securityAlertPolicies/Default",
        ),
        *_under(_SQL, "2022-05-01-preview", "sqlVulnerabilityAssessments"),
    ),
    f"{_SQL}/databases": (*_under(f"{_SQL}/databases", "2021-11-01", "transparentDataEncryption"), _DIAGNOSTICS),
    _INSTANCE: (
        *_under(_INSTANCE, "2021-11-01", "encryptionProtector", "securityAlertPolicies"),
        *_under(_INSTANCE, "2021-11-01", "vulnerabilityAssessments", counts=_has("storageContainerPath")),
    ),
    _POSTGRESQL: (
        *_under(_POSTGRESQL, "2022-12-01", "configurations", counts=_named(*_PARAMETERS)),
        *_under(_POSTGRESQL, "2022-12-01", *_FLEXIBLE),
        _DIAGNOSTICS,
    ),
    _MYSQL: (
        *_under(_MYSQL, "2023-12-30", "configurations", counts=_named(*_PARAMETERS)),
        *_under(_MYSQL, "2023-12-30", *_FLEXIBLE),
        _DIAGNOSTICS,
    ),
    _COSMOS: (
        *_under(_COSMOS, "2024-05-15", "sqlDatabases", when=_keeps_documents, only_a_step=True),
        _DIAGNOSTICS,
    ),
    f"{_COSMOS}/sqlDatabases": _under(f"{_COSMOS}/sqlDatabases", "2024-05-15", "containers"),
    "Microsoft.Cache/redis": _under("Microsoft.Cache/redis", "2023-08-01", "firewallRules"),
    "Microsoft.Cache/redisEnterprise": _under("Microsoft.Cache/redisEnterprise", "2024-02-01", "databases"),
    "Microsoft.EventHub/namespaces": (
        Child("/networkRuleSets/default", "2024-01-01", "Microsoft.EventHub/namespaces/networkRuleSets", listed=False),
        _DIAGNOSTICS,
    ),
    "Microsoft.ServiceBus/namespaces": (
        Child(
            "/networkRuleSets/default", "2021-11-01", "Microsoft.ServiceBus/namespaces/networkRuleSets", listed=False
        ),
        _DIAGNOSTICS,
    ),
    "Microsoft.Web/sites": (*_site("Microsoft.Web/sites"), _DIAGNOSTICS),
    "Microsoft.Web/sites/slots": (*_site("Microsoft.Web/sites/slots"), _DIAGNOSTICS),
    _WORKSPACE: (
        *_under(_WORKSPACE, "2023-09-01", "tables", counts=_kept_otherwise),
        *_under(_WORKSPACE, "2020-08-01", "linkedServices", "storageInsightConfigs"),
        *(
            Child(
                f"/providers/Microsoft.SecurityInsights/{name}",
                "2023-11-01",
                f"Microsoft.SecurityInsights/{name}",
                absent=(400, 404),
            )
            for name in ("onboardingStates", "alertRules")
        ),
    ),
    "Microsoft.Network/firewallPolicies": _under(
        "Microsoft.Network/firewallPolicies", "2024-01-01", "ruleCollectionGroups"
    ),
    _GATEWAY: (*_under(_GATEWAY, "2022-08-01", "apis", "backends", "diagnostics"), _DIAGNOSTICS),
    _PROFILE: (
        *_under(_PROFILE, "2024-02-01", "customDomains", "securityPolicies", when=_front_door),
        *_under(_PROFILE, "2024-02-01", "originGroups", when=_front_door, only_a_step=True),
        _DIAGNOSTICS,
    ),
    f"{_PROFILE}/originGroups": _under(f"{_PROFILE}/originGroups", "2024-02-01", "origins"),
    f"{_PROFILE}/afdEndpoints": _under(f"{_PROFILE}/afdEndpoints", "2024-02-01", "routes"),
    "Microsoft.ManagedIdentity/userAssignedIdentities": _under(
        "Microsoft.ManagedIdentity/userAssignedIdentities", "2023-01-31", "federatedIdentityCredentials"
    ),
    "Microsoft.Automation/automationAccounts": _under(
        "Microsoft.Automation/automationAccounts", "2023-11-01", "variables"
    ),
    "Microsoft.Synapse/workspaces": (
        *_under("Microsoft.Synapse/workspaces", "2021-06-01", "firewallRules"),
        _DIAGNOSTICS,
    ),
    **dict.fromkeys(
        (
            "Microsoft.ContainerService/managedClusters",
            "Microsoft.ContainerRegistry/registries",
            "Microsoft.Network/applicationGateways",
            "Microsoft.Network/azureFirewalls",
            "Microsoft.Network/networkSecurityGroups",
            "Microsoft.Devices/IotHubs",
            "Microsoft.SignalRService/SignalR",
            "Microsoft.SignalRService/WebPubSub",
        ),
        (_DIAGNOSTICS,),
    ),
}
CHILDREN = {name.lower(): children for name, children in _BY_TYPE.items()}
"""ARM type in small letters to what is asked of each resource of it."""

_SECURITY = "Microsoft.Security"
SUBSCRIPTION: tuple[Child, ...] = (
    _DIAGNOSTICS,
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

UNTOLD: dict[str, tuple[str, ...]] = {
    "microsoft.storage/storageaccounts": ("queue_properties",),
    "microsoft.web/sites": ("app_settings", "connection_string", "auth_settings"),
    "microsoft.web/sites/slots": ("app_settings", "connection_string", "auth_settings"),
    "microsoft.compute/virtualmachines": ("custom_data", "user_data"),
    "microsoft.compute/virtualmachinescalesets": ("custom_data", "user_data", "user_data_base64"),
}
"""ARM type in small letters to attributes that Resource Manager shows to nobody who only reads."""


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


def asked_of(arm_type: str, types: Collection[str]) -> Iterable[Child]:
    """What is asked of each resource of an ARM type for some Terraform types; empty for all."""
    for child in children_of(arm_type):
        if is_wanted(child.type, types) or any(True for _ in asked_of(child.type, types)):
            yield child
