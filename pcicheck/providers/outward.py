"""Connections that clients written in Go, C and Rust open: what a URL or address and a block of TLS settings say."""

from __future__ import annotations

import re
from typing import TypeVar
from urllib.parse import urlsplit

from msgspec import Struct

from pcicheck.model.kinds.transport import SSL3, Upstream
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.reading import only

T = TypeVar("T")
NO_TLS = Inapplicable("it speaks no TLS")
SAME_MACHINE = "it stays on the same machine"
_LOOPBACK = re.compile(r"^(?:localhost|127(?:\.\d{1,3}){3}|::1|0:0:0:0:0:0:0:1|ip6-localhost)$", re.IGNORECASE)
_VERSION = re.compile(r"^(?:tls|ssl)?[_ ]?v?(\d)(?:[._]?(\d))?$", re.IGNORECASE)
_SUBSTITUTED = re.compile(r"\$\{|\$\(|\$[A-Z_]{2}|\{\{|%[A-Z_]+%|^\$")
SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*)://")


class Tls(Struct, frozen=True, kw_only=True):
    """What a client's settings say of TLS."""

    on: bool | Unknown
    verified: bool | Unknown
    min_tls: float | Unknown = 1.2
    presents_certificate: bool | Unknown = False


def connection(tls: Tls, *, loopback: bool = False) -> Upstream:
    """The facts of one connection."""
    if loopback:
        return only(Upstream, SAME_MACHINE)
    if tls.on is False:
        return Upstream(encrypted=False, min_tls=NO_TLS, verified=NO_TLS, presents_certificate=NO_TLS)
    unsure = tls.on if isinstance(tls.on, Unknown) else None
    return Upstream(
        encrypted=tls.on,
        min_tls=_if_sure(tls.min_tls, unsure),
        verified=_if_sure(tls.verified, unsure),
        presents_certificate=_if_sure(tls.presents_certificate, unsure),
    )


def _if_sure(value: T | Unknown, unsure: Unknown | None) -> T | Unknown:
    return value if unsure is None else unsure


def filled_in(text: object) -> Unknown | None:
    """Why a text is not known: a variable of the environment or a template fills it in."""
    if isinstance(text, Unknown):
        return text
    if isinstance(text, str) and _SUBSTITUTED.search(text):
        return Unknown("a variable fills it in, whose value is not here")
    return None


def scheme_of(address: str) -> str:
    """``https`` of ``https://x:1``; empty where an address has none."""
    match = SCHEME.match(address)
    return match[1].lower() if match else ""


def host_of(address: str) -> str:
    """The host of a URL or of ``host:port``."""
    text = address if SCHEME.match(address) else f"//{address}"
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""


def is_loopback(address: object) -> bool:
    """Whether an address is this very machine, by name or number or by a socket in the file system."""
    if not isinstance(address, str) or not address:
        return False
    return scheme_of(address) in ("unix", "unix-abstract") or _LOOPBACK.match(host_of(address)) is not None


def tls_version(text: object, default: float) -> float | Unknown:
    """The number of a version such as ``TLS12``, ``1.2`` or ``TLSv1.2``."""
    if isinstance(text, Unknown):
        return text
    if text in (None, ""):
        return default
    match = _VERSION.match(str(text))
    if match is None:
        return filled_in(text) or Unknown(f"'{text}' is no version of TLS")
    if str(text).lower().startswith("ssl"):
        return SSL3
    return float(f"{match[1]}.{match[2] or 0}")
