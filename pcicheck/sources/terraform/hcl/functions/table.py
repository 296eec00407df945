"""A table of functions by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

Run = Callable[..., Any]


class Function(Struct, frozen=True):
    """One built-in function."""

    run: Run
    lenient: bool = False
    """Whether it deals with unknown arguments itself; else any unknown makes the result unknown."""
    scoped: bool = False
    """Whether its first argument is the scope."""


class Table:
    """Functions of one module, by Terraform's names."""

    def __init__(self) -> None:
        self.functions: dict[str, Function] = {}

    def add(self, name: str, *, lenient: bool = False, scoped: bool = False) -> Callable[[Run], Run]:
        """Register a function under a name."""

        def register(run: Run) -> Run:
            self.functions[name] = Function(run, lenient, scoped)
            return run

        return register

    def plain(self, **functions: Run) -> None:
        """Register functions that know nothing of unknown values."""
        for name, run in functions.items():
            self.functions[name.rstrip("_")] = Function(run)
