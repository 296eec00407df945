"""Further things twice: machines, containers, apps, gateways, services and what watches over them."""

from __future__ import annotations

from typing import Any

from pcicheck.cases.shorthand import Mark, Ref
from tests.sources.arm.pairs import GROUP, KEY, SET, Pair, arm

_IDENTITY = [{"type": "SystemAssigned", "identity_ids": []}]
_NIC = f"{GROUP}/providers/Microsoft.Network/networkInterfaces/n"
_GATEWAY = f"{GROUP}/providers/Microsoft.Network/applicationGateways/g"
_WORKSPACE = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/w"
_USER = "YWRtaW46cGFzc3dvcmQ9aHVudGVyMg=="
_OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"


def _ref(address: str) -> Ref:
    return Ref((address,))


def _part(name: str, **properties: Any) -> dict[str, Any]:
    return {"name": name, "properties": properties}


def _in_gateway(kind: str, name: str) -> dict[str, str]:
    return {"id": f"{_GATEWAY}/{kind}/{name}"}


_COMPUTE = [
    Pair(
        "a Linux machine",
        {
            "azurerm_linux_virtual_machine.machine": {
                "name": "vm",
                "admin_username": "ops",
                "disable_password_authentication": True,
                "admin_ssh_key": [{"username": "ops", "public_key": "ssh-rsa A"}],
                "encryption_at_host_enabled": True,
                "secure_boot_enabled": True,
                "vtpm_enabled": True,
                "patch_mode": "AutomaticByPlatform",
                "allow_extension_operations": False,
                "custom_data": _USER,
                "network_interface_ids": [_NIC],
                "os_disk": [{"caching": "ReadWrite", "disk_encryption_set_id": SET}],
                "identity": _IDENTITY,
            },
        },
        {
            "azapi_resource.machine": arm(
                "Compute/virtualMachines@2024-03-01",
                {
                    "osProfile": {
                        "adminUsername": "ops",
                        "allowExtensionOperations": False,
                        "customData": _USER,
                        "linuxConfiguration": {
                            "disablePasswordAuthentication": True,
                            "ssh": {"publicKeys": [{"path": "/home/ops", "keyData": "ssh-rsa A"}]},
                            "patchSettings": {"patchMode": "AutomaticByPlatform"},
                        },
                    },
                    "securityProfile": {
                        "securityType": "TrustedLaunch",
                        "encryptionAtHost": True,
                        "uefiSettings": {"secureBootEnabled": True, "vTpmEnabled": True},
                    },
                    "storageProfile": {"osDisk": {"managedDisk": {"diskEncryptionSet": {"id": SET}}}},
                    "networkProfile": {"networkInterfaces": [{"id": _NIC}]},
                },
                "vm",
                identity=_IDENTITY,
            ),
        },
        8,
    ),
    Pair(
        "a Windows machine with an extension",
        {
            "azurerm_windows_virtual_machine.machine": {
                "name": "vm",
                "admin_username": "ops",
                "admin_password": Mark("sensitive", "x"),
                "patch_mode": "Manual",
                "automatic_updates_enabled": False,
                "provision_vm_agent": False,
                "network_interface_ids": [_NIC],
                "os_disk": [{"caching": "ReadWrite"}],
            },
            "azurerm_virtual_machine_extension.guard": {
                "name": "guard",
                "virtual_machine_id": _ref("azurerm_windows_virtual_machine.machine.id"),
                "publisher": "Microsoft.Azure.Security",
                "type": "IaaSAntimalware",
                "type_handler_version": "1.3",
                "auto_upgrade_minor_version": True,
            },
        },
        {
            "azapi_resource.machine": arm(
                "Compute/virtualMachines@2024-03-01",
                {
                    "osProfile": {
                        "adminUsername": "ops",
                        "adminPassword": Mark("sensitive", "x"),
                        "windowsConfiguration": {
                            "enableAutomaticUpdates": False,
                            "provisionVMAgent": False,
                            "patchSettings": {"patchMode": "Manual"},
                        },
                    },
                    "storageProfile": {"osDisk": {"createOption": "FromImage"}},
                    "networkProfile": {"networkInterfaces": [{"id": _NIC}]},
                },
                "vm",
            ),
            "azapi_resource.guard": arm(
                "Compute/virtualMachines/extensions@2024-03-01",
                {
                    "publisher": "Microsoft.Azure.Security",
                    "type": "IaaSAntimalware",
                    "typeHandlerVersion": "1.3",
                    "autoUpgradeMinorVersion": True,
                },
                "guard",
                _ref("azapi_resource.machine.id"),
            ),
        },
        8,
    ),
    Pair(
        "a guarded AKS cluster",
        {
            "azurerm_kubernetes_cluster.cluster": {
                "name": "c",
                "kubernetes_version": "1.33",
                "private_cluster_enabled": True,
                "role_based_access_control_enabled": True,
                "local_account_disabled": True,
                "automatic_upgrade_channel": "patch",
                "azure_policy_enabled": True,
                "disk_encryption_set_id": SET,
                "azure_active_directory_role_based_access_control": [{"azure_rbac_enabled": True}],
                "network_profile": [{"network_plugin": "azure", "network_policy": "calico"}],
                "oms_agent": [{"log_analytics_workspace_id": _WORKSPACE}],
                "microsoft_defender": [{"log_analytics_workspace_id": _WORKSPACE}],
                "key_vault_secrets_provider": [{"secret_rotation_enabled": True}],
                "key_management_service": [{"key_vault_key_id": KEY}],
                "default_node_pool": [
                    {
                        "name": "system",
                        "host_encryption_enabled": True,
                        "node_public_ip_enabled": False,
                        "only_critical_addons_enabled": True,
                    }
                ],
                "identity": _IDENTITY,
            },
            "azurerm_kubernetes_cluster_node_pool.pool": {
                "name": "work",
                "kubernetes_cluster_id": _ref("azurerm_kubernetes_cluster.cluster.id"),
                "node_public_ip_enabled": True,
            },
        },
        {
            "azapi_resource.cluster": arm(
                "ContainerService/managedClusters@2024-05-01",
                {
                    "kubernetesVersion": "1.33",
                    "enableRBAC": True,
                    "disableLocalAccounts": True,
                    "diskEncryptionSetID": SET,
                    "apiServerAccessProfile": {"enablePrivateCluster": True},
                    "autoUpgradeProfile": {"upgradeChannel": "patch"},
                    "aadProfile": {"managed": True, "enableAzureRBAC": True},
                    "networkProfile": {"networkPlugin": "azure", "networkPolicy": "calico"},
                    "addonProfiles": {
                        "azurepolicy": {"enabled": True},
                        "omsagent": {"enabled": True, "config": {"logAnalyticsWorkspaceResourceID": _WORKSPACE}},
                        "azureKeyvaultSecretsProvider": {"enabled": True, "config": {"enableSecretRotation": "true"}},
                    },
                    "securityProfile": {
                        "defender": {
                            "logAnalyticsWorkspaceResourceId": _WORKSPACE,
                            "securityMonitoring": {"enabled": True},
                        },
                        "azureKeyVaultKms": {"enabled": True, "keyId": KEY},
                    },
                    "agentPoolProfiles": [
                        {
                            "name": "system",
                            "mode": "System",
                            "enableEncryptionAtHost": True,
                            "nodeTaints": ["CriticalAddonsOnly=true:NoSchedule"],
                        }
                    ],
                },
                "c",
                identity=_IDENTITY,
                sku={"name": "Base", "tier": "Standard"},
            ),
            "azapi_resource.pool": arm(
                "ContainerService/managedClusters/agentPools@2024-05-01",
                {"mode": "User", "enableNodePublicIP": True},
                "work",
                _ref("azapi_resource.cluster.id"),
            ),
        },
        16,
    ),
    Pair(
        "an AKS cluster with an open list, and registries",
        {
            "azurerm_kubernetes_cluster.cluster": {
                "name": "c",
                "role_based_access_control_enabled": False,
                "api_server_access_profile": [{"authorized_ip_ranges": ["0.0.0.0/0"]}],
                "network_profile": [{"network_plugin": "kubenet"}],
                "http_application_routing_enabled": True,
                "default_node_pool": [{"name": "system", "node_public_ip_enabled": True}],
            },
            "azurerm_container_registry.open": {
                "name": "open",
                "sku": "Standard",
                "admin_enabled": True,
                "anonymous_pull_enabled": True,
            },
            "azurerm_container_registry.closed": {
                "name": "closed",
                "sku": "Premium",
                "public_network_access_enabled": False,
                "quarantine_policy_enabled": True,
                "trust_policy_enabled": True,
                "data_endpoint_enabled": True,
                "encryption": [{"key_vault_key_id": KEY, "identity_client_id": "i"}],
            },
        },
        {
            "azapi_resource.cluster": arm(
                "ContainerService/managedClusters@2024-05-01",
                {
                    "enableRBAC": False,
                    "apiServerAccessProfile": {"authorizedIPRanges": ["0.0.0.0/0"]},
                    "networkProfile": {"networkPlugin": "kubenet"},
                    "addonProfiles": {"httpApplicationRouting": {"enabled": True}},
                    "agentPoolProfiles": [
                        {"name": "system", "mode": "System"},
                        {"name": "work", "mode": "User", "enableNodePublicIP": True},
                    ],
                },
                "c",
            ),
            "azapi_resource.open": arm(
                "ContainerRegistry/registries@2023-07-01",
                {"adminUserEnabled": True, "anonymousPullEnabled": True},
                "open",
                sku={"name": "Standard"},
            ),
            "azapi_resource.closed": arm(
                "ContainerRegistry/registries@2023-07-01",
                {
                    "publicNetworkAccess": "Disabled",
                    "dataEndpointEnabled": True,
                    "policies": {"quarantinePolicy": {"status": "enabled"}, "trustPolicy": {"status": "enabled"}},
                    "encryption": {"status": "enabled", "keyVaultProperties": {"keyIdentifier": KEY}},
                },
                "closed",
                sku={"name": "Premium"},
            ),
        },
        20,
    ),
]

