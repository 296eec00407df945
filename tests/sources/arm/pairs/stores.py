"""Stores with their containers, shares and logs, parameters of databases, scans, and labels of things, twice."""

from __future__ import annotations

from typing import Any

from tests.sources.arm.pairs.base import GROUP, KEY, Written, arm, both, ref

_SUBSCRIPTION = "/subscriptions/0a"
_POSTGRESQL = "DBforPostgreSQL/flexibleServers"
_MYSQL = "DBforMySQL/flexibleServers"
_STORE = "Storage/storageAccounts"
_SWITCHES = (
    *("log_checkpoints", "log_connections", "log_disconnections", "log_duration", "log_lock_waits"),
    "connection_throttle.enable",
)
_STATISTICS = ("log_parser_stats", "log_planner_stats", "log_executor_stats", "log_statement_stats", "log_hostname")
_GOOD = {
    **dict.fromkeys(_SWITCHES, "on"),
    **dict.fromkeys(_STATISTICS, "off"),
    "log_statement": "ddl",
    "log_min_messages": "warning",
    "log_min_error_statement": "error",
    "log_min_duration_statement": "-1",
    "log_temp_files": "0",
    "logfiles.retention_days": "7",
    "pgaudit.log": "ddl,role",
    "require_secure_transport": "on",
}
_BAD = {
    **dict.fromkeys(_SWITCHES, "off"),
    **dict.fromkeys(_STATISTICS, "on"),
    "log_statement": "none",
    "log_min_messages": "panic",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "10",
    "log_temp_files": "-1",
    "logfiles.retention_days": "1",
    "pgaudit.log": "none",
    "require_secure_transport": "off",
}
_GOOD_MYSQL = {"audit_log_enabled": "ON", "local_infile": "OFF", "skip_show_database": "ON"}
_BAD_MYSQL = {"audit_log_enabled": "OFF", "local_infile": "ON", "skip_show_database": "OFF"}


def _settings(postgresql: dict[str, str], mysql: dict[str, str]) -> Written:
    found: Written = {
        "azurerm_postgresql_flexible_server.elephant": {"name": "elephant"},
        "azurerm_mysql_flexible_server.dolphin": {"name": "dolphin"},
    }
    for engine, server, values in (("postgresql", "elephant", postgresql), ("mysql", "dolphin", mysql)):
        kind = f"azurerm_{engine}_flexible_server"
        for name, value in values.items():
            owner = (
                {"server_id": ref(f"{kind}.{server}.id")}
                if engine == "postgresql"
                else {"server_name": ref(f"{kind}.{server}.name")}
            )
            label = name.replace(".", "_")
            found[f"{kind}_configuration.{label}"] = {"name": name, "value": value, **owner}
    return found


def _arm_settings(postgresql: dict[str, str], mysql: dict[str, str]) -> Written:
    found: Written = {
        "elephant": arm(f"{_POSTGRESQL}@2022-12-01", {}, "elephant"),
        "dolphin": arm(f"{_MYSQL}@2023-12-30", {}, "dolphin"),
    }
    for kind, version, server, values in (
        (_POSTGRESQL, "2022-12-01", "elephant", postgresql),
        (_MYSQL, "2023-12-30", "dolphin", mysql),
    ):
        for name, value in values.items():
            found[name.replace(".", "_")] = arm(
                f"{kind}/configurations@{version}",
                {"value": value, "source": "user-override"},
                name,
                ref(f"azapi_resource.{server}.id"),
            )
    return found


def _scans(good: bool) -> Written:
    people = ["dba@example.com"] if good else []
    return {
        "azurerm_mssql_server.server": {"name": "server", "minimum_tls_version": "1.2"},
        "azurerm_mssql_server_security_alert_policy.alerts": {
            "server_name": ref("azurerm_mssql_server.server.name"),
            "state": "Enabled" if good else "Disabled",
            "email_account_admins": good,
            "email_addresses": people,
            "disabled_alerts": [] if good else ["Sql_Injection"],
        },
        "azurerm_mssql_server_vulnerability_assessment.scan": {
            "server_security_alert_policy_id": ref("azurerm_mssql_server_security_alert_policy.alerts.id"),
            "storage_container_path": "https://x.blob.core.windows.net/scans/",
            "recurring_scans": [{"enabled": good, "email_subscription_admins": good, "emails": people}],
        },
        "azurerm_mssql_managed_instance.instance": {
            "name": "instance",
            "minimum_tls_version": "1.2" if good else "1.0",
            "public_data_endpoint_enabled": not good,
            "administrator_login": "ops",
        },
        "azurerm_mssql_managed_instance_security_alert_policy.told": {
            "managed_instance_name": ref("azurerm_mssql_managed_instance.instance.name"),
            "enabled": good,
            "email_account_admins_enabled": good,
            "email_addresses": people,
        },
        "azurerm_mssql_managed_instance_vulnerability_assessment.looked": {
            "managed_instance_id": ref("azurerm_mssql_managed_instance.instance.id"),
            "storage_container_path": "https://x.blob.core.windows.net/scans/",
            "recurring_scans": [{"enabled": good, "email_subscription_admins": good, "emails": people}],
        },
    }


