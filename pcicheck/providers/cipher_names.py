"""Names of single cipher suites, as IANA, Java, OpenSSL and BoringSSL write them ("TLS Cipher Suites" of IANA,
tls-parameters; openssl-ciphers(1)), taken apart."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct


class Suite(Struct, frozen=True):
    """What a cipher suite is made of."""

    exchange: str
    """``ECDHE``, ``DHE``, ``RSA``, ``DH``, ``ECDH`` (the last three without forward secrecy), ``PSK``, ``SRP`` or
    ``ANY`` for TLS 1.3, where it is always ephemeral."""
    proof: str
    """By what the server proves itself: ``RSA``, ``ECDSA``, ``DSS``, ``PSK``, ``SRP``, ``ANY``, or ``NULL`` for not
    at all."""
    cipher: str
    """``AES128``, ``CHACHA20``, ``3DES``, ``NULL`` …"""
    mode: str
    """``GCM``, ``CCM``, ``CCM8``, ``POLY``, ``CBC``, or empty for a stream or nothing."""
    digest: str
    """``SHA``, ``SHA256``, ``SHA384``, ``MD5``, or ``AEAD``."""
    export: bool = False


_IANA = re.compile(r"(?:TLS|SSL)_(?P<exchange>\w+?)_WITH_(?P<rest>\w+)")
_TLS13 = re.compile(
    r"(?:TLS|TLS13)[_-](?:AES[_-](?:128|256)[_-](?:GCM|CCM|CCM[_-]8)|CHACHA20[_-]POLY1305)[_-]SHA(?:256|384)"
)
_IANA_REST = re.compile(
    r"(?P<cipher>AES_128|AES_256|CAMELLIA_128|CAMELLIA_256|ARIA_128|ARIA_256|CHACHA20|3DES_EDE|DES40|DES|RC4_128|RC4_40"
    r"|RC2_CBC_40|IDEA|SEED|NULL)(?:_(?P<mode>CBC|GCM|CCM_8|CCM|POLY1305))?(?:_(?P<old>40))?(?:_(?P<digest>SHA256|SHA384|SHA|MD5))?"
)
_OPENSSL = re.compile(
    r"(?P<export>EXP1024-|EXP-)?"
    r"(?P<exchange>ECDHE-ECDSA-|ECDHE-RSA-|ECDHE-PSK-|ECDHE-|ECDH-ECDSA-|ECDH-RSA-|AECDH-|ADH-|DHE-RSA-|DHE-DSS-|DHE-PSK-"
    r"|EDH-RSA-|EDH-DSS-|DH-RSA-|DH-DSS-|RSA-PSK-|PSK-|SRP-RSA-|SRP-DSS-|SRP-|RSA-)?"
    r"(?P<cipher>AES-?128|AES-?256|CAMELLIA128|CAMELLIA256|ARIA128|ARIA256|CHACHA20|DES-CBC3|3DES-EDE-CBC|DES-CBC|RC4|RC2-CBC"
    r"|IDEA-CBC|SEED|NULL)(?:-(?P<mode>CBC|GCM|CCM8|CCM|POLY1305))?(?:-(?P<digest>SHA256|SHA384|SHA|MD5))?"
)
_IANA_PARTS = {
    "ECDHE_ECDSA": ("ECDHE", "ECDSA"),
    "ECDHE_RSA": ("ECDHE", "RSA"),
    "ECDHE_PSK": ("ECDHE", "PSK"),
    "ECDH_ECDSA": ("ECDH", "ECDSA"),
    "ECDH_RSA": ("ECDH", "RSA"),
    "ECDH_ANON": ("ECDHE", "NULL"),
    "DHE_RSA": ("DHE", "RSA"),
    "DHE_DSS": ("DHE", "DSS"),
    "DHE_PSK": ("DHE", "PSK"),
    "PSK_DHE": ("DHE", "PSK"),
    "DH_RSA": ("DH", "RSA"),
    "DH_DSS": ("DH", "DSS"),
    "DH_ANON": ("DHE", "NULL"),
    "RSA": ("RSA", "RSA"),
    "RSA_PSK": ("RSA", "PSK"),
    "PSK": ("PSK", "PSK"),
    "SRP_SHA": ("SRP", "SRP"),
    "SRP_SHA_RSA": ("SRP", "RSA"),
    "SRP_SHA_DSS": ("SRP", "DSS"),
    "KRB5": ("PSK", "PSK"),
    "NULL": ("NULL", "NULL"),
}
_OPENSSL_PARTS = {
    "": ("RSA", "RSA"),
    "ECDHE": ("ECDHE", "RSA"),
    "AECDH": ("ECDHE", "NULL"),
    "ADH": ("DHE", "NULL"),
    "EDH-RSA": ("DHE", "RSA"),
    "EDH-DSS": ("DHE", "DSS"),
    "SRP": ("SRP", "SRP"),
    "SRP-RSA": ("SRP", "RSA"),
    "SRP-DSS": ("SRP", "DSS"),
}
_CIPHERS = {"3DES_EDE": "3DES", "DES40": "DES", "RC4_128": "RC4", "RC4_40": "RC4", "RC2_CBC_40": "RC2"} | {
    "DES-CBC3": "3DES",
    "3DES-EDE-CBC": "3DES",
    "DES-CBC": "DES",
    "RC2-CBC": "RC2",
    "IDEA-CBC": "IDEA",
}
_MODES = {"CCM_8": "CCM8", "POLY1305": "POLY", "CBC": "CBC", "GCM": "GCM", "CCM": "CCM", "CCM8": "CCM8"}
_STREAMS = ("RC4", "NULL")


@lru_cache(maxsize=2048)
def suite_of(name: str) -> Suite | None:
    """A suite by its name; ``None`` for a name that is none."""
    upper = name.upper()
    if _TLS13.fullmatch(upper):
        return Suite("ANY", "ANY", "AES128", "GCM", "AEAD")
    if found := _IANA.fullmatch(upper):
        exchange, rest = found["exchange"], _IANA_REST.fullmatch(found["rest"])
        parts = _IANA_PARTS.get(re.sub("_EXPORT(?:1024)?", "", exchange))
        return _made(rest, parts, export="EXPORT" in exchange) if rest and parts else None
    rest = _OPENSSL.fullmatch(upper)
    if rest is None:
        return None
    exchange = (rest["exchange"] or "").rstrip("-")
    return _made(rest, _OPENSSL_PARTS.get(exchange) or _IANA_PARTS[exchange.replace("-", "_")], bool(rest["export"]))


def _made(rest: re.Match[str], parts: tuple[str, str], export: bool) -> Suite:
    cipher = _CIPHERS.get(rest["cipher"], re.sub("[_-]", "", rest["cipher"]))
    mode = _MODES.get(rest["mode"] or "", "" if cipher in _STREAMS else "CBC")
    digest = "AEAD" if mode in ("GCM", "CCM", "CCM8", "POLY") else rest["digest"] or "SHA"
    if cipher == "CHACHA20":
        mode, digest = "POLY", "AEAD"
    return Suite(*parts, cipher, mode, digest, export)


def parsed(name: str) -> Suite:
    """A suite by a name that is sure to be one."""
    suite = suite_of(name)
    if suite is None:
        raise ValueError(name)
    return suite
