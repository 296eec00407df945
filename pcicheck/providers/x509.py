"""What certificates say that are written out in a configuration: the key in them and how long they live.

RFC 5280, section 4.1 (the fields and their order), RFC 7468 (the text form), RFC 3279 and 8410 (names of key
algorithms), RFC 5480 (names of curves). Nothing is verified, and only the first certificate of a text is read: those
after it are of the authorities above.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec import Struct

from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.key_algorithms import Algorithm, ec, rsa, unknown_algorithm

_PEM = re.compile(r"-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END ")
_OUTSIDE = Unknown("the certificate was made outside, and its content is not read")
_UNREADABLE = Unknown("what stands there cannot be read as a certificate")
_DAY_SECONDS = 86_400
_SEQUENCE, _INTEGER, _BITS, _NAME, _VERSION = 0x30, 0x02, 0x03, 0x06, 0xA0
_SHORT_YEAR, _LONG_YEAR = 0x17, 0x18
_TURN_OF_CENTURY = 50
_LONG_FORM = 0x80
_RSA = ("2a864886f70d010101", "2a864886f70d01010a")
"""Plain RSA, and RSA for PSS signatures only."""

_EC = "2a8648ce3d0201"
_CURVES = {
    "2a8648ce3d030101": 192,
    "2b81040021": 224,
    "2a8648ce3d030107": 256,
    "2b8104000a": 256,
    "2b81040022": 384,
    "2b81040023": 521,
    "2b2403030208010107": 256,
    "2b240303020801010b": 384,
    "2b240303020801010d": 512,
}
_EDWARDS = {"2b6570": Algorithm("ec", 256, 128), "2b6571": Algorithm("ec", 448, 224)}


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
        return _read(base64.b64decode("".join(found[1].split()), validate=True))
    except (binascii.Error, IndexError, ValueError, OverflowError):
        return _nothing(_UNREADABLE)


def _nothing(why: Unknown) -> Written:
    return Written(unknown_algorithm(why), why)


def _read(raw: bytes) -> Written:
    certificate = _inside(raw, _SEQUENCE)
    fields = [part for part in _parts(_inside(certificate, _SEQUENCE)) if part[0] != _VERSION]
    _serial, _signature, _issuer, validity, _subject, key = fields[:6]
    begin, end = (_time(tag, content) for tag, content in _parts(validity[1]))
    return Written(_key(key[1]), (end - begin).total_seconds() / _DAY_SECONDS)


def _key(content: bytes) -> Algorithm:
    (_, method), (tag, bits) = _parts(content)
    named, *settings = _parts(method)
    name = named[1].hex()
    if named[0] != _NAME or tag != _BITS:
        raise ValueError(name)
    if name in _RSA:
        modulus = _inside(_inside(bits[1:], _SEQUENCE), _INTEGER)
        return rsa(int.from_bytes(modulus, "big").bit_length())
    curve = settings[0][1].hex() if name == _EC and settings else ""
    if curve in _CURVES:
        return ec(_CURVES[curve])
    return _EDWARDS.get(name) or unknown_algorithm(Unknown("the algorithm of its key is not known to pcicheck"))


def _time(tag: int, content: bytes) -> datetime:
    text = content.decode("ascii")
    if tag == _SHORT_YEAR:
        text = ("20" if int(text[:2]) < _TURN_OF_CENTURY else "19") + text
    elif tag != _LONG_YEAR:
        raise ValueError(tag)
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


def _inside(content: bytes, tag: int) -> bytes:
    """The content of the first part, which must have that tag."""
    found, inner = next(_parts(content), (None, b""))
    if found != tag:
        raise ValueError(found)
    return inner


def _parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of a DER content, each with its tag."""
    at = 0
    while at < len(content):
        tag, length = content[at], content[at + 1]
        at += 2
        if length & _LONG_FORM:
            octets = length ^ _LONG_FORM
            length = int.from_bytes(content[at : at + octets], "big")
            at += octets
        if at + length > len(content):
            raise ValueError(length)
        yield tag, content[at : at + length]
        at += length
