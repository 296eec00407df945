"""What an earlier deny leaves of a later allow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcicheck.model.ports import Ports
from pcicheck.providers.filters import without

WHOLE = Ports("any", 0, 65535)


@pytest.mark.parametrize(
    ("allowed", "stopped", "left"),
    [
        (Ports("tcp", 20, 25), Ports("tcp", 22, 22), ["tcp/20-21", "tcp/23-25"]),
        (Ports("tcp", 20, 25), Ports("tcp", 10, 22), ["tcp/23-25"]),
        (Ports("tcp", 22, 22), Ports("any", 0, 65535), []),
        (Ports("tcp", 22, 22), Ports("udp", 0, 65535), ["tcp/22"]),
        (WHOLE, WHOLE, []),
        (WHOLE, Ports("tcp", 22, 22), ["tcp/0-21", "tcp/23-65535", "udp/0-65535", "icmp", "other/0-65535"]),
        (WHOLE, Ports("50", 0, 65535), ["tcp/0-65535", "udp/0-65535", "icmp", "other/0-65535"]),
    ],
)
def test_what_is_left(allowed: Ports, stopped: Ports, left: list[str]) -> None:
    assert [str(ports) for ports in without(allowed, stopped)] == left


spans = st.builds(
    lambda protocol, ends: WHOLE if protocol == "any" else Ports(protocol, min(ends), max(ends)),
    st.sampled_from(["tcp", "udp", "any"]),
    st.tuples(st.integers(0, 65535), st.integers(0, 65535)),
)


@given(spans, spans, st.sampled_from(["tcp", "udp"]), st.integers(0, 65535))
def test_a_port_is_left_exactly_when_it_was_allowed_and_not_stopped(
    allowed: Ports, stopped: Ports, protocol: str, port: int
) -> None:
    asked = [f"{protocol}/{port}"]
    left = any(ports.overlaps(asked) for ports in without(allowed, stopped))
    assert left == (allowed.overlaps(asked) and not stopped.overlaps(asked))
