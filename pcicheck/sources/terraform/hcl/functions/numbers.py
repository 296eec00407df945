"""Numeric functions and conversions."""

from __future__ import annotations

import math
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.functions.table import Table
from pcicheck.sources.terraform.hcl.syntax import NoValueError
from pcicheck.sources.terraform.hcl.values import flag_of, number_of, text_of

TABLE = Table()


def _numbers(values: tuple[Any, ...]) -> list[float]:
    return [number_of(value) for value in values]


def _whole(value: float) -> float:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _power(base: Any, exponent: Any) -> float:
    first, second = number_of(base), number_of(exponent)
    if abs(second) > 1024:
        raise NoValueError("pow: the exponent is too large")
    return _whole(float(first) ** float(second))


@TABLE.add("tostring", lenient=True)
def _tostring(value: Any) -> Any:
    return value if value is None or isinstance(value, Unknown) else text_of(value)


@TABLE.add("tonumber", lenient=True)
def _tonumber(value: Any) -> Any:
    return value if value is None or isinstance(value, Unknown) else number_of(value)


@TABLE.add("tobool", lenient=True)
def _tobool(value: Any) -> Any:
    return value if value is None or isinstance(value, Unknown) else flag_of(value)


TABLE.plain(
    abs=lambda value: abs(number_of(value)),
    ceil=lambda value: math.ceil(number_of(value)),
    floor=lambda value: math.floor(number_of(value)),
    log=lambda value, base: math.log(number_of(value), number_of(base)),
    max=lambda *values: max(_numbers(values)),
    min=lambda *values: min(_numbers(values)),
    parseint=lambda text, base: int(text_of(text), int(base)),
    pow=_power,
    signum=lambda value: (number_of(value) > 0) - (number_of(value) < 0),
)
