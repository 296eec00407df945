"""Three-valued logic over conditions (Kleene's), with "inapplicable" falling out of ``all`` and ``any``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeAlias

from pcicheck.engine.predicates import PREDICATES
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.rulebook.condition import All, AnyOf, Condition, FactTest, MissingParam, Not

Truth: TypeAlias = bool | Unknown | Inapplicable
Read: TypeAlias = Callable[[str], Any]
"""Reads the fact at a path."""


def judge(condition: Condition, read: Read) -> Truth:
    """Whether the condition holds of what ``read`` reads."""
    match condition:
        case FactTest():
            return _put(condition, read(condition.path))
        case Not(part=part):
            truth = judge(part, read)
            return not truth if isinstance(truth, bool) else truth
        case All(parts=parts):
            return every(judge(part, read) for part in parts)
        case AnyOf(parts=parts):
            return some(judge(part, read) for part in parts)


def every(truths: Iterable[Truth]) -> Truth:
    """False where one is false, else unknown where one is, else true; inapplicable where all are."""
    answer: Truth | None = None
    for truth in truths:
        if truth is False:
            return False
        if isinstance(truth, Unknown):
            answer = answer if isinstance(answer, Unknown) else truth
        elif answer is None or (isinstance(answer, Inapplicable) and truth is True):
            answer = truth
    return True if answer is None else answer


def some(truths: Iterable[Truth]) -> Truth:
    """True where one is true, else unknown where one is, else false; inapplicable where all are."""
    answer: Truth | None = None
    for truth in truths:
        if truth is True:
            return True
        if isinstance(truth, Unknown):
            answer = answer if isinstance(answer, Unknown) else truth
        elif answer is None or (isinstance(answer, Inapplicable) and truth is False):
            answer = truth
    return False if answer is None else answer


def _put(test: FactTest, value: Any) -> Truth:
    if isinstance(value, (Unknown, Inapplicable)):
        return value
    if isinstance(test.argument, MissingParam):
        return Unknown(f"the entity has not declared '{test.argument.name}' (pcicheck.yaml, params)")
    if test.operator in ("any_of", "all_of"):
        return _over_elements(test, value)
    return PREDICATES[test.operator](value, test.argument)


def _over_elements(test: FactTest, value: Any) -> Truth:
    elements = value if isinstance(value, tuple) else ()
    truths = (
        element if isinstance(element, Unknown) else judge(test.argument, partial(step_into, element))
        for element in elements
    )
    if test.operator == "any_of":
        found = some(truths)
        return False if isinstance(found, Inapplicable) else found
    found = every(truths)
    return True if isinstance(found, Inapplicable) else found


def step_into(value: Any, path: str) -> Any:
    """Read a path inside a struct that holds no links."""
    for step in path.split("."):
        if value is None or isinstance(value, (Unknown, Inapplicable)):
            return value
        value = getattr(value, step)
    return value