_SITE = {"minTlsVersion": "1.2", "scmMinTlsVersion": "1.2", "ftpsState": "Disabled"}
_WEB = [
    Pair(
        "a guarded Linux web app",
        {
            "azurerm_linux_web_app.app": {
                "name": "pay",
                "https_only": True,
                "client_certificate_enabled": True,
                "client_certificate_mode": "Required",
                "public_network_access_enabled": False,
                "virtual_network_subnet_id": f"{GROUP}/subnet",
                "site_config": [
                    {
                        "minimum_tls_version": "1.2",
                        "scm_minimum_tls_version": "1.2",
                        "ftps_state": "Disabled",
                        "cors": [{"allowed_origins": ["https://pay.example.com"]}],
                        "application_stack": [{"python_version": "3.12"}],
                    }
                ],
                "app_settings": {"MODE": "live"},
                "logs": [
                    {
                        "detailed_error_messages": True,
                        "failed_request_tracing": True,
                        "http_logs": [{"file_system": [{"retention_in_days": 7}]}],
                    }
                ],
                "auth_settings_v2": [{"auth_enabled": True, "unauthenticated_action": "Return401"}],
                "identity": _IDENTITY,
            },
        },
        {
            "azapi_resource.app": arm(
                "Web/sites@2023-12-01",
                {
                    "httpsOnly": True,
                    "clientCertEnabled": True,
                    "clientCertMode": "Required",
                    "publicNetworkAccess": "Disabled",
                    "virtualNetworkSubnetId": f"{GROUP}/subnet",
                    "siteConfig": {
                        **_SITE,
                        "linuxFxVersion": "PYTHON|3.12",
                        "cors": {"allowedOrigins": ["https://pay.example.com"]},
                        "appSettings": [{"name": "MODE", "value": "live"}],
                    },
                },
                identity=_IDENTITY,
                kind="app,linux",
            ),
            "azapi_resource.logs": arm(
                "Web/sites/config@2023-12-01",
                {
                    "httpLogs": {"fileSystem": {"enabled": True}},
                    "failedRequestsTracing": {"enabled": True},
                    "detailedErrorMessages": {"enabled": True},
                },
                "logs",
                _ref("azapi_resource.app.id"),
            ),
            "azapi_resource.signs": arm(
                "Web/sites/config@2023-12-01",
                {
                    "platform": {"enabled": True},
                    "globalValidation": {
                        "requireAuthentication": True,
                        "unauthenticatedClientAction": "Return401",
                    },
                },
                "authsettingsV2",
                _ref("azapi_resource.app.id"),
            ),
        },
        14,
    ),
    Pair(
        "a careless Windows web app with a slot",
        {
            "azurerm_windows_web_app.app": {
                "name": "pay",
                "https_only": False,
                "public_network_access_enabled": True,
                "site_config": [
                    {
                        "minimum_tls_version": "1.0",
                        "scm_minimum_tls_version": "1.2",
                        "ftps_state": "AllAllowed",
                        "remote_debugging_enabled": True,
                        "cors": [{"allowed_origins": ["*"]}],
                        "application_stack": [{"dotnet_version": "v6.0"}],
                    }
                ],
                "app_settings": {"DbPassword": "hunter2hunter2"},
            },
            "azurerm_windows_web_app_slot.slot": {
                "name": "next",
                "app_service_id": _ref("azurerm_windows_web_app.app.id"),
                "https_only": True,
                "public_network_access_enabled": True,
                "site_config": [
                    {"minimum_tls_version": "1.2", "scm_minimum_tls_version": "1.2", "ftps_state": "FtpsOnly"}
                ],
            },
        },
        {
            "azapi_resource.app": arm(
                "Web/sites@2023-12-01", {"publicNetworkAccess": "Enabled", "reserved": False}, kind="app"
            ),
            "azapi_resource.web": arm(
                "Web/sites/config@2023-12-01",
                {
                    **_SITE,
                    "minTlsVersion": "1.0",
                    "ftpsState": "AllAllowed",
                    "remoteDebuggingEnabled": True,
                    "netFrameworkVersion": "v6.0",
                    "cors": {"allowedOrigins": ["*"]},
                },
                "web",
                _ref("azapi_resource.app.id"),
            ),
            "azapi_resource.settings": arm(
                "Web/sites/config@2023-12-01",
                {"DbPassword": "hunter2hunter2"},
                "appsettings",
                _ref("azapi_resource.app.id"),
            ),
            "azapi_resource.slot": arm(
                "Web/sites/slots@2023-12-01",
                {
                    "httpsOnly": True,
                    "publicNetworkAccess": "Enabled",
                    "siteConfig": {**_SITE, "ftpsState": "FtpsOnly"},
                },
                "next",
                _ref("azapi_resource.app.id"),
                kind="app",
            ),
        },
        16,
    ),
    Pair(
        "a function app and a logic app",
        {
            "azurerm_linux_function_app.function": {
                "name": "f",
                "https_only": True,
                "public_network_access_enabled": True,
                "storage_uses_managed_identity": True,
                "site_config": [
                    {"minimum_tls_version": "1.2", "scm_minimum_tls_version": "1.2", "ftps_state": "Disabled"}
                ],
                "identity": _IDENTITY,
            },
            "azurerm_logic_app_standard.logic": {
                "name": "l",
                "https_only": True,
                "public_network_access": "Disabled",
                "site_config": [{"min_tls_version": "1.2", "scm_min_tls_version": "1.2", "ftps_state": "Disabled"}],
            },
        },
        {
            "azapi_resource.function": arm(
                "Web/sites@2023-12-01",
                {
                    "httpsOnly": True,
                    "publicNetworkAccess": "Enabled",
                    "siteConfig": {
                        **_SITE,
                        "appSettings": [{"name": "AzureWebJobsStorage__accountName", "value": "sa"}],
                    },
                },
                "f",
                identity=_IDENTITY,
                kind="functionapp,linux",
            ),
            "azapi_resource.logic": arm(
                "Web/sites@2023-12-01",
                {"httpsOnly": True, "publicNetworkAccess": "Disabled", "siteConfig": _SITE},
                "l",
                kind="functionapp,workflowapp",
            ),
        },
        9,
    ),
    Pair(
        "an application gateway with its firewall policy",
        {
            "azurerm_application_gateway.gateway": {
                "name": "g",
                "frontend_ip_configuration": [{"name": "front", "public_ip_address_id": f"{GROUP}/ip"}],
                "http_listener": [
                    {
                        "name": "https",
                        "protocol": "Https",
                        "frontend_ip_configuration_name": "front",
                        "ssl_certificate_name": "c",
                        "ssl_profile_name": "mutual",
                    },
                    {"name": "http", "protocol": "Http", "frontend_ip_configuration_name": "front"},
                    {"name": "open", "protocol": "Http", "frontend_ip_configuration_name": "front"},
                ],
                "ssl_policy": [{"policy_type": "Predefined", "policy_name": "AppGwSslPolicy20220101S"}],
                "ssl_profile": [
                    {
                        "name": "mutual",
                        "trusted_client_certificate_names": ["ca"],
                        "verify_client_certificate_revocation": "OCSP",
                        "ssl_policy": [{"policy_type": "Predefined", "policy_name": "AppGwSslPolicy20150501"}],
                    }
                ],
                "redirect_configuration": [{"name": "up", "target_listener_name": "https"}],
                "request_routing_rule": [
                    {"name": "1", "http_listener_name": "http", "redirect_configuration_name": "up"},
                    {"name": "2", "http_listener_name": "https", "backend_http_settings_name": "b"},
                    {"name": "3", "http_listener_name": "open", "backend_http_settings_name": "b"},
                ],
                "backend_http_settings": [{"name": "b", "protocol": "Https"}, {"name": "p", "protocol": "Http"}],
                "waf_configuration": [
                    {
                        "enabled": True,
                        "firewall_mode": "Prevention",
                        "rule_set_type": "OWASP",
                        "rule_set_version": "3.2",
                        "disabled_rule_group": [
                            {"rule_group_name": "REQUEST-944-APPLICATION-ATTACK-JAVA", "rules": [944240]}
                        ],
                    }
                ],
            },
            "azurerm_web_application_firewall_policy.policy": {
                "name": "p",
                "policy_settings": [{"enabled": True, "mode": "Prevention"}],
                "managed_rules": [
                    {
                        "managed_rule_set": [
                            {
                                "type": "OWASP",
                                "version": "3.2",
                                "rule_group_override": [
                                    {
                                        "rule_group_name": "REQUEST-944-APPLICATION-ATTACK-JAVA",
                                        "rule": [{"id": "944250", "enabled": False}],
                                    }
                                ],
                            }
                        ]
                    }
                ],
            },
        },
        {
            "azapi_resource.gateway": arm(
                "Network/applicationGateways@2023-11-01",
                {
                    "frontendIPConfigurations": [_part("front", publicIPAddress={"id": f"{GROUP}/ip"})],
                    "httpListeners": [
                        _part(
                            "https",
                            protocol="Https",
                            frontendIPConfiguration=_in_gateway("frontendIPConfigurations", "front"),
                            sslCertificate=_in_gateway("sslCertificates", "c"),
                            sslProfile=_in_gateway("sslProfiles", "mutual"),
                        ),
                        *(
                            _part(
                                name,
                                protocol="Http",
                                frontendIPConfiguration=_in_gateway("frontendIPConfigurations", "front"),
                            )
                            for name in ("http", "open")
                        ),
                    ],
                    "sslPolicy": {"policyType": "Predefined", "policyName": "AppGwSslPolicy20220101S"},
                    "sslProfiles": [
                        _part(
                            "mutual",
                            sslPolicy={"policyType": "Predefined", "policyName": "AppGwSslPolicy20150501"},
                            trustedClientCertificates=[_in_gateway("trustedClientCertificates", "ca")],
                            clientAuthConfiguration={"verifyClientRevocation": "OCSP"},
                        )
                    ],
                    "redirectConfigurations": [_part("up", targetListener=_in_gateway("httpListeners", "https"))],
                    "requestRoutingRules": [
                        _part(
                            "1",
                            httpListener=_in_gateway("httpListeners", "http"),
                            redirectConfiguration=_in_gateway("redirectConfigurations", "up"),
                        ),
                        _part("2", httpListener=_in_gateway("httpListeners", "https")),
                        _part("3", httpListener=_in_gateway("httpListeners", "open")),
                    ],
                    "backendHttpSettingsCollection": [_part("b", protocol="Https"), _part("p", protocol="Http")],
                    "webApplicationFirewallConfiguration": {
                        "enabled": True,
                        "firewallMode": "Prevention",
                        "ruleSetType": "OWASP",
                        "ruleSetVersion": "3.2",
                        "disabledRuleGroups": [
                            {"ruleGroupName": "REQUEST-944-APPLICATION-ATTACK-JAVA", "rules": [944240]}
                        ],
                    },
                },
                "g",
            ),
            "azapi_resource.policy": arm(
                "Network/ApplicationGatewayWebApplicationFirewallPolicies@2023-11-01",
                {
                    "policySettings": {"state": "Enabled", "mode": "Prevention"},
                    "managedRules": {
                        "managedRuleSets": [
                            {
                                "ruleSetType": "OWASP",
                                "ruleSetVersion": "3.2",
                                "ruleGroupOverrides": [
                                    {
                                        "ruleGroupName": "REQUEST-944-APPLICATION-ATTACK-JAVA",
                                        "rules": [{"ruleId": "944250", "state": "Disabled"}],
                                    }
                                ],
                            }
                        ]
                    },
                },
                "p",
            ),
        },
        20,
    ),
]

