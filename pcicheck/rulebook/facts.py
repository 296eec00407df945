"""Which fact paths exist: kinds, their fields, nested structs, list elements and links."""

from __future__ import annotations

import types
import typing
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct

from pcicheck.model.kinds import KINDS, To
from pcicheck.model.link import Link
from pcicheck.model.ports import Ports
from pcicheck.model.value import Inapplicable, Unknown

RESOURCE_PATHS = ("native_type", "provider", "account", "region", "native_address", "labels.<name>")
"""What ``resource.…`` may name."""

_WHOLE = (Unknown, Inapplicable, Link, Ports)
"""Structs that stand for one value: no fact path leads into them."""

_NAMESPACE = {"Annotated": Annotated, "Literal": Literal}


class PathError(ValueError):
    """A path that leads nowhere, with the valid names at the step that failed."""

    def __init__(self, message: str, step: str, names: typing.Iterable[str]) -> None:
        super().__init__(message)
        self.step = step
        self.names = tuple(names)


class FactType(Struct, frozen=True):
    """What stands at a path: a struct to go into, a link to go through, elements to look at, or a value."""

    struct: type[Struct] | None = None
    link_to: str = ""
    element: type[Struct] | None = None
    scalar: tuple[type, ...] = ()
    choices: tuple[str, ...] = ()
    optional: bool = False
    """Whether the fact itself can be unset, unknown or inapplicable."""


def fact_type(owner: type[Struct], path: str) -> FactType:
    """The type at ``path`` from a kind or an element struct. Raises ``PathError``."""
    steps = path.split(".")
    if steps[0] == "resource":
        named = steps[1:2] == ["labels"] and len(steps) > 2
        if not named and ".".join(steps[1:]) not in RESOURCE_PATHS:
            raise PathError(f"unknown path '{path}'", steps[-1], [f"resource.{p}" for p in RESOURCE_PATHS])
        return FactType(scalar=(str,))
    at: type[Struct] = owner
    found = FactType(struct=owner)
    for index, step in enumerate(steps):
        fields = field_types(at)
        if step not in fields:
            raise PathError(f"unknown fact '{'.'.join(steps[: index + 1])}'", step, fields)
        found = fields[step]
        if index + 1 == len(steps):
            return found
        following = found.struct or (KINDS.get(found.link_to) if found.link_to else None)
        if following is None:
            raise PathError(f"'{'.'.join(steps[: index + 1])}' has no parts", steps[index + 1], ())
        at = following
    return found


def goes_through_link(owner: type[Struct], path: str) -> bool:
    """Whether a valid path leaves the resource itself, or could meet an unknown on its way."""
    at: type[Struct] | None = owner
    for step in path.split(".")[:-1]:
        if step == "resource":
            return "labels" in path.split(".")
        found = field_types(at)[step] if at else FactType()
        if found.struct is None or found.scalar or found.optional:
            return True
        at = found.struct
    return False


@cache
def field_types(owner: type[Struct]) -> dict[str, FactType]:
    """The facts of a struct by name."""
    hints = typing.get_type_hints(owner, include_extras=True)
    return {name: _read(hints[name]) for name in owner.__struct_fields__}


def _read(hint: Any) -> FactType:
    link_to = ""
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        link_to = next((extra.kind for extra in extras if isinstance(extra, To)), "")
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    scalars: list[type] = []
    choices: list[str] = []
    for option in options:
        if option in (Unknown, Inapplicable, type(None)):
            continue
        if get_origin(option) is Literal:
            choices.extend(get_args(option))
            scalars.append(str)
        elif get_origin(option) is tuple:
            inner = get_args(option)[0]
            element = next((t for t in (inner, *get_args(inner)) if _is_struct(t)), None)
            return FactType(element=element, scalar=(tuple,))
        elif option is Link:
            return FactType(link_to=link_to or "any")
        elif _is_struct(option):
            return FactType(struct=option, optional=len(options) > 1)
        elif isinstance(option, type):
            scalars.append(option)
    return FactType(scalar=tuple(scalars), choices=tuple(choices))


def _is_struct(option: Any) -> bool:
    return isinstance(option, type) and issubclass(option, Struct) and option not in _WHOLE
