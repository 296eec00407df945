"""``for`` expressions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.syntax import Expression, NoValueError
from pcicheck.sources.terraform.hcl.values import MAX_ITEMS, TOO_LARGE, flag_of, text_of


def for_tuple(names: list[str], source: Expression, result: Expression, keep: Expression | None) -> Expression:
    """``[for k, v in source : result if keep]``."""

    def apply(scope: Any) -> Any:
        collection = source(scope)
        if isinstance(collection, Unknown):
            return Unknown(collection.reason)
        made: list[Any] = []
        for inner in _rounds(names, collection, scope):
            kept = _kept(keep, inner)
            if isinstance(kept, Unknown):
                return kept
            if kept:
                made.append(result(inner))
        return made

    return apply


def for_object(
    names: list[str], source: Expression, key: Expression, value: Expression, keep: Expression | None, *, grouped: bool
) -> Expression:
    """``{for k, v in source : key => value if keep}``; ``value...`` groups by key."""

    def apply(scope: Any) -> Any:
        collection = source(scope)
        if isinstance(collection, Unknown):
            return Unknown(collection.reason)
        made: dict[str, Any] = {}
        for inner in _rounds(names, collection, scope):
            kept = _kept(keep, inner)
            if isinstance(kept, Unknown):
                return kept
            if not kept:
                continue
            name = key(inner)
            if isinstance(name, Unknown):
                return Unknown(name.reason)
            if grouped:
                made.setdefault(text_of(name), []).append(value(inner))
            else:
                made[text_of(name)] = value(inner)
        return made

    return apply


def pairs(collection: Any) -> list[tuple[Any, Any]]:
    """Keys and values of a known collection, maps by key. Raises ``NoValueError`` for what is none."""
    if isinstance(collection, dict):
        return sorted(collection.items(), key=lambda item: str(item[0]))
    if isinstance(collection, list):
        return list(enumerate(collection))
    raise NoValueError("a list or a map is needed")


def _rounds(names: list[str], collection: Any, scope: Any) -> Iterator[Any]:
    items = pairs(collection)
    if len(items) > MAX_ITEMS:
        raise NoValueError(TOO_LARGE.reason)
    for key, value in items:
        yield scope.bind({names[-1]: value} if len(names) == 1 else {names[0]: key, names[1]: value})


def _kept(keep: Expression | None, scope: Any) -> bool | Unknown:
    if keep is None:
        return True
    asked = keep(scope)
    return Unknown(asked.reason) if isinstance(asked, Unknown) else flag_of(asked)
