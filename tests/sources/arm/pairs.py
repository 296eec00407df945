"""The same things twice: as ``azurerm`` writes them, and as ``azapi`` does."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pcicheck.cases.shorthand import Mark, Ref

GROUP = "/subscriptions/0a/resourceGroups/pay"
KEY = "https://pay.vault.azure.net/keys/data"
NOWHERE = "0.0.0.0"  # noqa: S104 - an address in a rule, nothing binds to it
SET = f"{GROUP}/providers/Microsoft.Compute/diskEncryptionSets/cde"
Written = dict[str, dict[str, Any]]


class Pair(Struct):
    """Things in both forms, each with its type and by the same name."""

    name: str
    azurerm: Written
    """By address."""
    azapi: Written
    """By address."""
    least: int
    """Verdicts that both forms must decide."""


def arm(arm_type: str, properties: Any, name: str = "pay", parent: Any = GROUP, **more: Any) -> dict[str, Any]:
    """An ``azapi_resource``; what ARM has beside the properties goes into the body."""
    outside: dict[str, Any] = {key: more.pop(key) for key in ("location", "tags", "identity") if key in more}
    return {
        "type": f"Microsoft.{arm_type}",
        "name": name,
        "parent_id": parent,
        **outside,
        "body": {"properties": properties} | more,
    }


def _ref(address: str) -> Ref:
    return Ref((address,))


_IDENTITY = [{"type": "SystemAssigned", "identity_ids": []}]
_TAGS = {"Environment": "prod", "pci-scope": "cde"}
_ACCOUNT = "azapi_resource.account.id"
_RULE = {
    "priority": 100,
    "direction": "Inbound",
    "access": "Allow",
    "protocol": "Tcp",
    "source_port_range": "*",
    "source_address_prefix": "*",
    "destination_address_prefix": "*",
    "destination_port_range": "22",
}


def _camel(values: dict[str, Any]) -> dict[str, Any]:
    def name(snake: str) -> str:
        head, *rest = snake.split("_")
        return head + "".join(word.capitalize() for word in rest)

    return {name(key): value for key, value in values.items()}


_STORAGE = [
    Pair(
        "a closed storage account with a container and logs",
        {
            "azurerm_storage_account.account": {
                "name": "pay",
                "location": "westeurope",
                "account_tier": "Standard",
                "account_kind": "StorageV2",
                "account_replication_type": "LRS",
                "tags": _TAGS,
                "identity": _IDENTITY,
                "https_traffic_only_enabled": True,
                "min_tls_version": "TLS1_2",
                "allow_nested_items_to_be_public": False,
                "shared_access_key_enabled": False,
                "public_network_access_enabled": False,
                "local_user_enabled": False,
                "infrastructure_encryption_enabled": True,
                "network_rules": [{"default_action": "Deny", "bypass": ["AzureServices"], "ip_rules": ["10.1.2.3"]}],
                "customer_managed_key": [{"key_vault_key_id": KEY, "user_assigned_identity_id": "i"}],
                "sas_policy": [{"expiration_period": "01.00:00:00"}],
                "blob_properties": [{"versioning_enabled": True}],
                "immutability_policy": [{"state": "Locked", "period_since_creation_in_days": 400}],
            },
            "azurerm_storage_container.container": {
                "name": "cards",
                "storage_account_id": _ref("azurerm_storage_account.account.id"),
                "container_access_type": "private",
            },
            "azurerm_storage_management_policy.rules": {
                "storage_account_id": _ref("azurerm_storage_account.account.id"),
                "rule": [
                    {
                        "name": "end",
                        "enabled": True,
                        "filters": [{"blob_types": ["blockBlob"]}],
                        "actions": [{"base_blob": [{"delete_after_days_since_modification_greater_than": 400}]}],
                    }
                ],
            },
            "azurerm_monitor_diagnostic_setting.log": {
                "name": "all",
                "target_resource_id": _ref("azurerm_storage_account.account.id"),
                "log_analytics_workspace_id": f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/w",
                "enabled_log": [{"category_group": "audit"}],
            },
        },
        {
            "azapi_resource.account": arm(
                "Storage/storageAccounts@2023-01-01",
                {
                    "supportsHttpsTrafficOnly": True,
                    "minimumTlsVersion": "TLS1_2",
                    "allowBlobPublicAccess": False,
                    "allowSharedKeyAccess": False,
                    "publicNetworkAccess": "Disabled",
                    "isLocalUserEnabled": False,
                    "networkAcls": {
                        "defaultAction": "Deny",
                        "bypass": "AzureServices",
                        "ipRules": [{"value": "10.1.2.3", "action": "Allow"}],
                    },
                    "encryption": {
                        "keySource": "Microsoft.Keyvault",
                        "requireInfrastructureEncryption": True,
                        "keyvaultproperties": {"keyname": "data", "keyvaulturi": "https://pay.vault.azure.net/"},
                    },
                    "sasPolicy": {"sasExpirationPeriod": "01.00:00:00", "expirationAction": "Log"},
                    "immutableStorageWithVersioning": {
                        "enabled": True,
                        "immutabilityPolicy": {"state": "Locked", "immutabilityPeriodSinceCreationInDays": 400},
                    },
                },
                location="westeurope",
                tags=_TAGS,
                identity=_IDENTITY,
                kind="StorageV2",
                sku={"name": "Standard_LRS"},
            ),
            "azapi_resource.blobs": arm(
                "Storage/storageAccounts/blobServices@2023-01-01",
                {"isVersioningEnabled": True},
                "default",
                _ref(_ACCOUNT),
            ),
            "azapi_resource.container": arm(
                "Storage/storageAccounts/blobServices/containers@2023-01-01",
                {"publicAccess": "None"},
                "cards",
                _ref(_ACCOUNT),
            ),
            "azapi_resource.rules": arm(
                "Storage/storageAccounts/managementPolicies@2023-01-01",
                {
                    "policy": {
                        "rules": [
                            {
                                "name": "end",
                                "enabled": True,
                                "type": "Lifecycle",
                                "definition": {
                                    "filters": {"blobTypes": ["blockBlob"]},
                                    "actions": {"baseBlob": {"delete": {"daysAfterModificationGreaterThan": 400}}},
                                },
                            }
                        ]
                    }
                },
                "default",
                _ref(_ACCOUNT),
            ),
            "azapi_resource.log": arm(
                "Insights/diagnosticSettings@2021-05-01-preview",
                {
                    "workspaceId": f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/w",
                    "logs": [
                        {"categoryGroup": "audit", "enabled": True},
                        {"categoryGroup": "allLogs", "enabled": False},
                    ],
                },
                "all",
                _ref(_ACCOUNT),
            ),
        },
        20,
    ),
    Pair(
        "an open storage account with an open container",
        {
            "azurerm_storage_account.account": {
                "name": "open",
                "location": "westeurope",
                "account_tier": "Standard",
                "https_traffic_only_enabled": False,
                "min_tls_version": "TLS1_0",
                "allow_nested_items_to_be_public": True,
                "sftp_enabled": True,
                "is_hns_enabled": True,
                "local_user_enabled": True,
                "blob_properties": [{"versioning_enabled": False}],
            },
            "azurerm_storage_container.container": {
                "name": "cards",
                "storage_account_id": _ref("azurerm_storage_account.account.id"),
                "container_access_type": "blob",
            },
            "azurerm_storage_share.share": {
                "name": "s",
                "storage_account_id": _ref("azurerm_storage_account.account.id"),
                "enabled_protocol": "NFS",
            },
        },
        {
            "azapi_resource.account": arm(
                "Storage/storageAccounts@2023-01-01",
                {
                    "supportsHttpsTrafficOnly": False,
                    "minimumTlsVersion": "TLS1_0",
                    "allowBlobPublicAccess": True,
                    "isSftpEnabled": True,
                    "isHnsEnabled": True,
                    "isLocalUserEnabled": True,
                },
                "open",
                kind="StorageV2",
                sku={"name": "Standard_LRS"},
            ),
            "azapi_resource.blobs": arm(
                "Storage/storageAccounts/blobServices@2023-01-01", {}, "default", _ref(_ACCOUNT)
            ),
            "azapi_resource.container": arm(
                "Storage/storageAccounts/blobServices/containers@2023-01-01",
                {"publicAccess": "Blob"},
                "cards",
                _ref(_ACCOUNT),
            ),
            "azapi_resource.share": arm(
                "Storage/storageAccounts/fileServices/shares@2023-01-01",
                {"enabledProtocols": "NFS"},
                "s",
                _ref(_ACCOUNT),
            ),
        },
        20,
    ),
]

_KEYS = [
    Pair(
        "a key vault with roles, keys and secrets",
        {
            "azurerm_key_vault.vault": {
                "name": "pay",
                "location": "westeurope",
                "tenant_id": "t",
                "sku_name": "premium",
                "rbac_authorization_enabled": True,
                "purge_protection_enabled": True,
                "soft_delete_retention_days": 90,
                "public_network_access_enabled": False,
                "network_acls": [{"default_action": "Deny", "bypass": "AzureServices", "ip_rules": ["10.0.0.0/8"]}],
            },
            "azurerm_key_vault_key.key": {
                "name": "data",
                "key_vault_id": _ref("azurerm_key_vault.vault.id"),
                "key_type": "RSA-HSM",
                "key_size": 3072,
                "key_opts": ["wrapKey", "unwrapKey"],
                "expiration_date": "2030-01-01T00:00:00Z",
                "rotation_policy": [{"expire_after": "P1Y", "automatic": [{"time_before_expiry": "P30D"}]}],
            },
            "azurerm_key_vault_secret.secret": {
                "name": "db",
                "key_vault_id": _ref("azurerm_key_vault.vault.id"),
                "value": Mark("sensitive", "x"),
            },
        },
        {
            "azapi_resource.vault": arm(
                "KeyVault/vaults@2023-07-01",
                {
                    "tenantId": "t",
                    "sku": {"family": "A", "name": "premium"},
                    "enableRbacAuthorization": True,
                    "enablePurgeProtection": True,
                    "softDeleteRetentionInDays": 90,
                    "publicNetworkAccess": "disabled",
                    "networkAcls": {
                        "defaultAction": "Deny",
                        "bypass": "AzureServices",
                        "ipRules": [{"value": "10.0.0.0/8"}],
                        "virtualNetworkRules": [],
                    },
                },
                location="westeurope",
            ),
            "azapi_resource.key": arm(
                "KeyVault/vaults/keys@2023-07-01",
                {
                    "kty": "RSA-HSM",
                    "keySize": 3072,
                    "keyOps": ["wrapKey", "unwrapKey"],
                    "attributes": {"enabled": True, "exp": 1893456000},
                    "rotationPolicy": {
                        "attributes": {"expiryTime": "P1Y"},
                        "lifetimeActions": [
                            {"action": {"type": "notify"}, "trigger": {"timeBeforeExpiry": "P60D"}},
                            {"action": {"type": "rotate"}, "trigger": {"timeBeforeExpiry": "P30D"}},
                        ],
                    },
                },
                "data",
                _ref("azapi_resource.vault.id"),
            ),
            "azapi_resource.secret": arm(
                "KeyVault/vaults/secrets@2023-07-01",
                {"value": Mark("sensitive", "x")},
                "db",
                _ref("azapi_resource.vault.id"),
            ),
        },
        15,
    ),
    Pair(
        "a key vault with access policies and little else",
        {
            "azurerm_key_vault.vault": {
                "name": "old",
                "tenant_id": "t",
                "sku_name": "standard",
                "access_policy": [
                    {"tenant_id": "t", "object_id": "o", "key_permissions": ["Delete", "Encrypt"]},
                    {"tenant_id": "t", "object_id": "p", "key_permissions": ["Get"], "secret_permissions": ["Get"]},
                ],
            },
            "azurerm_key_vault_key.key": {
                "name": "data",
                "key_vault_id": _ref("azurerm_key_vault.vault.id"),
                "key_type": "RSA",
                "key_size": 2048,
                "key_opts": ["encrypt"],
            },
        },
        {
            "azapi_resource.vault": arm(
                "KeyVault/vaults@2022-07-01",
                {
                    "tenantId": "t",
                    "sku": {"family": "A", "name": "standard"},
                    "accessPolicies": [
                        {"tenantId": "t", "objectId": "o", "permissions": {"keys": ["Delete", "Encrypt"]}},
                        {"tenantId": "t", "objectId": "p", "permissions": {"keys": ["Get"], "secrets": ["Get"]}},
                    ],
                },
                "old",
            ),
            "azapi_resource.key": arm(
                "KeyVault/vaults/keys@2022-07-01",
                {"kty": "RSA", "keyOps": ["encrypt"]},
                "data",
                _ref("azapi_resource.vault.id"),
            ),
        },
        13,
    ),
    Pair(
        "a disk, a snapshot and their encryption set",
        {
            "azurerm_disk_encryption_set.set": {
                "name": "cde",
                "key_vault_key_id": KEY,
                "auto_key_rotation_enabled": True,
                "encryption_type": "EncryptionAtRestWithPlatformAndCustomerKeys",
                "identity": _IDENTITY,
            },
            "azurerm_managed_disk.disk": {
                "name": "d",
                "create_option": "Empty",
                "disk_encryption_set_id": _ref("azurerm_disk_encryption_set.set.id"),
                "network_access_policy": "DenyAll",
                "public_network_access_enabled": False,
            },
            "azurerm_managed_disk.bare": {"name": "b", "create_option": "Empty"},
            "azurerm_snapshot.copy": {"name": "c", "create_option": "Copy", "source_resource_id": "x"},
        },
        {
            "azapi_resource.set": arm(
                "Compute/diskEncryptionSets@2023-10-02",
                {
                    "activeKey": {"keyUrl": KEY},
                    "rotationToLatestKeyVersionEnabled": True,
                    "encryptionType": "EncryptionAtRestWithPlatformAndCustomerKeys",
                },
                "cde",
                identity=_IDENTITY,
            ),
            "azapi_resource.disk": arm(
                "Compute/disks@2023-10-02",
                {
                    "creationData": {"createOption": "Empty"},
                    "encryption": {"type": "EncryptionAtRestWithCustomerKey", "diskEncryptionSetId": SET},
                    "networkAccessPolicy": "DenyAll",
                    "publicNetworkAccess": "Disabled",
                },
                "d",
            ),
            "azapi_resource.bare": arm("Compute/disks@2023-10-02", {"creationData": {"createOption": "Empty"}}, "b"),
            "azapi_resource.copy": arm(
                "Compute/snapshots@2023-10-02",
                {"creationData": {"createOption": "Copy", "sourceResourceId": "x"}},
                "c",
            ),
        },
        8,
    ),
]

_DATA = [
    Pair(
        "an Azure SQL server with its database, audit and addresses",
        {
            "azurerm_mssql_server.server": {
                "name": "pay",
                "version": "12.0",
                "minimum_tls_version": "1.2",
                "public_network_access_enabled": False,
                "transparent_data_encryption_key_vault_key_id": KEY,
                "azuread_administrator": [
                    {"login_username": "dba", "object_id": "o", "azuread_authentication_only": True}
                ],
                "identity": _IDENTITY,
            },
            "azurerm_mssql_database.database": {
                "name": "cards",
                "server_id": _ref("azurerm_mssql_server.server.id"),
                "transparent_data_encryption_enabled": True,
            },
            "azurerm_mssql_server_extended_auditing_policy.audit": {
                "server_id": _ref("azurerm_mssql_server.server.id"),
                "enabled": True,
                "storage_endpoint": "https://x.blob.core.windows.net/",
                "retention_in_days": 400,
                "log_monitoring_enabled": False,
            },
            "azurerm_mssql_server_security_alert_policy.alerts": {
                "server_name": _ref("azurerm_mssql_server.server.name"),
                "state": "Enabled",
                "email_addresses": ["a@example.com"],
                "email_account_admins": True,
            },
            "azurerm_mssql_firewall_rule.rule": {
                "name": "all",
                "server_id": _ref("azurerm_mssql_server.server.id"),
                "start_ip_address": NOWHERE,
                "end_ip_address": "255.255.255.255",
            },
        },
        {
            "azapi_resource.server": arm(
                "Sql/servers@2023-05-01-preview",
                {
                    "version": "12.0",
                    "minimalTlsVersion": "1.2",
                    "publicNetworkAccess": "Disabled",
                    "keyId": KEY,
                    "administrators": {"administratorType": "ActiveDirectory", "login": "dba", "sid": "o"},
                },
                identity=_IDENTITY,
            ),
            "azapi_resource.only": arm(
                "Sql/servers/azureADOnlyAuthentications@2023-05-01-preview",
                {"azureADOnlyAuthentication": True},
                "Default",
                _ref("azapi_resource.server.id"),
            ),
            "azapi_resource.database": arm(
                "Sql/servers/databases@2023-05-01-preview", {}, "cards", _ref("azapi_resource.server.id")
            ),
            "azapi_resource.tde": arm(
                "Sql/servers/databases/transparentDataEncryption@2023-05-01-preview",
                {"state": "Enabled"},
                "current",
                _ref("azapi_resource.database.id"),
            ),
            "azapi_resource.audit": arm(
                "Sql/servers/extendedAuditingSettings@2023-05-01-preview",
                {"state": "Enabled", "storageEndpoint": "https://x.blob.core.windows.net/", "retentionDays": 400},
                "default",
                _ref("azapi_resource.server.id"),
            ),
            "azapi_resource.alerts": arm(
                "Sql/servers/securityAlertPolicies@2023-05-01-preview",
                {
                    "state": "Enabled",
                    "disabledAlerts": [""],
                    "emailAddresses": ["a@example.com"],
                    "emailAccountAdmins": True,
                },
                "Default",
                _ref("azapi_resource.server.id"),
            ),
            "azapi_resource.rule": arm(
                "Sql/servers/firewallRules@2023-05-01-preview",
                {"startIpAddress": NOWHERE, "endIpAddress": "255.255.255.255"},
                "all",
                _ref("azapi_resource.server.id"),
            ),
        },
        20,
    ),
    Pair(
        "an Azure SQL server with a password and no audit",
        {
            "azurerm_mssql_server.server": {
                "name": "pay",
                "version": "12.0",
                "minimum_tls_version": "Disabled",
                "administrator_login": "sa",
                "administrator_login_password": Mark("sensitive", "x"),
            },
            "azurerm_mssql_database.database": {
                "name": "cards",
                "server_id": _ref("azurerm_mssql_server.server.id"),
                "transparent_data_encryption_enabled": False,
            },
        },
        {
            "azapi_resource.server": arm(
                "Sql/servers@2021-11-01",
                {
                    "version": "12.0",
                    "minimalTlsVersion": "None",
                    "administratorLogin": "sa",
                    "administratorLoginPassword": Mark("sensitive", "x"),
                },
            ),
            "azapi_resource.database": arm(
                "Sql/servers/databases@2021-11-01", {}, "cards", _ref("azapi_resource.server.id")
            ),
            "azapi_resource.tde": arm(
                "Sql/servers/databases/transparentDataEncryption@2021-11-01",
                {"state": "Disabled"},
                "current",
                _ref("azapi_resource.database.id"),
            ),
        },
        12,
    ),
    Pair(
        "flexible servers of PostgreSQL and MySQL",
        {
            "azurerm_postgresql_flexible_server.postgres": {
                "name": "pg",
                "administrator_login": "dba",
                "administrator_password": Mark("sensitive", "x"),
                "public_network_access_enabled": False,
                "authentication": [{"active_directory_auth_enabled": True, "password_auth_enabled": True}],
                "customer_managed_key": [{"key_vault_key_id": KEY}],
            },
            "azurerm_postgresql_flexible_server_configuration.setting": {
                "name": "require_secure_transport",
                "value": "off",
                "server_id": _ref("azurerm_postgresql_flexible_server.postgres.id"),
            },
            "azurerm_postgresql_flexible_server_firewall_rule.rule": {
                "name": "azure",
                "start_ip_address": NOWHERE,
                "end_ip_address": NOWHERE,
                "server_id": _ref("azurerm_postgresql_flexible_server.postgres.id"),
            },
            "azurerm_mysql_flexible_server.mysql": {
                "name": "my",
                "administrator_login": "dba",
                "administrator_password": Mark("sensitive", "x"),
                "delegated_subnet_id": f"{GROUP}/subnet",
            },
        },
        {
            "azapi_resource.postgres": arm(
                "DBforPostgreSQL/flexibleServers@2024-08-01",
                {
                    "administratorLogin": "dba",
                    "administratorLoginPassword": Mark("sensitive", "x"),
                    "network": {"publicNetworkAccess": "Disabled"},
                    "authConfig": {"activeDirectoryAuth": "Enabled", "passwordAuth": "Enabled"},
                    "dataEncryption": {"type": "AzureKeyVault", "primaryKeyURI": KEY},
                },
                "pg",
            ),
            "azapi_resource.setting": arm(
                "DBforPostgreSQL/flexibleServers/configurations@2024-08-01",
                {"value": "off", "source": "user-override"},
                "require_secure_transport",
                _ref("azapi_resource.postgres.id"),
            ),
            "azapi_resource.rule": arm(
                "DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01",
                {"startIpAddress": NOWHERE, "endIpAddress": NOWHERE},
                "azure",
                _ref("azapi_resource.postgres.id"),
            ),
            "azapi_resource.mysql": arm(
                "DBforMySQL/flexibleServers@2023-12-30",
                {
                    "administratorLogin": "dba",
                    "administratorLoginPassword": Mark("sensitive", "x"),
                    "network": {"delegatedSubnetResourceId": f"{GROUP}/subnet"},
                },
                "my",
            ),
        },
        20,
    ),
    Pair(
        "Cosmos DB and Redis",
        {
            "azurerm_cosmosdb_account.cosmos": {
                "name": "c",
                "offer_type": "Standard",
                "kind": "GlobalDocumentDB",
                "public_network_access_enabled": True,
                "ip_range_filter": [NOWHERE, "52.0.0.1"],
                "local_authentication_disabled": True,
                "access_key_metadata_writes_enabled": False,
                "key_vault_key_id": KEY,
            },
            "azurerm_redis_cache.redis": {
                "name": "r",
                "non_ssl_port_enabled": True,
                "minimum_tls_version": "1.2",
                "public_network_access_enabled": False,
                "access_keys_authentication_enabled": False,
                "redis_configuration": [{"authentication_enabled": True}],
            },
        },
        {
            "azapi_resource.cosmos": arm(
                "DocumentDB/databaseAccounts@2024-05-15",
                {
                    "databaseAccountOfferType": "Standard",
                    "publicNetworkAccess": "Enabled",
                    "ipRules": [{"ipAddressOrRange": NOWHERE}, {"ipAddressOrRange": "52.0.0.1"}],
                    "disableLocalAuth": True,
                    "disableKeyBasedMetadataWriteAccess": True,
                    "keyVaultKeyUri": KEY,
                },
                "c",
                kind="GlobalDocumentDB",
            ),
            "azapi_resource.redis": arm(
                "Cache/redis@2024-03-01",
                {
                    "enableNonSslPort": True,
                    "minimumTlsVersion": "1.2",
                    "publicNetworkAccess": "Disabled",
                    "disableAccessKeyAuthentication": True,
                    "redisConfiguration": {"aad-enabled": "true", "authnotrequired": "false"},
                },
                "r",
            ),
        },
        14,
    ),
]

_NETWORK = [
    Pair(
        "a network with its filter, a rule apart and a flow log",
        {
            "azurerm_network_security_group.group": {
                "name": "g",
                "security_rule": [
                    {**_RULE, "name": "deny", "priority": 200, "access": "Deny", "destination_port_range": "*"},
                    {**_RULE, "name": "https", "priority": 150, "destination_port_range": "443"},
                ],
            },
            "azurerm_network_security_rule.rule": {
                **_RULE,
                "name": "ssh",
                "network_security_group_name": _ref("azurerm_network_security_group.group.name"),
            },
            "azurerm_virtual_network.network": {
                "name": "cde",
                "address_space": ["10.0.0.0/16"],
                "dns_servers": ["8.8.8.8"],
                "subnet": [
                    {"name": "inside", "address_prefixes": ["10.0.1.0/24"], "security_group": f"{GROUP}/g"},
                    {"name": "bare", "address_prefixes": ["10.0.2.0/24"]},
                ],
            },
            "azurerm_subnet.subnet": {
                "name": "apart",
                "virtual_network_name": _ref("azurerm_virtual_network.network.name"),
                "address_prefixes": ["10.0.3.0/24"],
                "delegation": [{"name": "n", "service_delegation": [{"name": "Microsoft.Netapp/volumes"}]}],
            },
            "azurerm_network_interface.interface": {
                "name": "n",
                "ip_forwarding_enabled": True,
                "ip_configuration": [{"name": "i", "public_ip_address_id": f"{GROUP}/ip"}],
            },
            "azurerm_network_watcher_flow_log.flow": {
                "name": "f",
                "network_watcher_name": "w",
                "target_resource_id": _ref("azurerm_virtual_network.network.id"),
                "storage_account_id": f"{GROUP}/sa",
                "enabled": True,
                "retention_policy": [{"enabled": True, "days": 400}],
                "traffic_analytics": [{"enabled": True, "workspace_id": "w"}],
            },
        },
        {
            "azapi_resource.group": arm(
                "Network/networkSecurityGroups@2023-09-01",
                {
                    "securityRules": [
                        {
                            "name": "deny",
                            "properties": _camel(
                                {**_RULE, "priority": 200, "access": "Deny", "destination_port_range": "*"}
                            ),
                        },
                        {
                            "name": "https",
                            "properties": _camel({**_RULE, "priority": 150, "destination_port_range": "443"}),
                        },
                    ]
                },
                "g",
            ),
            "azapi_resource.rule": arm(
                "Network/networkSecurityGroups/securityRules@2023-09-01",
                _camel(_RULE),
                "ssh",
                _ref("azapi_resource.group.id"),
            ),
            "azapi_resource.network": arm(
                "Network/virtualNetworks@2023-09-01",
                {
                    "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
                    "dhcpOptions": {"dnsServers": ["8.8.8.8"]},
                    "subnets": [
                        {
                            "name": "inside",
                            "properties": {
                                "addressPrefix": "10.0.1.0/24",
                                "networkSecurityGroup": {"id": f"{GROUP}/g"},
                            },
                        },
                        {"name": "bare", "properties": {"addressPrefix": "10.0.2.0/24"}},
                    ],
                },
                "cde",
            ),
            "azapi_resource.subnet": arm(
                "Network/virtualNetworks/subnets@2023-09-01",
                {
                    "addressPrefix": "10.0.3.0/24",
                    "delegations": [{"name": "n", "properties": {"serviceName": "Microsoft.Netapp/volumes"}}],
                },
                "apart",
                _ref("azapi_resource.network.id"),
            ),
            "azapi_resource.interface": arm(
                "Network/networkInterfaces@2023-09-01",
                {
                    "enableIPForwarding": True,
                    "ipConfigurations": [{"name": "i", "properties": {"publicIPAddress": {"id": f"{GROUP}/ip"}}}],
                },
                "n",
            ),
            "azapi_resource.flow": arm(
                "Network/networkWatchers/flowLogs@2023-09-01",
                {
                    "targetResourceId": _ref("azapi_resource.network.id"),
                    "storageId": f"{GROUP}/sa",
                    "enabled": True,
                    "retentionPolicy": {"enabled": True, "days": 400},
                    "flowAnalyticsConfiguration": {"networkWatcherFlowAnalyticsConfiguration": {"enabled": True}},
                },
                "f",
                f"{GROUP}/providers/Microsoft.Network/networkWatchers/w",
            ),
        },
        18,
    ),
]

PAIRS = [*_STORAGE, *_KEYS, *_DATA, *_NETWORK]
"""Pairs of storage, keys, data and networks."""

TOLD_APART: dict[tuple[str, str], str] = {}
"""Name of a pair and rule that the two forms answer differently, and why."""
