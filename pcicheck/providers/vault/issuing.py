"""Roles by which Vault makes credentials for other systems.

Terraform registry: ``vault_database_secret_backend_role`` (``max_ttl`` in seconds, none for the mount's limit),
``vault_aws_secret_backend_role`` (``max_sts_ttl``; users of credential_type iam_user live as long as their lease),
``vault_ssh_secret_backend_role`` (``max_ttl``; ``allowed_users`` with ``*`` for everybody), and those of Azure,
Consul, Kubernetes and LDAP.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import IssuingRole
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.vault.reading import hours

_SSH = "vault_ssh_secret_backend_role"
_MAKES_USER = Inapplicable("the user is made anew each time")
_BY_LEASE = Inapplicable("users that it makes live as long as their lease, which the mount limits")
_LIMITS = ("max_ttl", "max_sts_ttl", "token_max_ttl", "explicit_max_ttl")
_TARGETS = {_SSH: "ssh", "vault_database_secret_backend_role": "database"}


def role(document: Document) -> Iterator[Resource]:
    """A role of a secrets engine."""
    facts = IssuingRole(
        target=_TARGETS.get(document.type, "cloud"),
        max_hours=_max_hours(document),
        any_user=_any_user(document) if document.type == _SSH else _MAKES_USER,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _max_hours(document: Document) -> Fact[float]:
    found = hours(document, *_LIMITS)
    if found is None and document.type == "vault_aws_secret_backend_role":
        kind = document.text("credential_type")
        return kind if isinstance(kind, Unknown) else _BY_LEASE if kind == "iam_user" else None
    return found


def _any_user(document: Document) -> Fact[bool]:
    users = document.text("allowed_users", "")
    if isinstance(users, Unknown):
        return users
    return any_true(*(name.strip() == "*" for name in (users or "").split(",")))
