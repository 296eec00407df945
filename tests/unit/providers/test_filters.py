"""What earlier rules of a filter leave of a later one."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcicheck.model.ports import Ports
from pcicheck.model.value import Unknown
from pcicheck.providers.addresses import Span, remainder, span
from pcicheck.providers.filters import ANYONE, Action, Entry, Peers, in_effect, ranges, shared, without

SSH = Ports("tcp", 22, 22)
WHOLE = Ports("any", 0, 65535)


def entry(
    action: Action | Unknown = "allow",
    rank: float | Unknown = 100,
    ports: Ports | Unknown = WHOLE,
    peers: Peers = Peers(ANYONE),
    targets: frozenset[str] | Unknown | None = None,
) -> Entry:
    return Entry(rank=rank, action=action, ports=(ports,), peers=peers, shown=(), targets=targets, description=None)


def open_spans(rule: Entry, *others: Entry, ties: bool = False) -> list[str]:
    """What of ``rule`` the internet still gets through, unknown parts with a question mark."""
    left = in_effect(rule, others, deny_wins_ties=ties)
    return [f"{item.span}{'' if item.internet is True else '?'}" for item in left if item.internet is not False]


def test_an_earlier_denial_takes_its_ports_out() -> None:
    assert open_spans(entry(ports=Ports("tcp", 20, 25)), entry("deny", 1, SSH)) == ["tcp/20-21", "tcp/23-25"]
    assert open_spans(entry(ports=SSH), entry("deny", 1)) == []


def test_a_later_denial_takes_nothing_and_ties_are_a_matter_of_the_cloud() -> None:
    assert open_spans(entry(ports=SSH), entry("deny", 200)) == ["tcp/22"]
    assert open_spans(entry(ports=SSH), entry("deny", 100)) == ["tcp/22"]
    assert open_spans(entry(ports=SSH), entry("deny", 100), ties=True) == []


def test_addresses_are_taken_out_too() -> None:
    halves = (entry("deny", 1, WHOLE, ranges(["0.0.0.0/1"])), entry("deny", 2, WHOLE, ranges(["128.0.0.0/1", "::/0"])))
    assert open_spans(entry(ports=SSH), *halves) == []
    assert open_spans(entry(ports=SSH), halves[0]) == ["tcp/22"]
    assert open_spans(entry(ports=SSH), entry("deny", 1, WHOLE, ranges(["0.0.0.0/0"]))) == ["tcp/22"]


@pytest.mark.parametrize(
    "stop",
    [
        entry("deny", Unknown("?"), SSH),
        entry(Unknown("?"), 1, SSH),
        entry("pass_on", 1, SSH),
        entry("deny", 1, Unknown("?")),
        entry("deny", 1, SSH, Peers((), unsure=Unknown("?"))),
        entry("deny", 1, SSH, targets=Unknown("?")),
    ],
)
def test_a_doubtful_stop_makes_it_unknown(stop: Entry) -> None:
    assert open_spans(entry(ports=SSH), stop) == ["tcp/22?"]


@pytest.mark.parametrize(
    "stop",
    [
        entry("allow", 1, SSH),
        entry("deny", 1, Ports("tcp", 23, 24)),
        entry("deny", 1, Ports("udp", 0, 65535)),
        entry("deny", 1, SSH, ranges(["10.0.0.0/8"])),
        entry("deny", 1, SSH, targets=frozenset({"db"})),
        entry("deny", Unknown("?"), Ports("tcp", 80, 80)),
    ],
)
def test_what_has_nothing_to_do_with_it_changes_nothing(stop: Entry) -> None:
    assert open_spans(entry(ports=SSH), stop) == ["tcp/22"]


def test_a_denial_for_more_targets_covers_fewer() -> None:
    narrow = entry(ports=SSH, targets=frozenset({"db"}))
    assert open_spans(narrow, entry("deny", 1, targets=frozenset({"db", "web"}))) == []
    assert open_spans(narrow, entry("deny", 1, targets=frozenset({"web"}))) == ["tcp/22"]


def test_named_peers_stay_when_every_address_is_taken() -> None:
    rule = entry(ports=SSH, peers=Peers(ANYONE, named=True))
    assert [item.internet for item in in_effect(rule, [entry("deny", 1)])] == [False]


networks = st.builds(
    lambda address, length: ip_network((address, length), strict=False), st.integers(0, 2**32 - 1), st.integers(0, 32)
)


def as_span(text: str) -> Span:
    found = span(text)
    assert found is not None
    return found


@given(st.lists(networks, max_size=3), st.lists(networks, max_size=3), st.integers(0, 2**32 - 1))
def test_the_remainder_of_addresses(held: list[object], taken: list[object], address: int) -> None:
    left = remainder(tuple(as_span(str(item)) for item in held), tuple(as_span(str(item)) for item in taken))

    def among(spans: tuple[Span, ...]) -> bool:
        return any(item.first <= address <= item.last for item in spans)

    wanted = among(tuple(as_span(str(item)) for item in held)) and not among(
        tuple(as_span(str(item)) for item in taken)
    )
    assert among(left) is wanted


@st.composite
def some_ports(draw: st.DrawFn) -> Ports:
    first, last = sorted((draw(st.integers(0, 65535)), draw(st.integers(0, 65535))))
    return Ports(draw(st.sampled_from(["tcp", "udp", "any"])), first, last)


@given(some_ports(), some_ports(), st.sampled_from(["tcp", "udp"]), st.integers(0, 65535))
def test_shared_and_left_over_ports_make_up_the_whole(ports: Ports, other: Ports, protocol: str, port: int) -> None:
    asked = [f"{protocol}/{port}"]
    common = shared(ports, other)
    inside = common is not None and common.overlaps(asked)
    outside = any(item.overlaps(asked) for item in without(ports, other))
    assert inside is (ports.overlaps(asked) and other.overlaps(asked))
    assert outside is (ports.overlaps(asked) and not other.overlaps(asked))
