"""Certificates written out in a configuration are read as a library reads them, and nothing else is taken for one."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID

from pcicheck.model.value import SENSITIVE, Unknown
from pcicheck.providers.x509 import written

_BEGIN = datetime(2049, 12, 1, tzinfo=UTC)
"""So that a year later is written in the long form."""

Key: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def _signed(key: Key, days: int = 365, begin: datetime = _BEGIN) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pay.example.com")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
        .sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (rsa.generate_private_key(65537, 1024), ("rsa", 1024, 80)),  # noqa: S505 - short on purpose
        (rsa.generate_private_key(65537, 2048), ("rsa", 2048, 112)),
        (ec.generate_private_key(ec.SECP256R1()), ("ec", 256, 128)),
        (ec.generate_private_key(ec.SECP521R1()), ("ec", 521, 260)),
        (ed25519.Ed25519PrivateKey.generate(), ("ec", 256, 128)),
    ],
)
def test_reads_key_and_lifetime(key: Key, expected: tuple[str, int, int]) -> None:
    found = written(_signed(key))
    assert (found.key.family, found.key.size, found.key.strength) == expected
    assert found.lifetime_days == 365


def test_reads_the_first_of_a_chain_and_dates_of_last_century() -> None:
    own = _signed(ec.generate_private_key(ec.SECP256R1()), 90, datetime(1999, 12, 1, tzinfo=UTC))
    found = written("Bag Attributes\n" + own + _signed(rsa.generate_private_key(65537, 2048)))
    assert (found.key.family, found.lifetime_days) == ("ec", 90)


def test_what_is_no_certificate_stays_unknown() -> None:
    whole = _signed(ec.generate_private_key(ec.SECP256R1()))
    raw = base64.b64decode("".join(whole.splitlines()[1:-1]))
    cut = [raw[:end] for end in range(1, len(raw), 7)]
    texts = [_wrapped(part) for part in (b"", b"\x30", b"\x30\x00", b"\x02\x01\x00", *cut)]
    for text in (None, "", "not a certificate", whole.replace("BEGIN CERTIFICATE", "BEGIN PUBLIC KEY"), *texts):
        assert isinstance(written(text).key.strength, Unknown), text
        assert isinstance(written(text).lifetime_days, Unknown), text


def test_damage_is_survived() -> None:
    raw = bytearray(base64.b64decode("".join(_signed(ec.generate_private_key(ec.SECP256R1())).splitlines()[1:-1])))
    for at in range(len(raw)):
        damaged = bytearray(raw)
        damaged[at] ^= 0xFF
        written(_wrapped(bytes(damaged)))


def test_says_why_it_is_hidden() -> None:
    assert written(SENSITIVE).key.strength == SENSITIVE


def _wrapped(content: bytes) -> str:
    return f"-----BEGIN CERTIFICATE-----\n{base64.b64encode(content).decode()}\n-----END CERTIFICATE-----\n"
