"""What is asked of stores, vaults, apps, networks and of what watches over them."""

from __future__ import annotations

from pcicheck.sources.azure.child import DIAGNOSTICS, Child, Row, has, logs, under
from pcicheck.sources.shapes import at

_STORE = "Microsoft.Storage/storageAccounts"
_VAULT = "Microsoft.KeyVault/vaults"
_MODULES = "Microsoft.KeyVault/managedHSMs"
_WORKSPACE = "Microsoft.OperationalInsights/workspaces"
_PROFILE = "Microsoft.Cdn/profiles"
_GATEWAY = "Microsoft.ApiManagement/service"
_SPRING = "Microsoft.AppPlatform/Spring"
_RULES = "Microsoft.Network/networkManagers"
_ADMIN = f"{_RULES}/securityAdminConfigurations"
_ACCESS = logs("endpoint.access_logging")
_QUEUES = logs("broker.logs")
_KEY_USE = logs("key_store.logged")
_SERVICE = logs("platform_service.logged")
_PROCESSOR = logs("data_processor.logged")
_LEARNING = "Microsoft.MachineLearningServices/workspaces"
_FACTORY = "Microsoft.DataFactory/factories"
_LOGGED = {
    "Microsoft.ContainerService/managedClusters": logs("cluster.audit_log", "cluster.all_control_logs"),
    "Microsoft.ContainerRegistry/registries": DIAGNOSTICS,
    "Microsoft.Network/applicationGateways": _ACCESS,
    "Microsoft.Network/azureFirewalls": logs("perimeter.logging"),
    "Microsoft.Network/frontDoors": _ACCESS,
    "Microsoft.Network/networkSecurityGroups": DIAGNOSTICS,
    "Microsoft.Devices/IotHubs": _QUEUES,
    "Microsoft.SignalRService/SignalR": _ACCESS,
    "Microsoft.SignalRService/WebPubSub": _ACCESS,
    "Microsoft.Batch/batchAccounts": _SERVICE,
    "Microsoft.CognitiveServices/accounts": _SERVICE,
    "Microsoft.Logic/workflows": _SERVICE,
    "Microsoft.Databricks/workspaces": _PROCESSOR,
    "Microsoft.StreamAnalytics/streamingjobs": _PROCESSOR,
    "Microsoft.Search/searchServices": logs("search.log_exports"),
    "Microsoft.NetApp/netAppAccounts/capacityPools/volumes": logs("file_store.access_logging"),
}
"""Types of which only the logs stand elsewhere."""
_LOG_FILES = ("application.errors_logged", "application.failures_traced", "endpoint.access_logging")
_SITE = (
    *("application.remote_debugging", "application.runtimes", "application.plain_secrets", *_LOG_FILES),
    *("endpoint.cors_any_origin", "endpoint.min_tls", "endpoint.plain_ftp"),
)
_SIGN_IN = tuple(f"endpoint.{fact}" for fact in ("encrypted", "protocols", "redirects_to_tls", "platform_sign_in"))


def _kept_otherwise(table: Row) -> bool:
    """Whether a table of a workspace is not kept as long as the workspace says."""
    usual = ("retentionInDaysAsDefault", "totalRetentionInDaysAsDefault")
    return any(at(table, f"properties.{name}") is False for name in usual)


def _front_door(profile: Row) -> bool:
    return "frontdoor" in str(at(profile, "sku.name")).lower()


def _has_parts(service: Row) -> bool:
    """Whether a Spring Apps service is of the tier that has a gateway and a portal."""
    return str(at(service, "sku.tier")).lower() == "enterprise"


def _network_rules(owner: str, version: str) -> Child:
    kind = f"{owner}/networkRuleSets"
    return Child("/networkRuleSets/default", version, kind, listed=False, feeds=("broker.public",))


def _site(owner: str) -> tuple[Child, ...]:
    kind = f"{owner}/config"
    return tuple(
        Child(f"/config/{name}", "2023-12-01", kind, listed=False, gives=gives, feeds=feeds)
        for name, gives, feeds in (
            ("web", ("site_config",), _SITE),
            ("logs", ("logs",), _LOG_FILES),
            ("authsettingsV2", ("auth_settings_v2",), _SIGN_IN),
        )
    )


