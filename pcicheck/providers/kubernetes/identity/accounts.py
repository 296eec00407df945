"""Service accounts.

Kubernetes API reference, ``ServiceAccount`` v1: ``automountServiceAccountToken`` is true where nobody writes it. Every
namespace has an account ``default``, which pods use that name no other ("Configure Service Accounts for Pods"). Since
Kubernetes 1.24 an account gets no lasting token by itself, but by a secret of the type
``kubernetes.io/service-account-token`` that names it in the annotation ``kubernetes.io/service-account.name``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Identity
from pcicheck.model.kubernetes import PRESET_NAMESPACE
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.names import types_of
from pcicheck.providers.kubernetes.terraform import manifest_of

_TOKEN_TYPE = "kubernetes.io/service-account-token"  # noqa: S105 - the name of a type
_TOKEN_OF = "kubernetes.io/service-account.name"  # noqa: S105 - the name of an annotation


def service_account(document: Document) -> Iterator[Resource]:
    """A service account."""
    manifest = manifest_of(document)
    name = manifest.text("metadata.name")
    facts = Identity(
        category="service",
        local=Inapplicable("only programs use it"),
        console=Inapplicable("only programs use it"),
        lasting_keys=_has_lasting_token(manifest),
        preset=name if isinstance(name, Unknown) else name == PRESET_NAMESPACE,
        hands_out_token=manifest.flag("automountServiceAccountToken", True),
    )
    yield from made(manifest, facts)
    yield from placed(manifest)


def _has_lasting_token(account: Manifest) -> bool | Unknown:
    """Whether a secret beside it holds a token of the account that never ends."""
    namespace = account.namespace
    if isinstance(namespace, Unknown):
        return namespace
    found = beside(account.document, _tokens)
    if isinstance(account.values, Unknown):
        return account.values
    return any_true((namespace, account.name) in found, next((t for t in found if isinstance(t, Unknown)), False))


def _tokens(document: Document) -> frozenset[tuple[str, str] | Unknown]:
    """Accounts that lasting tokens are for; unknown ones where it is not known whose they are."""
    found: set[tuple[str, str] | Unknown] = set()
    for secret in objects(document, "Secret"):
        form = secret.text("type")
        if form == _TOKEN_TYPE or isinstance(form, Unknown):
            found.add(_owner(secret, form))
    return frozenset(found)


def _owner(secret: Manifest, form: str | None | Unknown) -> tuple[str, str] | Unknown:
    namespace, annotations = secret.namespace, secret.labels("metadata.annotations")
    name = annotations if isinstance(annotations, Unknown) else annotations.get(_TOKEN_OF)
    if isinstance(name, Unknown):
        followed = secret.document.follow("metadata.annotations", *types_of("ServiceAccount"))
        name = name if followed is None else manifest_of(followed).name
    for part in (form, namespace, name):
        if isinstance(part, Unknown):
            return part
    return (str(namespace), str(name))
