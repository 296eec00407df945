"""The documents of a snapshot put together again: what is known of each native thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from pcicheck.model.origin import Gap
from pcicheck.model.value import Unknown
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal
from pcicheck.sources.live.snapshot import GLOBAL, Unit


class Native(Struct):
    """One native thing."""

    type: str
    id: str
    account: str
    region: str
    """Empty for what has none."""
    item: Any = None
    """The document that lists it; ``None`` where the list was refused and only parts are known."""
    parts: dict[str, Any] = field(default_factory=dict)
    """Further documents by part; ``None`` for what is not configured, ``Unknown`` for what was refused."""
    operation: str = ""
    time: str = ""

    def part(self, name: str) -> Any:
        """A further document; unknown where nobody asked for it."""
        return self.parts.get(name, Unknown("it was not asked for"))


class Unread(Struct):
    """What a unit was refused, and what it listed in full."""

    refusals: list[Refusal] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)


def natives(unit: Unit, records: Iterable[Record], unread: Unread) -> Iterator[Native]:
    """The native things of one unit, in the order listed."""
    found: dict[tuple[str, str], Native] = {}
    for record in records:
        if isinstance(record, Listed):
            unread.listed.add(record.type)
            continue
        if isinstance(record, Refusal):
            unread.refusals.append(record)
            if not record.id:
                continue
        key = (record.type, record.id)
        if key not in found:
            found[key] = Native(record.type, record.id, unit.account, _region(unit, record))
        _take(found[key], record)
    yield from found.values()


def why_not(refusal: Refusal) -> str:
    """Why something is not known, with the right that would be needed."""
    return f"{refusal.operation} was {_SAID[refusal.kind]}{_needed(refusal)}"


def _take(native: Native, record: Answer | Refusal) -> None:
    if isinstance(record, Refusal):
        native.parts[record.part] = Unknown(f"{record.operation} was {_SAID[record.kind]} ({record.permission})")
    elif record.part:
        native.parts[record.part] = record.document
    else:
        native.item, native.operation, native.time = record.document, record.operation, record.time
        native.region = record.region or native.region


_SAID = {
    "denied": "denied",
    "throttled": "asked too often and not answered",
    "unsupported": "not supported here",
    "failed": "not answered",
    "absent": "not offered there",
}


def gap_of(unit: Unit, refusal: Refusal) -> Gap:
    """A refusal as every report shows it."""
    where = "/".join(part for part in (unit.account, unit.region or GLOBAL, refusal.operation) if part)
    about = f" about {refusal.id}" if refusal.id else ""
    kind = refusal.kind if refusal.kind in ("denied", "unsupported") else "incomplete"
    return Gap(kind, where, f"{refusal.why}{about}{_needed(refusal)}")


def _needed(refusal: Refusal) -> str:
    """The right that was missing, as the end of a sentence."""
    return f"; {refusal.permission} is needed" if refusal.kind == "denied" else ""


def _region(unit: Unit, record: Answer | Refusal) -> str:
    own = record.region if isinstance(record, Answer) else ""
    return own or ("" if unit.region == GLOBAL else unit.region)
