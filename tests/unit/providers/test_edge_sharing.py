"""What server blocks that share an address, and certificates that share a ``bind``, say together."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.providers.edge.haproxy_certificates import all_weak, same_of, worst_version
from pcicheck.providers.edge.nginx_tls import Listen

OPEN = Unknown("the environment decides")


@pytest.mark.parametrize(
    ("address", "socket"),
    [
        ("443", "*:443"),
        ("*:443", "*:443"),
        ("0.0.0.0:443", "*:443"),
        ("[::]:443", "[::]:443"),
        ("10.0.0.1:443", "10.0.0.1:443"),
        ("10.0.0.1", "10.0.0.1:80"),
        ("[::1]", "[::1]:80"),
    ],
)
def test_ways_of_writing_an_address(address: str, socket: str) -> None:
    assert Listen(address, True).socket == socket


@pytest.mark.parametrize(
    ("found", "worst"),
    [([1.2, 1.3], 1.2), ([1.3, OPEN], OPEN), ([1.0, OPEN], 1.0), ([1.2, OPEN], OPEN), ([OPEN], OPEN)],
)
def test_the_worst_version_decides_when_it_is_bad_enough(found: list[Any], worst: Any) -> None:
    assert worst_version(found) == worst


@pytest.mark.parametrize(
    ("found", "weak"),
    [([(), ()], ()), ([("rc4",), ("rc4", "des")], ("rc4", "des")), ([(), OPEN], OPEN), ([("des",), OPEN], ("des",))],
)
def test_poor_algorithms_of_one_are_those_of_all(found: list[Any], weak: Any) -> None:
    assert all_weak(found) == weak


def test_what_differs_between_names_is_not_known_for_all() -> None:
    assert same_of(["required", "required"]) == "required"
    assert isinstance(same_of(["required", "none"]), Unknown)
    assert same_of(["required", OPEN]) is OPEN
