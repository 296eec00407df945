"""What watches, and what else there is, twice."""

from __future__ import annotations

from typing import Any

from pcicheck.cases.shorthand import Mark
from tests.sources.arm.pairs.base import GROUP, KEY, SET, Pair, arm, ref

_NIC = f"{GROUP}/providers/Microsoft.Network/networkInterfaces/n"
_GATEWAY = f"{GROUP}/providers/Microsoft.Network/applicationGateways/g"


def _part(name: str, **properties: Any) -> dict[str, Any]:
    return {"name": name, "properties": properties}


def _in_gateway(kind: str, name: str) -> dict[str, str]:
    return {"id": f"{_GATEWAY}/{kind}/{name}"}


OVERSIGHT = [
    Pair(
        "a Windows machine with disks of its own and by its image",
        {
            "azurerm_windows_virtual_machine.machine": {
                "name": "vm",
                "secure_boot_enabled": False,
                "vtpm_enabled": False,
                "network_interface_ids": [_NIC],
                "os_disk": [{"caching": "None"}],
                "data_disk": [{"lun": 0, "disk_encryption_set_id": SET}],
            },
            "azurerm_linux_virtual_machine.other": {
                "name": "lx",
                "disable_password_authentication": False,
                "admin_password": Mark("sensitive", "x"),
                "network_interface_ids": [_NIC],
                "os_disk": [{"caching": "None"}],
            },
        },
        {
            "azapi_resource.machine": arm(
                "Compute/virtualMachines@2024-03-01",
                {
                    "securityProfile": {"securityType": "Standard"},
                    "storageProfile": {
                        "imageReference": {"publisher": "MicrosoftWindowsServer", "offer": "WindowsServer"},
                        "osDisk": {"createOption": "FromImage"},
                        "dataDisks": [
                            {"lun": 0, "createOption": "Empty", "managedDisk": {"diskEncryptionSet": {"id": SET}}},
                            {"lun": 1, "createOption": "Attach", "managedDisk": {"id": "other"}},
                        ],
                    },
                    "networkProfile": {"networkInterfaces": [{"id": _NIC}]},
                },
                "vm",
            ),
            "azapi_resource.other": arm(
                "Compute/virtualMachines@2024-03-01",
                {
                    "osProfile": {"adminPassword": Mark("sensitive", "x")},
                    "storageProfile": {
                        "imageReference": {"publisher": "Canonical", "offer": "ubuntu-24_04-lts"},
                        "osDisk": {"createOption": "FromImage"},
                    },
                    "networkProfile": {"networkInterfaces": [{"id": _NIC}]},
                },
                "lx",
            ),
        },
        12,
    ),
    Pair(
        "what is written beside servers and containers",
        {
            "azurerm_mssql_server.server": {
                "name": "s",
                "azuread_administrator": [{"login_username": "dba", "object_id": "o"}],
                "minimum_tls_version": "1.2",
            },
            "azurerm_mssql_server_transparent_data_encryption.key": {
                "server_id": ref("azurerm_mssql_server.server.id"),
                "key_vault_key_id": KEY,
            },
            "azurerm_postgresql_flexible_server.postgres": {"name": "pg"},
            "azurerm_postgresql_flexible_server_active_directory_administrator.dba": {
                "server_name": ref("azurerm_postgresql_flexible_server.postgres.name"),
                "object_id": "o",
            },
            "azurerm_storage_container.container": {"name": "c", "storage_account_id": GROUP},
            "azurerm_storage_container_immutability_policy.lock": {
                "storage_container_resource_manager_id": ref("azurerm_storage_container.container.id"),
                "immutability_period_in_days": 400,
                "locked": True,
            },
            "azurerm_cosmosdb_sql_container.items": {"name": "i", "default_ttl": 60},
        },
        {
            "azapi_resource.server": arm("Sql/servers@2021-11-01", {"minimalTlsVersion": "1.2"}, "s"),
            "azapi_resource.administrator": arm(
                "Sql/servers/administrators@2021-11-01",
                {"administratorType": "ActiveDirectory", "login": "dba", "sid": "o"},
                "ActiveDirectory",
                ref("azapi_resource.server.id"),
            ),
            "azapi_resource.key": arm(
                "Sql/servers/encryptionProtector@2021-11-01",
                {"serverKeyType": "AzureKeyVault", "serverKeyName": "pay_data_1"},
                "current",
                ref("azapi_resource.server.id"),
            ),
            "azapi_resource.postgres": arm("DBforPostgreSQL/flexibleServers@2024-08-01", {}, "pg"),
            "azapi_resource.dba": arm(
                "DBforPostgreSQL/flexibleServers/administrators@2024-08-01",
                {"principalName": "dba", "principalType": "Group"},
                "o",
                ref("azapi_resource.postgres.id"),
            ),
            "azapi_resource.container": arm(
                "Storage/storageAccounts/blobServices/containers@2023-01-01",
                {},
                "c",
                f"{GROUP}/blobServices/default",
            ),
            "azapi_resource.lock": arm(
                "Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2023-01-01",
                {"immutabilityPeriodSinceCreationInDays": 400, "state": "Locked"},
                "default",
                ref("azapi_resource.container.id"),
            ),
            "azapi_resource.items": arm(
                "DocumentDB/databaseAccounts/sqlDatabases/containers@2024-05-15",
                {"resource": {"id": "i", "defaultTtl": 60}},
                "i",
            ),
        },
        12,
    ),
    Pair(
        "a gateway that redirects by paths",
        {
            "azurerm_application_gateway.gateway": {
                "name": "g",
                "frontend_ip_configuration": [{"name": "front"}],
                "http_listener": [
                    {"name": "http", "protocol": "Http", "frontend_ip_configuration_name": "front"},
                ],
                "ssl_policy": [{"disabled_protocols": ["TLSv1_0", "TLSv1_1"]}],
                "redirect_configuration": [{"name": "up", "target_url": "https://pay.example.com"}],
                "url_path_map": [
                    {
                        "name": "m",
                        "default_redirect_configuration_name": "up",
                        "path_rule": [{"name": "r", "redirect_configuration_name": "up"}],
                    }
                ],
                "request_routing_rule": [
                    {"name": "1", "http_listener_name": "http", "url_path_map_name": "m"},
                ],
                "backend_http_settings": [
                    {"name": "b", "protocol": "Https", "certificate_chain_validation_enabled": False}
                ],
            },
        },
        {
            "azapi_resource.gateway": arm(
                "Network/applicationGateways@2023-11-01",
                {
                    "frontendIPConfigurations": [_part("front")],
                    "httpListeners": [
                        _part(
                            "http",
                            protocol="Http",
                            frontendIPConfiguration=_in_gateway("frontendIPConfigurations", "front"),
                        )
                    ],
                    "sslPolicy": {"disabledSslProtocols": ["TLSv1_0", "TLSv1_1"]},
                    "redirectConfigurations": [_part("up", targetUrl="https://pay.example.com")],
                    "urlPathMaps": [
                        _part(
                            "m",
                            defaultRedirectConfiguration=_in_gateway("redirectConfigurations", "up"),
                            pathRules=[_part("r", redirectConfiguration=_in_gateway("redirectConfigurations", "up"))],
                        )
                    ],
                    "requestRoutingRules": [
                        _part(
                            "1",
                            httpListener=_in_gateway("httpListeners", "http"),
                            urlPathMap=_in_gateway("urlPathMaps", "m"),
                        )
                    ],
                    "backendHttpSettingsCollection": [_part("b", protocol="Https", validateCertChainAndExpiry=False)],
                },
                "g",
            ),
        },
        6,
    ),
]
