"""Containers, scale sets and services of the platform, each once as it should be and once as it should not, twice."""

from __future__ import annotations

from typing import Any

from tests.sources.arm.pairs.base import GROUP, IDENTITY, KEY, Written, arm, both, ref

_SUBNET = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/n/subnets/s"
_OWN = [{"type": "SystemAssigned"}]


def _who(good: bool) -> dict[str, Any]:
    return {"identity": IDENTITY} if good else {}


def _arm_who(good: bool) -> dict[str, Any]:
    return {"identity": _OWN} if good else {}


def _containers(good: bool) -> Written:
    container = {"name": "c", "image": "i", "cpu": "0.5", "memory": "1"}
    variables = (
        {"secure_environment_variables": {"PASSWORD": "hunter2"}}
        if good
        else {"environment_variables": {"DB_PASSWORD": "hunter2hunter2"}, "security": [{"privilege_enabled": True}]}
    )
    logs = {"diagnostics": [{"log_analytics": [{"workspace_id": "w", "workspace_key": "k"}]}]} if good else {}
    where = {"ip_address_type": "Private", "subnet_ids": [_SUBNET]} if good else {"ip_address_type": "Public"}
    password = [] if good else [{"name": "DB_PASSWORD", "value": "hunter2hunter2"}]
    template = [{"container": [container | {"env": password}]}]
    return {
        "azurerm_container_group.group": {
            "name": "group",
            "container": [container | variables],
            **logs,
            **where,
            **_who(good),
        },
        "azurerm_container_app.app": {
            "name": "app",
            "template": template,
            "ingress": [{"external_enabled": not good, "target_port": 80}],
            **_who(good),
        },
        "azurerm_container_app_job.job": {"name": "job", "template": template, **_who(good)},
    }


def _arm_containers(good: bool) -> Written:
    variable = {"name": "PASSWORD"} if good else {"name": "DB_PASSWORD", "value": "hunter2hunter2"}
    privileged = {} if good else {"securityContext": {"privileged": True}}
    group: dict[str, Any] = {
        "osType": "Linux",
        "containers": [
            {
                "name": "c",
                "properties": {"image": "i", "environmentVariables": [variable], **privileged},
            }
        ],
        "ipAddress": {"type": "Private" if good else "Public", "ports": []},
    }
    if good:
        group |= {"subnetIds": [{"id": _SUBNET}], "diagnostics": {"logAnalytics": {"workspaceId": "w"}}}
    template = {"containers": [{"name": "c", "image": "i", "env": [] if good else [variable]}]}
    return {
        "group": arm("ContainerInstance/containerGroups@2023-05-01", group, "group", **_arm_who(good)),
        "app": arm(
            "App/containerApps@2024-03-01",
            {"template": template, "configuration": {"ingress": {"external": not good, "targetPort": 80}}},
            "app",
            **_arm_who(good),
        ),
        "job": arm("App/jobs@2024-03-01", {"template": template}, "job", **_arm_who(good)),
    }


def _scale_set(good: bool) -> Written:
    address: dict[str, Any] = {"name": "a", "primary": True}
    if not good:
        address["public_ip_address"] = [{"name": "p"}]
    return {
        "azurerm_linux_virtual_machine_scale_set.machines": {
            "name": "machines",
            "admin_username": "ops",
            "disable_password_authentication": good,
            "encryption_at_host_enabled": good,
            "network_interface": [{"name": "n", "primary": True, "ip_configuration": [address]}],
            "os_disk": [{"caching": "None", "storage_account_type": "Premium_LRS"}],
        }
    }


def _arm_scale_set(good: bool) -> Written:
    public = {} if good else {"publicIPAddressConfiguration": {"name": "p", "properties": {}}}
    profile = {
        "osProfile": {
            "adminUsername": "ops",
            "linuxConfiguration": {"disablePasswordAuthentication": good},
        },
        "securityProfile": {"encryptionAtHost": good},
        "storageProfile": {
            "osDisk": {
                "osType": "Linux",
                "createOption": "FromImage",
                "managedDisk": {"storageAccountType": "Premium_LRS"},
            }
        },
        "networkProfile": {
            "networkInterfaceConfigurations": [
                {
                    "name": "n",
                    "properties": {
                        "primary": True,
                        "ipConfigurations": [{"name": "a", "properties": {"primary": True, **public}}],
                    },
                }
            ]
        },
    }
    return {
        "machines": arm(
            "Compute/virtualMachineScaleSets@2024-03-01",
            {"orchestrationMode": "Uniform", "virtualMachineProfile": profile},
            "machines",
        )
    }


