"""Steps into values: attributes, indices and splats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.syntax import Expression, NoValueError
from pcicheck.sources.terraform.hcl.values import number_of, text_of

Step: TypeAlias = "str | Callable[[Any], Any]"
"""An attribute's name, or the expression of an index."""


def follow(value: Any, steps: Sequence[Step], scope: Any) -> Any:
    """The value at the end of some steps. Raises ``NoValueError`` where there is none."""
    for step in steps:
        if isinstance(value, Unknown):
            return Unknown(value.reason, value.refers) if value.draft else value
        value = _attribute(value, step) if isinstance(step, str) else _element(value, step(scope))
    return value


def splat(start: Expression, inner: Sequence[Step], after: Sequence[Step]) -> Expression:
    """``start[*].inner``, then ``after`` on the resulting list."""

    def apply(scope: Any) -> Any:
        value = start(scope)
        if isinstance(value, Unknown):
            return Unknown(value.reason, value.refers)
        if value is None:
            items = []
        elif isinstance(value, dict) and value and all(hasattr(item, "attribute") for item in value.values()):
            items = list(value.values())
        else:
            items = value if isinstance(value, list) else [value]
        return follow([follow(item, inner, scope) for item in items], after, scope)

    return apply


def _attribute(value: Any, name: str) -> Any:
    if hasattr(value, "attribute"):
        return value.attribute(name)
    if isinstance(value, dict):
        if name in value:
            return value[name]
        raise NoValueError(f"there is no attribute '{name}'")
    if isinstance(value, list) and name.isdigit():
        return _element(value, int(name))
    raise NoValueError(f"there is no attribute '{name}'")


def _element(value: Any, key: Any) -> Any:
    if isinstance(key, Unknown):
        return _any_of(value, key)
    if hasattr(value, "attribute"):
        return value.attribute(text_of(key))
    if isinstance(value, dict):
        name = text_of(key)
        if name in value:
            return value[name]
        raise NoValueError(f"there is no element '{name}'")
    if isinstance(value, list):
        index = int(number_of(key))
        if 0 <= index < len(value):
            return value[index]
        raise NoValueError(f"there is no element {index}")
    raise NoValueError("only lists and maps have elements")


def _any_of(value: Any, key: Unknown) -> Any:
    """With an unknown key the value is known only where every element is the same."""
    items = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    first = items[0] if items else key
    if all(item is first for item in items) and not isinstance(first, Unknown):
        return first
    return Unknown(key.reason)
