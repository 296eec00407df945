"""What is asked of databases, caches and warehouses."""

from __future__ import annotations

from collections.abc import Callable

from pcicheck.sources.azure.child import DIAGNOSTICS, Child, Row, has, named, under
from pcicheck.sources.shapes import at

_PARAMETERS = (
    *("require_secure_transport", "ssl_min_protocol_version", "tls_version", "log_connections", "log_disconnections"),
    *("log_checkpoints", "log_lock_waits", "log_duration", "log_hostname", "log_statement", "log_min_messages"),
    *("log_min_error_statement", "log_min_duration_statement", "log_temp_files", "log_parser_stats"),
    *("log_planner_stats", "log_executor_stats", "log_statement_stats", "logfiles.retention_days"),
    *("connection_throttle.enable", "pgaudit.log", "audit_log_enabled", "local_infile", "skip_show_database"),
)
"""Server parameters that rules ask for, of the hundreds that a server has."""
_SQL = "Microsoft.Sql/servers"
_INSTANCE = "Microsoft.Sql/managedInstances"
_POSTGRESQL = "Microsoft.DBforPostgreSQL/flexibleServers"
_MYSQL = "Microsoft.DBforMySQL/flexibleServers"
_COSMOS = "Microsoft.DocumentDB/databaseAccounts"

_MONGO = "Microsoft.DocumentDB/mongoClusters"
_GROUP = "Microsoft.DBforPostgreSQL/serverGroupsv2"
_SPACE = "Microsoft.Synapse/workspaces"
_POOL = f"{_SPACE}/sqlPools"
_INTERFACES = {
    "sqlDatabases": "",
    "mongodbDatabases": "enablemongo",
    "cassandraKeyspaces": "enablecassandra",
    "gremlinDatabases": "enablegremlin",
}
"""What an account of Cosmos DB holds, and the word for the interface that reaches it."""
_ADDRESSES = ("address_rule.*", "database.admits_everyone", "database.admits_whole_cloud")
_ACCOUNTS = tuple(f"database.{fact}" for fact in ("admin_name", "admin_password", "central_identity", "local_logins"))
_AUDIT = ("audit_log", "audit_log_days", "audit_log_forever")
_ALERTS = ("database_threat_policy.*", "database_scan.*", "database.threat_detection")
_SCANS = ("database_scan.*", "database_threat_policy.scans")
_PARAMETERS_FEED = ("database_settings.*", "database.min_tls", "database.tls_required")


def _flexible(owner: str, version: str) -> tuple[Child, ...]:
    """What belongs to a flexible server."""
    return (
        *under(owner, version, "configurations", counts=named(*_PARAMETERS), feeds=_PARAMETERS_FEED),
        *under(owner, version, "firewallRules", feeds=_ADDRESSES),
        *under(owner, version, "administrators", feeds=("database.central_identity",)),
        DIAGNOSTICS,
    )


def _watched(owner: str) -> tuple[Child, ...]:
    """What is written beside a workspace or a pool of Synapse."""
    version = "2021-06-01"
    audit = ("database_audit_policy.*", "warehouse.audit_log", "warehouse.audit_log_service")
    alerts = ("database_threat_policy.*", "database_scan.*", "warehouse.threat_detection")
    return (
        *under(owner, version, "auditingSettings", feeds=audit),
        *under(owner, version, "securityAlertPolicies", feeds=alerts),
        *under(
            owner,
            version,
            "vulnerabilityAssessments",
            counts=has("storageContainerPath"),
            beside="/securityAlertPolicies/Default",
            feeds=_SCANS,
        ),
    )


def _speaks(*capabilities: str) -> Callable[[Row], bool]:
    """Whether an account of Cosmos DB has one of these interfaces; ``""`` for that of SQL, which is the usual one."""

    def matches(account: Row) -> bool:
        listed = at(account, "properties.capabilities") or []
        known = {str(item.get("name", "")).lower() for item in listed if isinstance(item, dict)}
        found = known & {"enablecassandra", "enablegremlin", "enabletable", "enablemongo"}
        if "mongo" in str(account.get("kind", "")).lower():
            found.add("enablemongo")
        return not found.isdisjoint(capabilities) or (not found and "" in capabilities)

    return matches