def _arm_scans(good: bool) -> Written:
    people = ["dba@example.com"] if good else []
    state = "Enabled" if good else "Disabled"
    scan = {
        "storageContainerPath": "https://x.blob.core.windows.net/scans/",
        "recurringScans": {"isEnabled": good, "emailSubscriptionAdmins": good, "emails": people},
    }
    alerts = {"state": state, "emailAccountAdmins": good, "emailAddresses": people or [""], "disabledAlerts": [""]}
    server, instance = ref("azapi_resource.server.id"), ref("azapi_resource.instance.id")
    named = {"disabledAlerts": [""] if good else ["Sql_Injection"]}
    return {
        "server": arm("Sql/servers@2021-11-01", {"minimalTlsVersion": "1.2"}, "server"),
        "alerts": arm("Sql/servers/securityAlertPolicies@2021-11-01", alerts | named, "Default", server),
        "scan": arm("Sql/servers/vulnerabilityAssessments@2021-11-01", scan, "Default", server),
        "instance": arm(
            "Sql/managedInstances@2021-11-01",
            {
                "minimalTlsVersion": "1.2" if good else "1.0",
                "publicDataEndpointEnabled": not good,
                "administratorLogin": "ops",
            },
            "instance",
        ),
        "told": arm("Sql/managedInstances/securityAlertPolicies@2021-11-01", alerts, "Default", instance),
        "looked": arm("Sql/managedInstances/vulnerabilityAssessments@2021-11-01", scan, "default", instance),
    }


def _stores(good: bool) -> Written:
    account = ref("azurerm_storage_account.store.id")
    log = {"enabled_log": [{"category_group": "allLogs"}], "storage_account_id": account}
    key = {"customer_managed_key": [{"key_vault_key_id": KEY, "user_assigned_identity_id": "i"}]} if good else {}
    locked = {
        "immutability_policy": [{"state": "Locked" if good else "Unlocked", "period_since_creation_in_days": 400}]
    }
    return {
        "azurerm_storage_account.store": {
            "name": "store",
            "account_tier": "Standard",
            "account_kind": "StorageV2",
            "https_traffic_only_enabled": good,
            "allow_nested_items_to_be_public": not good,
            "public_network_access_enabled": not good,
            "tags": {"data-class": "pan", "pan-protection": "tokens" if good else "disk"},
            **key,
            **locked,
        },
        "azurerm_storage_container.inside": {
            "name": "inside",
            "storage_account_id": account,
            "container_access_type": "private" if good else "container",
        },
        "azurerm_storage_share.share": {
            "name": "share",
            "storage_account_id": account,
            "enabled_protocol": "SMB" if good else "NFS",
        },
        "azurerm_storage_management_policy.rules": {
            "storage_account_id": account,
            "rule": [
                {
                    "name": "end",
                    "enabled": True,
                    "filters": [{"blob_types": ["blockBlob"]}],
                    "actions": [
                        {"base_blob": [{"delete_after_days_since_modification_greater_than": 400 if good else 4000}]}
                    ],
                }
            ],
        },
        "azurerm_monitor_diagnostic_setting.activity": {
            "name": "activity",
            "target_resource_id": _SUBSCRIPTION,
            "storage_account_id": account,
            "enabled_log": [{"category": "Administrative"}],
        },
        "azurerm_key_vault.vault": {"name": "vault", "tenant_id": "t", "sku_name": "standard"},
        "azurerm_monitor_diagnostic_setting.keys": {
            "name": "keys",
            "target_resource_id": ref("azurerm_key_vault.vault.id"),
            **log,
        },
        "azurerm_private_endpoint.path": {
            "name": "path",
            "private_service_connection": [
                {
                    "name": "c",
                    "private_connection_resource_id": account,
                    "subresource_names": ["blob" if good else "queue"],
                }
            ],
        },
    }


