"""Address ranges: which of them are the internet, and which cover which.

A set of ranges counts as the internet when it lets in more public addresses than any one organisation owns: more
than a /8 of IPv4 or a /16 of IPv6, added up over the set, so that ``0.0.0.0/1`` with ``128.0.0.0/1`` is no way
round. Apple's 17.0.0.0/8 or a single public /32 is somebody, not everybody. Private, shared, link-local, test,
multicast and reserved space (RFC 6890) does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network

from msgspec import Struct

from pcicheck.model.value import Unknown

_NOT_PUBLIC = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
)
_PUBLIC_V6 = "2000::/3"
_V4, _V6 = 4, 6
_LARGEST_OWNER = {_V4: 1 << 24, _V6: 1 << 112}
_SMALL = 16
"""Length of a prefix that is nobody's internet in either IP version."""
_BARE = {"0.0.0.0": "0.0.0.0/0", "/0": "0.0.0.0/0", "::": "::/0", "::0": "::/0"}  # noqa: S104 - text to recognise, nothing binds to it


class Span(Struct, frozen=True, order=True):
    """A range of addresses of one IP version."""

    version: int
    first: int
    last: int

    def covers(self, other: Span) -> bool:
        """Whether every address of ``other`` is in this range."""
        return self.version == other.version and self.first <= other.first and other.last <= self.last


@lru_cache(maxsize=4096)
def span(text: str) -> Span | None:
    """The range that a text such as ``10.0.0.0/8`` names; ``None`` where it names none.

    Host bits are ignored, as the clouds do. A bare ``0.0.0.0`` or ``/0`` is read as the whole that it is meant to be.
    """
    stripped = text.strip()
    try:
        network: IPv4Network | IPv6Network = ip_network(_BARE.get(stripped, stripped), strict=False)
    except ValueError:
        return None
    return Span(network.version, int(network.network_address), int(network.broadcast_address))


def internet(ranges: Iterable[str | Unknown] | Unknown) -> bool | Unknown:
    """Whether the ranges together are the internet; unknown where an unknown one could make them so."""
    if isinstance(ranges, Unknown):
        return ranges
    texts: list[str] = []
    unsure: Unknown | None = None
    for item in ranges:
        if isinstance(item, Unknown):
            unsure = unsure or (None if _small(item.draft) else item)
        elif span(item) is None:
            unsure = unsure or Unknown(f"'{item}' is no address range")
        else:
            texts.append(item)
    return _wide(tuple(texts)) or unsure or False


def _small(draft: str) -> bool:
    """Whether a range that is known in part, such as ``${var.office}/32``, is small whatever the rest may be."""
    length = draft.rpartition("/")[2]
    return length.isdecimal() and int(length) >= _SMALL


@lru_cache(maxsize=4096)
def _wide(texts: tuple[str, ...]) -> bool:
    return wide(tuple(found for text in texts if (found := span(text)) is not None))


@lru_cache(maxsize=4096)
def wide(spans: tuple[Span, ...]) -> bool:
    """Whether known ranges together are the internet."""
    in_order = sorted(spans)
    return any(_public(in_order, version) > largest for version, largest in _LARGEST_OWNER.items())


def reaches_public(item: Span) -> bool:
    """Whether some address of a range is on the internet."""
    return _public_between(item.version, item.first, item.last) > 0


def remainder(spans: tuple[Span, ...], taken: tuple[Span, ...]) -> tuple[Span, ...]:
    """The addresses of ``spans`` that are not in ``taken``."""
    left = spans
    for other in taken:
        left = tuple(piece for item in left for piece in _cut(item, other))
    return left


def _cut(item: Span, other: Span) -> list[Span]:
    if other.version != item.version or other.last < item.first or item.last < other.first:
        return [item]
    pieces = []
    if item.first < other.first:
        pieces.append(Span(item.version, item.first, other.first - 1))
    if other.last < item.last:
        pieces.append(Span(item.version, other.last + 1, item.last))
    return pieces


def _public(spans: list[Span], version: int) -> int:
    """How many public addresses of one version the sorted ranges hold, each counted once."""
    total = 0
    counted = -1
    for item in spans:
        if item.version == version and item.last > counted:
            first = max(item.first, counted + 1)
            total += _public_between(version, first, item.last)
            counted = item.last
    return total


def _public_between(version: int, first: int, last: int) -> int:
    if version == _V6:
        return _shared(first, last, span(_PUBLIC_V6))
    return last - first + 1 - sum(_shared(first, last, span(text)) for text in _NOT_PUBLIC)


def _shared(first: int, last: int, other: Span | None) -> int:
    return max(0, min(last, other.last) - max(first, other.first) + 1) if other else 0
