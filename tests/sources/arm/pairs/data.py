"""Databases, caches and brokers twice."""

from __future__ import annotations

from pcicheck.cases.shorthand import Mark
from tests.sources.arm.pairs.base import GROUP, IDENTITY, KEY, NOWHERE, Pair, arm, ref

DATA = [
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
                "identity": IDENTITY,
            },
            "azurerm_mssql_database.database": {
                "name": "cards",
                "server_id": ref("azurerm_mssql_server.server.id"),
                "transparent_data_encryption_enabled": True,
            },
            "azurerm_mssql_server_extended_auditing_policy.audit": {
                "server_id": ref("azurerm_mssql_server.server.id"),
                "enabled": True,
                "storage_endpoint": "https://x.blob.core.windows.net/",
                "retention_in_days": 400,
                "log_monitoring_enabled": False,
            },
            "azurerm_mssql_server_security_alert_policy.alerts": {
                "server_name": ref("azurerm_mssql_server.server.name"),
                "state": "Enabled",
                "email_addresses": ["a@example.com"],
                "email_account_admins": True,
            },
            "azurerm_mssql_firewall_rule.rule": {
                "name": "all",
                "server_id": ref("azurerm_mssql_server.server.id"),
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
                identity=IDENTITY,
            ),
            "azapi_resource.only": arm(
                "Sql/servers/azureADOnlyAuthentications@2023-05-01-preview",
                {"azureADOnlyAuthentication": True},
                "Default",
                ref("azapi_resource.server.id"),
            ),
            "azapi_resource.database": arm(
                "Sql/servers/databases@2023-05-01-preview", {}, "cards", ref("azapi_resource.server.id")
            ),
            "azapi_resource.tde": arm(
                "Sql/servers/databases/transparentDataEncryption@2023-05-01-preview",
                {"state": "Enabled"},
                "current",
                ref("azapi_resource.database.id"),
            ),
            "azapi_resource.audit": arm(
                "Sql/servers/extendedAuditingSettings@2023-05-01-preview",
                {"state": "Enabled", "storageEndpoint": "https://x.blob.core.windows.net/", "retentionDays": 400},
                "default",
                ref("azapi_resource.server.id"),
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
                ref("azapi_resource.server.id"),
            ),
            "azapi_resource.rule": arm(
                "Sql/servers/firewallRules@2023-05-01-preview",
                {"startIpAddress": NOWHERE, "endIpAddress": "255.255.255.255"},
                "all",
                ref("azapi_resource.server.id"),
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
                "server_id": ref("azurerm_mssql_server.server.id"),
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
                "Sql/servers/databases@2021-11-01", {}, "cards", ref("azapi_resource.server.id")
            ),
            "azapi_resource.tde": arm(
                "Sql/servers/databases/transparentDataEncryption@2021-11-01",
                {"state": "Disabled"},
                "current",
                ref("azapi_resource.database.id"),
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
                "server_id": ref("azurerm_postgresql_flexible_server.postgres.id"),
            },
            "azurerm_postgresql_flexible_server_firewall_rule.rule": {
                "name": "azure",
                "start_ip_address": NOWHERE,
                "end_ip_address": NOWHERE,
                "server_id": ref("azurerm_postgresql_flexible_server.postgres.id"),
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
                ref("azapi_resource.postgres.id"),
            ),
            "azapi_resource.rule": arm(
                "DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01",
                {"startIpAddress": NOWHERE, "endIpAddress": NOWHERE},
                "azure",
                ref("azapi_resource.postgres.id"),
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
