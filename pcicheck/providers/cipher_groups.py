"""Words of a cipher string of OpenSSL that stand for several suites (openssl-ciphers(1), "CIPHER STRINGS")."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pcicheck.providers.cipher_names import Suite, parsed, suite_of


def is_legacy(suite: Suite) -> bool:
    """Whether OpenSSL has it only where somebody built it with weak ciphers."""
    return suite.export or suite.cipher in ("3DES", "RC4", "DES", "RC2")


def is_bare(suite: Suite) -> bool:
    """Whether it encrypts nothing or proves nobody, which OpenSSL refuses at every level of security above 0."""
    return suite.proof == "NULL" or suite.cipher == "NULL"


_OF_ALL = "AES128-SHA AES256-SHA AES128-SHA256 AES128-GCM-SHA256 AES256-GCM-SHA384 CAMELLIA128-SHA256"
_OF_CURVES = f"{_OF_ALL} AES256-SHA384 CAMELLIA256-SHA384 DES-CBC3-SHA RC4-SHA NULL-SHA CHACHA20-POLY1305"
_OF_NUMBERS = f"{_OF_ALL} AES256-SHA256 CAMELLIA128-SHA CAMELLIA256-SHA CAMELLIA256-SHA256 SEED-SHA"
_FAMILIES = {
    "ECDHE-ECDSA-": f"{_OF_CURVES} AES128-CCM AES256-CCM AES128-CCM8 AES256-CCM8 ARIA128-GCM-SHA256 ARIA256-GCM-SHA384",
    "ECDHE-RSA-": _OF_CURVES,
    "ECDHE-": "ARIA128-GCM-SHA256 ARIA256-GCM-SHA384",
    "ECDH-ECDSA-": _OF_CURVES.replace(" CHACHA20-POLY1305", ""),
    "ECDH-RSA-": _OF_CURVES.replace(" CHACHA20-POLY1305", ""),
    "DHE-RSA-": f"{_OF_NUMBERS} CHACHA20-POLY1305 DES-CBC3-SHA AES128-CCM AES256-CCM AES128-CCM8 AES256-CCM8"
    " ARIA128-GCM-SHA256 ARIA256-GCM-SHA384",
    "DHE-DSS-": f"{_OF_NUMBERS} DES-CBC3-SHA RC4-SHA ARIA128-GCM-SHA256 ARIA256-GCM-SHA384",
    "EDH-RSA-": "DES-CBC3-SHA DES-CBC-SHA",
    "EDH-DSS-": "DES-CBC3-SHA DES-CBC-SHA",
    "DH-RSA-": f"{_OF_NUMBERS} DES-CBC3-SHA DES-CBC-SHA",
    "DH-DSS-": f"{_OF_NUMBERS} DES-CBC3-SHA DES-CBC-SHA",
    "": f"{_OF_NUMBERS} DES-CBC3-SHA DES-CBC-SHA RC4-SHA RC4-MD5 IDEA-CBC-SHA NULL-SHA NULL-MD5 NULL-SHA256 AES128-CCM"
    " AES256-CCM AES128-CCM8 AES256-CCM8 ARIA128-GCM-SHA256 ARIA256-GCM-SHA384",
    "ADH-": f"{_OF_NUMBERS} DES-CBC3-SHA DES-CBC-SHA RC4-MD5",
    "AECDH-": "AES128-SHA AES256-SHA DES-CBC3-SHA RC4-SHA NULL-SHA",
    "EXP-": "DES-CBC-SHA RC4-MD5 RC2-CBC-MD5 EDH-RSA-DES-CBC-SHA EDH-DSS-DES-CBC-SHA ADH-DES-CBC-SHA ADH-RC4-MD5",
}
"""Suites of OpenSSL 1.0.2 to 3.x by what their names begin with."""
_UNIVERSE = tuple(prefix + rest for prefix, rests in _FAMILIES.items() for rest in rests.split())

Test = Callable[[Suite], bool]


def _cipher(*wanted: str) -> Test:
    return lambda suite: suite.cipher in wanted


def _exchange(*wanted: str) -> Test:
    return lambda suite: suite.exchange in wanted


def _proof(*wanted: str) -> Test:
    return lambda suite: suite.proof in wanted


def _digest(*wanted: str) -> Test:
    return lambda suite: suite.digest in wanted


def _mode(*wanted: str) -> Test:
    return lambda suite: suite.mode in wanted


def _aes(mode: str) -> Test:
    return lambda suite: suite.cipher.startswith("AES") and suite.mode.startswith(mode)


def _is_high(suite: Suite) -> bool:
    return suite.cipher.startswith(("AES", "CAMELLIA", "ARIA", "CHACHA"))


def _is_default(suite: Suite) -> bool:
    return not is_bare(suite) and not is_legacy(suite)


def _needs_tls12(suite: Suite) -> bool:
    return suite.digest in ("AEAD", "SHA256", "SHA384")


_AES = _cipher("AES128", "AES256")
_EPHEMERAL_CURVE: Test = lambda suite: suite.exchange == "ECDHE" and suite.proof != "NULL"  # noqa: E731
_EPHEMERAL: Test = lambda suite: suite.exchange == "DHE" and suite.proof != "NULL"  # noqa: E731
_EXPORT: Test = lambda suite: suite.export  # noqa: E731
_NOTHING: Test = lambda suite: False  # noqa: E731
_ALIASES: dict[str, Test] = {
    "ALL": lambda suite: suite.cipher != "NULL",
    "DEFAULT": _is_default,
    "COMPLEMENTOFDEFAULT": lambda suite: suite.cipher != "NULL" and not _is_default(suite),
    "COMPLEMENTOFALL": _cipher("NULL"),
    "HIGH": lambda suite: _is_high(suite) and not suite.export,
    "MEDIUM": lambda suite: suite.cipher in ("RC4", "3DES", "IDEA", "SEED", "RC2") and not suite.export,
    "LOW": lambda suite: suite.cipher == "DES" and not suite.export,
    **dict.fromkeys(("EXP", "EXPORT", "EXPORT40", "EXPORT56"), _EXPORT),
    **dict.fromkeys(("eNULL", "NULL"), _cipher("NULL")),
    "aNULL": _proof("NULL"),
    "ADH": lambda suite: suite.exchange == "DHE" and suite.proof == "NULL",
    "AECDH": lambda suite: suite.exchange == "ECDHE" and suite.proof == "NULL",
    **dict.fromkeys(("kRSA", "RSA"), _exchange("RSA")),
    "aRSA": lambda suite: suite.proof == "RSA" and suite.exchange not in ("ECDH", "DH"),
    **dict.fromkeys(("aECDSA", "ECDSA"), lambda suite: suite.proof == "ECDSA" and suite.exchange != "ECDH"),
    **dict.fromkeys(("aDSS", "DSS"), lambda suite: suite.proof == "DSS" and suite.exchange != "DH"),
    **dict.fromkeys(("kDHE", "kEDH"), _exchange("DHE")),
    **dict.fromkeys(("DHE", "EDH"), _EPHEMERAL),
    "DH": _exchange("DHE", "DH"),
    **dict.fromkeys(("kDH", "aDH"), _exchange("DH")),
    "kDHr": lambda suite: suite.exchange == "DH" and suite.proof == "RSA",
    "kDHd": lambda suite: suite.exchange == "DH" and suite.proof == "DSS",
    **dict.fromkeys(("kECDHE", "kEECDH"), _exchange("ECDHE")),
    **dict.fromkeys(("ECDHE", "EECDH"), _EPHEMERAL_CURVE),
    "ECDH": _exchange("ECDHE", "ECDH"),
    **dict.fromkeys(("kECDH", "aECDH"), _exchange("ECDH")),
    "kECDHr": lambda suite: suite.exchange == "ECDH" and suite.proof == "RSA",
    "kECDHe": lambda suite: suite.exchange == "ECDH" and suite.proof == "ECDSA",
    **dict.fromkeys(("TLSv1.2",), _needs_tls12),
    **dict.fromkeys(
        ("TLSv1", "TLSv1.0"), lambda suite: not _needs_tls12(suite) and suite.exchange == "ECDHE" and not suite.export
    ),
    "SSLv3": lambda suite: not _needs_tls12(suite) and suite.exchange != "ECDHE",
    "AES": _AES,
    "AES128": _cipher("AES128"),
    "AES256": _cipher("AES256"),
    "AESGCM": _aes("GCM"),
    "AESCCM": _aes("CCM"),
    "AESCCM8": _aes("CCM8"),
    "CHACHA20": _cipher("CHACHA20"),
    **dict.fromkeys(("ARIA", "ARIAGCM"), _cipher("ARIA128", "ARIA256")),
    "ARIA128": _cipher("ARIA128"),
    "ARIA256": _cipher("ARIA256"),
    "CAMELLIA": _cipher("CAMELLIA128", "CAMELLIA256"),
    "CAMELLIA128": _cipher("CAMELLIA128"),
    "CAMELLIA256": _cipher("CAMELLIA256"),
    "CBC": _mode("CBC"),
    "3DES": _cipher("3DES"),
    "DES": _cipher("DES"),
    "RC4": _cipher("RC4"),
    "RC2": _cipher("RC2"),
    "IDEA": _cipher("IDEA"),
    "SEED": _cipher("SEED"),
    "MD5": _digest("MD5"),
    **dict.fromkeys(("SHA", "SHA1"), _digest("SHA")),
    "SHA256": _digest("SHA256"),
    "SHA384": _digest("SHA384"),
    "FIPS": _AES,
    "SUITEB128": lambda suite: suite.exchange == "ECDHE" and suite.proof == "ECDSA" and suite.mode == "GCM",
    "SUITEB192": lambda suite: suite.exchange == "ECDHE" and suite.proof == "ECDSA" and suite.mode == "GCM",
    **dict.fromkeys(
        ("SSLv2", "TLSv1.3", "PSK", "kPSK", "aPSK", "kRSAPSK", "kECDHEPSK", "kDHEPSK", "SRP", "kSRP", "aSRP", "KRB5"),
        _NOTHING,
    ),
    **dict.fromkeys(("kFZA", "aFZA", "eFZA", "FZA", "kKRB5", "aKRB5", "GOST94", "GOST89MAC"), _NOTHING),
    **dict.fromkeys(("kGOST", "aGOST", "aGOST01", "aGOST12", "GOST89", "GOST12", "GOST"), _NOTHING),
}
_ASKS_LEGACY = frozenset(("3DES", "DES", "RC4", "RC2", "LOW", "EXP", "EXPORT", "EXPORT40", "EXPORT56"))
_ASKS_BARE = frozenset(("aNULL", "ADH", "AECDH", "NULL", "eNULL"))


@cache
def meant_by(name: str) -> tuple[str, ...] | None:
    """Suites that a word of a cipher string stands for; ``+`` inside it means that all its parts hold."""
    if name not in _ALIASES and "+" not in name:
        suite = suite_of(name)
        return None if suite is None else tuple(dict.fromkeys((name, *_same(suite))))
    tests = [_ALIASES.get(part) for part in name.split("+")]
    if None in tests:
        return None
    return tuple(found for found in _UNIVERSE if all(test is not None and test(parsed(found)) for test in tests))


def _same(suite: Suite) -> tuple[str, ...]:
    """Other names of the same suite."""
    return tuple(name for name in _UNIVERSE if parsed(name) == suite)


def asks_outright(name: str, suite: Suite) -> bool:
    """Whether a word names what is poor about a suite, rather than many suites of which this is one."""
    parts = frozenset(name.split("+"))
    if len(parts) == 1 and name not in _ALIASES:
        return True
    return (not is_legacy(suite) or not _ASKS_LEGACY.isdisjoint(parts)) and (
        not is_bare(suite) or not _ASKS_BARE.isdisjoint(parts)
    )
