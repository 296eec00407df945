"""Services twice."""

from __future__ import annotations

from tests.sources.arm.pairs.base import IDENTITY, KEY, Pair, arm, ref

_OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
SERVICES = [
    Pair(
        "brokers and a cognitive account",
        {
            "azurerm_eventhub_namespace.hub": {
                "name": "eh",
                "sku": "Premium",
                "local_authentication_enabled": False,
                "minimum_tls_version": "1.2",
                "network_rulesets": [{"default_action": "Deny", "public_network_access_enabled": False}],
                "identity": IDENTITY,
            },
            "azurerm_eventhub_namespace_customer_managed_key.keys": {
                "eventhub_namespace_id": ref("azurerm_eventhub_namespace.hub.id"),
                "key_vault_key_ids": [KEY],
                "infrastructure_encryption_enabled": True,
            },
            "azurerm_servicebus_namespace.bus": {
                "name": "sb",
                "sku": "Premium",
                "local_auth_enabled": True,
                "minimum_tls_version": "1.0",
                "public_network_access_enabled": True,
                "customer_managed_key": [{"key_vault_key_id": KEY, "infrastructure_encryption_enabled": False}],
            },
            "azurerm_cognitive_account.ai": {
                "name": "ai",
                "kind": "OpenAI",
                "local_auth_enabled": False,
                "public_network_access_enabled": False,
                "outbound_network_access_restricted": True,
                "fqdns": ["pay.example.com"],
                "customer_managed_key": [{"key_vault_key_id": KEY}],
                "identity": IDENTITY,
            },
        },
        {
            "azapi_resource.hub": arm(
                "EventHub/namespaces@2024-01-01",
                {
                    "disableLocalAuth": True,
                    "minimumTlsVersion": "1.2",
                    "encryption": {
                        "keySource": "Microsoft.KeyVault",
                        "requireInfrastructureEncryption": True,
                        "keyVaultProperties": [{"keyName": "data", "keyVaultUri": "https://pay.vault.azure.net"}],
                    },
                },
                "eh",
                identity=IDENTITY,
                sku={"name": "Premium"},
            ),
            "azapi_resource.rules": arm(
                "EventHub/namespaces/networkRuleSets@2024-01-01",
                {"defaultAction": "Deny", "publicNetworkAccess": "Disabled"},
                "default",
                ref("azapi_resource.hub.id"),
            ),
            "azapi_resource.bus": arm(
                "ServiceBus/namespaces@2024-01-01",
                {
                    "disableLocalAuth": False,
                    "minimumTlsVersion": "1.0",
                    "publicNetworkAccess": "Enabled",
                    "encryption": {
                        "keySource": "Microsoft.KeyVault",
                        "requireInfrastructureEncryption": False,
                        "keyVaultProperties": [{"keyName": "data", "keyVaultUri": "https://pay.vault.azure.net"}],
                    },
                },
                "sb",
                sku={"name": "Premium"},
            ),
            "azapi_resource.ai": arm(
                "CognitiveServices/accounts@2024-10-01",
                {
                    "disableLocalAuth": True,
                    "publicNetworkAccess": "Disabled",
                    "restrictOutboundNetworkAccess": True,
                    "allowedFqdnList": ["pay.example.com"],
                    "encryption": {
                        "keySource": "Microsoft.KeyVault",
                        "keyVaultProperties": {"keyName": "data", "keyVaultUri": "https://pay.vault.azure.net/"},
                    },
                },
                "ai",
                kind="OpenAI",
                identity=IDENTITY,
            ),
        },
        20,
    ),
    Pair(
        "roles that are given and defined",
        {
            "azurerm_role_assignment.owner": {
                "name": "1",
                "scope": "/subscriptions/0a",
                "role_definition_id": f"/subscriptions/0a/providers/Microsoft.Authorization/roleDefinitions/{_OWNER}",
                "principal_id": "p",
                "principal_type": "User",
            },
            "azurerm_role_definition.role": {
                "name": "wide",
                "scope": "/subscriptions/0a",
                "permissions": [
                    {
                        "actions": ["*"],
                        "not_actions": ["Microsoft.Authorization/*/Write"],
                        "data_actions": ["Microsoft.Storage/*"],
                    }
                ],
                "assignable_scopes": ["/subscriptions/0a"],
            },
        },
        {
            "azapi_resource.owner": arm(
                "Authorization/roleAssignments@2022-04-01",
                {
                    "roleDefinitionId": (
                        f"/subscriptions/0a/providers/Microsoft.Authorization/roleDefinitions/{_OWNER}"
                    ),
                    "principalId": "p",
                    "principalType": "User",
                },
                "1",
                "/subscriptions/0a",
            ),
            "azapi_resource.role": arm(
                "Authorization/roleDefinitions@2022-04-01",
                {
                    "roleName": "wide",
                    "type": "CustomRole",
                    "permissions": [
                        {
                            "actions": ["*"],
                            "notActions": ["Microsoft.Authorization/*/Write"],
                            "dataActions": ["Microsoft.Storage/*"],
                        }
                    ],
                    "assignableScopes": ["/subscriptions/0a"],
                },
                "2",
                "/subscriptions/0a",
            ),
        },
        10,
    ),
    Pair(
        "a workspace, plans, the activity log and a private endpoint",
        {
            "azurerm_log_analytics_workspace.workspace": {
                "name": "w",
                "retention_in_days": 400,
                "internet_query_enabled": False,
            },
            "azurerm_log_analytics_workspace_table.table": {
                "name": "t",
                "workspace_id": ref("azurerm_log_analytics_workspace.workspace.id"),
                "total_retention_in_days": 500,
            },
            "azurerm_security_center_subscription_pricing.plan": {
                "resource_type": "StorageAccounts",
                "tier": "Standard",
                "extension": [
                    {
                        "name": "OnUploadMalwareScanning",
                        "additional_extension_properties": {"CapGBPerMonthPerStorageAccount": "5000"},
                    }
                ],
            },
            "azurerm_monitor_diagnostic_setting.log": {
                "name": "activity",
                "target_resource_id": "/subscriptions/0a",
                "log_analytics_workspace_id": ref("azurerm_log_analytics_workspace.workspace.id"),
                "enabled_log": [{"category": name} for name in ("Administrative", "Security", "Alert", "Policy")],
            },
            "azurerm_key_vault.vault": {"name": "v", "sku_name": "standard", "tenant_id": "t"},
            "azurerm_private_endpoint.endpoint": {
                "name": "e",
                "private_service_connection": [
                    {
                        "name": "c",
                        "private_connection_resource_id": ref("azurerm_key_vault.vault.id"),
                        "subresource_names": ["vault"],
                    }
                ],
            },
        },
        {
            "azapi_resource.workspace": arm(
                "OperationalInsights/workspaces@2023-09-01",
                {"retentionInDays": 400, "publicNetworkAccessForQuery": "Disabled"},
                "w",
            ),
            "azapi_resource.table": arm(
                "OperationalInsights/workspaces/tables@2023-09-01",
                {"retentionInDays": -1, "totalRetentionInDays": 500},
                "t",
                ref("azapi_resource.workspace.id"),
            ),
            "azapi_resource.plan": arm(
                "Security/pricings@2024-01-01",
                {
                    "pricingTier": "Standard",
                    "subPlan": "DefenderForStorageV2",
                    "extensions": [
                        {
                            "name": "OnUploadMalwareScanning",
                            "isEnabled": "True",
                            "additionalExtensionProperties": {"CapGBPerMonthPerStorageAccount": "5000"},
                        },
                        {"name": "SensitiveDataDiscovery", "isEnabled": "False"},
                    ],
                },
                "StorageAccounts",
                "/subscriptions/0a",
            ),
            "azapi_resource.log": arm(
                "Insights/diagnosticSettings@2021-05-01-preview",
                {
                    "workspaceId": ref("azapi_resource.workspace.id"),
                    "logs": [
                        {"category": name, "enabled": True}
                        for name in ("Administrative", "Security", "Alert", "Policy")
                    ],
                },
                "activity",
                "/subscriptions/0a",
            ),
            "azapi_resource.vault": arm(
                "KeyVault/vaults@2023-07-01", {"tenantId": "t", "sku": {"family": "A", "name": "standard"}}, "v"
            ),
            "azapi_resource.endpoint": arm(
                "Network/privateEndpoints@2023-09-01",
                {
                    "privateLinkServiceConnections": [
                        {
                            "name": "c",
                            "properties": {
                                "privateLinkServiceId": ref("azapi_resource.vault.id"),
                                "groupIds": ["vault"],
                            },
                        }
                    ],
                },
                "e",
            ),
        },
        15,
    ),
]
