"""Packet filters whose rules are tried in an order: what earlier rules leave of a later one.

A rule is a set of ports times a set of addresses. An earlier rule that denies some of both takes just that part out,
so that a deny from ``Internet`` before an allow from ``*`` leaves the private addresses, and a deny of port 22 before
an allow of every port leaves all the others. Where it is not known whether an earlier rule stops the traffic, whether
the internet gets through is not known either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from pcicheck.model.kinds.network import FirewallRule
from pcicheck.model.ports import Ports
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.addresses import Span, remainder, span, wide

Texts = tuple[str | Unknown, ...]
Action: TypeAlias = Literal["allow", "deny", "pass_on"]

ANYONE = tuple(found for text in ("0.0.0.0/0", "::/0") if (found := span(text)))
"""Every address of both versions."""

_UNSURE_ORDER = Unknown("an earlier rule that is not fully known may stop this traffic")
_PASSED_ON = Unknown("an earlier rule hands this traffic to another filter")
_LAST = 65535
_EACH = ("tcp", "udp", "icmp")


class Peers(Struct, frozen=True):
    """The other ends of a rule's traffic."""

    spans: tuple[Span, ...]
    """Ranges of addresses."""
    named: bool = False
    """Whether things that are no addresses, such as tags or groups, are among them."""
    unsure: Unknown | None = None
    """Why some of them are not known; they may be anyone."""


class Entry(Struct, frozen=True):
    """One rule of a filter as it is written."""

    rank: float | Unknown
    """Place in the order; lower comes first."""
    action: Action | Unknown
    ports: tuple[Ports | Unknown, ...]
    peers: Peers
    shown: Texts
    """The peers as written."""
    targets: frozenset[str] | Unknown | None
    """The near ends that it is limited to; ``None`` for all."""
    description: Fact[str]
    doubt: Unknown | None = None
    """Why it is not known whether the rule is in force; ``None`` where it is."""
    every_packet: bool = True
    """Whether it takes all traffic between its ends, and not only that from certain source ports."""


class _Piece(Struct, frozen=True):
    ports: Ports
    spans: tuple[Span, ...]
    doubt: Unknown | None


def ranges(texts: Iterable[str | Unknown], *, named: bool = False) -> Peers:
    """Peers that are address ranges; a text that is none may be anything."""
    spans: list[Span] = []
    unsure: Unknown | None = None
    for text in texts:
        found = None if isinstance(text, Unknown) else span(text)
        if found is not None:
            spans.append(found)
        elif unsure is None:
            unsure = text if isinstance(text, Unknown) else Unknown(f"'{text}' is no address range")
    return Peers(tuple(spans), named, unsure)


def in_effect(entry: Entry, others: Iterable[Entry], *, deny_wins_ties: bool = False) -> Iterator[FirewallRule]:
    """What is left of ``entry``: one rule for each range of ports."""
    open_to_all = entry.action != "deny" and wide(entry.peers.spans)
    stops = [stop for other in others if (stop := _stop(other, entry, ties=deny_wins_ties))] if open_to_all else []
    for ports in entry.ports:
        if isinstance(ports, Unknown):
            yield _rule(entry, ports, entry.peers.spans, entry.doubt)
            continue
        pieces = [_Piece(ports, entry.peers.spans, entry.doubt)]
        for other, doubt in stops:
            pieces = [left for piece in pieces for left in _after(piece, other, doubt)]
        for piece in pieces:
            if piece.spans or not entry.peers.spans or entry.peers.named or entry.peers.unsure:
                yield _rule(entry, piece.ports, piece.spans, piece.doubt)


def _rule(entry: Entry, ports: Ports | Unknown, spans: tuple[Span, ...], doubt: Unknown | None) -> FirewallRule:
    reached = wide(spans)
    action = entry.action
    return FirewallRule(
        action=action,
        ports=ports,
        span=ports if isinstance(ports, Unknown) else str(ports),
        internet=(doubt or True) if reached else entry.peers.unsure or False,
        peers=entry.shown,
        description=entry.description,
    )


