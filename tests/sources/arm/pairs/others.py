"""Still further things twice: modules of keys, warehouses, clusters, services, firewalls, images and what watches."""

from __future__ import annotations

from tests.sources.arm.pairs.base import KEY, NOWHERE, SET, arm, both, ref

_PEOPLE = ["security@example.com"]
_KEYS = [
    both(
        "a Managed HSM with a key that rotates",
        9,
        {
            "azurerm_key_vault_managed_hardware_security_module.hsm": {
                "name": "h",
                "purge_protection_enabled": True,
                "soft_delete_retention_days": 90,
                "public_network_access_enabled": False,
            },
            "azurerm_key_vault_managed_hardware_security_module_key.key": {
                "name": "k",
                "managed_hsm_id": ref("azurerm_key_vault_managed_hardware_security_module.hsm.id"),
                "key_type": "EC-HSM",
                "curve": "P-256",
                "key_opts": ["sign", "verify"],
            },
            "azurerm_key_vault_managed_hardware_security_module_key_rotation_policy.policy": {
                "managed_hsm_key_id": ref("azurerm_key_vault_managed_hardware_security_module_key.key.id"),
                "expire_after": "P90D",
                "time_after_creation": "P60D",
            },
        },
        {
            "hsm": arm(
                "KeyVault/managedHSMs@2023-07-01",
                {
                    "enablePurgeProtection": True,
                    "softDeleteRetentionInDays": 90,
                    "publicNetworkAccess": "Disabled",
                },
                "h",
            ),
            "key": arm(
                "KeyVault/managedHSMs/keys@2023-07-01",
                {
                    "kty": "EC-HSM",
                    "curveName": "P-256",
                    "keyOps": ["sign", "verify"],
                    "rotationPolicy": {
                        "attributes": {"expiryTime": "P90D"},
                        "lifetimeActions": [{"action": {"type": "rotate"}, "trigger": {"timeAfterCreate": "P60D"}}],
                    },
                },
                "k",
                ref("azapi_resource.hsm.id"),
            ),
        },
    ),
]

