"""What few have: NetApp volumes, clusters of logs, connections of virtual hubs, Spring Apps, Network Manager's rules
and webhooks of registries.

Source: ARM template reference and REST reference, ``Microsoft.NetApp/netAppAccounts/capacityPools/volumes``
(2023-11-01), ``Microsoft.OperationalInsights/clusters`` (2021-06-01), ``Microsoft.Network/vpnGateways/vpnConnections``,
``Microsoft.Network/networkManagers`` (2024-01-01), ``Microsoft.AppPlatform/Spring`` (2023-12-01) and
``Microsoft.ContainerRegistry/registries/webhooks`` (2023-07-01), which does not show the address that it calls.
"""

from __future__ import annotations

from pcicheck.model.value import NOT_STATED
from pcicheck.sources.azure.arm import ArmShape, each, flat, key_address, put_some
from pcicheck.sources.shapes import Values, at

_NETWORK = "Microsoft.Network"
_SPRING = "Microsoft.AppPlatform/Spring"
_ALGORITHMS = {
    "dh_group": "dh_group",
    "pfs_group": "pfs_group",
    "encryption_algorithm": "ipsec_encryption",
    "integrity_algorithm": "ipsec_integrity",
    "ike_encryption_algorithm": "ike_encryption",
    "ike_integrity_algorithm": "ike_integrity",
}
_PUBLIC = {"public_network_access_enabled": "public"}


def _volume(values: Values) -> None:
    values["export_policy_rule"] = each(at(values, "export_policy.rules"), _export)


def _export(rule: Values) -> Values:
    return {f"kerberos_5p_read_{end}_enabled": rule.get(f"kerberos5p_read_{end}") for end in ("only", "write")}


def _logs(values: Values) -> None:
    """A cluster without a key of the customer shows empty names."""
    name = at(values, "key_vault_properties.key_name")
    if name:
        values["key_vault_key_id"] = key_address(at(values, "key_vault_properties.key_vault_uri"), name)


def _hub_connection(values: Values) -> None:
    """Each link is a tunnel; a connection without links is one itself."""
    links = values.get("vpn_link_connections")
    values["vpn_link"] = each([values] if links in (None, []) else links, _link)


def _link(item: Values) -> Values:
    link = flat(item)
    protocol = link.get("vpn_connection_protocol_type")
    return {
        "name": link.get("name"),
        "protocol": NOT_STATED if protocol is None else protocol,
        "ipsec_policy": each(link.get("ipsec_policies"), _policy),
    }


def _policy(item: Values) -> Values:
    return {name: item.get(path) for name, path in _ALGORITHMS.items()}


def _admin_rule(values: Values) -> None:
    put_some(values, {end: each(values.get(f"{end}s"), lambda item: item) for end in ("source", "destination")})


SHAPES: dict[str, ArmShape] = {
    "Microsoft.NetApp/netAppAccounts/capacityPools/volumes": ArmShape(
        "azurerm_netapp_volume",
        moves={"protocols": "protocol_types", "smb3_protocol_encryption_enabled": "smb_encryption"},
        parents=("pool_name",),
        more=_volume,
    ),
    "Microsoft.OperationalInsights/clusters": ArmShape("azurerm_log_analytics_cluster", more=_logs),
    f"{_NETWORK}/vpnGateways/vpnConnections": ArmShape(
        "azurerm_vpn_gateway_connection", parents=("vpn_gateway_id",), more=_hub_connection
    ),
    f"{_NETWORK}/networkManagers/securityAdminConfigurations/ruleCollections/rules": ArmShape(
        "azurerm_network_manager_admin_rule",
        moves={"action": "access"},
        unstated=("direction",),
        parents=("admin_rule_collection_id",),
        more=_admin_rule,
    ),
    _SPRING: ArmShape(
        "azurerm_spring_cloud_service",
        moves={
            "sku_name": "sku.name",
            "sku_tier": "sku.tier",
            "network.service_runtime_subnet_id": "network_profile.service_runtime_subnet_id",
        },
        unstated=("sku_name", "sku_tier"),
    ),
    f"{_SPRING}/apps": ArmShape(
        "azurerm_spring_cloud_app",
        moves={
            "is_public": "public",
            "public_endpoint_enabled": "vnet_addons.public_endpoint",
            "tls_enabled": "enable_end_to_end_tls",
        },
        unstated=("is_public",),
        parents=("service_name",),
    ),
    f"{_SPRING}/gateways": ArmShape(
        "azurerm_spring_cloud_gateway", moves=_PUBLIC, parents=("spring_cloud_service_id",)
    ),
    f"{_SPRING}/apiPortals": ArmShape(
        "azurerm_spring_cloud_api_portal",
        moves={**_PUBLIC, "https_only_enabled": "https_only"},
        parents=("spring_cloud_service_id",),
    ),
    "Microsoft.ContainerRegistry/registries/webhooks": ArmShape(
        "azurerm_container_registry_webhook", parents=("registry_name",)
    ),
}
"""ARM type to its shape."""
