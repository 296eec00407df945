"""Secrets and certificates of vaults.

Terraform registry: ``azurerm_key_vault_secret`` (``value`` is kept in the state, ``value_wo`` is not; no date of
expiry unless written), ``azurerm_key_vault_certificate`` (made by ``certificate_policy``, or imported with
``certificate``; renewed where a ``lifetime_action`` says AutoRenew; the issuer ``Self`` signs by itself, ``Unknown``
is outside). Microsoft Learn, "About secrets": they are always encrypted, with keys of the provider that the customer
cannot choose; nothing rotates them by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.keys import Certificate, Secret
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.keys.algorithms import algorithm
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.key_algorithms import unknown_algorithm
from pcicheck.providers.reading import is_set
from pcicheck.providers.secret_values import in_code

_NO_CHOICE = Inapplicable("the customer cannot choose the key that encrypts a vault's secrets")
_NO_ROTATION = Inapplicable("a vault does not replace secrets by itself")
_NO_POLICY = Inapplicable("a secret has no policy of its own; those of its vault hold")
_NO_SAY = Inapplicable("the owner has no say in it on Azure")
_OUTSIDE = Unknown("the certificate was made outside, and its content is not read")
_NO_POLICY_WRITTEN = Unknown("no policy of the certificate is stated")
_MONTH_DAYS = 30.5
_OWN_ISSUERS = {"self": "private", "unknown": None}


def secret(document: Document) -> Iterator[Resource]:
    """A secret."""
    if isinstance(document.values, Unknown):
        yield resource(document, Secret(value_in_code=document.values, expires=document.values))
        return
    facts = Secret(
        encryption=Encryption(at_rest=True, key_owner=_NO_CHOICE, key=_NO_CHOICE),
        rotation=_NO_ROTATION,
        rotation_days=_NO_ROTATION,
        public=_NO_POLICY,
        value_in_code=in_code((document,), "value"),
        expires=is_set(document, "expiration_date"),
    )
    names = (document.text("id"), document.text("versionless_id"), document.text("resource_versionless_id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def certificate(document: Document) -> Iterator[Resource]:
    """A certificate with its key."""
    policy = document.block("certificate_policy")
    imported = document.has("certificate")
    brought = imported if isinstance(imported, bool) else True
    key = policy.block("key_properties") if isinstance(policy, Block) else policy
    kind = algorithm(key) if isinstance(key, Block) else unknown_algorithm(_why(key, brought))
    facts = Certificate(
        issuer="imported" if brought else _issuer(policy),
        authority=None if brought else Unknown("issuers of a vault are known by name only"),
        algorithm=kind.family,
        size=kind.size,
        strength=kind.strength,
        transparency_logged=_NO_SAY,
        renewed=False if brought else _renewed(policy),
        exportable=key.flag("exportable", True) if isinstance(key, Block) else _why(key, brought),
        lifetime_days=_OUTSIDE if brought else _lifetime(policy),
    )
    names = (document.text("id"), document.text("versionless_id"), document.text("secret_id"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _why(block: Block | None | Unknown, brought: bool) -> Unknown:
    return block if isinstance(block, Unknown) else _OUTSIDE if brought else _NO_POLICY_WRITTEN


def _issuer(policy: Block | None | Unknown) -> Fact[str]:
    if not isinstance(policy, Block):
        return _why(policy, False)
    name = policy.text("issuer_parameters.name")
    if name is None or isinstance(name, Unknown):
        return name or _NO_POLICY_WRITTEN
    return _OWN_ISSUERS.get(name.lower(), "public") or Unknown("the certificate is issued outside the vault")


def _renewed(policy: Block | None | Unknown) -> Fact[bool]:
    if not isinstance(policy, Block):
        return _why(policy, False)
    actions = policy.blocks("lifetime_action")
    if isinstance(actions, Unknown):
        return actions
    types = [action.text("action.action_type") for action in actions]
    lost = next((kind for kind in types if isinstance(kind, Unknown)), None)
    return True if "AutoRenew" in types else lost or False


def _lifetime(policy: Block | None | Unknown) -> Fact[float]:
    if not isinstance(policy, Block):
        return _why(policy, False)
    months = policy.number("x509_certificate_properties.validity_in_months", _NO_POLICY_WRITTEN)
    return int(months * _MONTH_DAYS) if isinstance(months, (int, float)) else months