_DATA = [
    both(
        "a Synapse workspace that is audited, with a pool",
        24,
        {
            "azurerm_synapse_workspace.space": {
                "name": "w",
                "public_network_access_enabled": False,
                "managed_virtual_network_enabled": True,
                "data_exfiltration_protection_enabled": True,
                "sql_administrator_login": "ops",
            },
            "azurerm_synapse_workspace_extended_auditing_policy.audit": {
                "synapse_workspace_id": ref("azurerm_synapse_workspace.space.id"),
                "storage_endpoint": "https://x.blob.core.windows.net/",
                "retention_in_days": 400,
                "log_monitoring_enabled": True,
            },
            "azurerm_synapse_workspace_security_alert_policy.alerts": {
                "synapse_workspace_id": ref("azurerm_synapse_workspace.space.id"),
                "policy_state": "Enabled",
                "email_addresses": _PEOPLE,
                "email_account_admins_enabled": True,
            },
            "azurerm_synapse_sql_pool.pool": {
                "name": "p",
                "synapse_workspace_id": ref("azurerm_synapse_workspace.space.id"),
                "data_encrypted": True,
            },
            "azurerm_synapse_sql_pool_security_alert_policy.pool_alerts": {
                "sql_pool_id": ref("azurerm_synapse_sql_pool.pool.id"),
                "policy_state": "Disabled",
            },
            "azurerm_synapse_firewall_rule.range": {
                "name": "AllowAll",
                "synapse_workspace_id": ref("azurerm_synapse_workspace.space.id"),
                "start_ip_address": NOWHERE,
                "end_ip_address": "255.255.255.255",
            },
        },
        {
            "space": arm(
                "Synapse/workspaces@2021-06-01",
                {
                    "publicNetworkAccess": "Disabled",
                    "managedVirtualNetwork": "default",
                    "managedVirtualNetworkSettings": {"preventDataExfiltration": True},
                    "sqlAdministratorLogin": "ops",
                },
                "w",
            ),
            "audit": arm(
                "Synapse/workspaces/auditingSettings@2021-06-01",
                {
                    "state": "Enabled",
                    "storageEndpoint": "https://x.blob.core.windows.net/",
                    "retentionDays": 400,
                    "isAzureMonitorTargetEnabled": True,
                },
                "default",
                ref("azapi_resource.space.id"),
            ),
            "alerts": arm(
                "Synapse/workspaces/securityAlertPolicies@2021-06-01",
                {"state": "Enabled", "emailAddresses": _PEOPLE, "emailAccountAdmins": True},
                "Default",
                ref("azapi_resource.space.id"),
            ),
            "pool": arm("Synapse/workspaces/sqlPools@2021-06-01", {}, "p", ref("azapi_resource.space.id")),
            "encryption": arm(
                "Synapse/workspaces/sqlPools/transparentDataEncryption@2021-06-01",
                {"status": "Enabled"},
                "current",
                ref("azapi_resource.pool.id"),
            ),
            "pool_alerts": arm(
                "Synapse/workspaces/sqlPools/securityAlertPolicies@2021-06-01",
                {"state": "Disabled"},
                "Default",
                ref("azapi_resource.pool.id"),
            ),
            "range": arm(
                "Synapse/workspaces/firewallRules@2021-06-01",
                {"startIpAddress": NOWHERE, "endIpAddress": "255.255.255.255"},
                "AllowAll",
                ref("azapi_resource.space.id"),
            ),
        },
    ),
    both(
        "clusters of Cosmos DB",
        16,
        {
            "azurerm_mongo_cluster.mongo": {
                "name": "m",
                "administrator_username": "payadmin",
                "public_network_access": "Disabled",
                "customer_managed_key": [{"key_vault_key_id": KEY}],
            },
            "azurerm_mongo_cluster_firewall_rule.everyone": {
                "name": "r",
                "mongo_cluster_id": ref("azurerm_mongo_cluster.mongo.id"),
                "start_ip_address": NOWHERE,
                "end_ip_address": "255.255.255.255",
            },
            "azurerm_cosmosdb_postgresql_cluster.group": {
                "name": "g",
                "coordinator_public_ip_access_enabled": True,
                "node_public_ip_access_enabled": False,
            },
            "azurerm_cosmosdb_postgresql_firewall_rule.range": {
                "name": "r",
                "cluster_id": ref("azurerm_cosmosdb_postgresql_cluster.group.id"),
                "start_ip_address": "10.0.0.1",
                "end_ip_address": "10.0.0.9",
            },
        },
        {
            "mongo": arm(
                "DocumentDB/mongoClusters@2024-07-01",
                {
                    "administrator": {"userName": "payadmin"},
                    "publicNetworkAccess": "Disabled",
                    "encryption": {"customerManagedKeyEncryption": {"keyEncryptionKeyUrl": KEY}},
                },
                "m",
            ),
            "everyone": arm(
                "DocumentDB/mongoClusters/firewallRules@2024-07-01",
                {"startIpAddress": NOWHERE, "endIpAddress": "255.255.255.255"},
                "r",
                ref("azapi_resource.mongo.id"),
            ),
            "group": arm(
                "DBforPostgreSQL/serverGroupsv2@2022-11-08",
                {"coordinatorEnablePublicIpAccess": True, "nodeEnablePublicIpAccess": False},
                "g",
            ),
            "range": arm(
                "DBforPostgreSQL/serverGroupsv2/firewallRules@2022-11-08",
                {"startIpAddress": "10.0.0.1", "endIpAddress": "10.0.0.9"},
                "r",
                ref("azapi_resource.group.id"),
            ),
        },
    ),
    both(
        "a collection of Cosmos DB for MongoDB",
        10,
        {
            "azurerm_cosmosdb_account.account": {"name": "m", "kind": "MongoDB", "local_authentication_disabled": True},
            "azurerm_cosmosdb_mongo_collection.kept": {"name": "c", "default_ttl_seconds": 600},
        },
        {
            "account": arm("DocumentDB/databaseAccounts@2024-05-15", {"disableLocalAuth": True}, "m", kind="MongoDB"),
            "database": arm(
                "DocumentDB/databaseAccounts/mongodbDatabases@2024-05-15", {}, "d", ref("azapi_resource.account.id")
            ),
            "kept": arm(
                "DocumentDB/databaseAccounts/mongodbDatabases/collections@2024-05-15",
                {"resource": {"indexes": [{"key": {"keys": ["_ts"]}, "options": {"expireAfterSeconds": 600}}]}},
                "c",
                ref("azapi_resource.database.id"),
            ),
        },
    ),
]