def _arm_stores(good: bool) -> Written:
    account = ref("azapi_resource.store.id")
    key: dict[str, Any] = {"keySource": "Microsoft.Storage"}
    if good:
        words = {"keyname": "data", "keyvaulturi": "https://pay.vault.azure.net/"}
        key = {"keySource": "Microsoft.Keyvault", "keyvaultproperties": words}
    rule = {"daysAfterModificationGreaterThan": 400 if good else 4000}
    return {
        "store": arm(
            f"{_STORE}@2023-05-01",
            {
                "supportsHttpsTrafficOnly": good,
                "allowBlobPublicAccess": not good,
                "publicNetworkAccess": "Disabled" if good else "Enabled",
                "encryption": key,
                "immutableStorageWithVersioning": {
                    "enabled": True,
                    "immutabilityPolicy": {
                        "state": "Locked" if good else "Unlocked",
                        "immutabilityPeriodSinceCreationInDays": 400,
                    },
                },
            },
            "store",
            tags={"data-class": "pan", "pan-protection": "tokens" if good else "disk"},
            kind="StorageV2",
            sku={"name": "Standard_LRS"},
        ),
        "blobs": arm(f"{_STORE}/blobServices@2023-05-01", {}, "default", account),
        "files": arm(f"{_STORE}/fileServices@2023-05-01", {}, "default", account),
        "inside": arm(
            f"{_STORE}/blobServices/containers@2023-05-01",
            {"publicAccess": "None" if good else "Container"},
            "inside",
            ref("azapi_resource.blobs.id"),
        ),
        "share": arm(
            f"{_STORE}/fileServices/shares@2023-05-01",
            {"enabledProtocols": "SMB" if good else "NFS"},
            "share",
            ref("azapi_resource.files.id"),
        ),
        "rules": arm(
            f"{_STORE}/managementPolicies@2023-05-01",
            {
                "policy": {
                    "rules": [
                        {
                            "name": "end",
                            "enabled": True,
                            "definition": {
                                "filters": {"blobTypes": ["blockBlob"]},
                                "actions": {"baseBlob": {"delete": rule}},
                            },
                        }
                    ]
                }
            },
            "default",
            account,
        ),
        "activity": arm(
            "Insights/diagnosticSettings@2021-05-01-preview",
            {"storageAccountId": account, "logs": [{"category": "Administrative", "enabled": True}]},
            "activity",
            _SUBSCRIPTION,
        ),
        "vault": arm(
            "KeyVault/vaults@2023-07-01", {"tenantId": "t", "sku": {"family": "A", "name": "standard"}}, "vault"
        ),
        "keys": arm(
            "Insights/diagnosticSettings@2021-05-01-preview",
            {"storageAccountId": account, "logs": [{"categoryGroup": "allLogs", "enabled": True}]},
            "keys",
            ref("azapi_resource.vault.id"),
        ),
        "path": arm(
            "Network/privateEndpoints@2023-09-01",
            {
                "privateLinkServiceConnections": [
                    {
                        "name": "c",
                        "properties": {"privateLinkServiceId": account, "groupIds": ["blob" if good else "queue"]},
                    }
                ]
            },
            "path",
        ),
    }


_QUEUES = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/queues"


def _queues(service: str) -> Written:
    return {
        "azurerm_storage_account.queues": {
            "id": _QUEUES,
            "name": "queues",
            "account_tier": "Standard",
            "account_kind": "StorageV2",
            "account_replication_type": "LRS",
        },
        "azurerm_monitor_diagnostic_setting.log": {
            "name": "l",
            "target_resource_id": f"{_QUEUES}/{service}/default",
            "log_analytics_workspace_id": f"{GROUP}/w",
            "enabled_log": [{"category": name} for name in ("StorageRead", "StorageWrite", "StorageDelete")],
        },
    }


def _arm_queues(service: str) -> Written:
    logs = [{"category": name, "enabled": True} for name in ("StorageRead", "StorageWrite", "StorageDelete")]
    return {
        "queues": arm(f"{_STORE}@2023-05-01", {}, "queues", kind="StorageV2", sku={"name": "Standard_LRS"}),
        "log": arm(
            "Insights/diagnosticSettings@2021-05-01-preview",
            {"workspaceId": f"{GROUP}/w", "logs": logs},
            "l",
            f"{_QUEUES}/{service}/default",
        ),
    }


STORES = [
    both(
        "parameters of databases as they should be",
        20,
        _settings(_GOOD, _GOOD_MYSQL),
        _arm_settings(_GOOD, _GOOD_MYSQL),
    ),
    both(
        "parameters of databases as they should not be",
        20,
        _settings(_BAD, _BAD_MYSQL),
        _arm_settings(_BAD, _BAD_MYSQL),
    ),
    both("databases that are scanned", 10, _scans(True), _arm_scans(True)),
    both("databases that nobody scans", 10, _scans(False), _arm_scans(False)),
    both("a closed store with all that is in it", 20, _stores(True), _arm_stores(True)),
    both("an open store with all that is in it", 20, _stores(False), _arm_stores(False)),
    both("an account whose queues are logged", 8, _queues("queueServices"), _arm_queues("queueServices")),
]
