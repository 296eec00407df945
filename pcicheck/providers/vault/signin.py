"""Roles by which programs sign in.

Terraform registry: ``vault_approle_auth_backend_role`` (``bind_secret_id`` true; a secret id has no end, and a token
no limit of its own, unless written), ``vault_kubernetes_auth_backend_role`` (``*`` stands for every name or
namespace), ``vault_jwt_auth_backend_role`` (``bound_subject`` and ``bound_claims`` narrow who comes),
``vault_aws_auth_backend_role``, ``vault_token_auth_backend_role``. Up to version 2 of the provider the token fields
had shorter names (``policies``, ``period``, ``max_ttl``, ``bound_cidr_list``). Vault documentation, "Tokens":
periodic tokens can be renewed for ever.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import SignInRole
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.vault.reading import hours

_VOUCHED = Inapplicable("another system vouches for the caller")
_NO_SECRET = Inapplicable("the role asks for no secret")
_NAMED = Inapplicable("who may come is decided by who holds the secret")
_MAX = ("token_explicit_max_ttl", "token_max_ttl", "explicit_max_ttl", "max_ttl")
_CIDRS = ("secret_id_bound_cidrs", "token_bound_cidrs", "bound_cidr_list", "bound_cidrs")
_POLICIES = ("token_policies", "policies", "allowed_policies")


def role(document: Document) -> Iterator[Resource]:
    """A role of a sign-in method."""
    by_name = document.type == "vault_approle_auth_backend_role"
    asked: Fact[bool] = document.flag("bind_secret_id", True) if by_name else _VOUCHED
    facts = SignInRole(
        max_hours=hours(document, *_MAX),
        endless=_endless(document),
        secret_asked=asked,
        secret_hours=_secret_hours(document, asked),
        sources_named=_sources_named(document) if by_name else _VOUCHED,
        any_caller=_any_caller(document),
        all_powerful=_all_powerful(document),
    )
    names = (document.text("id"), document.text("role_name"), document.text("role"))
    yield resource(document, facts, names=names)


def _endless(document: Document) -> Fact[bool]:
    """Periodic tokens have no end unless an explicit one is set."""
    period, end = (
        hours(document, "token_period", "period"),
        hours(document, "token_explicit_max_ttl", "explicit_max_ttl"),
    )
    return all_true(
        period if isinstance(period, Unknown) else bool(period), negated(end if isinstance(end, Unknown) else bool(end))
    )


def _secret_hours(document: Document, asked: Fact[bool]) -> Fact[float]:
    if asked is not True:
        return _NO_SECRET if asked is False else asked if isinstance(asked, (Unknown, Inapplicable)) else None
    return hours(document, "secret_id_ttl")


def _sources_named(document: Document) -> Fact[bool]:
    return any_true(*(document.has(path) for path in _CIDRS))


def _any_caller(document: Document) -> Fact[bool]:
    if document.type == "vault_kubernetes_auth_backend_role":
        wild = [_has_wildcard(document, f"bound_service_account_{what}") for what in ("names", "namespaces")]
        return any_true(*wild)
    if document.type == "vault_jwt_auth_backend_role":
        return negated(any_true(document.has("bound_subject"), document.has("bound_claims")))
    if document.type == "vault_aws_auth_backend_role":
        return _has_wildcard(document, "bound_iam_principal_arns")
    return _NAMED


def _has_wildcard(document: Document, path: str) -> bool | Unknown:
    names = document.texts(path)
    if isinstance(names, Unknown):
        return names
    return any_true(*(name if isinstance(name, Unknown) else name.strip() == "*" for name in names))


def _all_powerful(document: Document) -> Fact[bool]:
    answers: list[bool | Unknown] = []
    for path in _POLICIES:
        names = document.texts(path)
        answers += (
            [names]
            if isinstance(names, Unknown)
            else [name if isinstance(name, Unknown) else name.strip().lower() == "root" for name in names]
        )
    return any_true(*answers)
