"""PostgreSQL and MySQL, Cosmos DB and Redis.

Source: ARM template reference, ``Microsoft.DBforPostgreSQL``, ``Microsoft.DBforMySQL``, ``Microsoft.DocumentDB`` and
``Microsoft.Cache`` (``redisEnterprise`` 2025-04-01: ``clientProtocol`` is encrypted by default, no default is named
for access keys). The lowest TLS version of caches has changed its default with time.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, each, put_some, switched
from pcicheck.sources.shapes import Values, at

_SERVER = ("server_id",)
_SERVER_NAME = ("server_name",)


def _cosmos(values: Values) -> None:
    rules = values.get("ip_rules")
    if rules is not None:
        values["ip_range_filter"] = each(rules, lambda rule: rule.get("ip_address_or_range"))


def _redis(values: Values) -> None:
    settings = values.get("redis_configuration")
    if isinstance(settings, dict):
        open_to_all = switched(settings.get("authnotrequired"))
        asked = not open_to_all if isinstance(open_to_all, bool) else open_to_all
        put_some(values, {"redis_configuration.authentication_enabled": asked})


def _enterprise_type(values: Values) -> str:
    """Redis Enterprise by the names of its tiers; all others are those of Azure Managed Redis."""
    tier = at(values, "sku.name")
    if isinstance(tier, Unknown):
        return ""
    return _ENTERPRISE if tier is None or str(tier).lower().startswith("enterprise") else _MANAGED


def _enterprise(values: Values) -> None:
    if _enterprise_type(values) == _MANAGED:
        values["default_database"] = _NO_DATABASE


def _database(values: Values) -> None:
    """What a managed Redis has inside."""
    keys: Any = values.get("access_keys_authentication")
    values["default_database"] = {
        "client_protocol": values.get("client_protocol"),
        "access_keys_authentication_enabled": NOT_STATED if keys is None else keys,
    }


_ENTERPRISE = "azurerm_redis_enterprise_cluster"
_MANAGED = "azurerm_managed_redis"
_NO_DATABASE = Unknown("its database is not in this input")
_CACHES = "Microsoft.Cache/redisEnterprise"
_FLEXIBLE_MOVES = {
    "administrator_password": "administrator_login_password",
    "delegated_subnet_id": "network.delegated_subnet_resource_id",
    "customer_managed_key.key_vault_key_id": "data_encryption.primary_key_uri",
    "source_server_id": "source_server_resource_id",
}
_COSMOS_ITEMS = {"default_ttl": "resource.default_ttl"}
_COSMOS = "Microsoft.DocumentDB/databaseAccounts"
_POSTGRESQL = "Microsoft.DBforPostgreSQL/flexibleServers"
_MYSQL = "Microsoft.DBforMySQL/flexibleServers"


SHAPES: dict[str, ArmShape] = {
    _POSTGRESQL: ArmShape(
        "azurerm_postgresql_flexible_server",
        moves=_FLEXIBLE_MOVES
        | {
            "public_network_access_enabled": "network.public_network_access",
            "authentication.password_auth_enabled": "auth_config.password_auth",
            "authentication.active_directory_auth_enabled": "auth_config.active_directory_auth",
        },
    ),
    f"{_POSTGRESQL}/configurations": ArmShape("azurerm_postgresql_flexible_server_configuration", parents=_SERVER),
    f"{_POSTGRESQL}/firewallRules": ArmShape("azurerm_postgresql_flexible_server_firewall_rule", parents=_SERVER),
    f"{_POSTGRESQL}/administrators": ArmShape(
        "azurerm_postgresql_flexible_server_active_directory_administrator", parents=_SERVER_NAME
    ),
    _MYSQL: ArmShape(
        "azurerm_mysql_flexible_server",
        moves=_FLEXIBLE_MOVES | {"public_network_access": "network.public_network_access"},
    ),
    f"{_MYSQL}/configurations": ArmShape("azurerm_mysql_flexible_server_configuration", parents=_SERVER_NAME),
    f"{_MYSQL}/firewallRules": ArmShape("azurerm_mysql_flexible_server_firewall_rule", parents=_SERVER_NAME),
    f"{_MYSQL}/administrators": ArmShape(
        "azurerm_mysql_flexible_server_active_directory_administrator", parents=_SERVER
    ),
    _COSMOS: ArmShape(
        "azurerm_cosmosdb_account",
        moves={
            "public_network_access_enabled": "public_network_access",
            "local_authentication_disabled": "disable_local_auth",
            "key_vault_key_id": "key_vault_key_uri",
            "virtual_network_rule": "virtual_network_rules",
        },
        turned={"access_key_metadata_writes_enabled": "disable_key_based_metadata_write_access"},
        more=_cosmos,
    ),
    f"{_COSMOS}/sqlDatabases/containers": ArmShape("azurerm_cosmosdb_sql_container", moves=_COSMOS_ITEMS),
    f"{_COSMOS}/gremlinDatabases/graphs": ArmShape("azurerm_cosmosdb_gremlin_graph", moves=_COSMOS_ITEMS),
    f"{_COSMOS}/cassandraKeyspaces/tables": ArmShape("azurerm_cosmosdb_cassandra_table", moves=_COSMOS_ITEMS),
    "Microsoft.Cache/redis": ArmShape(
        "azurerm_redis_cache",
        moves={
            "non_ssl_port_enabled": "enable_non_ssl_port",
            "public_network_access_enabled": "public_network_access",
        },
        unstated=("minimum_tls_version",),
        turned={"access_keys_authentication_enabled": "disable_access_key_authentication"},
        more=_redis,
    ),
    _CACHES: ArmShape(
        _ENTERPRISE,
        pick=_enterprise_type,
        picks=(_MANAGED,),
        unclear="its tier is not known",
        moves={
            "customer_managed_key.key_vault_key_id": "encryption.customer_managed_key_encryption.key_encryption_key_url"
        },
        unstated=("minimum_tls_version", "public_network_access"),
        more=_enterprise,
    ),
    f"{_CACHES}/databases": ArmShape(
        "azurerm_redis_enterprise_database",
        parents=("cluster_id",),
        inside=(_MANAGED,),
        gives=("default_database",),
        more=_database,
    ),
    "Microsoft.Cache/redis/firewallRules": ArmShape("azurerm_redis_firewall_rule", parents=("redis_cache_name",)),
}
"""ARM type to its shape."""
