"""NetApp volumes, clusters of logs, connections of virtual hubs, Spring Apps, Network Manager and webhooks, twice."""

from __future__ import annotations

from typing import Any

from tests.sources.arm.pairs.base import GROUP, Written, arm, both, ref

_VAULT = "https://pay.vault.azure.net"
_SPRING = "AppPlatform/Spring"
_ADMIN = "Network/networkManagers/securityAdminConfigurations"


def _volumes(good: bool) -> Written:
    return {
        "azurerm_netapp_volume.files": {
            "name": "files",
            "protocols": ["CIFS"],
            "smb3_protocol_encryption_enabled": good,
            "encryption_key_source": "Microsoft.KeyVault" if good else "Microsoft.NetApp",
        },
        "azurerm_netapp_volume.shared": {
            "name": "shared",
            "protocols": ["NFSv4.1"],
            "kerberos_enabled": good,
            "export_policy_rule": [
                {"rule_index": 1, "allowed_clients": ["10.0.0.0/8"], "kerberos_5p_read_write_enabled": good}
            ],
        },
        "azurerm_log_analytics_cluster.logs": {"name": "logs"},
        **(
            {
                "azurerm_log_analytics_cluster_customer_managed_key.key": {
                    "log_analytics_cluster_id": ref("azurerm_log_analytics_cluster.logs.id"),
                    "key_vault_key_id": f"{_VAULT}/keys/logs",
                }
            }
            if good
            else {}
        ),
    }


def _arm_volumes(good: bool) -> Written:
    kind = "NetApp/netAppAccounts/capacityPools/volumes@2023-11-01"
    pool = ref("azapi_resource.pool.id")
    rule = {"ruleIndex": 1, "allowedClients": "10.0.0.0/8", "nfsv41": True, "kerberos5pReadWrite": good}
    key = {"keyVaultUri": _VAULT, "keyName": "logs"} if good else {"keyVaultUri": "", "keyName": ""}
    return {
        "account": arm("NetApp/netAppAccounts@2023-11-01", {}, "account"),
        "pool": arm("NetApp/netAppAccounts/capacityPools@2023-11-01", {}, "pool", ref("azapi_resource.account.id")),
        "files": arm(
            kind,
            {
                "protocolTypes": ["CIFS"],
                "smbEncryption": good,
                "encryptionKeySource": "Microsoft.KeyVault" if good else "Microsoft.NetApp",
            },
            "files",
            pool,
        ),
        "shared": arm(
            kind,
            {
                "protocolTypes": ["NFSv4.1"],
                "kerberosEnabled": good,
                "encryptionKeySource": "Microsoft.NetApp",
                "exportPolicy": {"rules": [rule]},
            },
            "shared",
            pool,
        ),
        "logs": arm("OperationalInsights/clusters@2021-06-01", {"keyVaultProperties": key}, "logs"),
    }


def _hub(good: bool) -> Written:
    algorithms = {
        "dh_group": "DHGroup14" if good else "DHGroup2",
        "ike_encryption_algorithm": "AES256" if good else "DES3",
        "ike_integrity_algorithm": "SHA256" if good else "MD5",
        "encryption_algorithm": "AES256" if good else "DES3",
        "integrity_algorithm": "SHA256" if good else "MD5",
        "pfs_group": "PFS14" if good else "None",
    }
    rule = {
        "name": "ssh",
        "action": "Deny" if good else "AlwaysAllow",
        "direction": "Inbound",
        "protocol": "Tcp",
        "priority": 1,
        "source": [{"address_prefix_type": "ServiceTag", "address_prefix": "Internet"}],
        "destination": [{"address_prefix_type": "IPPrefix", "address_prefix": "*"}],
        "destination_port_ranges": ["22"],
        "description": "no SSH from outside" if good else "",
    }
    return {
        "azurerm_vpn_gateway_connection.link": {
            "name": "link",
            "vpn_link": [
                {"name": "first", "protocol": "IKEv2" if good else "IKEv1", "ipsec_policy": [algorithms]},
            ],
        },
        "azurerm_network_manager_admin_rule.ssh": rule,
    }


