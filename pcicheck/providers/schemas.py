"""Field names out of schemas that are written as text: Avro, JSON Schema, Protobuf."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pcicheck.model.document import Block
from pcicheck.model.value import Fact, Unknown

Fields = tuple[str | Unknown, ...]

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BETWEEN = re.compile(r"[^a-z0-9]+")
_PROTOBUF = re.compile(
    r"^\s*(?:optional\s+|repeated\s+|required\s+)?[\w.<>, ]+?\s+(\w+)\s*=\s*\d+\s*[;\[]", re.MULTILINE
)
_MAX_DEPTH = 32


def field_name(name: str) -> str:
    """A name in lower case with underscores between its words: ``cardTrack2`` is ``card_track2``."""
    return _BETWEEN.sub("_", _CAMEL.sub("_", name).lower()).strip("_")


def named(blocks: Iterable[Block], attribute: str = "name") -> Fields:
    """The names that some blocks hold."""
    names = (block.text(attribute) for block in blocks)
    return tuple(name if isinstance(name, Unknown) else field_name(name) for name in names if name is not None)


def of_avro(text: Any) -> Fact[Fields]:
    """Fields of an Avro schema, decoded already or as text."""
    decoded = _decoded(text)
    return decoded if isinstance(decoded, Unknown) else tuple(dict.fromkeys(_avro(decoded, 0)))


def of_json_schema(text: Any) -> Fact[Fields]:
    """Fields of a JSON Schema."""
    decoded = _decoded(text)
    return decoded if isinstance(decoded, Unknown) else tuple(dict.fromkeys(_properties(decoded, 0)))


def of_protobuf(text: str) -> Fields:
    """Fields of all messages of a Protobuf definition."""
    return tuple(dict.fromkeys(field_name(name) for name in _PROTOBUF.findall(text)))


def _decoded(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return Unknown("the schema is not valid JSON")


def _avro(node: Any, depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(node, list):
        for item in node:
            if isinstance(item, dict) and isinstance(item.get("name"), str):
                yield field_name(item["name"])
            yield from _avro(item, depth + 1)
    elif isinstance(node, dict):
        for below in ("fields", "type", "items", "values"):
            yield from _avro(node.get(below), depth + 1)


def _properties(node: Any, depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            yield from (field_name(str(name)) for name in properties)
        for below in node.values():
            yield from _properties(below, depth + 1)
    elif isinstance(node, list):
        for below in node:
            yield from _properties(below, depth + 1)
