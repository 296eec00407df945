"""How a collection tells what it is doing."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears of each step; of how many there are as soon as that is known."""

    def __call__(self, text: str, done: int = 0, total: int = 0) -> None:
        """``text`` is for people; ``done`` of ``total`` units are finished."""


def silent(text: str, done: int = 0, total: int = 0) -> None:
    """Tell nobody."""
