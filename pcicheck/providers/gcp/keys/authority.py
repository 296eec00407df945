"""Authorities, pools and templates of Certificate Authority Service.

Terraform registry, hashicorp/google: ``google_privateca_certificate_authority`` (SELF_SIGNED by default; managed keys
are HSM keys; ``cloud_kms_key_version`` names one of the customer's), ``google_privateca_ca_pool``
(``publishing_options`` say whether revoked certificates are published; tier DEVOPS does not support that, see
Certificate Authority Service documentation, "Certificate authority pools"; ``issuance_policy`` limits keys and
lifetimes: without ``allowed_key_types`` any key may be used), ``google_privateca_certificate_template``. Days: 7, as
for short-lived authorities elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import CertificateAuthority, CertificateProfile
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.keys.algorithms import algorithm, signature_hash
from pcicheck.providers.gcp.keys.durations import days
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.key_algorithms import rsa_strength

_POOL = "google_privateca_ca_pool"
_KEY = "google_kms_crypto_key"
_SHORT_DAYS = 7
_AWAY = Unknown("the pool of the authority is not in this input")
_NO_OPTIONS = Unknown("the pool states no publishing options")
_LIFE_BY_POOL = Unknown("the template sets no longest lifetime; the policy of the pool may")
_SERVICE_LEAST = Unknown("the service's own least length applies, which this source does not state")
_BY_POOL = Inapplicable("the pool decides which keys are certified")
_CURVES = {"ECDSA_P256": 128, "ECDSA_P384": 192, "EDDSA_25519": 128}


def authority(document: Document) -> Iterator[Resource]:
    """A certificate authority."""
    name = _algorithm(document)
    kind = algorithm(name)
    role = document.text("type", "SELF_SIGNED")
    state = document.text("desired_state", "ENABLED")
    pool = document.follow("pool", _POOL)
    facts = CertificateAuthority(
        root=role if isinstance(role, Unknown) else role == "SELF_SIGNED",
        enabled=state if isinstance(state, Unknown) else state == "ENABLED",
        algorithm=kind.family,
        size=kind.size,
        strength=kind.strength,
        signature_hash=signature_hash(name),
        short_lived=_short_lived(pool),
        revocation=_revocation(pool),
    )
    names = (document.text("id"), document.text("name"), document.text("certificate_authority_id"))
    yield resource(document, facts, labels=labels_of(document), names=names)


def pool(document: Document) -> Iterator[Resource]:
    """The issuance policy of a pool."""
    identity = "issuance_policy.identity_constraints"
    facts = CertificateProfile(
        any_name=_any_name(document, identity),
        strength=_least_strength(document),
        max_days=days(document.text("issuance_policy.maximum_lifetime")),
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("id"), document.text("name")))


def template(document: Document) -> Iterator[Resource]:
    """A template for certificates."""
    facts = CertificateProfile(
        any_name=_any_name(document, "identity_constraints"),
        strength=_BY_POOL,
        max_days=days(document.text("maximum_lifetime", _LIFE_BY_POOL)),
    )
    yield resource(document, facts, labels=labels_of(document), names=(document.text("id"), document.text("name")))


def _algorithm(document: Document) -> str | None | Unknown:
    version = document.get("key_spec.cloud_kms_key_version")
    if version is None:
        return document.text("key_spec.algorithm")
    found = document.follow("key_spec.cloud_kms_key_version", _KEY)
    return (
        found.text("version_template.algorithm") if found else Unknown("the key of the authority is not in this input")
    )


def _short_lived(pool: Document | None) -> Fact[bool]:
    if pool is None:
        return _AWAY
    longest = days(pool.text("issuance_policy.maximum_lifetime"))
    return longest if isinstance(longest, Unknown) else longest is not None and longest <= _SHORT_DAYS


def _revocation(pool: Document | None) -> Fact[bool]:
    if pool is None:
        return _AWAY
    if pool.text("tier") == "DEVOPS":
        return False
    return pool.flag("publishing_options.publish_crl", False) if pool.has("publishing_options") else _NO_OPTIONS


def _any_name(document: Document, path: str) -> Fact[bool]:
    """Without constraints, and where they pass subjects and names through without an expression on them, any."""
    constraints = document.block(path)
    if constraints is None or isinstance(constraints, Unknown):
        return constraints if isinstance(constraints, Unknown) else True
    if constraints.has("cel_expression.expression"):
        return False
    through = constraints.flag("allow_subject_alt_names_passthrough", False)
    subject = constraints.flag("allow_subject_passthrough", False)
    if through is True or subject is True:
        return True
    return next((flag for flag in (through, subject) if isinstance(flag, Unknown)), False)


def _least_strength(document: Document) -> Fact[int]:
    """Weakest key that the policy lets through."""
    types = document.blocks("issuance_policy.allowed_key_types")
    if isinstance(types, Unknown):
        return types
    found: list[int | Unknown] = []
    for block in types:
        if block.has("rsa"):
            bits = block.number("rsa.min_modulus_size", 0)
            found.append(rsa_strength(int(bits)) if isinstance(bits, (int, float)) and bits else _SERVICE_LEAST)
        curve = block.text("elliptic_curve.signature_algorithm")
        if isinstance(curve, str):
            found.append(_CURVES.get(curve, Unknown(f"{curve} is not known to pcicheck")))
        elif curve is not None:
            found.append(curve)
    lost = next((strength for strength in found if isinstance(strength, Unknown)), None)
    return lost or min((strength for strength in found if isinstance(strength, int)), default=_SERVICE_LEAST)
