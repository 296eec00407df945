"""What is poor about cipher suites, by name and in whole cipher strings."""

from __future__ import annotations

import pytest

from pcicheck.model.value import Unknown
from pcicheck.providers.ciphers import weak_classes, weak_in_names, weak_in_openssl

BROKEN = {"null", "anonymous", "export", "des", "3des", "rc4", "md5"}


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("ECDHE-RSA-AES128-GCM-SHA256", ()),
        ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", ()),
        ("TLS_AES_256_GCM_SHA384", ()),
        ("TLS_CHACHA20_POLY1305_SHA256", ()),
        ("ECDHE-RSA-CHACHA20-POLY1305", ()),
        ("ECDHE-RSA-AES256-SHA384", ("cbc_sha2",)),
        ("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", ("cbc_sha1",)),
        ("AES128-GCM-SHA256", ("rsa_key_exchange",)),
        ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", ("3des", "rsa_key_exchange")),
        ("SSL_RSA_WITH_3DES_EDE_CBC_SHA", ("3des", "rsa_key_exchange")),
        ("DES-CBC3-SHA", ("3des", "rsa_key_exchange")),
        ("RC4-MD5", ("rc4", "md5", "rsa_key_exchange")),
        ("SSL_RSA_EXPORT_WITH_RC4_40_MD5", ("rc4", "export", "md5", "rsa_key_exchange")),
        ("EXP-EDH-RSA-DES-CBC-SHA", ("des", "export", "dhe")),
        ("TLS_DH_anon_WITH_AES_128_CBC_SHA", ("anonymous", "dhe", "cbc_sha1")),
        ("TLS_RSA_WITH_NULL_SHA256", ("null", "rsa_key_exchange")),
        ("TLS_EMPTY_RENEGOTIATION_INFO_SCSV", ()),
        ("aes please", None),
    ],
)
def test_one_suite(name: str, classes: tuple[str, ...] | None) -> None:
    assert weak_classes(name) == classes


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("HIGH:!aNULL:!MD5", set()),
        ("ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384", set()),
        ("EECDH+AESGCM:EDH+AESGCM:AES256+EECDH", set()),
        ("DEFAULT", set()),
        ("[ECDHE-ECDSA-AES128-GCM-SHA256|ECDHE-ECDSA-CHACHA20-POLY1305]:ECDHE-RSA-AES128-SHA", set()),
        ("ECDHE-RSA-AES128-GCM-SHA256:DES-CBC3-SHA", {"3des"}),
        ("DES-CBC3-SHA:HIGH:!3DES:!aNULL", set()),
        ("RC4:HIGH:!aNULL:!MD5", {"rc4"}),
        ("RC4:HIGH:!aNULL:-RC4", set()),
        ("HIGH:aNULL", {"anonymous", "null"}),
        ("HIGH:@SECLEVEL=0", {"anonymous"}),
        ("HIGH:@SECLEVEL=2", set()),
        ("ALL:!ADH:RC4+RSA:+HIGH:+MEDIUM:+LOW:!kEDH", {"rc4", "md5", "export"}),
        ("NULL-SHA256", {"null"}),
    ],
)
def test_strings(text: str, broken: set[str]) -> None:
    found = weak_in_openssl(text)
    assert not isinstance(found, Unknown)
    assert BROKEN.intersection(kind for kind in found if isinstance(kind, str)) == broken


@pytest.mark.parametrize("text", ["HIGH", "MEDIUM:!aNULL", "ALL:!aNULL", "HIGH:!aNULL:NEWCIPHER", "kRSA:!aNULL"])
def test_what_depends_on_the_version_is_unknown(text: str) -> None:
    found = weak_in_openssl(text)
    assert not isinstance(found, Unknown)
    assert not BROKEN.intersection(kind for kind in found if isinstance(kind, str))
    assert any(isinstance(kind, Unknown) for kind in found)


def test_the_systems_policy_is_unknown() -> None:
    assert isinstance(weak_in_openssl("PROFILE=SYSTEM"), Unknown)


def test_lists_keep_what_is_unknown() -> None:
    gone = Unknown("a variable")
    assert weak_in_names(["TLS_AES_128_GCM_SHA256", gone]) == (gone,)
    assert isinstance(weak_in_names(["NONSENSE"])[0], Unknown)
