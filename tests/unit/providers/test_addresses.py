"""Which address ranges are the internet."""

from __future__ import annotations

from ipaddress import IPv4Network, ip_address

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcicheck.model.value import Unknown
from pcicheck.providers.addresses import Span, internet, span


@pytest.mark.parametrize(
    "ranges",
    [
        ["0.0.0.0/0"],
        ["::/0"],
        ["0000:0000:0000:0000:0000:0000:0000:0000/0"],
        ["10.0.0.0/0"],
        ["0.0.0.0"],  # noqa: S104
        ["::0"],
        [" 0.0.0.0/0 "],
        ["0.0.0.0/1", "128.0.0.0/1"],
        ["0.0.0.0/1"],
        ["64.0.0.0/7"],
        ["17.0.0.0/8", "53.0.0.0/8"],
        ["2000::/3"],
        ["2600::/12"],
        ["10.0.0.0/8", "0.0.0.0/0"],
    ],
)
def test_everybody(ranges: list[str]) -> None:
    assert internet(ranges) is True


@pytest.mark.parametrize(
    "ranges",
    [
        [],
        ["203.0.113.7/32"],
        ["8.8.8.8/32"],
        ["17.0.0.0/8"],
        ["17.0.0.0/8", "17.0.0.0/9", "17.128.0.0/9"],
        ["10.0.0.0/7"],
        ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"],
        ["240.0.0.0/4"],
        ["2630::/16"],
        ["fd00::/8"],
        ["2001:db8::/32"],
    ],
)
def test_somebody(ranges: list[str]) -> None:
    assert internet(ranges) is False


def test_unknown_ranges_matter_only_when_the_known_ones_are_narrow() -> None:
    assert internet([Unknown("after apply"), "0.0.0.0/0"]) is True
    assert internet([Unknown("after apply"), "10.0.0.0/8"]) == Unknown("after apply")
    assert isinstance(internet(["everywhere"]), Unknown)


def test_spans() -> None:
    assert span("10.0.0.5/8") == span("10.0.0.0/8")
    assert span("nonsense") is None


@pytest.mark.parametrize(
    ("wide", "narrow", "covered"),
    [
        ("0.0.0.0/0", "10.0.0.0/8", True),
        ("10.0.0.0/8", "10.0.0.0/8", True),
        ("10.0.0.0/8", "0.0.0.0/0", False),
        ("::/0", "10.0.0.0/8", False),
    ],
)
def test_covering(wide: str, narrow: str, covered: bool) -> None:
    outer, inner = span(wide), span(narrow)
    assert outer is not None
    assert inner is not None
    assert outer.covers(inner) is covered


networks = st.builds(
    lambda address, prefix: str(IPv4Network((address, prefix), strict=False)),
    st.integers(0, 2**32 - 1),
    st.integers(0, 32),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(networks, max_size=6), networks)
def test_more_ranges_never_make_it_narrower(ranges: list[str], more: str) -> None:
    assert internet(ranges) is not True or internet([*ranges, more]) is True


@given(st.lists(networks, max_size=6))
def test_order_and_repetition_do_not_matter(ranges: list[str]) -> None:
    assert internet(ranges) == internet([*reversed(ranges), *ranges])


@given(networks)
def test_halves_weigh_what_the_whole_weighs(text: str) -> None:
    network = IPv4Network(text)
    halves = [str(half) for half in network.subnets()] if network.prefixlen < 32 else [text]
    assert internet(halves) == internet([text])


@given(networks)
def test_a_span_holds_its_own_addresses(text: str) -> None:
    network = IPv4Network(text)
    assert span(text) == Span(4, int(ip_address(network[0])), int(ip_address(network[-1])))
