"""Databases, warehouses, search, caches and data processing on Azure: which native types there are, who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_DATABASE = ("database",)
_WAREHOUSE = ("warehouse",)
_CACHE = ("cache",)
_PROCESSOR = ("data_processor",)
_SETTINGS = Row("azure.data.settings:configuration", ("database_settings",))
_SINGLE = Row("azure.data.servers:single_server", _DATABASE)
_CONTAINER = Row("azure.data.cosmos:container", _DATABASE)
_ADDRESS = Row("azure.data.policies:address_rule", ("address_rule",))
_AUDIT = Row("azure.data.policies:audit_policy", ("database_audit_policy",))
_THREATS = Row("azure.data.policies:threat_policy", ("database_threat_policy",))
_ANALYTICS = Row("azure.data.processors:analytics", _PROCESSOR)
_SERVER_KEY = Row("azure.data.servers:server_key", _DATABASE)
_SCAN = Row("azure.data.policies:scan", ("database_scan",))
_SERVERS = ("azurerm_mssql_server", "azurerm_sql_server")

_BESIDE: dict[str, tuple[Row, SideCar]] = {
    name: (row, SideCar(path, owners, several=True))
    for row, written in (
        (
            _ADDRESS,
            {
                "azurerm_mssql_firewall_rule": ("server_id", _SERVERS[:1]),
                "azurerm_sql_firewall_rule": ("server_name", _SERVERS[::-1]),
                "azurerm_postgresql_firewall_rule": ("server_name", ("azurerm_postgresql_server",)),
                "azurerm_postgresql_flexible_server_firewall_rule": (
                    "server_id",
                    ("azurerm_postgresql_flexible_server",),
                ),
                "azurerm_mysql_firewall_rule": ("server_name", ("azurerm_mysql_server",)),
                "azurerm_mysql_flexible_server_firewall_rule": ("server_name", ("azurerm_mysql_flexible_server",)),
                "azurerm_mariadb_firewall_rule": ("server_name", ("azurerm_mariadb_server",)),
                "azurerm_redis_firewall_rule": ("redis_cache_name", ("azurerm_redis_cache",)),
                "azurerm_synapse_firewall_rule": ("synapse_workspace_id", ("azurerm_synapse_workspace",)),
                "azurerm_cosmosdb_postgresql_firewall_rule": ("cluster_id", ("azurerm_cosmosdb_postgresql_cluster",)),
                "azurerm_mongo_cluster_firewall_rule": ("mongo_cluster_id", ("azurerm_mongo_cluster",)),
            },
        ),
        (
            _SETTINGS,
            {
                "azurerm_postgresql_configuration": ("server_name", ("azurerm_postgresql_server",)),
                "azurerm_postgresql_flexible_server_configuration": (
                    "server_id",
                    ("azurerm_postgresql_flexible_server",),
                ),
                "azurerm_mysql_configuration": ("server_name", ("azurerm_mysql_server",)),
                "azurerm_mysql_flexible_server_configuration": ("server_name", ("azurerm_mysql_flexible_server",)),
                "azurerm_mariadb_configuration": ("server_name", ("azurerm_mariadb_server",)),
            },
        ),
        (
            _AUDIT,
            {
                "azurerm_mssql_server_extended_auditing_policy": ("server_id", _SERVERS),
                "azurerm_mssql_database_extended_auditing_policy": (
                    "database_id",
                    ("azurerm_mssql_database", "azurerm_sql_database"),
                ),
                "azurerm_synapse_workspace_extended_auditing_policy": (
                    "synapse_workspace_id",
                    ("azurerm_synapse_workspace",),
                ),
                "azurerm_synapse_sql_pool_extended_auditing_policy": ("sql_pool_id", ("azurerm_synapse_sql_pool",)),
            },
        ),
        (
            _THREATS,
            {
                "azurerm_mssql_server_security_alert_policy": ("server_name", _SERVERS),
                "azurerm_mssql_managed_instance_security_alert_policy": (
                    "managed_instance_name",
                    ("azurerm_mssql_managed_instance",),
                ),
                "azurerm_synapse_workspace_security_alert_policy": (
                    "synapse_workspace_id",
                    ("azurerm_synapse_workspace",),
                ),
                "azurerm_synapse_sql_pool_security_alert_policy": ("sql_pool_id", ("azurerm_synapse_sql_pool",)),
            },
        ),
        (
            _SERVER_KEY,
            {
                "azurerm_postgresql_server_key": ("server_id", ("azurerm_postgresql_server",)),
                "azurerm_mysql_server_key": ("server_id", ("azurerm_mysql_server",)),
            },
        ),
        (
            _SCAN,
            {
                "azurerm_mssql_server_vulnerability_assessment": (
                    "server_security_alert_policy_id",
                    ("azurerm_mssql_server_security_alert_policy",),
                ),
                "azurerm_mssql_managed_instance_vulnerability_assessment": (
                    "managed_instance_id",
                    ("azurerm_mssql_managed_instance",),
                ),
                "azurerm_synapse_workspace_vulnerability_assessment": (
                    "workspace_security_alert_policy_id",
                    ("azurerm_synapse_workspace_security_alert_policy",),
                ),
                "azurerm_synapse_sql_pool_vulnerability_assessment": (
                    "sql_pool_security_alert_policy_id",
                    ("azurerm_synapse_sql_pool_security_alert_policy",),
                ),
            },
        ),
    )
    for name, (path, owners) in written.items()
}
"""What is written beside a database is judged where it stands, and folded into what it says something about."""

_FOLDED = {
    "azurerm_mssql_server_transparent_data_encryption": ("server_id", _SERVERS),
    "azurerm_mssql_managed_instance_transparent_data_encryption": (
        "managed_instance_id",
        ("azurerm_mssql_managed_instance",),
    ),
    "azurerm_sql_active_directory_administrator": ("server_name", _SERVERS[::-1]),
    "azurerm_mssql_managed_instance_active_directory_administrator": (
        "managed_instance_id",
        ("azurerm_mssql_managed_instance",),
    ),
    "azurerm_postgresql_active_directory_administrator": ("server_name", ("azurerm_postgresql_server",)),
    "azurerm_mysql_active_directory_administrator": ("server_name", ("azurerm_mysql_server",)),
    "azurerm_postgresql_flexible_server_active_directory_administrator": (
        "server_name",
        ("azurerm_postgresql_flexible_server",),
    ),
    "azurerm_mysql_flexible_server_active_directory_administrator": (
        "server_id",
        ("azurerm_mysql_flexible_server",),
    ),
    "azurerm_kusto_cluster_customer_managed_key": ("cluster_id", ("azurerm_kusto_cluster",)),
    "azurerm_data_factory_customer_managed_key": ("data_factory_id", ("azurerm_data_factory",)),
    "azurerm_databricks_workspace_root_dbfs_customer_managed_key": (
        "workspace_id",
        ("azurerm_databricks_workspace",),
    ),
    "azurerm_databricks_workspace_customer_managed_key": ("workspace_id", ("azurerm_databricks_workspace",)),
}

THEME = Theme(
    adapters={
        "azurerm_mssql_server": Row("azure.data.mssql:server", _DATABASE),
        "azurerm_sql_server": Row("azure.data.mssql:server", _DATABASE),
        "azurerm_mssql_database": Row("azure.data.mssql:database", _DATABASE),
        "azurerm_sql_database": Row("azure.data.mssql:database", _DATABASE),
        "azurerm_mssql_managed_instance": Row("azure.data.mssql:managed_instance", _DATABASE),
        "azurerm_sql_managed_instance": Row("azure.data.mssql:managed_instance", _DATABASE),
        "azurerm_postgresql_server": _SINGLE,
        "azurerm_mysql_server": _SINGLE,
        "azurerm_mariadb_server": _SINGLE,
        "azurerm_postgresql_flexible_server": Row("azure.data.servers:postgresql_flexible_server", _DATABASE),
        "azurerm_mysql_flexible_server": Row("azure.data.servers:mysql_flexible_server", _DATABASE),
        "azurerm_cosmosdb_postgresql_cluster": Row("azure.data.servers:cosmos_cluster", _DATABASE),
        "azurerm_mongo_cluster": Row("azure.data.servers:cosmos_cluster", _DATABASE),
        "azurerm_cosmosdb_account": Row("azure.data.cosmos:account", _DATABASE),
        "azurerm_cosmosdb_sql_container": _CONTAINER,
        "azurerm_cosmosdb_mongo_collection": _CONTAINER,
        "azurerm_cosmosdb_cassandra_table": _CONTAINER,
        "azurerm_cosmosdb_gremlin_graph": _CONTAINER,
        "azurerm_redis_cache": Row("azure.data.cache:redis_cache", _CACHE),
        "azurerm_redis_enterprise_cluster": Row("azure.data.cache:enterprise_cluster", _CACHE),
        "azurerm_redis_enterprise_database": Row("azure.data.cache:enterprise_database", _CACHE),
        "azurerm_managed_redis": Row("azure.data.cache:managed_redis", _CACHE),
        "azurerm_synapse_workspace": Row("azure.data.warehouse:synapse_workspace", _WAREHOUSE),
        "azurerm_synapse_sql_pool": Row("azure.data.warehouse:synapse_sql_pool", _WAREHOUSE),
        "azurerm_kusto_cluster": Row("azure.data.warehouse:kusto_cluster", _WAREHOUSE),
        "azurerm_search_service": Row("azure.data.processors:search_service", ("search",)),
        "azurerm_data_factory": Row("azure.data.processors:data_factory", _PROCESSOR),
        "azurerm_databricks_workspace": Row("azure.data.processors:databricks_workspace", _PROCESSOR),
        "azurerm_data_lake_store": Row("azure.data.processors:data_lake_store", ("file_store",)),
        "azurerm_data_lake_analytics_account": _ANALYTICS,
        "azurerm_stream_analytics_job": _ANALYTICS,
        **{name: row for name, (row, _) in _BESIDE.items()},
    },
    sidecars={
        **{name: sidecar for name, (_, sidecar) in _BESIDE.items()},
        **{name: SideCar(path, owners) for name, (path, owners) in _FOLDED.items()},
    },
    helpers=(
        "azurerm_monitor_diagnostic_setting",
        "azurerm_private_endpoint",
        "azurerm_security_center_subscription_pricing",
    ),
)
