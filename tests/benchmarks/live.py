"""A cloud to measure against: moto's server in a process of its own, seeded, behind a proxy that counts calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct

from tests.sources.aws.proxy import Denying, denying
from tests.sources.aws.server import environment, seeded

__all__ = ["Counting", "counting", "seeded"]


class Counting(Struct):
    """The way to the cloud, and how many calls took it."""

    proxy: Denying

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to take it."""
        return environment(self.proxy.url)

    def count(self) -> int:
        """Calls since the last count."""
        calls = len(self.proxy.heard)
        self.proxy.heard.clear()
        return calls


@contextmanager
def counting(url: str) -> Iterator[Counting]:
    """A proxy before it that lets everything pass."""
    with denying(url) as proxy:
        yield Counting(proxy)
