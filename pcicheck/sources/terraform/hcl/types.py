"""Types of input variables, and the conversion of values to them.

Source: Terraform language documentation, "Type Constraints": primitives convert both ways, objects keep their
declared attributes only, ``optional`` attributes take their default or null.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from tree_sitter import Node

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.compile import compile_expression
from pcicheck.sources.terraform.hcl.grammar import parse_expression
from pcicheck.sources.terraform.hcl.syntax import Attribute, Expression, FileError, NoValueError
from pcicheck.sources.terraform.hcl.values import flag_of, number_of, text_of

_PRIMITIVES = {"string": text_of, "number": number_of, "bool": flag_of}


class Type(Struct, frozen=True):
    """A type constraint."""

    name: str
    """``string``, ``number``, ``bool``, ``list``, ``set``, ``map``, ``object``, ``tuple`` or ``any``."""
    element: Type | None = None
    """Type of the elements of a list, set or map."""
    attributes: dict[str, Optional] = {}
    """Attributes of an object."""


class Optional(Struct, frozen=True):
    """One attribute of an object type."""

    type: Type
    optional: bool = False
    default: Expression | None = None


ANY = Type("any")


def declared_type(attribute: Attribute | None) -> Type:
    """The type that a ``type`` argument declares; ``any`` where there is none or it is not understood."""
    if attribute is None:
        return ANY
    try:
        syntax = attribute.syntax
        if isinstance(syntax, str):
            return _type(parse_expression(syntax.removeprefix("${").removesuffix("}")))
        return _type(syntax) if isinstance(syntax, Node) else ANY
    except (FileError, StopIteration, IndexError, RecursionError):
        return ANY


def convert(value: Any, wanted: Type, scope: Any) -> Any:
    """A value as the type wants it. Raises ``NoValueError`` where it cannot be that."""
    if value is None or isinstance(value, Unknown) or hasattr(value, "whole"):
        return value
    if wanted.name in _PRIMITIVES:
        return _PRIMITIVES[wanted.name](value)
    if wanted.name in ("list", "set", "tuple") and isinstance(value, list):
        return [convert(item, wanted.element or ANY, scope) for item in value]
    if wanted.name == "map" and isinstance(value, dict):
        return {name: convert(item, wanted.element or ANY, scope) for name, item in value.items()}
    if wanted.name == "object" and isinstance(value, dict):
        return {name: _attribute(value, name, field, scope) for name, field in wanted.attributes.items()}
    if wanted.name == "any":
        return value
    raise NoValueError(f"a value of type {wanted.name} is needed")


def _attribute(value: dict[str, Any], name: str, field: Optional, scope: Any) -> Any:
    given = value.get(name)
    if given is None and name not in value and not field.optional:
        raise NoValueError(f"the attribute '{name}' is missing")
    if given is None and field.default is not None:
        given = field.default(scope)
    return convert(given, field.type, scope)


def _type(node: Node) -> Type:
    while node.type == "expression" and node.named_child_count == 1:
        node = node.named_children[0]
    if node.type == "variable_expr":
        return Type((node.text or b"").decode())
    if node.type != "function_call":
        return ANY
    name = (node.named_children[0].text or b"").decode()
    arguments = [c for c in node.named_children[1].named_children if c.type == "expression"]
    if name == "object":
        return Type("object", attributes=_attributes(arguments[0]))
    if name in ("list", "set", "map"):
        return Type(name, _type(arguments[0]) if arguments else ANY)
    return Type(name) if name == "tuple" else ANY


def _attributes(node: Node) -> dict[str, Optional]:
    while node.type != "object":
        node = node.named_children[0]
    found: dict[str, Optional] = {}
    for item in node.named_children:
        if item.type == "object_elem":
            key, value = (child for child in item.named_children if child.type == "expression")
            found[(key.text or b"").decode().strip('"')] = _field(value)
    return found


def _field(node: Node) -> Optional:
    call = node.named_children[0]
    if call.type != "function_call" or (call.named_children[0].text or b"") != b"optional":
        return Optional(_type(node))
    arguments = [c for c in call.named_children[1].named_children if c.type == "expression"]
    return Optional(_type(arguments[0]), True, compile_expression(arguments[1]) if len(arguments) > 1 else None)
