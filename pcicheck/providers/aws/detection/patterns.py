"""EventBridge event patterns: whether one lets an event through.

Syntax: Amazon EventBridge User Guide, "Amazon EventBridge event patterns" and "Comparison operators for use in event
patterns". Account, region, id, time and version are the owner's own and match always.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from pcicheck.model.value import Unknown

Event = dict[str, Any]
Fires = Callable[[Event], bool]

_OWN = frozenset({"account", "region", "id", "time", "version"})
_MISSING = object()


@lru_cache(maxsize=4096)
def read_event_pattern(text: str) -> Fires | Unknown:
    """The pattern as a question to an event with its envelope; ``Unknown`` where it is not valid JSON."""
    try:
        pattern = json.loads(text)
    except (ValueError, RecursionError):
        pattern = None
    if not isinstance(pattern, dict):
        return Unknown("the event pattern is not a JSON object")
    rest = {name: wanted for name, wanted in pattern.items() if name not in _OWN}
    return lambda event: bool(rest) and _matches(rest, event)


def _matches(pattern: dict[str, Any], event: Any) -> bool:
    return all(_entry(name, wanted, event) for name, wanted in pattern.items())


def _entry(name: str, wanted: Any, event: Any) -> bool:
    if name == "$or" and isinstance(wanted, list):
        return any(isinstance(part, dict) and _matches(part, event) for part in wanted)
    value = event.get(name, _MISSING) if isinstance(event, dict) else _MISSING
    if isinstance(wanted, dict):
        return _matches(wanted, value)
    return isinstance(wanted, list) and any(_leaf(option, value) for option in wanted)


def _leaf(option: Any, value: Any) -> bool:
    if isinstance(option, dict):
        return len(option) == 1 and all(_filter(name, argument, value) for name, argument in option.items())
    if isinstance(value, list):
        return option in value
    return value is not _MISSING and type(option) is type(value) and bool(option == value)


def _filter(name: str, argument: Any, value: Any) -> bool:
    if name == "exists":
        return (value is not _MISSING) is argument
    if value is _MISSING:
        return False
    if name == "anything-but":
        return not _excluded(argument, value)
    if name == "numeric":
        return isinstance(value, (int, float)) and _in_range(argument, value)
    test = _TEXT_FILTERS.get(name)
    return test is not None and isinstance(argument, str) and isinstance(value, str) and test(value, argument)


def _excluded(argument: Any, value: Any) -> bool:
    if isinstance(argument, dict):
        return any(
            _filter(name, option, value)
            for name, options in argument.items()
            for option in (options if isinstance(options, list) else [options])
        )
    return value in argument if isinstance(argument, list) else bool(value == argument)


def _in_range(argument: Any, value: float) -> bool:
    if not isinstance(argument, list) or len(argument) % 2:
        return False
    pairs = zip(argument[::2], argument[1::2], strict=True)
    return all(operator in _NUMERIC and _NUMERIC[operator](value, bound) for operator, bound in pairs)


_NUMERIC: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_TEXT_FILTERS: dict[str, Callable[[str, str], bool]] = {
    "prefix": str.startswith,
    "suffix": str.endswith,
    "equals-ignore-case": lambda value, argument: value.lower() == argument.lower(),
    "wildcard": lambda value, argument: fnmatchcase(value, argument.replace("[", "[[]")),
}