CHILDREN: dict[str, tuple[Child, ...]] = {
    _SQL: (
        *under(
            _SQL,
            "2021-11-01",
            "auditingSettings",
            feeds=("database_audit_policy.*", *(f"database.{fact}" for fact in _AUDIT)),
        ),
        *under(_SQL, "2021-11-01", "firewallRules", feeds=_ADDRESSES),
        *under(_SQL, "2021-11-01", "encryptionProtector", feeds=("database.encryption",)),
        *under(_SQL, "2021-11-01", "administrators", "azureADOnlyAuthentications", feeds=_ACCOUNTS),
        *under(_SQL, "2021-11-01", "securityAlertPolicies", feeds=_ALERTS),
        *under(
            _SQL,
            "2021-11-01",
            "vulnerabilityAssessments",
            counts=has("storageContainerPath"),
            absent=(400, 404),
            beside="/securityAlertPolicies/Default",
            feeds=_SCANS,
        ),
        *under(_SQL, "2022-05-01-preview", "sqlVulnerabilityAssessments", feeds=("database_threat_policy.scans",)),
    ),
    f"{_SQL}/databases": (
        *under(f"{_SQL}/databases", "2021-11-01", "transparentDataEncryption", feeds=("database.encryption",)),
        DIAGNOSTICS,
    ),
    _INSTANCE: (
        *under(_INSTANCE, "2021-11-01", "encryptionProtector", feeds=("database.encryption",)),
        *under(_INSTANCE, "2021-11-01", "securityAlertPolicies", feeds=_ALERTS),
        *under(_INSTANCE, "2021-11-01", "vulnerabilityAssessments", counts=has("storageContainerPath"), feeds=_SCANS),
    ),
    _POSTGRESQL: _flexible(_POSTGRESQL, "2022-12-01"),
    _MYSQL: _flexible(_MYSQL, "2023-12-30"),
    _COSMOS: (
        *(
            Child(f"/{name}", "2024-05-15", f"{_COSMOS}/{name}", when=_speaks(word), only_a_step=True)
            for name, word in _INTERFACES.items()
        ),
        DIAGNOSTICS,
    ),
    f"{_COSMOS}/sqlDatabases": under(f"{_COSMOS}/sqlDatabases", "2024-05-15", "containers"),
    f"{_COSMOS}/mongodbDatabases": under(f"{_COSMOS}/mongodbDatabases", "2024-05-15", "collections"),
    f"{_COSMOS}/cassandraKeyspaces": under(f"{_COSMOS}/cassandraKeyspaces", "2024-05-15", "tables"),
    f"{_COSMOS}/gremlinDatabases": under(f"{_COSMOS}/gremlinDatabases", "2024-05-15", "graphs"),
    _MONGO: under(_MONGO, "2024-07-01", "firewallRules", feeds=_ADDRESSES),
    _GROUP: under(_GROUP, "2022-11-08", "firewallRules", feeds=_ADDRESSES),
    "Microsoft.Cache/redis": under("Microsoft.Cache/redis", "2023-08-01", "firewallRules", feeds=("address_rule.*",)),
    "Microsoft.Cache/redisEnterprise": under("Microsoft.Cache/redisEnterprise", "2025-04-01", "databases"),
    _SPACE: (
        *under(_SPACE, "2021-06-01", "firewallRules", feeds=("address_rule.*", "warehouse.admits_addresses")),
        *_watched(_SPACE),
        DIAGNOSTICS,
    ),
    _POOL: (
        *under(_POOL, "2021-06-01", "transparentDataEncryption", feeds=("warehouse.encryption",)),
        *_watched(_POOL),
    ),
}
"""ARM type to what is asked of each resource of it."""
