"""Machines, containers and clusters twice."""

from __future__ import annotations

from pcicheck.cases.shorthand import Mark
from tests.sources.arm.pairs.base import GROUP, IDENTITY, KEY, SET, Pair, arm, ref

_NIC = f"{GROUP}/providers/Microsoft.Network/networkInterfaces/n"
_WORKSPACE = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/w"
_USER = "YWRtaW46cGFzc3dvcmQ9aHVudGVyMg=="
COMPUTE = [
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
                "identity": IDENTITY,
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
                identity=IDENTITY,
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
                "virtual_machine_id": ref("azurerm_windows_virtual_machine.machine.id"),
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
                ref("azapi_resource.machine.id"),
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
                "identity": IDENTITY,
            },
            "azurerm_kubernetes_cluster_node_pool.pool": {
                "name": "work",
                "kubernetes_cluster_id": ref("azurerm_kubernetes_cluster.cluster.id"),
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
                identity=IDENTITY,
                sku={"name": "Base", "tier": "Standard"},
            ),
            "azapi_resource.pool": arm(
                "ContainerService/managedClusters/agentPools@2024-05-01",
                {"mode": "User", "enableNodePublicIP": True},
                "work",
                ref("azapi_resource.cluster.id"),
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
