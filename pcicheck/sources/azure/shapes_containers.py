"""AKS clusters with their node pools, and container registries.

Source: ARM template reference, ``Microsoft.ContainerService`` and ``Microsoft.ContainerRegistry``. Whether a cluster
that does not say so has Kubernetes roles, and which network plug-in, has changed with the API; clusters of the sort
Automatic start with settings of their own ("AKS Automatic").
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, put_some, switched
from pcicheck.sources.shapes import Values, at, put, unstate

_TAINT = "criticaladdonsonly"
_ADDONS = ("oms_agent", "azure_policy_enabled", "http_application_routing_enabled", "key_vault_secrets_provider")
_BY_SORT = (
    "azure_active_directory_role_based_access_control",
    "local_account_disabled",
    "network_profile.network_policy",
    "azure_policy_enabled",
    "automatic_upgrade_channel",
    "oms_agent",
    "microsoft_defender",
    "private_cluster_enabled",
    "default_node_pool",
)
"""What a cluster of the sort Automatic may have without being told."""


def _cluster(values: Values) -> None:
    put_some(
        values,
        {
            "azure_active_directory_role_based_access_control": values.get("aad_profile"),
            "microsoft_defender": _switched_on(
                values, "security_profile.defender.security_monitoring.enabled", {"enabled": True}
            ),
            "key_management_service": _switched_on(
                values,
                "security_profile.azure_key_vault_kms.enabled",
                {"key_vault_key_id": at(values, "security_profile.azure_key_vault_kms.key_id")},
            ),
            "default_node_pool": _pools(values.get("agent_pool_profiles")),
        },
    )
    _addons(values)
    if at(values, "network_profile.network_dataplane") is not None:
        unstate(values, ("network_profile.network_policy",))  # Cilium brings its own
    sort = at(values, "sku.name")
    if isinstance(sort, Unknown) or str(sort).lower() == "automatic":
        unstate(values, _BY_SORT)


def _switched_on(values: Values, path: str, block: Values) -> Any:
    """A block where a flag is set; ``None`` where it is not."""
    on = switched(at(values, path))
    return on if isinstance(on, Unknown) else block if on else None


def _addons(values: Values) -> None:
    profiles = values.get("addon_profiles")
    if isinstance(profiles, Unknown):
        put_some(values, dict.fromkeys(_ADDONS, profiles))
    if not isinstance(profiles, dict):
        return
    addons = {name.replace("_", "").lower(): addon for name, addon in profiles.items()}
    workspace = at(addons, "omsagent.config.log_analytics_workspace_resource_id")
    refreshed = at(addons, "azurekeyvaultsecretsprovider.config.enable_secret_rotation")
    put_some(
        values,
        {
            "azure_policy_enabled": at(addons, "azurepolicy.enabled"),
            "http_application_routing_enabled": at(addons, "httpapplicationrouting.enabled"),
            "oms_agent": _switched_on(addons, "omsagent.enabled", {"log_analytics_workspace_id": workspace}),
            "key_vault_secrets_provider": _switched_on(
                addons, "azurekeyvaultsecretsprovider.enabled", {"secret_rotation_enabled": refreshed or False}
            ),
        },
    )


def _pools(profiles: Any) -> Any:
    """The pools inside a cluster as one: public where one of them is, encrypted where all are, and for the system
    alone where all of those are that are meant for it."""
    if not isinstance(profiles, list) or not profiles:
        return profiles or NOT_STATED
    pools = [_node_pool(pool) if isinstance(pool, dict) else pool for pool in profiles]
    system = [pool for pool in pools if str(at(pool, "mode")).lower() == "system"] or pools
    return {
        "node_public_ip_enabled": any_true(*(_flag(pool, "node_public_ip_enabled") for pool in pools)),
        "host_encryption_enabled": all_true(*(_flag(pool, "host_encryption_enabled") for pool in pools)),
        "only_critical_addons_enabled": all_true(*(_flag(pool, "only_critical_addons_enabled") for pool in system)),
    }


def _flag(pool: Any, name: str) -> bool | Unknown:
    return pool if isinstance(pool, Unknown) else switched(at(pool, name)) or False


def _node_pool(pool: Values) -> Values:
    _pool(pool)
    return pool


def _pool(values: Values) -> None:
    taints = values.get("node_taints")
    listed = taints if isinstance(taints, list) else [taints or ""]
    kept = any_true(*(item if isinstance(item, Unknown) else str(item).lower().startswith(_TAINT) for item in listed))
    put_some(
        values,
        {
            "node_public_ip_enabled": values.get("enable_node_public_ip"),
            "host_encryption_enabled": values.get("enable_encryption_at_host"),
            "only_critical_addons_enabled": kept,
        },
    )


def _registry(values: Values) -> None:
    sku = at(values, "sku.name")
    if sku is not None:
        values["sku"] = sku
    on = switched(at(values, "encryption.status"))
    key = at(values, "encryption.key_vault_properties.key_identifier")
    if key is not None and on is not False:
        put(values, "encryption.key_vault_key_id", on if isinstance(on, Unknown) else key)


SHAPES: dict[str, ArmShape] = {
    "Microsoft.ContainerService/managedClusters": ArmShape(
        "azurerm_kubernetes_cluster",
        moves={
            "private_cluster_enabled": "api_server_access_profile.enable_private_cluster",
            "api_server_access_profile.authorized_ip_ranges": "api_server_access_profile.authorized_ipranges",
            "role_based_access_control_enabled": "enable_rbac",
            "local_account_disabled": "disable_local_accounts",
            "automatic_upgrade_channel": "auto_upgrade_profile.upgrade_channel",
        },
        unstated=("role_based_access_control_enabled", "network_profile.network_plugin"),
        more=_cluster,
    ),
    "Microsoft.ContainerService/managedClusters/agentPools": ArmShape(
        "azurerm_kubernetes_cluster_node_pool", parents=("kubernetes_cluster_id",), more=_pool
    ),
    "Microsoft.ContainerRegistry/registries": ArmShape(
        "azurerm_container_registry",
        moves={
            "admin_enabled": "admin_user_enabled",
            "public_network_access_enabled": "public_network_access",
            "trust_policy_enabled": "policies.trust_policy.status",
            "quarantine_policy_enabled": "policies.quarantine_policy.status",
        },
        more=_registry,
    ),
}
"""ARM type to its shape."""
