"""Terraform's built-in functions. Source: Terraform language documentation, "Functions"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.functions import collections, encoding, files, network, numbers, special, texts
from pcicheck.sources.terraform.hcl.functions.table import Function
from pcicheck.sources.terraform.hcl.syntax import Expression, NoValueError
from pcicheck.sources.terraform.hcl.values import MAX_ITEMS, MAX_TEXT, TOO_LARGE, from_unknown, plain, unknowns

FUNCTIONS: dict[str, Function] = {
    name: function
    for module in (texts, collections, numbers, encoding, network, files, special)
    for name, function in module.TABLE.functions.items()
}


def call(name: str, arguments: Sequence[Expression], *, spread: bool) -> Expression:
    """A call of a function. With ``spread`` the last argument is a list of arguments."""
    name = name.removeprefix("core::")
    if name in ("try", "can"):
        return special.attempt(name, arguments)
    found = FUNCTIONS.get(name)

    def apply(scope: Any) -> Any:
        if found is None:
            return Unknown(f"the function {name} is not evaluated here")
        given = [argument(scope) for argument in arguments]
        if spread:
            last = given.pop()
            if isinstance(last, Unknown):
                return Unknown(last.reason)
            given.extend(last if isinstance(last, list) else [last])
        return _checked(_apply(found, given, scope, name))

    return apply


def _apply(function: Function, given: list[Any], scope: Any, name: str) -> Any:
    if not function.lenient:
        given = [plain(value) for value in given]
        missing = [part for value in given for part in unknowns(value)]
        if missing:
            return from_unknown(missing)
    try:
        return function.run(scope, *given) if function.scoped else function.run(*given)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError, RecursionError) as problem:
        raise NoValueError(f"{name}: {problem or type(problem).__name__}") from problem


def _checked(value: Any) -> Any:
    if (isinstance(value, (list, dict)) and len(value) > MAX_ITEMS) or (
        isinstance(value, str) and len(value) > MAX_TEXT
    ):
        raise NoValueError(TOO_LARGE.reason)
    return value
