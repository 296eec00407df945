"""Functions that stand outside the ordinary: ``try``, ``can``, sensitive values, and what only a run can tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pcicheck.model.value import SENSITIVE, Unknown
from pcicheck.sources.terraform.hcl.functions.table import Table
from pcicheck.sources.terraform.hcl.syntax import Expression, NoValueError

TABLE = Table()


def attempt(name: str, arguments: Sequence[Expression]) -> Expression:
    """``try(a, b, …)``: the first argument that is no error; ``can(a)``: whether it is none."""

    def first(scope: Any) -> Any:
        for argument in arguments:
            try:
                return argument(scope)
            except NoValueError:
                continue
        raise NoValueError("try: no argument has a value")

    def possible(scope: Any) -> Any:
        try:
            value = arguments[0](scope)
        except NoValueError:
            return False
        return Unknown(value.reason) if isinstance(value, Unknown) and not value.refers else True

    return first if name == "try" else possible


@TABLE.add("sensitive", lenient=True)
def _sensitive(value: Any) -> Any:
    return value if value is None else SENSITIVE


@TABLE.add("nonsensitive", lenient=True)
def _nonsensitive(value: Any) -> Any:
    return value


@TABLE.add("issensitive", lenient=True)
def _issensitive(value: Any) -> Any:
    return value is SENSITIVE


@TABLE.add("type", lenient=True)
def _type(value: Any) -> Any:
    return Unknown("the type of a value is not evaluated here")


@TABLE.add("ephemeralasnull", lenient=True)
def _ephemeralasnull(value: Any) -> Any:
    return value


for _name in ("timestamp", "plantimestamp", "uuid", "bcrypt", "rsadecrypt", "base64gzip", "abspath", "pathexpand"):
    TABLE.add(_name, lenient=True)(
        # Such a value is never null, which ``refers`` lets adapters see: ``is_set`` is true of it.
        lambda *_given, _called=_name: Unknown(f"{_called}() gives a value only when Terraform runs", (f"{_called}()",))
    )
