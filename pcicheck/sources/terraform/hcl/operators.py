"""Operators and conditionals, three-valued: what an unknown part cannot change is known all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.syntax import Expression, NoValueError
from pcicheck.sources.terraform.hcl.values import flag_of, from_unknown, number_of, unknown_in


def unary(operator: str, operand: Expression) -> Expression:
    """``!a`` or ``-a``."""

    def apply(scope: Any) -> Any:
        value = operand(scope)
        if isinstance(value, Unknown):
            return Unknown(value.reason)
        return not flag_of(value) if operator == "!" else -number_of(value)

    return apply


def binary(operator: str, left: Expression, right: Expression) -> Expression:
    """Arithmetic, comparison and logic."""
    if operator in ("&&", "||"):
        return _logic(left, right, decisive=operator == "||")
    if operator in ("==", "!="):
        return _equality(left, right, negated=operator == "!=")
    function = _ARITHMETIC.get(operator)

    def apply(scope: Any) -> Any:
        first, second = left(scope), right(scope)
        if isinstance(first, Unknown) or isinstance(second, Unknown):
            return Unknown(next(v for v in (first, second) if isinstance(v, Unknown)).reason)
        if function is None:
            raise NoValueError(f"'{operator}' is no operator")
        try:
            return _whole(function(number_of(first), number_of(second)))
        except (ZeroDivisionError, OverflowError) as problem:
            raise NoValueError(str(problem)) from problem

    return apply


def choose(condition: Expression, yes: Expression, no: Expression) -> Expression:
    """``condition ? yes : no``. With an unknown condition both must agree."""

    def apply(scope: Any) -> Any:
        asked = condition(scope)
        if not isinstance(asked, Unknown):
            return (yes if flag_of(asked) else no)(scope)
        try:
            first, second = yes(scope), no(scope)
        except NoValueError:
            return Unknown(asked.reason)
        if first == second and type(first) is type(second) and not unknown_in(first):
            return first
        return Unknown(asked.reason)

    return apply


def _logic(left: Expression, right: Expression, *, decisive: bool) -> Expression:
    def apply(scope: Any) -> Any:
        first = left(scope)
        if not isinstance(first, Unknown) and flag_of(first) is decisive:
            return decisive
        second = right(scope)
        if not isinstance(second, Unknown) and flag_of(second) is decisive:
            return decisive
        missing = [value for value in (first, second) if isinstance(value, Unknown)]
        return Unknown(missing[0].reason) if missing else not decisive

    return apply


def _equality(left: Expression, right: Expression, *, negated: bool) -> Expression:
    def apply(scope: Any) -> Any:
        first, second = left(scope), right(scope)
        for one, other in ((first, second), (second, first)):
            if (other is None or other == "") and (hasattr(one, "whole") or (isinstance(one, Unknown) and one.refers)):
                return negated  # what another resource will give is neither null nor empty
        missing = [found for found in (unknown_in(first), unknown_in(second)) if found]
        if missing:
            return Unknown(from_unknown(missing).reason)
        same = first == second and isinstance(first, bool) == isinstance(second, bool)
        return same is not negated

    return apply


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


_ARITHMETIC: dict[str, Callable[[float, float], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": lambda a, b: a - b * int(a / b),
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
