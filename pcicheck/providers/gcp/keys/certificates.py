"""Certificates of Certificate Manager and of load balancers, and certificates that a private authority issues.

Terraform registry, hashicorp/google: ``google_certificate_manager_certificate`` (``managed``: by a public authority
unless ``issuance_config`` names a private one, and renewed; ``self_managed``: brought),
``google_compute_ssl_certificate`` (brought), ``google_compute_managed_ssl_certificate`` (by a public authority, and
renewed), ``google_privateca_certificate`` (ends after ``lifetime``, nobody renews it). Certificate Manager,
"Manage certificate issuance configs" (the key of a private certificate).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import Certificate
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.keys.algorithms import algorithm
from pcicheck.providers.gcp.keys.durations import days
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.key_algorithms import unknown_algorithm
from pcicheck.providers.x509 import written

_CONFIG = "google_certificate_manager_certificate_issuance_config"
_LOGGED_BY_ISSUER = Inapplicable("the owner has no say in it on Google Cloud")
_NEVER_EXPORTED = False
_BROUGHT = Inapplicable("the private key of an imported certificate came from outside")
_BY_GOOGLE = Inapplicable("Google chooses the key of a certificate that it manages")
_NO_LIFETIME = Unknown("no lifetime is stated")
_BY_ISSUER = Inapplicable("the public authority decides how long it lives")
_ASKED_ELSEWHERE = Unknown("the request was made elsewhere, and its key is not read")


def managed_or_brought(document: Document) -> Iterator[Resource]:
    """A certificate of Certificate Manager."""
    managed = document.has("managed")
    if isinstance(managed, Unknown) and document.has("self_managed") is True:
        managed = False
    if isinstance(managed, Unknown):
        facts = _everything_unknown(managed)
    else:
        facts = _managed(document) if managed else _brought(document, "self_managed.pem_certificate")
    yield resource(document, facts, labels=labels_of(document), names=_names(document))


def brought(document: Document) -> Iterator[Resource]:
    """A certificate that was uploaded for load balancers."""
    yield resource(document, _brought(document, "certificate"), names=_names(document))


def public(document: Document) -> Iterator[Resource]:
    """A certificate that Google gets for load balancers from a public authority."""
    yield resource(document, _from_public_authority(), names=_names(document))


def issued(document: Document) -> Iterator[Resource]:
    """A certificate that Certificate Authority Service issues once."""
    authority = document.link(
        "certificate_authority", "certificate_authority", "google_privateca_certificate_authority"
    )
    facts = Certificate(
        issuer="private",
        authority=authority,
        algorithm=_ASKED_ELSEWHERE,
        size=_ASKED_ELSEWHERE,
        strength=_ASKED_ELSEWHERE,
        transparency_logged=_LOGGED_BY_ISSUER,
        renewed=False,
        exportable=Inapplicable("the service never sees the private key"),
        lifetime_days=days(document.text("lifetime", _NO_LIFETIME)),
    )
    yield resource(document, facts, labels=labels_of(document), names=_names(document))


def _managed(document: Document) -> Certificate:
    config = document.link("managed.issuance_config", "", _CONFIG)
    if config is None:
        return _from_public_authority()
    found = document.follow("managed.issuance_config", _CONFIG)
    away = Unknown("the issuance configuration is not in this input")
    kind = algorithm(found.text("key_algorithm")) if found else unknown_algorithm(away)
    lifetime: Fact[float] = days(found.text("lifetime", away)) if found else away
    return Certificate(
        issuer=config if isinstance(config, Unknown) else "private",
        authority=away,
        algorithm=kind.family,
        size=kind.size,
        strength=kind.strength,
        transparency_logged=_LOGGED_BY_ISSUER,
        renewed=True,
        exportable=_NEVER_EXPORTED,
        lifetime_days=lifetime,
    )


def _from_public_authority() -> Certificate:
    return Certificate(
        issuer="public",
        authority=None,
        algorithm=_BY_GOOGLE,
        size=_BY_GOOGLE,
        strength=_BY_GOOGLE,
        transparency_logged=_LOGGED_BY_ISSUER,
        renewed=True,
        exportable=_NEVER_EXPORTED,
        lifetime_days=_BY_ISSUER,
    )


def _brought(document: Document, path: str) -> Certificate:
    body = written(document.text(path))
    return Certificate(
        issuer="imported",
        authority=None,
        algorithm=body.key.family,
        size=body.key.size,
        strength=body.key.strength,
        transparency_logged=_LOGGED_BY_ISSUER,
        renewed=False,
        exportable=_BROUGHT,
        lifetime_days=body.lifetime_days,
    )


def _everything_unknown(why: Unknown) -> Certificate:
    return Certificate(**dict.fromkeys(Certificate.__struct_fields__, why))


def _names(document: Document) -> tuple[str | None | Unknown, ...]:
    return (document.text("id"), document.text("self_link"), document.text("name"))
