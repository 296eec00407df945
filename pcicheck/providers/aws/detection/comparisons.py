"""Fields of events, and how filter patterns compare them."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

Event = dict[str, Any]

MISSING = object()
"""Stands for a field that an event does not have."""

_STEP = re.compile(r"""[^.\[\]"']+""")


def steps_of(selector: str) -> list[str]:
    """The steps of ``$.a.b[0]`` as texts."""
    return _STEP.findall(selector[1:])


def field_of(event: Any, steps: list[str]) -> Any:
    """The value at the end of the steps, or ``MISSING``."""
    for step in steps:
        if isinstance(event, dict) and step in event:
            event = event[step]
        elif isinstance(event, list) and step.isdigit() and int(step) < len(event):
            event = event[int(step)]
        else:
            return MISSING
    return event


def compared(field: Any, compare: Callable[[Any, str], bool], value: str) -> bool:
    """Whether the comparison holds; never where the field is missing or null."""
    return field is not MISSING and field is not None and compare(field, value)


def _equal(field: Any, value: str) -> bool:
    if value.startswith("%"):
        return re.search(value.strip("%"), str(field)) is not None
    if value[:1] in ("'", '"'):
        value = value[1:-1]
    text = str(field).lower() if isinstance(field, bool) else str(field)
    return fnmatchcase(text, value.replace("[", "[[]")) if "*" in value else text == value


def _ordered(test: Callable[[float, float], bool]) -> Callable[[Any, str], bool]:
    def compare(field: Any, value: str) -> bool:
        return isinstance(field, (int, float)) and test(field, float(value))

    return compare


COMPARE: dict[str, Callable[[Any, str], bool]] = {
    "=": _equal,
    "!=": lambda field, value: not _equal(field, value),
    "<": _ordered(lambda a, b: a < b),
    ">": _ordered(lambda a, b: a > b),
    "<=": _ordered(lambda a, b: a <= b),
    ">=": _ordered(lambda a, b: a >= b),
}
"""Operator to the question that it asks of a field and a written value."""
