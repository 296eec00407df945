"""What is asked of stores, vaults, apps, networks and of what watches over them."""

from __future__ import annotations

from pcicheck.sources.azure.child import DIAGNOSTICS, Child, Row, has, service_logs, under
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
_LOGGED = (
    "Microsoft.ContainerService/managedClusters",
    "Microsoft.ContainerRegistry/registries",
    "Microsoft.Network/applicationGateways",
    "Microsoft.Network/azureFirewalls",
    "Microsoft.Network/frontDoors",
    "Microsoft.Network/networkSecurityGroups",
    "Microsoft.Devices/IotHubs",
    "Microsoft.SignalRService/SignalR",
    "Microsoft.SignalRService/WebPubSub",
)
"""Types of which only the logs stand elsewhere."""


def _kept_otherwise(table: Row) -> bool:
    """Whether a table of a workspace is not kept as long as the workspace says."""
    usual = ("retentionInDaysAsDefault", "totalRetentionInDaysAsDefault")
    return any(at(table, f"properties.{name}") is False for name in usual)


def _front_door(profile: Row) -> bool:
    return "frontdoor" in str(at(profile, "sku.name")).lower()


def _has_parts(service: Row) -> bool:
    """Whether a Spring Apps service is of the tier that has a gateway and a portal."""
    return str(at(service, "sku.tier")).lower() == "enterprise"


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


CHILDREN: dict[str, tuple[Child, ...]] = {
    _STORE: (
        *under(_STORE, "2023-05-01", "blobServices"),
        Child("/blobServices/default/containers", "2023-05-01", f"{_STORE}/blobServices/containers"),
        Child("/fileServices/default/shares", "2023-05-01", f"{_STORE}/fileServices/shares"),
        Child("/tableServices/default/tables", "2023-05-01", f"{_STORE}/tableServices/tables"),
        Child("/managementPolicies/default", "2023-05-01", f"{_STORE}/managementPolicies", listed=False),
        Child(
            "/providers/Microsoft.Security/defenderForStorageSettings/current",
            "2022-12-01-preview",
            "Microsoft.Security/defenderForStorageSettings",
            listed=False,
            counts=has("isEnabled"),
        ),
        *(service_logs(f"{name}Services") for name in ("blob", "queue", "table")),
    ),
    f"{_STORE}/blobServices/containers": (
        Child(
            "/immutabilityPolicies/default",
            "2023-05-01",
            f"{_STORE}/blobServices/containers/immutabilityPolicies",
            listed=False,
            when=has("hasImmutabilityPolicy"),
        ),
    ),
    _VAULT: (
        *under(_VAULT, "2023-07-01", "keys", again=True),
        *under(_VAULT, "2023-07-01", "secrets"),
        DIAGNOSTICS,
    ),
    _MODULES: (*under(_MODULES, "2023-07-01", "keys", again=True), DIAGNOSTICS),
    "Microsoft.MachineLearningServices/workspaces": under(
        "Microsoft.MachineLearningServices/workspaces", "2024-04-01", "computes"
    ),
    "Microsoft.DataFactory/factories": under("Microsoft.DataFactory/factories", "2018-06-01", "datasets"),
    "Microsoft.Network/dnsZones": under("Microsoft.Network/dnsZones", "2018-05-01", "TXT"),
    "Microsoft.EventHub/namespaces": (
        Child("/networkRuleSets/default", "2024-01-01", "Microsoft.EventHub/namespaces/networkRuleSets", listed=False),
        DIAGNOSTICS,
    ),
    "Microsoft.ServiceBus/namespaces": (
        Child(
            "/networkRuleSets/default", "2021-11-01", "Microsoft.ServiceBus/namespaces/networkRuleSets", listed=False
        ),
        DIAGNOSTICS,
    ),
    "Microsoft.Web/sites": (*_site("Microsoft.Web/sites"), DIAGNOSTICS),
    "Microsoft.Web/sites/slots": (*_site("Microsoft.Web/sites/slots"), DIAGNOSTICS),
    _WORKSPACE: (
        *under(_WORKSPACE, "2023-09-01", "tables", counts=_kept_otherwise),
        *under(_WORKSPACE, "2020-08-01", "linkedServices", "storageInsightConfigs"),
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
    "Microsoft.Network/firewallPolicies": under(
        "Microsoft.Network/firewallPolicies", "2024-01-01", "ruleCollectionGroups"
    ),
    _GATEWAY: (*under(_GATEWAY, "2022-08-01", "apis", "backends", "diagnostics"), DIAGNOSTICS),
    _PROFILE: (
        *under(_PROFILE, "2024-02-01", "customDomains", "securityPolicies", when=_front_door),
        *under(_PROFILE, "2024-02-01", "originGroups", when=_front_door, only_a_step=True),
        DIAGNOSTICS,
    ),
    f"{_PROFILE}/endpoints": (*under(f"{_PROFILE}/endpoints", "2024-02-01", "customDomains"), DIAGNOSTICS),
    f"{_PROFILE}/originGroups": under(f"{_PROFILE}/originGroups", "2024-02-01", "origins"),
    f"{_PROFILE}/afdEndpoints": under(f"{_PROFILE}/afdEndpoints", "2024-02-01", "routes"),
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
    **dict.fromkeys(_LOGGED, (DIAGNOSTICS,)),
}
"""ARM type to what is asked of each resource of it."""
