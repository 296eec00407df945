"""Storage accounts, disks and file shares twice."""

from __future__ import annotations

from tests.sources.arm.pairs.base import GROUP, IDENTITY, KEY, Pair, arm, ref

_TAGS = {"Environment": "prod", "pci-scope": "cde"}
_ACCOUNT = "azapi_resource.account.id"
STORAGE = [
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
                "identity": IDENTITY,
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
                "storage_account_id": ref("azurerm_storage_account.account.id"),
                "container_access_type": "private",
            },
            "azurerm_storage_management_policy.rules": {
                "storage_account_id": ref("azurerm_storage_account.account.id"),
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
                "target_resource_id": ref("azurerm_storage_account.account.id"),
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
                identity=IDENTITY,
                kind="StorageV2",
                sku={"name": "Standard_LRS"},
            ),
            "azapi_resource.blobs": arm(
                "Storage/storageAccounts/blobServices@2023-01-01",
                {"isVersioningEnabled": True},
                "default",
                ref(_ACCOUNT),
            ),
            "azapi_resource.container": arm(
                "Storage/storageAccounts/blobServices/containers@2023-01-01",
                {"publicAccess": "None"},
                "cards",
                ref(_ACCOUNT),
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
                ref(_ACCOUNT),
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
                ref(_ACCOUNT),
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
                "storage_account_id": ref("azurerm_storage_account.account.id"),
                "container_access_type": "blob",
            },
            "azurerm_storage_share.share": {
                "name": "s",
                "storage_account_id": ref("azurerm_storage_account.account.id"),
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
                "Storage/storageAccounts/blobServices@2023-01-01", {}, "default", ref(_ACCOUNT)
            ),
            "azapi_resource.container": arm(
                "Storage/storageAccounts/blobServices/containers@2023-01-01",
                {"publicAccess": "Blob"},
                "cards",
                ref(_ACCOUNT),
            ),
            "azapi_resource.share": arm(
                "Storage/storageAccounts/fileServices/shares@2023-01-01",
                {"enabledProtocols": "NFS"},
                "s",
                ref(_ACCOUNT),
            ),
        },
        20,
    ),
]