def _arm_hub(good: bool) -> Written:
    algorithms = {
        "saLifeTimeSeconds": 14400,
        "dhGroup": "DHGroup14" if good else "DHGroup2",
        "ikeEncryption": "AES256" if good else "DES3",
        "ikeIntegrity": "SHA256" if good else "MD5",
        "ipsecEncryption": "AES256" if good else "DES3",
        "ipsecIntegrity": "SHA256" if good else "MD5",
        "pfsGroup": "PFS14" if good else "None",
    }
    link = {"vpnConnectionProtocolType": "IKEv2" if good else "IKEv1", "ipsecPolicies": [algorithms]}
    rule = {
        "access": "Deny" if good else "AlwaysAllow",
        "direction": "Inbound",
        "protocol": "Tcp",
        "priority": 1,
        "sources": [{"addressPrefixType": "ServiceTag", "addressPrefix": "Internet"}],
        "destinations": [{"addressPrefixType": "IPPrefix", "addressPrefix": "*"}],
        "sourcePortRanges": ["0-65535"],
        "destinationPortRanges": ["22"],
        "description": "no SSH from outside" if good else "",
    }
    return {
        "gateway": arm("Network/vpnGateways@2024-01-01", {}, "gateway"),
        "link": arm(
            "Network/vpnGateways/vpnConnections@2024-01-01",
            {"vpnLinkConnections": [{"name": "first", "properties": link}]},
            "link",
            ref("azapi_resource.gateway.id"),
        ),
        "manager": arm("Network/networkManagers@2024-01-01", {}, "manager"),
        "admin": arm(f"{_ADMIN}@2024-01-01", {}, "admin", ref("azapi_resource.manager.id")),
        "rules": arm(f"{_ADMIN}/ruleCollections@2024-01-01", {}, "rules", ref("azapi_resource.admin.id")),
        "ssh": arm(
            f"{_ADMIN}/ruleCollections/rules@2024-01-01", rule, "ssh", ref("azapi_resource.rules.id"), kind="Custom"
        ),
    }


def _spring(good: bool) -> Written:
    identity: dict[str, Any] = {"identity": [{"type": "SystemAssigned"}]} if good else {}
    network = {"network": [{"service_runtime_subnet_id": f"{GROUP}/subnets/s"}]} if good else {}
    service = ref("azurerm_spring_cloud_service.spring.id")
    return {
        "azurerm_spring_cloud_service.spring": {
            "name": "spring",
            "sku_name": "E0",
            "sku_tier": "Enterprise",
            **network,
        },
        "azurerm_spring_cloud_app.app": {
            "name": "app",
            "service_name": ref("azurerm_spring_cloud_service.spring.name"),
            "is_public": not good,
            "https_only": good,
            "tls_enabled": good,
            **identity,
        },
        "azurerm_spring_cloud_gateway.gateway": {
            "name": "default",
            "spring_cloud_service_id": service,
            "https_only": good,
            "public_network_access_enabled": not good,
        },
        "azurerm_spring_cloud_api_portal.portal": {
            "name": "default",
            "spring_cloud_service_id": service,
            "https_only_enabled": good,
            "public_network_access_enabled": not good,
        },
        "azurerm_container_registry.registry": {"name": "registry", "admin_enabled": not good},
        "azurerm_container_registry_webhook.hook": {
            "name": "hook",
            "registry_name": ref("azurerm_container_registry.registry.name"),
            "service_uri": f"{'https' if good else 'http'}://example.com/pushed",
        },
    }


def _arm_spring(good: bool) -> Written:
    identity: dict[str, Any] = {"identity": [{"type": "SystemAssigned"}]} if good else {}
    network = {"networkProfile": {"serviceRuntimeSubnetId": f"{GROUP}/subnets/s"}} if good else {}
    service = ref("azapi_resource.spring.id")
    open_door = {"public": not good, "httpsOnly": good}
    uri = f"{'https' if good else 'http'}://example.com/pushed"
    return {
        "spring": arm(f"{_SPRING}@2023-12-01", network, "spring", sku={"name": "E0", "tier": "Enterprise"}),
        "app": arm(f"{_SPRING}/apps@2023-12-01", open_door | {"enableEndToEndTLS": good}, "app", service, **identity),
        "gateway": arm(f"{_SPRING}/gateways@2023-12-01", open_door, "default", service),
        "portal": arm(f"{_SPRING}/apiPortals@2023-12-01", open_door, "default", service),
        "registry": arm(
            "ContainerRegistry/registries@2023-07-01",
            {"adminUserEnabled": not good},
            "registry",
        ),
        "hook": arm(
            "ContainerRegistry/registries/webhooks@2023-07-01",
            {"serviceUri": uri},
            "hook",
            ref("azapi_resource.registry.id"),
        ),
    }


SELDOM = [
    both("NetApp volumes and a cluster of logs", 13, _volumes(True), _arm_volumes(True)),
    both("NetApp volumes in the clear", 13, _volumes(False), _arm_volumes(False)),
    both("a hub's connection and a rule above all groups", 17, _hub(True), _arm_hub(True)),
    both("a hub's connection that is old", 17, _hub(False), _arm_hub(False)),
    both("Spring Apps in a network", 30, _spring(True), _arm_spring(True)),
    both("Spring Apps that everyone reaches", 30, _spring(False), _arm_spring(False)),
]
