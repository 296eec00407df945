"""Conditions: the little language of ``assert``, ``when`` and ``where``.

A condition is a mapping. ``all``, ``any`` and ``not`` hold further conditions; every other key is a path to a
fact, whose value is a mapping of operators. Several keys in one mapping must all hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

Position = tuple[str | int, ...]

LIST_OPERATORS = ("any_of", "all_of")
OPERATORS = (
    "is",
    "in",
    "not_in",
    "at_least",
    "at_most",
    "matches",
    "contains",
    "empty",
    "overlaps",
    *LIST_OPERATORS,
)
"""The closed set. One function each in ``pcicheck.engine.predicates``."""


class All(Struct, frozen=True):
    """Holds where every part holds."""

    parts: tuple[Condition, ...]


class AnyOf(Struct, frozen=True):
    """Holds where some part holds."""

    parts: tuple[Condition, ...]


class Not(Struct, frozen=True):
    """Holds where its part does not."""

    part: Condition


class FactTest(Struct, frozen=True):
    """One operator put to one fact. For list operators the argument is a condition on the elements."""

    path: str
    operator: str
    argument: Any


Condition: TypeAlias = All | AnyOf | Not | FactTest


class ConditionError(ValueError):
    """A condition that cannot be read, and the position of the mistake inside it."""

    def __init__(self, message: str, position: Position) -> None:
        super().__init__(message)
        self.position = position


def parse(raw: Any, params: Mapping[str, Any], position: Position = ()) -> Condition:
    """Read a condition, ``$name`` arguments replaced from ``params``.

    Raises ``ConditionError`` with the position of an unknown operator, parameter or shape.
    """
    if not isinstance(raw, dict) or not raw:
        raise ConditionError("a condition is a mapping of facts to operators", position)
    parts = tuple(part for key, value in raw.items() for part in _entry(str(key), value, params, (*position, key)))
    return parts[0] if len(parts) == 1 else All(parts)


def tests(condition: Condition) -> Iterator[FactTest]:
    """Every test in a condition, in the order written; not those on list elements."""
    match condition:
        case FactTest():
            yield condition
        case Not():
            yield from tests(condition.part)
        case All() | AnyOf():
            for part in condition.parts:
                yield from tests(part)


def nearest(name: str, names: Any) -> str:
    """``; did you mean 'x'?``, or nothing where no name is near."""
    from difflib import get_close_matches  # only mistakes need it

    close = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"; did you mean '{close[0]}'?" if close else ""


def phrase(condition: Condition) -> str:
    """The condition as words, for "expected" and "applies when"."""
    match condition:
        case FactTest(path=path, operator=operator, argument=argument):
            if operator in LIST_OPERATORS:
                quantity = "some of" if operator == "any_of" else "each of"
                return f"{quantity} {path} has ({phrase(argument)})"
            if operator == "empty":
                return f"{path} is {'empty' if argument else 'set'}"
            return f"{path} {operator.replace('_', ' ')} {_argument(argument)}"
        case Not(part=part):
            return f"not ({phrase(part)})"
        case All(parts=parts):
            return " and ".join(_grouped(part) for part in parts)
        case AnyOf(parts=parts):
            return " or ".join(_grouped(part) for part in parts)


def _entry(key: str, value: Any, params: Mapping[str, Any], position: Position) -> Iterator[Condition]:
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise ConditionError(f"'{key}' takes a list of conditions", position)
        parts = tuple(parse(item, params, (*position, index)) for index, item in enumerate(value))
        yield All(parts) if key == "all" else AnyOf(parts)
    elif key == "not":
        yield Not(parse(value, params, position))
    elif not isinstance(value, dict) or not value:
        raise ConditionError(f"'{key}' takes a mapping of operators, such as {{is: true}}", position)
    else:
        for operator, argument in value.items():
            yield _test(key, str(operator), argument, params, (*position, operator))


def _test(path: str, operator: str, argument: Any, params: Mapping[str, Any], position: Position) -> FactTest:
    if operator not in OPERATORS:
        raise ConditionError(f"unknown operator '{operator}'{nearest(operator, OPERATORS)}", position)
    if operator in LIST_OPERATORS:
        return FactTest(path, operator, parse(argument, params, position))
    argument = _filled(argument, params, position)
    wanted = _ARGUMENT_TYPES.get(operator)
    if wanted is not None and not isinstance(argument, (*wanted, MissingParam)):
        raise ConditionError(f"'{operator}' takes {_TYPE_WORDS[operator]}", position)
    return FactTest(path, operator, tuple(argument) if isinstance(argument, list) else argument)


class MissingParam(Struct, frozen=True):
    """A parameter that the entity must declare and has not. Whatever needs it is unknown."""

    name: str


def _filled(argument: Any, params: Mapping[str, Any], position: Position) -> Any:
    if isinstance(argument, str) and argument.startswith("$"):
        name = argument[1:]
        if name not in params:
            raise ConditionError(f"unknown parameter '{argument}'{nearest(name, params)}", position)
        return params[name]
    if isinstance(argument, list):
        return [_filled(item, params, position) for item in argument]
    return argument


_ARGUMENT_TYPES: dict[str, tuple[type, ...]] = {
    "in": (list,),
    "not_in": (list,),
    "overlaps": (list,),
    "at_least": (int, float),
    "at_most": (int, float),
    "matches": (str,),
    "empty": (bool,),
}
_TYPE_WORDS = {
    "in": "a list",
    "not_in": "a list",
    "overlaps": "a list",
    "at_least": "a number",
    "at_most": "a number",
    "matches": "a regular expression",
    "empty": "true or false",
}


def _argument(argument: Any) -> str:
    if isinstance(argument, tuple):
        return ", ".join(_argument(item) for item in argument) or "nothing (none is declared)"
    if isinstance(argument, MissingParam):
        return f"the declared {argument.name}"
    if isinstance(argument, bool):
        return "true" if argument else "false"
    return "null" if argument is None else str(argument)


def _grouped(part: Condition) -> str:
    return f"({phrase(part)})" if isinstance(part, (All, AnyOf)) else phrase(part)
