"""Azure SQL: servers, databases and managed instances, in the new types and in those that azurerm 4 dropped.

Defaults (Terraform registry, ``azurerm_mssql_server``, ``azurerm_mssql_database``, ``azurerm_mssql_managed_instance``):
``public_network_access_enabled`` true, ``minimum_tls_version`` 1.2 (``Disabled`` takes any),
``transparent_data_encryption_enabled`` true, ``public_data_endpoint_enabled`` false. An auditing policy has ``enabled``
and ``log_monitoring_enabled`` true and ``retention_in_days`` 0, which keeps files for ever (Azure SQL documentation,
"Auditing"); the days hold for files in a storage account, not for the log service. ``threat_detection_policy`` of a
database has ``state`` Disabled; a policy of its server watches it all the same. ``azurerm_sql_server`` knows neither
a TLS version nor public access, which Azure allows by default. Azure SQL takes encrypted connections only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import Database
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.data.common import (
    admits,
    has_private_endpoint,
    is_copy,
    key_encryption,
    keyless,
    made,
    password_kept,
    stands_beside,
    tls_version,
)
from pcicheck.providers.azure.data.defender import has_plan
from pcicheck.providers.reading import is_one_of, is_set, only

_SERVICE = "Azure SQL has no such setting"
_SERVER = "the server has it"
_OF_SERVER = Inapplicable(_SERVER)
_NOT_HERE = Unknown("its server is not in this input")
_SERVERS = ("azurerm_mssql_server", "azurerm_sql_server")
_EACH = Inapplicable("each database of the server has it")
_SERVER_KEY = Inapplicable("the key of its server protects it")
_OLD_TYPE = Unknown("this native type cannot say it")
_COPY = Inapplicable("a copy has the accounts of what it is copied from")
_DAYS = Unknown("the log service decides how long records are kept")
_TDE_KEYS = ("key_vault_key_id", "managed_hsm_key_id")
_ADMINS = (
    "azurerm_sql_active_directory_administrator",
    "azurerm_mssql_managed_instance_active_directory_administrator",
)


def server(document: Document) -> Iterator[Resource]:
    """A server: the address, the accounts, the audit log and the key of its databases."""
    old = document.type == "azurerm_sql_server"
    policies = [
        *document.all_sidecars("azurerm_mssql_server_extended_auditing_policy"),
        *_inline(document, "extended_auditing_policy"),
    ]
    facts = only(
        Database,
        _SERVICE,
        engine="sqlserver",
        encryption=_server_key(document, "azurerm_mssql_server_transparent_data_encryption"),
        public=document.flag("public_network_access_enabled", True),
        private_endpoint=has_private_endpoint(document),
        min_tls=tls_version(document, "minimum_tls_version", _OLD_TYPE if old else 1.2),
        threat_detection=_watched(document, "azurerm_mssql_server_security_alert_policy"),
        **admits(document, "azurerm_mssql_firewall_rule", "azurerm_sql_firewall_rule"),
        **_accounts(document, "azuread_administrator"),
        **audit_facts(document, policies),
    )
    yield from made(document, facts)


def managed_instance(document: Document) -> Iterator[Resource]:
    """A managed instance, which lies in a network of the customer."""
    facts = only(
        Database,
        _SERVICE,
        engine="sqlserver",
        encryption=_server_key(document, "azurerm_mssql_managed_instance_transparent_data_encryption"),
        public=document.flag("public_data_endpoint_enabled", False),
        private_endpoint=True,
        min_tls=tls_version(document, "minimum_tls_version", 1.2),
        threat_detection=_watched(document, "azurerm_mssql_managed_instance_security_alert_policy"),
        **_accounts(document, "azure_active_directory_administrator"),
    )
    yield from made(document, facts)


def database(document: Document) -> Iterator[Resource]:
    """A database of a server. Of its own it has the encryption, and may have a key, an audit log and a detector."""
    at_rest = document.flag("transparent_data_encryption_enabled", True)
    said = key_encryption(document, "transparent_data_encryption_key_vault_key_id", at_rest=at_rest)
    if said.key is None and at_rest is not False:
        said = keyless(at_rest if isinstance(at_rest, Unknown) else _SERVER_KEY, at_rest)
    policies = [
        *document.all_sidecars("azurerm_mssql_database_extended_auditing_policy"),
        *_inline(document, "extended_auditing_policy"),
    ]
    facts = only(
        Database,
        _SERVER,
        engine="sqlserver",
        encryption=said,
        threat_detection=_database_watched(document),
        **(audit_facts(document, policies) if policies else {}),
    )
    yield from made(document, facts)


def _database_watched(document: Document) -> Fact[bool]:
    """Whether a policy that the database itself writes, or else one of its server, watches it."""
    own = any_true(*(policy_enabled(block) for block in _inline(document, "threat_detection_policy")))
    if own is True or not document.has("threat_detection_policy"):
        return own or _OF_SERVER
    server = document.follow("server_id", *_SERVERS) or document.follow("server_name", *_SERVERS)
    return any_true(own, _watched(server, "azurerm_mssql_server_security_alert_policy") if server else _NOT_HERE)


def _server_key(document: Document, sidecar_type: str) -> Encryption:
    """The key that a server gives its databases; each of them says whether it is encrypted."""
    sidecar = document.sidecar(sidecar_type)
    said = key_encryption(document, "transparent_data_encryption_key_vault_key_id")
    if said.key is None and sidecar is not None:
        said = key_encryption(sidecar, *_TDE_KEYS)
    return replace(said, at_rest=_EACH)


def _accounts(document: Document, directory: str) -> dict[str, Any]:
    """Facts about who can log in: the administrator with a password and the one from the directory."""
    only_directory = any_true(
        document.flag(f"{directory}.azuread_authentication_only", False),
        document.flag(f"{directory}.azuread_authentication_only_enabled", False),
        *(car.flag("azuread_authentication_only", False) for car in document.all_sidecars(*_ADMINS)),
    )
    password = password_kept(document, "administrator_login_password")
    nobody = str(document.text(f"{directory}.login_username", "?")).isspace()
    central = any_true(stands_beside(document, *_ADMINS), False if nobody else is_set(document, directory))
    if is_copy(document) is True or is_set(document, "restore_point_in_time") is True:
        return {"admin_name": _COPY, "admin_password": _COPY, "central_identity": central}
    name: Fact[str] = document.text("administrator_login", Unknown("Azure makes up the name"))
    return {
        "admin_name": Inapplicable("nobody can log in with a password") if only_directory is True else name,
        "admin_password": "absent" if only_directory is True else password,
        "central_identity": central,
        "local_logins": negated(only_directory),
    }


def _inline(document: Document, path: str) -> tuple[Block, ...]:
    blocks = document.blocks(path)
    return (Block(blocks),) if isinstance(blocks, Unknown) else blocks


def _watched(document: Document, policy_type: str) -> bool | Unknown:
    """Whether a policy of its own, a block inside, or the plan of the subscription watches it."""
    return any_true(
        *(policy_enabled(policy) for policy in document.all_sidecars(policy_type)),
        *(policy_enabled(block) for block in _inline(document, "threat_detection_policy")),
        has_plan(document, "sqlservers"),
        document.values if isinstance(document.values, Unknown) else False,
    )


def policy_enabled(policy: Block) -> bool | Unknown:
    """Whether a security alert policy watches, in any of the ways the types write it."""
    written = policy.flag("enabled")
    if written is not None:
        return written
    for name in ("state", "policy_state"):
        if policy.get(name) is not None:
            return is_one_of(policy, name, "", "enabled")
    return policy.values if isinstance(policy.values, Unknown) else False


def audit_facts(document: Document, policies: list[Any]) -> dict[str, Any]:
    """What auditing policies record, and how long: the best of several."""
    unknown = document.values if isinstance(document.values, Unknown) else False
    enabled = any_true(*(policy.flag("enabled", True) for policy in policies), unknown)
    if not policies or enabled is False:
        nothing = 0 if unknown is False else unknown
        return {"audit_log": enabled, "audit_log_days": nothing, "audit_log_forever": unknown}
    working = next((policy for policy in policies if policy.flag("enabled", True) is not False), policies[0])
    days, forever = retention(working, document)
    return {"audit_log": enabled, "audit_log_days": days, "audit_log_forever": forever}


def retention(policy: Block, owner: Document) -> tuple[Fact[int], Fact[bool]]:
    """Days that a policy, by itself or inside its owner, keeps its files, and whether it keeps them for ever."""
    to_files = (
        is_set(policy, "storage_endpoint")
        if isinstance(policy, Document)
        else is_set(owner, "extended_auditing_policy.storage_endpoint")
    )
    days = policy.number("retention_in_days", 0)
    if isinstance(days, Unknown):
        return days, days
    if days:
        return int(days), False
    if to_files is False:
        return _DAYS, _DAYS
    return None, all_true(to_files, True)
