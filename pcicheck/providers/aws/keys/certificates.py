"""Certificates of ACM and IAM, and private certificate authorities.

Defaults: ACM API reference, RequestCertificate (RSA 2048 where no algorithm is asked for), "Managed certificate
renewal" (issued ones are renewed, imported ones are not), "Certificate transparency logging" (on unless opted out;
only for public certificates). Terraform registry, ``aws_acm_certificate``, ``aws_iam_server_certificate``,
``aws_acmpca_certificate_authority`` (subordinate, enabled, general purpose, no list and no responder). What is
imported says in its text which key it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import Certificate, CertificateAuthority
from pcicheck.model.link import Link
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import AFTER_APPLY, SENSITIVE, Fact, Inapplicable, Unknown
from pcicheck.providers.aws.keys.algorithms import algorithm
from pcicheck.providers.aws.keys.stub import only_named
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.x509 import written

_VALIDATION = "aws_acm_certificate_validation"
_INSTALLED = "aws_acmpca_certificate_authority_certificate"
_OUTSIDE = Unknown("the certificate was made outside, and its content is not read")
_LOGGED_BY_ISSUER = Inapplicable("only ACM's own public certificates let the owner choose")
_NOT_EXPORTED = Inapplicable("the private key of an imported certificate came from outside")
_BY_ISSUER = Inapplicable("the authority decides how long it lives")
_HASH = re.compile(r"SHA(\d+)W")
_SHA1_BITS = 160
_BUILT_IN = Inapplicable("the signature scheme has its hash built in")


def acm(document: Document) -> Iterator[Resource]:
    """A certificate of ACM: asked of ACM, of a private authority, or imported."""
    if only_named(document, _VALIDATION):
        return
    imported = _imported(document)
    authority = document.link("certificate_authority_arn", "certificate_authority", "aws_acmpca_certificate_authority")
    own = imported is not True
    stated = document.text("key_algorithm", "RSA_2048" if imported is False else _unread(imported))
    body = written(document.text("certificate_body"))
    kind = body.key if imported is True and isinstance(stated, Unknown) else algorithm(stated)
    facts = Certificate(
        issuer=_issuer(imported, authority),
        authority=authority,
        algorithm=kind.family,
        size=kind.size,
        strength=kind.strength,
        transparency_logged=_logged(document, imported, authority),
        renewed=imported if isinstance(imported, Unknown) else own,
        exportable=document.flag("options.export", False) if own else _NOT_EXPORTED,
        lifetime_days=_BY_ISSUER if own else body.lifetime_days,
    )
    validations = document.all_sidecars(_VALIDATION)
    names = (document.text("arn"), document.text("id"), *(validation.address for validation in validations))
    yield resource(document, facts, labels=tags_of(document), names=names)


def iam(document: Document) -> Iterator[Resource]:
    """A server certificate uploaded to IAM."""
    names = (document.text("arn"), document.text("id"), document.text("name"))
    yield resource(document, uploaded(document), labels=tags_of(document), names=names)


def uploads(document: Document) -> bool:
    """Whether the text of a certificate is written for it, though what it says may not be known."""
    return not isinstance(document.values, Unknown) and document.has("certificate_body") is not False


def uploaded(document: Document) -> Certificate:
    """The facts of a certificate that is uploaded as it is, in ``certificate_body``."""
    body = written(document.text("certificate_body"))
    return Certificate(
        issuer="imported",
        authority=None,
        algorithm=body.key.family,
        size=body.key.size,
        strength=body.key.strength,
        transparency_logged=_LOGGED_BY_ISSUER,
        renewed=False,
        exportable=_NOT_EXPORTED,
        lifetime_days=body.lifetime_days,
    )


def authority(document: Document) -> Iterator[Resource]:
    """A private certificate authority."""
    if only_named(document, _INSTALLED):
        return
    setting = "certificate_authority_configuration"
    kind = algorithm(document.text(f"{setting}.key_algorithm"))
    usage = document.text("usage_mode", "GENERAL_PURPOSE")
    role = document.text("type", "SUBORDINATE")
    revocation = "revocation_configuration"
    facts = CertificateAuthority(
        root=role if isinstance(role, Unknown) else role == "ROOT",
        enabled=document.flag("enabled", True),
        algorithm=kind.family,
        size=kind.size,
        strength=kind.strength,
        signature_hash=_hash(document.text(f"{setting}.signing_algorithm")),
        short_lived=usage if isinstance(usage, Unknown) else usage == "SHORT_LIVED_CERTIFICATE",
        revocation=any_true(
            document.flag(f"{revocation}.crl_configuration.enabled", False),
            document.flag(f"{revocation}.ocsp_configuration.enabled", False),
        ),
    )
    installed = document.all_sidecars(_INSTALLED)
    names = (document.text("arn"), document.text("id"), *(part.address for part in installed))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _imported(document: Document) -> bool | Unknown:
    """Whether a certificate was brought: only those have a body and a private key written, and no domain name."""
    brought = any_true(document.get("private_key") == SENSITIVE, document.has("certificate_body"))
    made = isinstance(brought, Unknown) and (brought == AFTER_APPLY or bool(brought.refers))
    return True if made and document.has("domain_name") is False else brought


def _unread(imported: bool | Unknown) -> Unknown:
    return imported if isinstance(imported, Unknown) else _OUTSIDE


def _issuer(imported: bool | Unknown, authority: Link | None | Unknown) -> Fact[str]:
    if imported is True:
        return "imported"
    if isinstance(imported, Unknown) or isinstance(authority, Unknown):
        return imported if isinstance(imported, Unknown) else authority if isinstance(authority, Unknown) else None
    return "private" if authority is not None else "public"


def _logged(document: Document, imported: bool | Unknown, authority: Link | None | Unknown) -> Fact[bool]:
    if imported is True or isinstance(authority, Link):
        return _LOGGED_BY_ISSUER
    if isinstance(imported, Unknown):
        return imported
    return document.flag("options.certificate_transparency_logging_preference", True)


def _hash(signing: str | None | Unknown) -> Fact[int]:
    if signing is None or isinstance(signing, Unknown):
        return signing
    found = _HASH.match(signing.upper())
    if found:
        return _SHA1_BITS if found[1] == "1" else int(found[1])
    return _BUILT_IN if signing.upper().startswith("ML_DSA") else Unknown(f"{signing} is not known to pcicheck")
