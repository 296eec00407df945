"""What is known of a connection from the side that opens it."""

from __future__ import annotations

import re
from ipaddress import ip_address

from msgspec import Struct

from pcicheck.model.value import Fact, Inapplicable, Unknown

NO_TLS = Inapplicable("the connection is not encrypted, so there is no certificate")
ON_MACHINE = Inapplicable("it never leaves the machine")
BY_PROGRAM = Unknown("its settings name no certificate of its own; the program may have one all the same")
BY_LIBRARY = Unknown("whether the server's certificate is checked is left to the program's library")
FILLED_IN = Unknown("where it leads to is filled in later, which may be the machine itself")
_FILLED = re.compile(r"\$[({]|\{\{|<[\w -]+>|%[({]")


class Connection(Struct, frozen=True, kw_only=True):
    """A connection that a program is told to open."""

    service: str
    """What answers: ``redis``, ``kafka``, ``postgres``, ``http`` …"""
    encrypted: Fact[bool]
    verified: Fact[bool] = BY_LIBRARY
    presents_certificate: Fact[bool] = BY_PROGRAM
    host: str = ""
    """Name or address of the server; empty where none is written or it is filled in later."""
    port: str = ""

    @property
    def local(self) -> bool:
        """Whether it stays on the machine."""
        return is_local(self.host)


def filled_in(text: str) -> bool:
    """Whether something else puts a part of a text in place later."""
    return _FILLED.search(text) is not None


def is_local(host: str) -> bool:
    """Whether a host is the machine itself, or the service that tells a machine about itself."""
    name = host.strip("[]").lower()
    if name in ("localhost", "ip6-localhost", "metadata.google.internal") or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return name.startswith("/")
    return address.is_loopback or address.is_link_local


def is_wildcard(host: str) -> bool:
    """Whether a host stands for every address of the machine, as one listens on and never calls."""
    return host.strip("[]") in ("0.0.0.0", "::", "*", "+")  # noqa: S104 - what is looked for
