"""How Envoy checks the certificate of the other side.

``CertificateValidationContext``: without ``trusted_ca`` a certificate "will not be verified"; one is demanded by
``require_client_certificate``, and by pinned hashes, keys or names unless ``trust_chain_verification`` is
ACCEPT_UNTRUSTED ("Connections where the certificate fails verification will be permitted"; the default validator's
``verify_mode`` in source/common/tls/cert_validator). A combined context is the default one, with what the secret
discovery service sends merged in: lists joined, flags or-ed, the rest replaced.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.envoy.beside import found
from pcicheck.providers.envoy.messages import choice, kind_of
from pcicheck.providers.envoy.tls import source_of

_COMMON = "common_tls_context"
_ANY = {
    "prefix": ("", "spiffe://"),
    "suffix": ("",),
    "contains": ("", "spiffe://"),
    "regex": (
        ".*",
        ".+",
        "^.*$",
        "^.+$",
        "spiffe://.*",
        "spiffe://.+",
        "^spiffe://.*",
        "^spiffe://.*$",
        "^spiffe://.+$",
    ),
}
_LISTS = "is delivered by a secret discovery service, so what else it asks of certificates is not known here"


class Peer(Struct, frozen=True):
    """What is asked of the certificate of the other side."""

    anchor: str | None | Unknown
    """By what it is checked: a file, a secret, pinned certificates. ``None`` where any certificate will do."""
    named: bool | Unknown
    """Whether it must carry one of some names, keys or hashes."""
    demanded: bool | Unknown
    """Whether these demand that there be one."""
    lax: bool | Unknown
    """Whether one that fails the check is let in all the same."""
    expired: bool | Unknown
    """Whether one that has expired is let in."""
    revocation: bool | Unknown
    """Whether a list of revoked ones is kept."""


def peer_of(context: Block, document: Document) -> Peer | None | Unknown:
    """What a TLS context asks of the other side; ``None`` where it has no validation context."""
    common = context.block(_COMMON)
    if not isinstance(common, Block):
        return common
    combined = common.block("combined_validation_context")
    if isinstance(combined, Unknown):
        return combined
    holder = combined or common
    given = holder.get("default_validation_context" if combined else "validation_context")
    secret = holder.block("validation_context_sds_secret_config")
    if isinstance(given, Unknown):
        return given
    if isinstance(secret, Unknown):
        return secret
    if secret is None:
        return _peer(Block(given), None, "") if isinstance(given, dict) else None
    name = secret.get("name")
    if not isinstance(name, str):
        return name if isinstance(name, Unknown) else Unknown("the name of its secret is not a text")
    known = found(document, "envoy:secret", name)
    sent = known.get("validation_context") if known else None
    written = given if isinstance(given, dict) else {}
    if isinstance(sent, dict):
        return _peer(Block(_merged(written, sent)), None, "")
    return _peer(Block(written), Unknown(f"'{name}' {_LISTS}"), name)


def _merged(given: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    merged = dict(given)
    for key, value in sent.items():
        before = merged.get(key)
        if isinstance(before, list) and isinstance(value, list):
            merged[key] = before + value
        elif not (isinstance(before, bool) and isinstance(value, bool)) or value:
            merged[key] = value
    return merged


def _peer(values: Block, unseen: Unknown | None, secret: str) -> Peer:
    """What a validation context asks. ``unseen`` is why a part of it is not at hand."""
    mode = choice(values, "trust_chain_verification", "VERIFY_TRUST_CHAIN", "ACCEPT_UNTRUSTED")
    lax = mode if isinstance(mode, Unknown) else mode == "ACCEPT_UNTRUSTED"
    pinned = any_true(values.has("verify_certificate_spki"), values.has("verify_certificate_hash"))
    names = _names(values)
    return Peer(
        anchor=_anchor(values, pinned, lax, secret),
        named=_or(any_true(pinned, names), unseen),
        demanded=_demanded(values, pinned, lax, unseen),
        lax=lax,
        expired=_or(values.flag("allow_expired_certificate", False) or False, unseen),
        revocation=_or(_revocation(values), unseen),
    )


def _demanded(values: Block, pinned: bool | Unknown, lax: bool | Unknown, unseen: Unknown | None) -> bool | Unknown:
    if lax is not False:
        return False if lax is True else lax
    typed, older = values.has("match_typed_subject_alt_names"), values.has("match_subject_alt_names")
    return _or(any_true(pinned, typed, older), unseen)


def _or(answer: bool | Unknown, unseen: Unknown | None) -> bool | Unknown:
    """What is written stands; what is not may still come from elsewhere."""
    return unseen if answer is False and unseen is not None else answer


def _anchor(values: Block, pinned: bool | Unknown, lax: bool | Unknown, secret: str) -> str | None | Unknown:
    if lax is True:
        return None
    if isinstance(lax, Unknown):
        return lax
    custom = values.get("custom_validator_config")
    if custom is not None:
        typed = custom.get("typed_config") if isinstance(custom, dict) else custom
        known = kind_of(typed) == "SPIFFECertValidatorConfig"
        return "SPIFFE trust domains" if known else Unknown("a validator of its own checks certificates")
    ca = source_of(values.get("trusted_ca"))
    if ca is not None:
        return ca
    for way in ("ca_certificate_provider_instance.instance_name", "system_root_certs"):
        if values.get(way) is not None:
            return str(values.get(way)) if isinstance(values.get(way), str) else "the system's roots"
    if pinned is not False:
        return pinned if isinstance(pinned, Unknown) else "pinned certificates"
    return secret or None


def _names(values: Block) -> bool | Unknown:
    """Whether names are asked for that not every certificate has. The typed list replaces the older one."""
    typed = values.blocks("match_typed_subject_alt_names")
    older = values.blocks("match_subject_alt_names")
    if isinstance(typed, Unknown) or isinstance(older, Unknown):
        return typed if isinstance(typed, Unknown) else older if isinstance(older, Unknown) else False
    matchers = [item.get("matcher") for item in typed] or [item.values for item in older]
    unknown = next((item for item in matchers if isinstance(item, Unknown)), None)
    if any(is_any(item) for item in matchers):
        return False
    return unknown or bool(matchers)


def is_any(matcher: Any) -> bool:
    """Whether a ``StringMatcher`` fits every text."""
    if not isinstance(matcher, dict):
        return False
    regex = Block(matcher).get("safe_regex.regex")
    return regex in _ANY["regex"] or any(matcher.get(way) in _ANY[way] for way in ("prefix", "suffix", "contains"))


def _revocation(values: Block) -> bool | Unknown:
    """Whether a revocation list is kept: by itself, or in the file of the authorities."""
    if values.get("custom_validator_config") is not None:
        return Unknown("a validator of its own checks certificates")
    own = source_of(values.get("crl"))
    if own is not None:
        return own if isinstance(own, Unknown) else True
    ca = values.get("trusted_ca")
    inline = ca.get("inline_string") if isinstance(ca, dict) else None
    if isinstance(inline, str):
        return "BEGIN X509 CRL" in inline
    file = source_of(ca)
    if file is None or isinstance(file, Unknown):
        return file or False
    return Unknown(f"no crl is named, and whether '{file}' holds revocation lists beside authorities is not known here")
