"""Tokens and secret ids that Terraform makes.

Terraform registry, ``vault_token`` and ``vault_approle_auth_backend_role_secret_id``: what is made is kept in the
state, wrapped for one use where ``wrapping_ttl`` is set; without ``policies`` a token has those of its maker. The
policy ``root`` allows everything (Vault documentation, "Policies").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Credential
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.vault.reading import hours

_TOKEN = Inapplicable("a token is not a password that its holder could change")
_ROLE = Inapplicable("the role of the secret id decides what it may do")
_MAKERS = Unknown("the token has the policies of whoever runs Terraform, or of its role")


def secret_id(document: Document) -> Iterator[Resource]:
    """A secret id of an AppRole."""
    facts = Credential(
        category="access_key",
        of_root=_ROLE,
        active=True,
        secret_encrypted=_wrapped(document),
        must_change=_TOKEN,
        brought=document.has("secret_id"),
        lifetime_days=_days(document, "ttl"),
    )
    yield resource(document, facts, names=(document.text("id"),))


def token(document: Document) -> Iterator[Resource]:
    """A token."""
    facts = Credential(
        category="access_key",
        of_root=_of_root(document),
        active=True,
        secret_encrypted=_wrapped(document),
        must_change=_TOKEN,
        brought=False,
        lifetime_days=_days(document, "explicit_max_ttl"),
    )
    yield resource(document, facts, names=(document.text("id"),))


def _wrapped(document: Document) -> Fact[bool]:
    life = hours(document, "wrapping_ttl")
    return life if isinstance(life, Unknown) else life is not None


def _days(document: Document, path: str) -> Fact[float]:
    life = hours(document, path)
    return life if life is None or isinstance(life, Unknown) else life / 24


def _of_root(document: Document) -> Fact[bool]:
    policies = document.texts("policies")
    if isinstance(policies, Unknown):
        return policies
    if not policies:
        return _MAKERS
    return any_true(*(name if isinstance(name, Unknown) else name.strip().lower() == "root" for name in policies))
