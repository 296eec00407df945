"""What a finding shows of the facts that a rule read: of long lists the elements and fields that decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from pcicheck.engine.truth import judge, step_into
from pcicheck.model.value import Unknown
from pcicheck.results.show import plain
from pcicheck.rulebook.condition import LIST_OPERATORS, Condition, FactTest, tests

_IDENTIFYING = ("name", "span", "peers")
"""Fields by which people know an element again."""


def observed(conditions: Sequence[Condition], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Every fact that was read, as JSON."""
    asked: dict[str, list[FactTest]] = {}
    for condition in conditions:
        for test in tests(condition):
            asked.setdefault(test.path, []).append(test)
    return {path: plain(_cut(asked[path], value)) for path, value in facts.items()}


def _cut(asked: Sequence[FactTest], value: Any) -> Any:
    """A list of structs as the tests saw it; anything else as it is."""
    if not isinstance(value, tuple) or not any(isinstance(element, Struct) for element in value):
        return value
    if any(test.operator not in LIST_OPERATORS for test in asked):
        return value
    names = {inner.path.split(".")[0] for test in asked for inner in tests(test.argument)}
    elements = [element for element in value if not all(_holds(test, element) for test in asked)]
    return tuple(_fields(element, names) for element in elements or value)


def _holds(test: FactTest, element: Any) -> bool:
    """Whether an element cannot be why the test fails."""
    if test.operator != "all_of" or isinstance(element, Unknown):
        return False
    return judge(test.argument, partial(step_into, element)) is True


def _fields(element: Any, names: set[str]) -> Any:
    if not isinstance(element, Struct) or isinstance(element, Unknown):
        return element
    return {
        name: getattr(element, name)
        for name in element.__struct_fields__
        if name in names or (name in _IDENTIFYING and getattr(element, name))
    }
