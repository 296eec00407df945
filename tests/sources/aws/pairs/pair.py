"""The same things twice: as a plan and as what AWS answers about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from pcicheck.sources.live.records import Record

KEY = "arn:aws:kms:eu-west-1:999999999999:key/of-somebody"
"""A key of another account, which can only be a customer's."""


class Pair(Struct, frozen=True):
    """What AWS answers, the plan of the same things, and which address of the plan is which live one."""

    live: Mapping[str, Sequence[Record]]
    """By service."""
    plan: Mapping[str, Mapping[str, Any]]
    same: Mapping[str, str]


def named(*makers: Callable[[], Iterator[Pair]]) -> dict[str, Pair]:
    """Every pair that they make, under a name of its own."""
    return {f"{maker.__name__}-{number}": pair for maker in makers for number, pair in enumerate(maker())}
