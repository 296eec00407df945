"""What is written in a file: blocks and attributes with their lines, expressions not yet evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from pcicheck.sources.terraform.hcl.scope import Scope

Expression: TypeAlias = "Callable[[Scope], Any]"
"""A compiled expression. Gives its value in a scope, or raises ``NoValueError``."""


class NoValueError(Exception):
    """An expression that is wrong, or has no value here. ``try`` and ``can`` catch it."""


class Attribute:
    """``name = expression``. The expression is compiled when it is first asked for."""

    __slots__ = ("_compile", "_expression", "end_line", "line", "name", "syntax")

    def __init__(self, name: str, line: int, end_line: int, syntax: Any, compile_: Callable[[Any], Expression]) -> None:
        self.name = name
        self.line = line
        self.end_line = end_line
        self.syntax = syntax
        """The expression as parsed: a node of the grammar, or JSON."""
        self._compile = compile_
        self._expression: Expression | None = None

    def evaluate(self, scope: Scope) -> Any:
        """The value in a scope. Raises ``NoValueError``."""
        if self._expression is None:
            try:
                self._expression = self._compile(self.syntax)
            except (StopIteration, LookupError, ValueError, AttributeError) as problem:
                raise NoValueError("the expression is not understood") from problem
        return self._expression(scope)


class Block(Struct):
    """A block with what is inside it."""

    type: str
    labels: tuple[str, ...]
    file: str
    line: int
    end_line: int
    attributes: dict[str, Attribute]
    blocks: list[Block]
    damaged: str = ""
    """Why a part of it could not be understood; empty where all of it was."""

    def of(self, type_: str) -> Iterator[Block]:
        """Blocks of a type directly inside it."""
        return (block for block in self.blocks if block.type == type_)


class FileError(Exception):
    """A file that cannot be read as configuration: one sentence with line, column and reason."""
