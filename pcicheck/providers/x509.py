"""What certificates say that are written out in a configuration: the key in them and how long they live.

RFC 7468 (the text form); read by the ``cryptography`` library. Nothing is verified, and only the first certificate of
a text is read: those after it are of the authorities above.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from msgspec import Struct

from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.key_algorithms import Algorithm, ec, rsa, unknown_algorithm

if TYPE_CHECKING:
    from cryptography import x509

_PEM = re.compile(r"-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END ")
_OUTSIDE = Unknown("the certificate was made outside, and its content is not read")
_UNREADABLE = Unknown("what stands there cannot be read as a certificate")
_NOT_KNOWN = Unknown("the algorithm of its key is not known to pcicheck")
_DAY_SECONDS = 86_400


class Written(Struct, frozen=True):
    """What the text of a certificate says."""

    key: Algorithm
    lifetime_days: Fact[float]


def written(text: str | None | Unknown) -> Written:
    """What a certificate in text form says; all unknown where there is none or it is hidden."""
    if text is None or isinstance(text, Unknown):
        return _nothing(text or _OUTSIDE)
    found = _PEM.search(text)
    if found is None:
        return _nothing(_UNREADABLE)
    try:
        return _read(f"-----BEGIN CERTIFICATE-----\n{found[1].strip()}\n-----END CERTIFICATE-----\n")
    except (ValueError, OverflowError):
        return _nothing(_UNREADABLE)


def _nothing(why: Unknown) -> Written:
    return Written(unknown_algorithm(why), why)


def _read(text: str) -> Written:
    from cryptography import x509  # loaded where somebody writes out a certificate, which is rare

    with warnings.catch_warnings(action="ignore"):  # of serial numbers and versions that are not quite right
        certificate = x509.load_pem_x509_certificate(text.encode())
        lifetime = certificate.not_valid_after_utc - certificate.not_valid_before_utc
        return Written(_key(certificate), lifetime.total_seconds() / _DAY_SECONDS)


def _key(certificate: x509.Certificate) -> Algorithm:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec as curves
    from cryptography.hazmat.primitives.asymmetric import ed448, ed25519
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    try:
        key = certificate.public_key()
    except UnsupportedAlgorithm:
        return unknown_algorithm(_NOT_KNOWN)
    if isinstance(key, RSAPublicKey):
        return rsa(key.key_size)
    if isinstance(key, curves.EllipticCurvePublicKey):
        return ec(key.key_size)
    if isinstance(key, ed25519.Ed25519PublicKey):
        return Algorithm("ec", 256, 128)
    if isinstance(key, ed448.Ed448PublicKey):
        return Algorithm("ec", 448, 224)
    return unknown_algorithm(_NOT_KNOWN)
