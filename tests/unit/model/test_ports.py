"""Sets of ports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcicheck.model.ports import Ports

PORT = st.integers(0, 65535)


@pytest.mark.parametrize(
    ("protocol", "first", "last", "text"),
    [
        ("tcp", 22, 22, "tcp/22"),
        ("TCP", 20, 25, "tcp/20-25"),
        ("6", 22, 22, "tcp/22"),
        ("17", 53, 53, "udp/53"),
        ("-1", 0, 0, "any/0-65535"),
        ("*", None, None, "any/0-65535"),
        ("tcp", None, None, "tcp/0-65535"),
        ("tcp", 443, None, "tcp/443-65535"),
        ("icmp", -1, -1, "icmp"),
        ("icmpv6", -1, -1, "icmp"),
        ("50", 0, 0, "50/0"),
    ],
)
def test_spellings(protocol: str, first: int | None, last: int | None, text: str) -> None:
    assert str(Ports.of(protocol, first, last)) == text


@pytest.mark.parametrize(
    ("ports", "asked", "expected"),
    [
        (Ports("tcp", 20, 25), [22], True),
        (Ports("tcp", 20, 25), [26], False),
        (Ports("udp", 53, 53), [53], False),
        (Ports("udp", 53, 53), ["udp/53"], True),
        (Ports("any", 0, 65535), ["udp/53"], True),
        (Ports("tcp", 0, 65535), ["all"], True),
        (Ports("tcp", 1, 65535), ["all"], True),
        (Ports("tcp", 0, 1024), ["all"], False),
        (Ports("icmp", 0, 65535), ["all", 22], False),
        (Ports("tcp", 5000, 6000), ["5985-5986"], True),
        (Ports("tcp", 5000, 5984), ["tcp/5985-5986"], False),
    ],
)
def test_overlaps(ports: Ports, asked: list[object], expected: bool) -> None:
    assert ports.overlaps(asked) is expected


@given(PORT, PORT, PORT)
def test_a_range_overlaps_exactly_its_members(one: int, other: int, port: int) -> None:
    first, last = sorted((one, other))
    assert Ports("tcp", first, last).overlaps([port]) is (first <= port <= last)
