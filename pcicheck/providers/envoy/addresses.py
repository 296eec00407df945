"""Addresses of Envoy, and who can reach them.

``config.core.v3.Address``: a socket of an IP address, a pipe (a socket file) or an address inside Envoy itself.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from pcicheck.model.document import Block
from pcicheck.model.kinds.transport import Exposure
from pcicheck.model.logic import all_true
from pcicheck.model.value import Fact, Unknown

_EVERYWHERE = Unknown("it listens on every address of the machine; what reaches them is decided by the network around")


def is_local(address: Any) -> bool | Unknown:
    """Whether only programs on the same machine reach an address."""
    if isinstance(address, Unknown):
        return address
    block = Block(address if isinstance(address, dict) else {})
    if block.get("pipe") is not None or block.get("envoy_internal_address") is not None:
        return True
    host = block.get("socket_address.address")
    if host is None:
        return Unknown("it names no address")
    if isinstance(host, Unknown):
        return host
    parsed = _parsed(host)
    if parsed is None:
        return True if str(host) == "localhost" else Unknown(f"'{host}' is a name, and its address is not known here")
    return parsed.is_loopback


def host_and_port(address: Any) -> str | None:
    """The host and port of a socket that are written; ``None`` for every other address."""
    block = Block(address if isinstance(address, dict) else {})
    host, port = block.get("socket_address.address"), block.get("socket_address.port_value")
    known = isinstance(host, str) and isinstance(port, (str, int))
    return f"{host}:{port}".lower() if known else None


def listens_locally(listener: Block) -> bool | Unknown:
    """Whether only programs on the same machine reach a listener."""
    if listener.get("internal_listener") is not None or (
        listener.get("address") is None and listener.get("api_listener") is not None
    ):
        return True
    others = listener.blocks("additional_addresses")
    if isinstance(others, Unknown):
        return others
    return all_true(is_local(listener.get("address")), *(is_local(other.get("address")) for other in others))


def exposure_of(listener: Block) -> Fact[Exposure]:
    """Whether a listener's address is a public one."""
    host = listener.get("address.socket_address.address")
    parsed = _parsed(host)
    if listens_locally(listener) is True:
        return "internal"
    if parsed is None:
        return host if isinstance(host, Unknown) else Unknown("its address is not known here")
    if parsed.is_unspecified:
        return _EVERYWHERE
    return "internet" if parsed.is_global else "internal"


def _parsed(host: Any) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(str(host).strip("[]"))
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
