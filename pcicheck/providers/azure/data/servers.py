"""PostgreSQL, MySQL and MariaDB on Azure: single servers and flexible servers.

Defaults (Terraform registry, ``azurerm_postgresql_server``, ``azurerm_mysql_server``, ``azurerm_mariadb_server``):
``public_network_access_enabled`` true, ``ssl_minimal_tls_version_enforced`` ``TLS1_2``, no threat detection policy,
``infrastructure_encryption_enabled`` false; ``ssl_enforcement_enabled`` must be written. Flexible servers
(``azurerm_postgresql_flexible_server``, ``azurerm_mysql_flexible_server``): public unless turned off or placed in a
delegated subnet; password logins on and directory logins off. Their server parameters say ``require_secure_transport``,
on by default, and ``ssl_min_protocol_version`` (PostgreSQL) or ``tls_version`` (MySQL), TLSv1.2 by default (Azure
documentation, "Networking with TLS" of each); parameters are written as ``…_configuration`` of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import Database
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.data.common import (
    admits,
    from_sidecar,
    has_private_endpoint,
    is_copy,
    key_encryption,
    keyless,
    lowest_version,
    made,
    password_kept,
    stands_beside,
    tls_version,
)
from pcicheck.providers.azure.data.defender import has_plan
from pcicheck.providers.azure.data.mssql import policy_enabled
from pcicheck.providers.azure.data.settings import parameter
from pcicheck.providers.reading import first_flag, is_one_of, is_set, only

_SERVICE = "this service has no such setting"
_SERVER = Inapplicable("the server that the key belongs to has it")
_NO_KEYS = Inapplicable("Azure Database for MariaDB takes no key of the customer")
_NO_DIRECTORY = Inapplicable("Azure Database for MariaDB has no directory logins")
_DIAGNOSTICS = Inapplicable("diagnostic settings send its logs, and are judged themselves")
_COPY = Inapplicable("a copy has the accounts of what it is copied from")
_DIRECTORY_ONLY = Inapplicable("nobody can log in with a password")
_OPEN_SOURCE = "opensourcerelationaldatabases"


def single_server(document: Document) -> Iterator[Resource]:
    """A single server of PostgreSQL, MySQL or MariaDB, which azurerm names after the engine."""
    engine = document.type.split("_")[1]
    maria = engine == "mariadb"
    tls = first_flag(document, "ssl_enforcement_enabled", "ssl_enforcement")
    directory = stands_beside(document, f"azurerm_{engine}_active_directory_administrator")
    keyed = from_sidecar(document, f"azurerm_{engine}_server_key", "key_vault_key_id")
    twice = document.flag("infrastructure_encryption_enabled", False)
    facts = only(
        Database,
        _SERVICE,
        engine="postgres" if engine == "postgresql" else engine,
        encryption=keyless(_NO_KEYS) if maria else replace(keyed, twice=twice),
        public=document.flag("public_network_access_enabled", True),
        private_endpoint=has_private_endpoint(document),
        tls_required=tls,
        min_tls=_single_min_tls(document, tls),
        audit_log=_DIAGNOSTICS,
        central_identity=_NO_DIRECTORY if maria else directory,
        threat_detection=_watched(document),
        **_accounts(document, "administrator_login_password"),
        **admits(document, f"azurerm_{engine}_firewall_rule"),
    )
    yield from made(document, facts)


def server_key(document: Document) -> Iterator[Resource]:
    """The key of a single server, written as a resource of its own."""
    said = key_encryption(document, "key_vault_key_id")
    engine = "postgres" if "postgresql" in document.type else "mysql"
    keyed = replace(said, at_rest=_SERVER)
    yield from made(document, only(Database, _SERVER.reason, engine=engine, encryption=keyed))


def _single_min_tls(document: Document, enforced: bool | Unknown) -> Fact[float]:
    """The lowest version, none where TLS is turned off or nothing is written about it."""
    path = "ssl_minimal_tls_version_enforced"
    if isinstance(enforced, Unknown):
        return enforced
    if document.flag("ssl_enforcement_enabled") is False or (not enforced and document.get(path) is None):
        return 0.0
    return tls_version(document, path, 1.2)


def _watched(document: Document) -> bool | Unknown:
    block = document.block("threat_detection_policy")
    inside = block if isinstance(block, Unknown) else policy_enabled(block) if block else False
    return any_true(inside, has_plan(document, _OPEN_SOURCE))


def _accounts(document: Document, password: str) -> dict[str, Any]:
    copy = is_copy(document)
    if copy is not False:
        why = _COPY if copy is True else copy
        return {"admin_name": why, "admin_password": why}
    name = document.text("administrator_login", Unknown("no administrator is named"))
    return {"admin_name": name, "admin_password": password_kept(document, password)}


def postgresql_flexible_server(document: Document) -> Iterator[Resource]:
    """A flexible server of PostgreSQL."""
    passwords = document.flag("authentication.password_auth_enabled", True)
    accounts = _accounts(document, "administrator_password")
    if passwords is False:
        accounts = {"admin_name": _DIRECTORY_ONLY, "admin_password": "absent"}
    directory = any_true(
        document.flag("authentication.active_directory_auth_enabled", False),
        stands_beside(document, "azurerm_postgresql_flexible_server_active_directory_administrator"),
    )
    yield from _flexible(
        document,
        engine="postgres",
        public=first_flag(document, "public_network_access_enabled", default=True),
        min_tls=_parameter_min_tls(document, "postgresql", "ssl_min_protocol_version"),
        central_identity=directory,
        local_logins=passwords,
        accounts=accounts,
    )


def mysql_flexible_server(document: Document) -> Iterator[Resource]:
    """A flexible server of MySQL."""
    enabled = is_one_of(document, "public_network_access", "enabled", "enabled")
    if document.get("public_network_access") is None:
        enabled = first_flag(document, "public_network_access_enabled", default=True)
    directory = stands_beside(document, "azurerm_mysql_flexible_server_active_directory_administrator")
    yield from _flexible(
        document,
        engine="mysql",
        public=enabled,
        min_tls=_parameter_min_tls(document, "mysql", "tls_version"),
        central_identity=directory,
        local_logins=True,
        accounts=_accounts(document, "administrator_password"),
    )


def _flexible(
    document: Document, *, engine: str, public: Fact[bool], accounts: dict[str, Any], **facts: Any
) -> Iterator[Resource]:
    name = "postgresql" if engine == "postgres" else engine
    inside = is_set(document, "delegated_subnet_id")
    secure = parameter(document, f"azurerm_{name}_flexible_server_configuration", "require_secure_transport")
    yield from made(
        document,
        only(
            Database,
            _SERVICE,
            engine=engine,
            encryption=key_encryption(document, "customer_managed_key.key_vault_key_id"),
            public=False if inside is True else public if inside is False or public is False else inside,
            private_endpoint=any_true(inside, has_private_endpoint(document)),
            tls_required=True if secure is None else secure if isinstance(secure, Unknown) else secure in ("on", "1"),
            audit_log=_DIAGNOSTICS,
            threat_detection=has_plan(document, _OPEN_SOURCE),
            **accounts,
            **facts,
            **admits(document, f"azurerm_{name}_flexible_server_firewall_rule"),
        ),
    )


def _parameter_min_tls(document: Document, name: str, path: str) -> Fact[float]:
    value = parameter(document, f"azurerm_{name}_flexible_server_configuration", path)
    if value is None or isinstance(value, Unknown):
        return 1.2 if value is None else value
    return lowest_version(value.split(","))


def cosmos_cluster(document: Document) -> Iterator[Resource]:
    """A cluster of Cosmos DB for PostgreSQL or for MongoDB (vCore), which take encrypted connections only.

    Registry defaults: ``coordinator_public_ip_access_enabled`` true, ``node_public_ip_access_enabled`` false;
    ``public_network_access`` ``Enabled``.
    """
    mongo = document.type == "azurerm_mongo_cluster"
    public: Fact[bool] = (
        is_one_of(document, "public_network_access", "enabled", "enabled")
        if mongo
        else any_true(
            document.flag("coordinator_public_ip_access_enabled", True),
            document.flag("node_public_ip_access_enabled", False),
        )
    )
    rules = "azurerm_mongo_cluster_firewall_rule" if mongo else "azurerm_cosmosdb_postgresql_firewall_rule"
    accounts = _accounts(document, "administrator_password" if mongo else "administrator_login_password")
    if not mongo:
        accounts["admin_name"] = Inapplicable("the name of the administrator is given")
    elif document.get("administrator_username") is not None:
        accounts["admin_name"] = document.text("administrator_username")
    facts = only(
        Database,
        _SERVICE,
        engine="mongodb" if mongo else "postgres",
        encryption=key_encryption(document, "customer_managed_key.key_vault_key_id"),
        public=public,
        private_endpoint=has_private_endpoint(document),
        audit_log=_DIAGNOSTICS,
        **accounts,
        **admits(document, rules),
    )
    yield from made(document, facts)
