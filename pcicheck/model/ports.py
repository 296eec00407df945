"""Sets of network ports with their protocol."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

_ALL = 65535
_NUMBERED = {
    "6": "tcp",
    "17": "udp",
    "1": "icmp",
    "58": "icmp",
    "icmpv6": "icmp",
    "all": "any",
    "*": "any",
    "-1": "any",
}


class Ports(Struct, frozen=True):
    """Ports ``first`` to ``last`` of one protocol: ``tcp``, ``udp``, ``icmp``, ``any`` or a number."""

    protocol: str
    first: int
    last: int

    @classmethod
    def of(cls, protocol: str, first: float | None, last: float | None) -> Ports:
        """Ports as clouds write them: ``-1``, ``*`` and protocol numbers; a missing end is the whole range."""
        name = protocol.strip().lower()
        name = _NUMBERED.get(name, name)
        if name == "any" or first is None or first < 0:
            return cls(name, 0, _ALL)
        return cls(name, int(first), int(last) if last is not None and last >= 0 else _ALL)

    @property
    def every(self) -> bool:
        """Whether this is every port there is of tcp, udp or any protocol."""
        return self.protocol in ("any", "tcp", "udp") and self.first <= 1 and self.last >= _ALL

    def overlaps(self, ports: Iterable[object]) -> bool:
        """Whether one of ``ports`` is among these. A number means tcp; ``"udp/53"`` names the protocol;
        ``"all"`` asks whether this is every port."""
        return any(self._has(port) for port in ports)

    def _has(self, port: object) -> bool:
        if port == "all":
            return self.every
        protocol, _, number = str(port).rpartition("/")
        first, _, last = number.partition("-")
        if self.protocol not in ("any", protocol or "tcp"):
            return False
        return self.first <= int(last or first) and self.last >= int(first)

    def __str__(self) -> str:
        span = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        return self.protocol if self.protocol == "icmp" else f"{self.protocol}/{span}"
