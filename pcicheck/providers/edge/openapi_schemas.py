"""What the forms of an OpenAPI document let in, and what its answers hold (JSON Schema; OpenAPI 3.1 "Schema Object").

A schema without a type takes anything. ``additionalProperties`` is true unless it says otherwise, which for bodies
means that fields may come that nobody named; ``unevaluatedProperties: false`` (3.1) forbids it as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.providers.edge.openapi_references import Description
from pcicheck.providers.schemas import field_name

_SAYS = ("type", "properties", "enum", "const", "allOf", "oneOf", "anyOf", "items", "not", "pattern")
_BOUNDED_FORMATS = frozenset(("uuid", "date", "date-time", "time", "ipv4", "ipv6", "byte-length", "duration"))
_DEEPEST = 12


def says_something(description: Description, schema: Any) -> bool | Unknown:
    """Whether a schema restricts what may stand there at all."""
    found = description.plain(schema)
    if isinstance(found, Unknown):
        return found
    if not isinstance(found, dict):
        return found is False
    parts = [part for name in ("allOf", "oneOf", "anyOf") for part in _list(found.get(name))]
    if parts:
        answers = [says_something(description, part) for part in parts]
        return True if True in answers else next((item for item in answers if isinstance(item, Unknown)), False)
    if "object" in _types(found):
        named = bool(found.get("properties") or found.get("patternProperties"))
        return named or found.get("additionalProperties") not in (None, True, {})
    return any(name in found for name in _SAYS)


def unbounded(description: Description, schema: Any, name: str, depth: int = 0, *, body: bool = False) -> Iterator[Any]:
    """Names of texts, lists and bodies that nothing limits; ``Unknown`` for what cannot be read."""
    found = description.plain(schema)
    if isinstance(found, Unknown):
        yield found
    if not isinstance(found, dict) or depth > _DEEPEST:
        return
    types = _types(found)
    if "string" in types and not _is_bounded(found):
        yield name
    if "array" in types:
        if "maxItems" not in found:
            yield name
        yield from unbounded(description, found.get("items"), name, depth + 1)
    for part in ("allOf", "oneOf", "anyOf"):
        for one in _list(found.get(part)):
            yield from unbounded(description, one, name, depth + 1)
    properties = found.get("properties")
    if isinstance(properties, dict):
        closed = found.get("additionalProperties") not in (None, True) or found.get("unevaluatedProperties") is False
        if body and not closed:
            yield name
        for key, value in properties.items():
            yield from unbounded(description, value, f"{name}.{key}" if name else str(key), depth + 1)


def fields(description: Description, schema: Any, depth: int = 0) -> Iterator[str | Unknown]:
    """Names of all fields of a schema."""
    found = description.plain(schema)
    if isinstance(found, Unknown):
        yield found
    if not isinstance(found, dict) or depth > _DEEPEST:
        return
    properties = found.get("properties")
    for key, value in properties.items() if isinstance(properties, dict) else ():
        yield field_name(str(key))
        yield from fields(description, value, depth + 1)
    for part in ("items", "additionalProperties"):
        yield from fields(description, found.get(part), depth + 1)
    for part in ("allOf", "oneOf", "anyOf"):
        for one in _list(found.get(part)):
            yield from fields(description, one, depth + 1)


def _types(schema: dict[str, Any]) -> tuple[Any, ...]:
    written = schema.get("type")
    if written is None and "properties" in schema:
        return ("object",)
    return tuple(written) if isinstance(written, list) else (written,)


def _is_bounded(schema: dict[str, Any]) -> bool:
    return any(name in schema for name in ("maxLength", "pattern", "enum", "const")) or (
        schema.get("format") in _BOUNDED_FORMATS
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
