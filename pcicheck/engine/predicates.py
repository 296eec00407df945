"""The operators: a closed set, one function each.

Each takes a *known* fact and the rule's argument and answers true or false, or ``Unknown`` where a list has
unknown elements that could change the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from pcicheck.model.ports import Ports
from pcicheck.model.value import Unknown

Answer = bool | Unknown


def equals(value: Any, argument: Any) -> Answer:
    """``is``: equal, with text compared without regard to case."""
    if isinstance(value, str) and isinstance(argument, str):
        return value.lower() == argument.lower()
    return bool(value == argument)


def member(value: Any, argument: tuple[Any, ...]) -> Answer:
    """``in``: one of the listed values."""
    return any(equals(value, option) is True for option in argument)


def not_member(value: Any, argument: tuple[Any, ...]) -> Answer:
    """``not_in``: none of the listed values."""
    return not member(value, argument)


def at_least(value: Any, argument: float) -> Answer:
    """``at_least``: a number not below the argument; unset is below everything."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= argument


def at_most(value: Any, argument: float) -> Answer:
    """``at_most``: a number not above the argument; unset is no number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value <= argument


def matches(value: Any, argument: str) -> Answer:
    """``matches``: the regular expression is found in the text, or in some element of a list of texts."""
    pattern = _pattern(argument)
    if isinstance(value, tuple):
        return _some(value, lambda item: isinstance(item, str) and pattern.search(item) is not None)
    return isinstance(value, str) and pattern.search(value) is not None


def contains(value: Any, argument: Any) -> Answer:
    """``contains``: a list has the element, or every element of a listed argument; a text has the part."""
    if isinstance(argument, tuple):
        answers = [contains(value, item) for item in argument]
        return False if False in answers else next((a for a in answers if isinstance(a, Unknown)), True)
    if isinstance(value, tuple):
        return _some(value, lambda item: equals(item, argument) is True)
    return isinstance(value, str) and isinstance(argument, str) and argument.lower() in value.lower()


def empty(value: Any, argument: bool) -> Answer:
    """``empty``: unset, an empty text or an empty list; ``empty: false`` is the contrary.

    An unknown element is an element: something is there, whatever it is.
    """
    return (value is None or value in ("", ())) is argument


def overlaps(value: Any, argument: tuple[Any, ...]) -> Answer:
    """``overlaps``: a set of ports, or a list, has at least one element in common with the argument."""
    if isinstance(value, Ports):
        return value.overlaps(argument)
    if isinstance(value, tuple):
        return _some(value, lambda item: member(item, argument) is True)
    return False


def _some(items: tuple[Any, ...], holds: Callable[[Any], bool]) -> Answer:
    unknown: Unknown | None = None
    for item in items:
        if isinstance(item, Unknown):
            unknown = unknown or item
        elif holds(item):
            return True
    return unknown or False


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


PREDICATES: dict[str, Callable[[Any, Any], Answer]] = {
    "is": equals,
    "in": member,
    "not_in": not_member,
    "at_least": at_least,
    "at_most": at_most,
    "matches": matches,
    "contains": contains,
    "empty": empty,
    "overlaps": overlaps,
}