_SERVICES = [
    Pair(
        "brokers and a cognitive account",
        {
            "azurerm_eventhub_namespace.hub": {
                "name": "eh",
                "sku": "Premium",
                "local_authentication_enabled": False,
                "minimum_tls_version": "1.2",
                "network_rulesets": [{"default_action": "Deny", "public_network_access_enabled": False}],
                "identity": _IDENTITY,
            },
            "azurerm_eventhub_namespace_customer_managed_key.keys": {
                "eventhub_namespace_id": _ref("azurerm_eventhub_namespace.hub.id"),
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
                "identity": _IDENTITY,
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
                identity=_IDENTITY,
                sku={"name": "Premium"},
            ),
            "azapi_resource.rules": arm(
                "EventHub/namespaces/networkRuleSets@2024-01-01",
                {"defaultAction": "Deny", "publicNetworkAccess": "Disabled"},
                "default",
                _ref("azapi_resource.hub.id"),
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
                identity=_IDENTITY,
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
                "workspace_id": _ref("azurerm_log_analytics_workspace.workspace.id"),
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
                "log_analytics_workspace_id": _ref("azurerm_log_analytics_workspace.workspace.id"),
                "enabled_log": [{"category": name} for name in ("Administrative", "Security", "Alert", "Policy")],
            },
            "azurerm_key_vault.vault": {"name": "v", "sku_name": "standard", "tenant_id": "t"},
            "azurerm_private_endpoint.endpoint": {
                "name": "e",
                "private_service_connection": [
                    {
                        "name": "c",
                        "private_connection_resource_id": _ref("azurerm_key_vault.vault.id"),
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
                _ref("azapi_resource.workspace.id"),
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
                    "workspaceId": _ref("azapi_resource.workspace.id"),
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
                                "privateLinkServiceId": _ref("azapi_resource.vault.id"),
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

_LEFT = [
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
                "server_id": _ref("azurerm_mssql_server.server.id"),
                "key_vault_key_id": KEY,
            },
            "azurerm_postgresql_flexible_server.postgres": {"name": "pg"},
            "azurerm_postgresql_flexible_server_active_directory_administrator.dba": {
                "server_name": _ref("azurerm_postgresql_flexible_server.postgres.name"),
                "object_id": "o",
            },
            "azurerm_storage_container.container": {"name": "c", "storage_account_id": GROUP},
            "azurerm_storage_container_immutability_policy.lock": {
                "storage_container_resource_manager_id": _ref("azurerm_storage_container.container.id"),
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
                _ref("azapi_resource.server.id"),
            ),
            "azapi_resource.key": arm(
                "Sql/servers/encryptionProtector@2021-11-01",
                {"serverKeyType": "AzureKeyVault", "serverKeyName": "pay_data_1"},
                "current",
                _ref("azapi_resource.server.id"),
            ),
            "azapi_resource.postgres": arm("DBforPostgreSQL/flexibleServers@2024-08-01", {}, "pg"),
            "azapi_resource.dba": arm(
                "DBforPostgreSQL/flexibleServers/administrators@2024-08-01",
                {"principalName": "dba", "principalType": "Group"},
                "o",
                _ref("azapi_resource.postgres.id"),
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
                _ref("azapi_resource.container.id"),
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

MORE_PAIRS = [*_COMPUTE, *_WEB, *_SERVICES, *_LEFT]