_RECORDS = [
    both(
        "images, a patch plan, desktops, a sync service and a record of mail",
        8,
        {
            "azurerm_image.image": {
                "name": "i",
                "os_disk": [{"os_type": "Linux", "disk_encryption_set_id": SET}],
            },
            "azurerm_maintenance_configuration.plan": {
                "name": "p",
                "scope": "InGuestPatch",
                "window": [{"recur_every": "Day"}],
                "install_patches": [{"linux": [{"classifications_to_include": ["Critical", "Security"]}]}],
            },
            "azurerm_virtual_desktop_host_pool.desktops": {
                "name": "d",
                "custom_rdp_properties": "redirectclipboard:i:0;drivestoredirect:s:*;redirectprinters:i:0;",
            },
            "azurerm_storage_sync.sync": {"name": "s", "incoming_traffic_policy": "AllowAllTraffic"},
            "azurerm_dns_txt_record.mail": {
                "name": "@",
                "zone_name": "example.com",
                "record": [{"value": "v=spf1 include:example.net -all"}],
            },
        },
        {
            "image": arm(
                "Compute/images@2024-03-01",
                {"storageProfile": {"osDisk": {"osType": "Linux", "diskEncryptionSet": {"id": SET}}, "dataDisks": []}},
                "i",
            ),
            "plan": arm(
                "Maintenance/maintenanceConfigurations@2023-04-01",
                {
                    "maintenanceScope": "InGuestPatch",
                    "maintenanceWindow": {"recurEvery": "Day"},
                    "installPatches": {
                        "linuxParameters": {"classificationsToInclude": ["Critical", "Security"]},
                    },
                },
                "p",
            ),
            "desktops": arm(
                "DesktopVirtualization/hostPools@2023-09-05",
                {"customRdpProperty": "redirectclipboard:i:0;drivestoredirect:s:*;redirectprinters:i:0;"},
                "d",
            ),
            "sync": arm(
                "StorageSync/storageSyncServices@2022-09-01", {"incomingTrafficPolicy": "AllowAllTraffic"}, "s"
            ),
            "zone": arm("Network/dnsZones@2018-05-01", {}, "example.com"),
            "mail": arm(
                "Network/dnsZones/TXT@2018-05-01",
                {"TXTRecords": [{"value": ["v=spf1 include:", "example.net -all"]}]},
                "@",
                ref("azapi_resource.zone.id"),
            ),
        },
    ),
    both(
        "machines that learn, and a data set",
        26,
        {
            "azurerm_machine_learning_workspace.space": {"name": "w"},
            "azurerm_data_factory.factory": {"name": "f"},
            "azurerm_machine_learning_compute_cluster.machines": {
                "name": "c",
                "node_public_ip_enabled": False,
                "local_auth_enabled": False,
                "identity": [{"type": "SystemAssigned"}],
            },
            "azurerm_machine_learning_compute_instance.machine": {
                "name": "i",
                "node_public_ip_enabled": True,
                "local_auth_enabled": True,
            },
            "azurerm_data_factory_dataset_delimited_text.cards": {
                "name": "d",
                "schema_column": [{"name": "cvv", "type": "String"}, {"name": "amount", "type": "String"}],
            },
        },
        {
            "space": arm("MachineLearningServices/workspaces@2024-04-01", {}, "w"),
            "machines": arm(
                "MachineLearningServices/workspaces/computes@2024-04-01",
                {
                    "computeType": "AmlCompute",
                    "disableLocalAuth": True,
                    "properties": {"enableNodePublicIp": False},
                },
                "c",
                ref("azapi_resource.space.id"),
                identity=[{"type": "SystemAssigned"}],
            ),
            "machine": arm(
                "MachineLearningServices/workspaces/computes@2024-04-01",
                {
                    "computeType": "ComputeInstance",
                    "disableLocalAuth": False,
                    "properties": {"enableNodePublicIp": True},
                },
                "i",
                ref("azapi_resource.space.id"),
            ),
            "factory": arm("DataFactory/factories@2018-06-01", {}, "f"),
            "cards": arm(
                "DataFactory/factories/datasets@2018-06-01",
                {
                    "type": "DelimitedText",
                    "schema": [{"name": "cvv", "type": "String"}, {"name": "amount", "type": "String"}],
                },
                "d",
                ref("azapi_resource.factory.id"),
            ),
        },
    ),
]

OTHERS = [*_KEYS, *_DATA, *_RECORDS]
