"""All findings of the HTML report in a small block: columns of numbers into dictionaries, gzip, base64.

Uncompressed the block is one little-endian number (the length of the dictionaries), the dictionaries as JSON
padded to a multiple of four, then every column as little-endian 32-bit numbers, then the fingerprints, 32
characters each. ``reports/report.js`` reads it without a copy, which is why 100,000 findings open at once.
"""

from __future__ import annotations

import base64
import sys
import zlib
from array import array
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import msgspec

from pcicheck.reports.html_words import facts, place, visible
from pcicheck.results.finding import Finding
from pcicheck.results.results import RuleRecord

_encode = msgspec.json.Encoder().encode
_LINE = 3 * 1024
_FINGERPRINT = 32
_GZIP = 16 + zlib.MAX_WBITS


class Column:
    """Values seen, each kept once, and for every row the number of its value."""

    def __init__(self) -> None:
        self.known: dict[Hashable, int] = {}
        self.codes = array("I")

    def add(self, value: Hashable) -> None:
        """One more row."""
        self.codes.append(self.known.setdefault(value, len(self.known)))

    def values(self) -> list[Any]:
        """The dictionary, in the order of first sight."""
        return list(self.known)

    def packed(self) -> bytes:
        """The codes, little-endian."""
        if sys.byteorder == "little":
            return self.codes.tobytes()
        swapped = array("I", self.codes)
        swapped.byteswap()
        return swapped.tobytes()


_OF_FINDING = ("rule", "verdict", "severity", "reason", "expected", "message", "exception")
_MORE = ("requirements", "observed", "resource")
_OF_RESOURCE = ("name", "address", "related", "kind", "provider", "type")
_OF_PLACE = ("account", "region", "scope", "basis", "source", "place")


class Island:
    """Takes findings one by one and keeps only numbers and distinct texts of them."""

    def __init__(self) -> None:
        self.count = 0
        self._resources: dict[Hashable, int] = {}
        self._of_finding = {name: Column() for name in (*_OF_FINDING, *_MORE)}
        self._of_resource = {name: Column() for name in (*_OF_RESOURCE, *_OF_PLACE)}
        self._fingerprints = bytearray()

    def add(self, finding: Finding) -> None:
        """One more finding."""
        self.count += 1
        column = self._of_finding
        for name in _OF_FINDING:
            column[name].add(getattr(finding, name))
        column["requirements"].add(tuple(finding.requirements))
        column["observed"].add(_encode(finding.observed))
        column["resource"].codes.append(self._resource(finding))
        raw = finding.fingerprint.encode("ascii", "replace")[:_FINGERPRINT]
        self._fingerprints += raw.ljust(_FINGERPRINT)

    def _resource(self, finding: Finding) -> int:
        values = (
            finding.native_address,
            finding.address,
            tuple(finding.related),
            finding.kind,
            finding.provider,
            finding.native_type,
            finding.account,
            finding.region,
            finding.scope,
            finding.scope_basis,
            finding.origin.source,
            place(finding.origin),
        )
        code = self._resources.get(values)
        if code is None:
            code = self._resources[values] = len(self._resources)
            for column, value in zip(self._of_resource.values(), values, strict=True):
                column.add(value)
        return code

    def base64(self, rules: Sequence[RuleRecord]) -> Iterator[str]:
        """The block as lines of base64."""
        packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)  # writes no time
        pending = b""
        for part in self._parts(rules):
            pending += packer.compress(part)
            whole = len(pending) // _LINE * _LINE
            yield from _lines(pending[:whole])
            pending = pending[whole:]
        yield from _lines(pending + packer.flush())

    def _parts(self, rules: Sequence[RuleRecord]) -> Iterator[bytes]:
        columns = {**self._of_finding, **self._of_resource}
        values = {name: column.values() for name, column in columns.items() if name != "resource"}
        values["observed"] = [facts(msgspec.json.decode(raw)) for raw in values["observed"]]
        lengths = [(name, len(column.codes)) for name, column in columns.items()]
        book = _encode(_visible({"columns": lengths, "values": values, "rules": msgspec.to_builtins(rules)}))
        yield len(book).to_bytes(4, "little")
        yield book + b" " * (-len(book) % 4)
        for column in columns.values():
            yield column.packed()
        yield bytes(self._fingerprints)


def _visible(value: Any) -> Any:
    match value:
        case str():
            return visible(value)
        case dict():
            return {key: _visible(item) for key, item in value.items()}
        case list() | tuple():
            return [_visible(item) for item in value]
        case msgspec.Struct():
            return _visible(msgspec.to_builtins(value))
    return value


def _lines(data: bytes) -> Iterator[str]:
    for start in range(0, len(data), _LINE):
        yield base64.b64encode(data[start : start + _LINE]).decode("ascii") + "\n"
