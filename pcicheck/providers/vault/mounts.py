"""Mounts of secrets engines and sign-in methods.

Terraform registry: ``vault_mount``, ``vault_database_secrets_mount``, ``vault_aws_secret_backend``
(``max_lease_ttl_seconds``, 0 or none for the server's own limit; nothing is exempt from the keyed hashes of the audit
record unless named), ``vault_auth_backend`` (the same inside ``tune``). Vault documentation, "Lease": the server's own
limit is 768 hours unless its configuration says otherwise, which a plan does not show; the engines kv, transit, pki
and cubbyhole give no leases, or none by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.keys import SecretsMount
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.vault.reading import hours

_NO_LEASES = Inapplicable("the engine gives no leases")
_WITHOUT_LEASES = ("kv", "kv-v2", "generic", "transit", "transform", "cubbyhole", "keymgmt", "kmip")
_ENGINES = {"vault_database_secrets_mount": "database", "vault_aws_secret_backend": "aws"}


def mount(document: Document) -> Iterator[Resource]:
    """A secrets engine."""
    engine = document.text("type", _ENGINES.get(document.type))
    leases: Fact[float] = hours(document, "max_lease_ttl_seconds")
    facts = SecretsMount(
        category="secrets",
        engine=engine,
        max_lease_hours=_NO_LEASES if isinstance(engine, str) and engine.lower() in _WITHOUT_LEASES else leases,
        unmasked_audit_keys=_unmasked(document),
        listed_openly=_listed(document),
    )
    yield resource(document, facts, names=(document.text("id"), document.text("path")))


def sign_in(document: Document) -> Iterator[Resource]:
    """A sign-in method."""
    tune = document.block("tune")
    if isinstance(tune, Unknown):
        facts = SecretsMount(
            category="sign_in",
            engine=document.text("type"),
            max_lease_hours=tune,
            unmasked_audit_keys=tune,
            listed_openly=tune,
        )
    else:
        settings = tune or Block({})
        facts = SecretsMount(
            category="sign_in",
            engine=document.text("type"),
            max_lease_hours=hours(settings, "max_lease_ttl"),
            unmasked_audit_keys=_unmasked(settings),
            listed_openly=_listed(settings),
        )
    yield resource(document, facts, names=(document.text("id"), document.text("path")))


def _unmasked(block: Block) -> Fact[tuple[str | Unknown, ...]]:
    found: list[str | Unknown] = []
    for path in ("audit_non_hmac_request_keys", "audit_non_hmac_response_keys"):
        keys = block.texts(path)
        if isinstance(keys, Unknown):
            return keys
        found += keys
    return tuple(found)


def _listed(block: Block) -> Fact[bool]:
    visibility = block.text("listing_visibility", "hidden")
    return visibility if isinstance(visibility, Unknown) else visibility == "unauth"
