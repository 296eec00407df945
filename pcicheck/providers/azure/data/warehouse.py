"""Synapse workspaces and pools, and Data Explorer (Kusto) clusters.

Defaults (Terraform registry): ``azurerm_synapse_workspace`` has ``public_network_access_enabled`` true,
``managed_virtual_network_enabled`` and ``data_exfiltration_protection_enabled`` false; ``azurerm_synapse_sql_pool`` has
``data_encrypted`` unset, which leaves transparent encryption off (Synapse documentation, "Transparent data encryption
for dedicated SQL pools"); ``azurerm_kusto_cluster`` has ``public_network_access_enabled`` true,
``disk_encryption_enabled``, ``double_encryption_enabled`` and ``outbound_network_access_restricted`` false (before
azurerm 3 ``enable_disk_encryption`` and ``enable_double_encryption``). A workspace stores its data encrypted, with
Microsoft's key unless it names another. Auditing and alert policies stand beside workspace and pool.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import Warehouse
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.data.common import (
    from_sidecar,
    key_encryption,
    keyless,
    made,
    password_kept,
    stands_beside,
)
from pcicheck.providers.azure.data.mssql import policy_enabled
from pcicheck.providers.reading import first_flag, is_one_of, is_set, only

_SERVICE = "this service has no such setting"
_WORKSPACE = "the workspace has it"
_WORKSPACE_KEY = Inapplicable("the key of the workspace protects it")
_DIRECTORY_ONLY = Inapplicable("nobody can log in with a password")


def synapse_workspace(document: Document) -> Iterator[Resource]:
    """A Synapse workspace."""
    directory_only = document.flag("azuread_authentication_only", False)
    facts = only(
        Warehouse,
        _SERVICE,
        encryption=_workspace_encryption(document),
        public=document.flag("public_network_access_enabled", True),
        admits_addresses=stands_beside(document, "azurerm_synapse_firewall_rule"),
        private_routing=document.flag("managed_virtual_network_enabled", False),
        outbound_restricted=document.flag("data_exfiltration_protection_enabled", False),
        admin_name=_DIRECTORY_ONLY if directory_only is True else _login(document),
        admin_password=_password(document, directory_only),
        threat_detection=_watched(document, "azurerm_synapse_workspace_security_alert_policy"),
        **_audit(document, "azurerm_synapse_workspace_extended_auditing_policy"),
    )
    yield from made(document, facts)


def _workspace_encryption(document: Document) -> Encryption:
    said = key_encryption(document, "customer_managed_key.key_versionless_id")
    if said.key is None and is_set(document, "customer_managed_key") is True:
        return key_encryption(document, "customer_managed_key.key_name")
    return said


def _login(document: Document) -> Fact[str]:
    return document.text("sql_administrator_login", Unknown("Azure makes up the name"))


def _password(document: Document, directory_only: Fact[bool]) -> Fact[str]:
    """Without a password in Terraform the directory's administrator is the only one who can log in."""
    kept = password_kept(document, "sql_administrator_login_password")
    stated = is_set(document, "sql_administrator_login_password")
    return "absent" if directory_only is True or (stated is False and isinstance(kept, Unknown)) else kept


def _audit(document: Document, policy_type: str) -> dict[str, Any]:
    policies = list(document.all_sidecars(policy_type))
    unknown = document.values if isinstance(document.values, Unknown) else False
    recorded = any_true(*(_recorded(policy) for policy in policies), unknown)
    searchable = any_true(*(_on(policy, policy.flag("log_monitoring_enabled", True)) for policy in policies), unknown)
    return {"audit_log": recorded, "audit_log_service": searchable}


def _recorded(policy: Document) -> bool | Unknown:
    return _on(policy, any_true(policy.flag("log_monitoring_enabled", True), policy.has("storage_endpoint")))


def _on(policy: Document, said: bool | Unknown | None) -> bool | Unknown:
    """What a policy says, where it is on: Resource Manager shows those too that are off."""
    return all_true(policy.flag("enabled", True), said)


def _watched(document: Document, policy_type: str) -> bool | Unknown:
    unknown = document.values if isinstance(document.values, Unknown) else False
    return any_true(*(policy_enabled(policy) for policy in document.all_sidecars(policy_type)), unknown)


def synapse_sql_pool(document: Document) -> Iterator[Resource]:
    """A dedicated SQL pool of a workspace."""
    at_rest = document.flag("data_encrypted", False)
    facts = only(
        Warehouse,
        _WORKSPACE,
        encryption=keyless(_WORKSPACE_KEY, at_rest),
        threat_detection=_watched(document, "azurerm_synapse_sql_pool_security_alert_policy"),
        **_audit(document, "azurerm_synapse_sql_pool_extended_auditing_policy"),
    )
    yield from made(document, facts)


def kusto_cluster(document: Document) -> Iterator[Resource]:
    """A Data Explorer cluster."""
    at_rest = first_flag(document, "disk_encryption_enabled", "enable_disk_encryption")
    keyed = from_sidecar(document, "azurerm_kusto_cluster_customer_managed_key", "key_name", "key_vault_key_id")
    twice = first_flag(document, "double_encryption_enabled", "enable_double_encryption")
    identity = is_one_of(document, "identity.type", "none", "none", "")
    facts = only(
        Warehouse,
        _SERVICE,
        encryption=replace(keyed, at_rest=at_rest, twice=twice),
        public=document.flag("public_network_access_enabled", True),
        outbound_restricted=document.flag("outbound_network_access_restricted", False),
        managed_identity=identity if isinstance(identity, Unknown) else not identity,
    )
    yield from made(document, facts)
