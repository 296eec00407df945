"""Key vaults: network, retention and permission model.

Defaults: Terraform registry, ``azurerm_key_vault`` (public network access on, no network rules, soft-deleted things
are kept for 90 days, no purge protection, no role-based access: ``enable_rbac_authorization`` up to version 4,
``rbac_authorization_enabled`` later). ``soft_delete_enabled`` is gone since version 3; vaults have it always
(Microsoft Learn, "Soft-delete will be enabled on all key vaults"). Where public network access is off the firewall
rules are not looked at (Key Vault API reference, ``publicNetworkAccess``). Standard vaults hold keys in software
only, premium ones also in hardware, by the type of each key ("About keys").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import KeyStore
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.azure.diagnostics import sends_logs
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

VAULT = "azurerm_key_vault"
ENDPOINT = "azurerm_private_endpoint"
_TARGETS = (VAULT, "azurerm_key_vault_managed_hardware_security_module")
_DEFAULT_DAYS = 90
_KEYS_DECIDE = Inapplicable("each key has its own level of protection")
_NO_PUBLIC = Inapplicable("it answers on no public network")
_NO_FIREWALL = Inapplicable("its firewall lets everyone in anyway")
AUDIT = "auditevent"
"""The category of the log of all uses, in lower case."""
_NO_POLICY = Inapplicable("the policies of a vault name principals; there is no word for everyone")

_SOME_ENDPOINT = Unknown("a private endpoint leads to something that is known only after apply")
_CONNECTION = "private_service_connection.private_connection_resource_id"

_endpoints: WeakKeyDictionary[Any, tuple[frozenset[str], bool]] = WeakKeyDictionary()
"""By input: addresses that have a private endpoint, and whether one leads somewhere that nobody can follow."""


def vault(document: Document) -> Iterator[Resource]:
    """A key vault."""
    if isinstance(document.values, Unknown) and document.address in document.related:
        return
    sku = document.text("sku_name")
    standard = sku if isinstance(sku, Unknown) else (sku or "").lower() == "standard"
    facts = KeyStore(
        protection_level="software"
        if standard is True
        else standard
        if isinstance(standard, Unknown)
        else _KEYS_DECIDE,
        hardware=False if standard is True else standard if isinstance(standard, Unknown) else _KEYS_DECIDE,
        hsm=Inapplicable("no modules of one customer stand behind a vault"),
        public=_NO_POLICY,
        central_access=role_based(document),
        purge_protection=document.flag("purge_protection_enabled", False),
        deletion_days=deletion_days(document),
        logged=sends_logs(document, AUDIT),
        **network(document),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def role_based(document: Document) -> Fact[bool]:
    """Whether role assignments decide, under either name of the argument."""
    newer = document.flag("rbac_authorization_enabled")
    return document.flag("enable_rbac_authorization", False) if newer is None else newer


def deletion_days(document: Document) -> Fact[float]:
    """Days that deleted things are kept; none where an old configuration turns soft deletion off."""
    kept = document.flag("soft_delete_enabled", True)
    if isinstance(kept, Unknown):
        return kept
    return document.number("soft_delete_retention_days", _DEFAULT_DAYS) if kept else 0


def network(document: Document) -> dict[str, Any]:
    """What a vault or Managed HSM says about the networks from which it is reached."""
    public = document.flag("public_network_access_enabled", True)
    action = document.text("network_acls.default_action", "Allow")
    denies = action if isinstance(action, Unknown) else str(action).lower() == "deny"
    return {
        "public_network": public,
        "default_deny": any_true(negated(public), denies),
        "networks": _named_networks(document),
        "admits_everyone": _admits_everyone(document, public, denies),
        "private_endpoint": _private_endpoint(document),
    }


def _admits_everyone(document: Document, public: Fact[bool], denies: bool | Unknown) -> Fact[bool]:
    if public is False:
        return _NO_PUBLIC
    if denies is not True:
        return denies if isinstance(denies, Unknown) else _NO_FIREWALL
    return internet(document.texts("network_acls.ip_rules"))


def _named_networks(document: Document) -> Fact[tuple[str | Unknown, ...]]:
    addresses = document.texts("network_acls.ip_rules")
    subnets = document.texts("network_acls.virtual_network_subnet_ids")
    if isinstance(addresses, Unknown) or isinstance(subnets, Unknown):
        return addresses if isinstance(addresses, Unknown) else subnets
    return (*addresses, *subnets)


def _private_endpoint(document: Document) -> Fact[bool]:
    """Whether the input has a private endpoint that leads here; endpoints are looked through once an input."""
    if isinstance(document.values, Unknown):
        return document.values
    surroundings = document.surroundings
    if surroundings not in _endpoints:
        endpoints = surroundings.of_type(ENDPOINT)
        targets = (target.address for endpoint in endpoints for target in endpoint.follow_all(_CONNECTION, *_TARGETS))
        lost = any(
            isinstance(endpoint.get(_CONNECTION), Unknown)
            and not surroundings.names(endpoint, _CONNECTION)
            and not endpoint.follow_all(_CONNECTION)
            for endpoint in endpoints
        )
        _endpoints[surroundings] = frozenset(targets), lost
    found, lost = _endpoints[surroundings]
    return True if document.address in found else _SOME_ENDPOINT if lost else False
