"""Address functions."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from pcicheck.sources.terraform.hcl.functions.table import Table
from pcicheck.sources.terraform.hcl.syntax import NoValueError

TABLE = Table()


def _subnet(prefix: str, bits: Any, number: Any) -> str:
    network = ip_network(prefix, strict=False)
    length = network.prefixlen + int(bits)
    if length > network.max_prefixlen or int(number) >= 1 << int(bits):
        raise NoValueError("cidrsubnet: the prefix has no such part")
    start = int(network.network_address) + (int(number) << (network.max_prefixlen - length))
    return str(ip_network((start, length)))


def _subnets(prefix: str, *bits: Any) -> list[str]:
    network = ip_network(prefix, strict=False)
    found: list[str] = []
    start = int(network.network_address)
    for width in bits:
        length = network.prefixlen + int(width)
        size = 1 << (network.max_prefixlen - length)
        start = (start + size - 1) // size * size
        if start + size - 1 > int(network.broadcast_address):
            raise NoValueError("cidrsubnets: the prefix is too small")
        found.append(str(ip_network((start, length))))
        start += size
    return found


def _host(prefix: str, number: Any) -> str:
    network = ip_network(prefix, strict=False)
    offset = int(number)
    return str(network[offset])


TABLE.plain(
    cidrsubnet=_subnet,
    cidrsubnets=_subnets,
    cidrhost=_host,
    cidrnetmask=lambda prefix: str(ip_network(prefix, strict=False).netmask),
)