def _platform(good: bool) -> Written:
    key = [{"key_vault_key_id": KEY}] if good else []
    return {
        "azurerm_batch_account.batch": {
            "name": "batch",
            "public_network_access_enabled": True,
            "allowed_authentication_modes": ["AAD"] if good else ["AAD", "SharedKey"],
            "network_profile": [{"account_access": [{"default_action": "Deny"}]}] if good else [],
            "encryption": key,
            **_who(good),
        },
        "azurerm_search_service.search": {
            "name": "search",
            "sku": "standard",
            "public_network_access_enabled": not good,
            "allowed_ips": ["203.0.113.7"] if good else [],
            **_who(good),
        },
        "azurerm_kusto_cluster.warehouse": {
            "name": "warehouse",
            "public_network_access_enabled": not good,
            "disk_encryption_enabled": good,
            "double_encryption_enabled": good,
            "outbound_network_access_restricted": good,
            **_who(good),
        },
        "azurerm_eventgrid_topic.topic": {
            "name": "topic",
            "public_network_access_enabled": not good,
            "local_auth_enabled": not good,
            **_who(good),
        },
        "azurerm_eventgrid_domain.domain": {
            "name": "domain",
            "public_network_access_enabled": not good,
            "local_auth_enabled": not good,
            **_who(good),
        },
        "azurerm_service_fabric_cluster.fabric": {
            "name": "fabric",
            "azure_active_directory": [{"tenant_id": "t"}] if good else [],
            "fabric_settings": [
                {"name": "Security", "parameters": {"ClusterProtectionLevel": "EncryptAndSign" if good else "None"}}
            ],
        },
        "azurerm_automation_account.robot": {
            "name": "robot",
            "public_network_access_enabled": not good,
            "local_authentication_enabled": not good,
            **_who(good),
        },
        "azurerm_automation_variable_string.variable": {
            "name": "variable",
            "automation_account_name": ref("azurerm_automation_account.robot.name"),
            "encrypted": good,
        },
        "azurerm_databricks_workspace.bricks": {
            "name": "bricks",
            "sku": "premium",
            "public_network_access_enabled": not good,
            "custom_parameters": [{"no_public_ip": good}],
        },
    }


def _arm_platform(good: bool) -> Written:
    public = "Disabled" if good else "Enabled"
    flag = "Enabled" if good else "Disabled"
    who = _arm_who(good)
    key = {"keySource": "Microsoft.KeyVault", "keyVaultProperties": {"keyIdentifier": KEY}}
    rules = {"networkProfile": {"accountAccess": {"defaultAction": "Deny", "ipRules": []}}} if good else {}
    grid = {"publicNetworkAccess": public, "disableLocalAuth": good}
    return {
        "batch": arm(
            "Batch/batchAccounts@2024-02-01",
            {
                "publicNetworkAccess": "Enabled",
                "allowedAuthenticationModes": ["AAD"] if good else ["AAD", "SharedKey"],
                "encryption": key if good else {"keySource": "Microsoft.Batch"},
                **rules,
            },
            "batch",
            **who,
        ),
        "search": arm(
            "Search/searchServices@2023-11-01",
            {
                "publicNetworkAccess": public.lower(),
                "networkRuleSet": {"ipRules": [{"value": "203.0.113.7"}] if good else []},
            },
            "search",
            sku={"name": "standard"},
            **who,
        ),
        "warehouse": arm(
            "Kusto/clusters@2023-08-15",
            {
                "publicNetworkAccess": public,
                "enableDiskEncryption": good,
                "enableDoubleEncryption": good,
                "restrictOutboundNetworkAccess": flag,
            },
            "warehouse",
            **who,
        ),
        "topic": arm("EventGrid/topics@2022-06-15", grid, "topic", **who),
        "domain": arm("EventGrid/domains@2022-06-15", grid, "domain", **who),
        "fabric": arm(
            "ServiceFabric/clusters@2021-06-01",
            {
                "fabricSettings": [
                    {
                        "name": "Security",
                        "parameters": [
                            {"name": "ClusterProtectionLevel", "value": "EncryptAndSign" if good else "None"}
                        ],
                    }
                ],
                **({"azureActiveDirectory": {"tenantId": "t"}} if good else {}),
            },
            "fabric",
        ),
        "robot": arm(
            "Automation/automationAccounts@2023-11-01",
            {"publicNetworkAccess": not good, "disableLocalAuth": good},
            "robot",
            **who,
        ),
        "variable": arm(
            "Automation/automationAccounts/variables@2023-11-01",
            {"isEncrypted": good, "value": '"x"'},
            "variable",
            ref("azapi_resource.robot.id"),
        ),
        "bricks": arm(
            "Databricks/workspaces@2024-05-01",
            {
                "publicNetworkAccess": public,
                "parameters": {"enableNoPublicIp": {"type": "Bool", "value": good}},
            },
            "bricks",
            sku={"name": "premium"},
        ),
    }


WORKLOADS = [
    both("containers that are guarded", 10, _containers(True), _arm_containers(True)),
    both("containers that are not guarded", 10, _containers(False), _arm_containers(False)),
    both("a closed scale set", 4, _scale_set(True), _arm_scale_set(True)),
    both("an open scale set", 4, _scale_set(False), _arm_scale_set(False)),
    both("services of the platform that are guarded", 20, _platform(True), _arm_platform(True)),
    both("services of the platform that are not guarded", 20, _platform(False), _arm_platform(False)),
]
