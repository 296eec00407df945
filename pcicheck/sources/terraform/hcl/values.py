"""Values of the Terraform language: JSON values, ``Unknown``, and references to whole resources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from pcicheck.model.value import SENSITIVE, Unknown
from pcicheck.sources.terraform.hcl.syntax import NoValueError

MAX_TEXT = 2_000_000
MAX_ITEMS = 50_000
"""Bounds on what an expression may grow to; more is a mistake or malice."""

TOO_LARGE = Unknown("larger than pcicheck evaluates")


class Attributes(Protocol):
    """A resource, data source or module whose attributes can be asked for one by one."""

    def attribute(self, name: str) -> Any:
        """The value of one attribute; ``Unknown`` where it comes only later."""

    def whole(self) -> Unknown:
        """What stands for it where a plain value is needed."""


def unknown_in(value: Any) -> Unknown | None:
    """The first unknown inside a value, however deep."""
    return next(unknowns(value), None)


def unknowns(value: Any) -> Iterator[Unknown]:
    """Every unknown inside a value."""
    if isinstance(value, Unknown):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from unknowns(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from unknowns(item)
    elif hasattr(value, "whole"):
        yield value.whole()


def from_unknown(parts: Iterable[Unknown], draft: str = "") -> Unknown:
    """The unknown that is made of others: it refers to what they refer to, where all of them refer to something."""
    found = list(parts)
    if SENSITIVE in found:
        return SENSITIVE
    refers = tuple(dict.fromkeys(name for part in found for name in part.refers))
    return Unknown(found[0].reason, refers if all(part.refers for part in found) else (), draft)


def plain(value: Any) -> Any:
    """A value without references to whole resources."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value.whole() if hasattr(value, "whole") else value


def text_of(value: Any) -> str:
    """A known primitive as text. Raises ``NoValueError`` for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    raise NoValueError("the value cannot be written as text")


def number_of(value: Any) -> float:
    """A known primitive as number. Raises ``NoValueError`` for anything else."""
    if isinstance(value, bool) or value is None:
        raise NoValueError("a number is needed")
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        try:
            found = float(value)
        except ValueError as problem:
            raise NoValueError(f"'{value}' is not a number") from problem
        return int(found) if found.is_integer() else found
    raise NoValueError("a number is needed")


def flag_of(value: Any) -> bool:
    """A known primitive as boolean. Raises ``NoValueError`` for anything else."""
    if isinstance(value, bool):
        return value
    if value in ("true", "1"):
        return True
    if value in ("false", "0"):
        return False
    raise NoValueError("true or false is needed")


def placeholder(value: Unknown) -> str:
    """How an unknown stands in a draft: ``${…}`` of what it will come from."""
    if value.draft:
        return value.draft
    return "${" + (value.refers[0] if value.refers else "unknown") + "}"


def json_text(value: Any) -> str | Unknown:
    """The JSON text of a value; where parts are unknown, an unknown text with a draft."""
    missing = list(unknowns(value))
    text = json.dumps(drafted(value), separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")  # as Terraform writes them
    return from_unknown(missing, draft=text) if missing else text


def drafted(value: Any) -> Any:
    """The value with ``${…}`` in place of what is not known in it."""
    if isinstance(value, Unknown):
        return placeholder(value)
    if isinstance(value, list):
        return [drafted(item) for item in value]
    if isinstance(value, dict):
        return {name: drafted(item) for name, item in value.items()}
    return placeholder(value.whole()) if hasattr(value, "whole") else value