def _stop(other: Entry, entry: Entry, *, ties: bool) -> tuple[Entry, Unknown | None] | None:
    """``other`` with what makes it doubtful, where it may come before ``entry`` and keep its traffic out."""
    if other is entry or other.action == "allow" or not other.every_packet or not _meet(other.ports, entry.ports):
        return None
    first = _first(other.rank, entry.rank, ties=ties)
    covers = _covers(other.targets, entry.targets)
    if first is False or covers is False:
        return None
    doubts = (first, covers, other.action, other.doubt, *other.ports, other.peers.unsure)
    doubt = next((_UNSURE_ORDER for item in doubts if isinstance(item, Unknown)), None)
    return other, doubt or (_PASSED_ON if other.action == "pass_on" else None)


def _meet(some: tuple[Ports | Unknown, ...], others: tuple[Ports | Unknown, ...]) -> bool:
    """Whether two lists of ports have some in common, or may."""
    for ports in some:
        for other in others:
            if isinstance(ports, Unknown) or isinstance(other, Unknown):
                return True
            if ports.first <= other.last and other.first <= ports.last and shared(ports, other):
                return True
    return False


def _first(rank: float | Unknown, than: float | Unknown, *, ties: bool) -> bool | Unknown:
    if isinstance(rank, Unknown):
        return rank
    if isinstance(than, Unknown):
        return than
    return rank <= than if ties else rank < than


def _covers(wide_targets: frozenset[str] | Unknown | None, narrow: frozenset[str] | Unknown | None) -> bool | Unknown:
    if wide_targets is None:
        return True
    if isinstance(wide_targets, Unknown):
        return wide_targets
    if isinstance(narrow, Unknown):
        return narrow
    return narrow is not None and narrow <= wide_targets


def _after(piece: _Piece, other: Entry, doubt: Unknown | None) -> list[_Piece]:
    """What is left of a piece after one stop, which splits it by ports and narrows it by addresses."""
    if doubt is not None:
        touched = other.peers.unsure or remainder(piece.spans, other.peers.spans) != piece.spans
        met = any(isinstance(ports, Unknown) or shared(piece.ports, ports) for ports in other.ports)
        return [_Piece(piece.ports, piece.spans, doubt) if touched and met else piece]
    pieces = [piece]
    for ports in other.ports:
        if isinstance(ports, Ports):
            pieces = [left for item in pieces for left in _less(item, ports, other.peers.spans)]
    return pieces


def _less(piece: _Piece, ports: Ports, spans: tuple[Span, ...]) -> list[_Piece]:
    inside = shared(piece.ports, ports)
    if inside is None:
        return [piece]
    narrowed = remainder(piece.spans, spans)
    if narrowed == piece.spans:
        return [piece]
    outside = [_Piece(left, piece.spans, piece.doubt) for left in without(piece.ports, ports)]
    return [*outside, _Piece(inside, narrowed, piece.doubt)]


def shared(ports: Ports, other: Ports) -> Ports | None:
    """The ports that two sets have in common."""
    if "any" not in (ports.protocol, other.protocol) and ports.protocol != other.protocol:
        return None
    protocol = other.protocol if ports.protocol == "any" else ports.protocol
    first, last = max(ports.first, other.first), min(ports.last, other.last)
    return Ports(protocol, first, last) if first <= last else None


def without(ports: Ports, stopped: Ports) -> list[Ports]:
    """``ports`` less ``stopped``. Of any protocol less one, the named protocols are what is left."""
    if stopped.protocol not in ("any", ports.protocol):
        if ports.protocol != "any":
            return [ports]
        return [piece for name in (*_EACH, "other") for piece in without(Ports(name, ports.first, ports.last), stopped)]
    pieces = []
    if ports.first < stopped.first:
        pieces.append(Ports(ports.protocol, ports.first, min(ports.last, stopped.first - 1)))
    if ports.last > stopped.last:
        pieces.append(Ports(ports.protocol, max(ports.first, stopped.last + 1), ports.last))
    return pieces
