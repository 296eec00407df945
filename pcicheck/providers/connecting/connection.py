"""What is known of a connection from the side that opens it."""

from __future__ import annotations

import re
from ipaddress import ip_address

from msgspec import Struct

from pcicheck.model.link import Link
from pcicheck.model.value import Fact, Inapplicable, Unknown

NO_TLS = Inapplicable("the connection is not encrypted, so there is no certificate")
ON_MACHINE = Inapplicable("it never leaves the machine")
PLAIN_HERE = Inapplicable("this end asks for no TLS, whatever the other one does")
NO_NAME = Inapplicable("no single address is written for its other end")
BY_PROGRAM = Unknown("its settings name no certificate of its own; the program may have one all the same")
BY_LIBRARY = Unknown("whether the server's certificate is checked is left to the program's library")
FILLED_IN = Unknown("where it leads to is filled in later, which may be the machine itself")
_INTERNAL = re.compile(r"\.(?:svc|local|internal|lan|corp|consul|intra|home|localdomain|test|cluster)(?:\.|$)")
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


def other_end(encrypted: Fact[bool], name: str | None) -> Fact[Link]:
    """The endpoint to look for at the other end: none where this end decides already."""
    if encrypted is False:
        return PLAIN_HERE
    if isinstance(encrypted, Inapplicable):
        return encrypted
    return Link(name, "endpoint") if name else NO_NAME


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


def is_public(host: str) -> bool:
    """Whether a host is a name of the internet, as far as names tell."""
    name = host.strip("[]").rstrip(".").lower()
    try:
        return ip_address(name).is_global
    except ValueError:
        return "." in name and not _INTERNAL.search(name)


def is_wildcard(host: str) -> bool:
    """Whether a host stands for every address of the machine, as one listens on and never calls."""
    return host.strip("[]") in ("0.0.0.0", "::", "*", "+")  # noqa: S104 - what is looked for