CHILDREN: dict[str, tuple[Child, ...]] = {
    _STORE: (
        *under(_STORE, "2023-05-01", "blobServices", feeds=("object_store.versioning",)),
        Child("/blobServices/default/containers", "2023-05-01", f"{_STORE}/blobServices/containers"),
        Child("/fileServices/default/shares", "2023-05-01", f"{_STORE}/fileServices/shares", feeds=("file_store.*",)),
        Child("/tableServices/default/tables", "2023-05-01", f"{_STORE}/tableServices/tables"),
        Child(
            "/managementPolicies/default",
            "2023-05-01",
            f"{_STORE}/managementPolicies",
            listed=False,
            feeds=("object_store.lifecycle", "object_store.kept_days"),
        ),
        Child(
            "/providers/Microsoft.Security/defenderForStorageSettings/current",
            "2022-12-01-preview",
            "Microsoft.Security/defenderForStorageSettings",
            listed=False,
            counts=has("isEnabled"),
            feeds=("detector.*", "malware_guard.*"),
        ),
        logs("object_store.access_logging", service="blobServices"),
        logs("object_store.queues_logged", service="queueServices"),
        logs("object_store.access_logging", service="tableServices"),
        logs("file_store.access_logging", service="fileServices"),
    ),
    f"{_STORE}/blobServices/containers": (
        Child(
            "/immutabilityPolicies/default",
            "2023-05-01",
            f"{_STORE}/blobServices/containers/immutabilityPolicies",
            listed=False,
            when=has("hasImmutabilityPolicy"),
            feeds=("object_store.lock_mode", "object_store.lock_days"),
        ),
    ),
    _VAULT: (
        *under(_VAULT, "2023-07-01", "keys", again=True, feeds=("key.*",)),
        *under(_VAULT, "2023-07-01", "secrets", feeds=("secret.*",)),
        _KEY_USE,
    ),
    _MODULES: (*under(_MODULES, "2023-07-01", "keys", again=True, feeds=("key.*",)), _KEY_USE),
    _LEARNING: (*under(_LEARNING, "2024-04-01", "computes"), _SERVICE),
    _FACTORY: (*under(_FACTORY, "2018-06-01", "datasets"), _PROCESSOR),
    "Microsoft.Network/dnsZones": under("Microsoft.Network/dnsZones", "2018-05-01", "TXT"),
    "Microsoft.EventHub/namespaces": (
        _network_rules("Microsoft.EventHub/namespaces", "2024-01-01"),
        _QUEUES,
    ),
    "Microsoft.ServiceBus/namespaces": (
        _network_rules("Microsoft.ServiceBus/namespaces", "2021-11-01"),
        _QUEUES,
    ),
    "Microsoft.Web/sites": (*_site("Microsoft.Web/sites"), logs("endpoint.access_logging", "application.logged")),
    "Microsoft.Web/sites/slots": (*_site("Microsoft.Web/sites/slots"), _ACCESS),
    _WORKSPACE: (
        *under(_WORKSPACE, "2023-09-01", "tables", counts=_kept_otherwise, feeds=("log_store.*",)),
        *under(_WORKSPACE, "2020-08-01", "linkedServices", feeds=("log_store.encryption",)),
        *under(_WORKSPACE, "2020-08-01", "storageInsightConfigs", feeds=("object_store.access_logging",)),
        *(
            Child(
                f"/providers/Microsoft.SecurityInsights/{name}",
                "2023-11-01",
                f"Microsoft.SecurityInsights/{name}",
                absent=(400, 404),
                feeds=feeds,
            )
            for name, feeds in (("onboardingStates", ("detector.*",)), ("alertRules", ("alert.*",)))
        ),
    ),
    "Microsoft.Network/firewallPolicies": under(
        "Microsoft.Network/firewallPolicies",
        "2024-01-01",
        "ruleCollectionGroups",
        feeds=("firewall.*", "perimeter_policy.has_rules"),
    ),
    _GATEWAY: (
        *under(_GATEWAY, "2022-08-01", "apis", feeds=("endpoint.*",)),
        *under(_GATEWAY, "2022-08-01", "backends", feeds=("upstream.*",)),
        *under(_GATEWAY, "2022-08-01", "diagnostics", feeds=("endpoint.access_logging",)),
        _ACCESS,
    ),
    _PROFILE: (
        *under(_PROFILE, "2024-02-01", "customDomains", when=_front_door, feeds=("endpoint.*",)),
        *under(_PROFILE, "2024-02-01", "securityPolicies", when=_front_door, feeds=("endpoint.waf",)),
        *under(_PROFILE, "2024-02-01", "originGroups", when=_front_door, only_a_step=True),
        _ACCESS,
    ),
    f"{_PROFILE}/endpoints": (
        *under(f"{_PROFILE}/endpoints", "2024-02-01", "customDomains", feeds=("endpoint.*",)),
        _ACCESS,
    ),
    f"{_PROFILE}/originGroups": under(f"{_PROFILE}/originGroups", "2024-02-01", "origins", feeds=("upstream.*",)),
    f"{_PROFILE}/afdEndpoints": under(
        f"{_PROFILE}/afdEndpoints", "2024-02-01", "routes", feeds=("endpoint.*", "upstream.*")
    ),
    "Microsoft.ManagedIdentity/userAssignedIdentities": under(
        "Microsoft.ManagedIdentity/userAssignedIdentities", "2023-01-31", "federatedIdentityCredentials"
    ),
    "Microsoft.Automation/automationAccounts": under(
        "Microsoft.Automation/automationAccounts", "2023-11-01", "variables"
    ),
    "Microsoft.Network/vpnGateways": under("Microsoft.Network/vpnGateways", "2024-01-01", "vpnConnections"),
    _RULES: under(_RULES, "2024-01-01", "securityAdminConfigurations", only_a_step=True),
    _ADMIN: under(_ADMIN, "2024-01-01", "ruleCollections", only_a_step=True),
    f"{_ADMIN}/ruleCollections": under(f"{_ADMIN}/ruleCollections", "2024-01-01", "rules"),
    _SPRING: (
        *under(_SPRING, "2023-12-01", "apps"),
        *under(_SPRING, "2023-12-01", "gateways", "apiPortals", when=_has_parts),
    ),
    **{name: (settings,) for name, settings in _LOGGED.items()},
}
"""ARM type to what is asked of each resource of it."""
