"""Azure SQL: servers, databases, and what is written beside them.

Source: ARM template reference, ``Microsoft.Sql``. The lowest TLS version of servers has changed its default with time.
An auditing policy sends nothing to Azure Monitor unless ``isAzureMonitorTargetEnabled`` says so; for how long it keeps
files where it says nothing is not documented, nor whom an alert policy tells. Databases are encrypted unless a
``transparentDataEncryption`` says otherwise ("Transparent data encryption").
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, first_unknown, put_some, switched
from pcicheck.sources.shapes import Values, at

_SERVER = ("server_id",)
_SERVER_NAME = ("server_name",)
_DATABASE = ("database_id",)
_INSTANCE = ("managed_instance_id",)
_DIRECTORY_ONLY = "azuread_administrator.azuread_authentication_only"
_DATABASES = ("azurerm_mssql_database", "azurerm_sql_database")
_SERVERS = ("azurerm_mssql_server", "azurerm_sql_server")


def _sql_server(values: Values) -> None:
    lowest = values.get("minimum_tls_version")
    if isinstance(lowest, str) and lowest.lower() == "none":
        values["minimum_tls_version"] = "Disabled"
    administrator = values.get("administrators")
    if administrator is not None:
        put_some(values, {"azuread_administrator": administrator, _DIRECTORY_ONLY: _only(administrator)})


def _only(administrator: Any) -> Any:
    return at(administrator, "azure_adonly_authentication")


def _administrator(values: Values) -> None:
    """A directory administrator, or the end of logins with a password, written as a resource of its own."""
    named = values.get("login") or NOT_STATED
    put_some(values, {"azuread_administrator.login_username": named, _DIRECTORY_ONLY: _only(values)})


def _encryption(values: Values) -> None:
    state = values.get("state", values.get("status"))
    values["transparent_data_encryption_enabled"] = NOT_STATED if state is None else switched(state)


def _protector(values: Values) -> None:
    kind = values.get("server_key_type")
    if isinstance(kind, Unknown) or str(kind).lower() == "azurekeyvault":
        named = values.get("uri") or values.get("server_key_name") or NOT_STATED
        values["key_vault_key_id"] = kind if isinstance(kind, Unknown) else named


def audit(values: Values) -> None:
    """An auditing policy, of Azure SQL or of Synapse."""
    on = switched(values.get("state"))
    values["enabled"] = NOT_STATED if on is None else on
    values.setdefault("log_monitoring_enabled", False)


def alerts(values: Values) -> None:
    """A security alert policy, of Azure SQL or of Synapse."""
    for path in ("disabled_alerts", "email_addresses"):
        listed = values.get(path)
        if isinstance(listed, list):  # ARM shows an empty word where there is none
            known = [item for item in listed if item and not isinstance(item, Unknown)]
            values[path] = known or first_unknown(listed) or []


def _express(values: Values) -> None:
    on = switched(values.get("state"))
    values["express_vulnerability_assessment_enabled"] = NOT_STATED if on is None else on


def _scan(values: Values) -> None:
    """An assessment rests on the alert policy of its server."""
    address = values.get("id")
    server = address.rstrip("/").rpartition("/")[0].rpartition("/")[0] if isinstance(address, str) else ""
    values["server_security_alert_policy_id"] = f"{server}/securityAlertPolicies/Default" if server else NOT_STATED
    on = switched(at(values, "recurring_scans.is_enabled"))
    put_some(values, {"recurring_scans.enabled": on})


def _instance(values: Values) -> None:
    administrator = values.get("administrators")
    put_some(values, {"azure_active_directory_administrator": administrator})
    if administrator is not None:
        put_some(
            values,
            {
                "azure_active_directory_administrator.login_username": at(administrator, "login"),
                "azure_active_directory_administrator.azuread_authentication_only_enabled": _only(administrator),
            },
        )


def _instance_alerts(values: Values) -> None:
    alerts(values)
    on = switched(values.get("state"))
    values["enabled"] = NOT_STATED if on is None else on


AUDIT_MOVES = {"retention_in_days": "retention_days", "log_monitoring_enabled": "is_azure_monitor_target_enabled"}
_SERVER_AUDIT, _DATABASE_AUDIT = (
    ArmShape(
        f"azurerm_mssql_{owner}_extended_auditing_policy",
        moves=AUDIT_MOVES,
        unstated=("retention_in_days",),
        parents=(f"{owner}_id",),
        more=audit,
    )
    for owner in ("server", "database")
)
_SQL_ADMINISTRATOR = ArmShape(
    _SERVERS[0], parents=_SERVER, part_of=_SERVERS, gives=("azuread_administrator",), more=_administrator
)

SHAPES: dict[str, ArmShape] = {
    "Microsoft.Sql/servers": ArmShape(
        "azurerm_mssql_server",
        moves={
            "minimum_tls_version": "minimal_tls_version",
            "public_network_access_enabled": "public_network_access",
            "transparent_data_encryption_key_vault_key_id": "key_id",
        },
        unstated=("minimum_tls_version",),
        more=_sql_server,
    ),
    "Microsoft.Sql/servers/administrators": _SQL_ADMINISTRATOR,
    "Microsoft.Sql/servers/azureADOnlyAuthentications": _SQL_ADMINISTRATOR,
    "Microsoft.Sql/servers/firewallRules": ArmShape("azurerm_mssql_firewall_rule", parents=_SERVER),
    "Microsoft.Sql/servers/encryptionProtector": ArmShape(
        "azurerm_mssql_server_transparent_data_encryption", parents=_SERVER, more=_protector
    ),
    "Microsoft.Sql/servers/extendedAuditingSettings": _SERVER_AUDIT,
    "Microsoft.Sql/servers/auditingSettings": _SERVER_AUDIT,
    "Microsoft.Sql/servers/securityAlertPolicies": ArmShape(
        "azurerm_mssql_server_security_alert_policy",
        unstated=("email_account_admins", "state"),
        parents=_SERVER_NAME,
        more=alerts,
    ),
    "Microsoft.Sql/servers/vulnerabilityAssessments": ArmShape(
        "azurerm_mssql_server_vulnerability_assessment", more=_scan
    ),
    "Microsoft.Sql/servers/sqlVulnerabilityAssessments": ArmShape(
        _SERVERS[0],
        parents=_SERVER,
        part_of=_SERVERS,
        gives=("express_vulnerability_assessment_enabled",),
        more=_express,
    ),
    "Microsoft.Sql/managedInstances": ArmShape(
        "azurerm_mssql_managed_instance",
        moves={"minimum_tls_version": "minimal_tls_version"},
        unstated=("minimum_tls_version",),
        more=_instance,
    ),
    "Microsoft.Sql/managedInstances/encryptionProtector": ArmShape(
        "azurerm_mssql_managed_instance_transparent_data_encryption", parents=_INSTANCE, more=_protector
    ),
    "Microsoft.Sql/managedInstances/securityAlertPolicies": ArmShape(
        "azurerm_mssql_managed_instance_security_alert_policy",
        unstated=("email_account_admins", "state"),
        parents=("managed_instance_name",),
        more=_instance_alerts,
    ),
    "Microsoft.Sql/managedInstances/vulnerabilityAssessments": ArmShape(
        "azurerm_mssql_managed_instance_vulnerability_assessment", parents=_INSTANCE, more=_scan
    ),
    "Microsoft.Sql/servers/databases": ArmShape(
        "azurerm_mssql_database",
        moves={
            "transparent_data_encryption_key_vault_key_id": "encryption_protector",
            "creation_source_database_id": "source_database_id",
        },
        parents=_SERVER,
    ),
    "Microsoft.Sql/servers/databases/transparentDataEncryption": ArmShape(
        _DATABASES[0],
        parents=_DATABASE,
        part_of=_DATABASES,
        gives=("transparent_data_encryption_enabled",),
        more=_encryption,
    ),
    "Microsoft.Sql/servers/databases/extendedAuditingSettings": _DATABASE_AUDIT,
    "Microsoft.Sql/servers/databases/auditingSettings": _DATABASE_AUDIT,
}
"""ARM type to its shape."""
