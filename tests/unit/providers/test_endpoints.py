"""Kinds of poor algorithms by the names of cipher suites, and the lowest of several TLS versions."""

from __future__ import annotations

import pytest

from pcicheck.model.value import Unknown
from pcicheck.providers.endpoints import lowest, weaknesses


@pytest.mark.parametrize(
    ("suite", "kinds"),
    [
        ("TLS_AES_128_GCM_SHA256", ()),
        ("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", ()),
        ("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", ("cbc_sha1",)),
        ("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384 ", ("cbc_sha2",)),
        ("TLS_RSA_WITH_AES_256_GCM_SHA384", ("rsa_key_exchange",)),
        ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", ("3des", "rsa_key_exchange")),
        ("TLS_DHE_RSA_WITH_AES_256_CBC_SHA256", ("dhe", "cbc_sha2")),
        ("tls_dh_anon_with_rc4_128_md5", ("rc4", "anonymous", "md5")),
        ("TLS_RSA_WITH_NULL_SHA", ("null", "rsa_key_exchange")),
        ("TLS_RSA_EXPORT_WITH_DES40_CBC_SHA", ("export", "rsa_key_exchange", "cbc_sha1")),
    ],
)
def test_weaknesses_of_a_suite(suite: str, kinds: tuple[str, ...]) -> None:
    assert weaknesses([suite]) == kinds


def test_weaknesses_are_listed_once() -> None:
    assert weaknesses(["TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA"]) == (
        "rsa_key_exchange",
        "cbc_sha1",
    )


def test_lowest_version_knows_when_an_unknown_one_does_not_matter() -> None:
    unknown = Unknown("not yet")
    assert lowest([1.0, unknown]) == 1.0
    assert lowest([1.2, unknown]) is unknown
    assert lowest([1.3, 1.2]) == 1.2
    assert lowest([]) is None
