"""From the form of a cloud's own API to the one that Terraform has for the same thing: what all clouds share.

Names in lower camel case become snake case by themselves; a table says what else differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from pcicheck.model.value import NOT_STATED, Unknown

Values = dict[str, Any]
_HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")
_MAPS = frozenset({"labels", "resourceLabels", "userLabels", "annotations", "metadata", "tags"})
"""Attributes whose keys are the owner's own words."""


class Shape(Struct, frozen=True):
    """How one type of a cloud's API becomes a Terraform type."""

    type: str
    """Terraform type."""
    moves: dict[str, str] = {}
    """Path of Terraform's attribute to the path (in snake case) where the API has it."""
    unstated: tuple[str, ...] = ()
    """Paths in Terraform's form that are unknown where the API's document leaves them out."""
    more: Callable[[Values], None] | None = None
    """What a table cannot say, done in place."""


def reshape(shape: Shape, values: Values) -> Values:
    """Values in snake case brought to Terraform's form, in place."""
    for name, path in shape.moves.items():
        found = at(values, path)
        if found is not None:
            put(values, name, found)
    if shape.more is not None:
        shape.more(values)
    unstate(values, shape.unstated)
    return values


def snake(value: Any, own_words: frozenset[str] = _MAPS) -> Any:
    """A value with the names inside it in snake case; the keys of maps called ``own_words`` stay as they are."""
    if isinstance(value, dict):
        return {
            _HUMP.sub(r"_\1", key).lower(): item if key in own_words and _plain(item) else snake(item, own_words)
            for key, item in value.items()
        }
    return [snake(item, own_words) for item in value] if isinstance(value, list) else value


def at(values: Any, path: str) -> Any:
    """What stands at a path; ``None`` where nothing does, and the unknown that the path leads into."""
    for step in path.split("."):
        if isinstance(values, Unknown):
            return values
        values = values.get(step) if isinstance(values, dict) else None
    return values


def put(values: Values, path: str, value: Any) -> None:
    """Write a value at a path, unless something on the way is not known."""
    *steps, last = path.split(".")
    for step in steps:
        inner = values.get(step)
        if inner is None:
            inner = values[step] = {}
        if not isinstance(inner, dict):
            return
        values = inner
    values[last] = value


def unstate(values: Values, paths: Iterable[str], why: Unknown = NOT_STATED) -> None:
    """Make the ends of paths unknown where nothing stands there."""
    for path in paths:
        if at(values, path) is None:
            put(values, path, why)


def _plain(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, (str, Unknown)) for item in value.values())
