"""Managed HSMs, dedicated modules and payment modules.

Terraform registry: ``azurerm_key_vault_managed_hardware_security_module`` (public network access on, 90 days for
deleted things, no purge protection; ``security_domain_quorum`` of the custodians named by
``security_domain_key_vault_certificate_ids``), ``azurerm_dedicated_hardware_security_module`` (a SafeNet Luna module,
or a payShield 10K for payments). Microsoft Learn: "What is Azure Key Vault Managed HSM?" (a pool of
modules of one customer).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import Hsm, KeyStore
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.diagnostics import sends_logs
from pcicheck.providers.azure.keys.vault import AUDIT, network
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.tenants import tenant_of

_BY_PROVIDER = Inapplicable("the provider runs the modules of a pool, and chooses them")
_ONE_BOX = Inapplicable("each module is a thing of its own")
_BY_HAND = Unknown("the module is set up by hand, so the number of custodians is not in this source")
_NO_POLICY = Inapplicable("role assignments name principals; there is no word for everyone")
_NOT_TOLD = Unknown("whether the provider still develops this hardware is not known to pcicheck")
_KEPT_DAYS = 90


def managed(document: Document) -> Iterator[Resource]:
    """A Managed HSM: modules of one customer, and a store of keys."""
    labels = tags_of(document)
    names = (document.text("id"), document.text("name"), document.text("hsm_uri"))
    facts = Hsm(
        hsm_count=_BY_PROVIDER,
        zones=_BY_PROVIDER,
        zone_count=_BY_PROVIDER,
        quorum=_quorum(document),
        model=_BY_PROVIDER,
        current=_BY_PROVIDER,
        validated_mode=_BY_PROVIDER,
        tenant=tenant_of(document),
    )
    yield resource(document, facts, labels=labels, names=names)
    store = KeyStore(
        protection_level="dedicated_hsm",
        hardware=True,
        hsm=Link(document.address, "hsm"),
        public=_NO_POLICY,
        central_access=Inapplicable("a Managed HSM has role assignments of its own, and nothing else"),
        purge_protection=document.flag("purge_protection_enabled", False),
        deletion_days=document.number("soft_delete_retention_days", _KEPT_DAYS),
        logged=sends_logs(document, AUDIT),
        **network(document),
    )
    yield resource(document, store, part="store", labels=labels, names=names)


def dedicated(document: Document) -> Iterator[Resource]:
    """A dedicated or payment module."""
    sku = document.text("sku_name")
    zones = document.texts("zones")
    facts = Hsm(
        hsm_count=_ONE_BOX,
        zones=zones if isinstance(zones, Unknown) else tuple(zone for zone in zones if isinstance(zone, str)),
        zone_count=_ONE_BOX,
        quorum=_BY_HAND,
        model=sku,
        current=_NOT_TOLD,
        validated_mode=Inapplicable("its custodians set the mode at the module itself"),
        tenant=tenant_of(document),
    )
    names = (document.text("id"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _quorum(document: Document) -> Fact[int]:
    number = document.number("security_domain_quorum", _BY_HAND)
    return int(number) if isinstance(number, (int, float)) else number
