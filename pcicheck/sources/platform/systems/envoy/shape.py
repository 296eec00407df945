"""One form for the ways of writing a message of Envoy: ``snake_case`` names, wrappers opened, the v2 API marked.

Protocol Buffers' "ProtoJSON format": a field may be written by its own name or in lowerCamelCase; keys of a map are
data and stay. ``TypedStruct`` (xds.type.v3, udpa.type.v1) holds a message whose type stands in ``type_url``.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from pcicheck.model.envoy import type_of
from pcicheck.model.value import Unknown

_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")
_PLACEHOLDER = re.compile(r"\$\{[^{}]+\}|\$[A-Z_][A-Z0-9_]*|\{\{[^{}]*\}\}")
_MAPS = ("typed_per_filter_config", "policies", "providers", "requirement_map", "typed_filter_metadata")
"""Maps from names to messages: their keys are names that people gave."""
_DATA = ("filter_metadata", "static_layer", "fields")
"""Fields whose whole content is the user's own data."""
_LISTS = (
    *("filter_chains", "filters", "http_filters", "virtual_hosts", "routes", "access_log"),
    "transport_socket_matches",
)
"""Fields that hold a list of messages."""
_WRAPPERS = ("xds.type.v3.TypedStruct", "udpa.type.v1.TypedStruct")
_OLD = re.compile(r"(?:^|/)envoy\.(?:api\.v2\b|(?:[\w.]*\.)?v2(?:alpha\d*)?\.)")
_KEPT_V2 = re.compile(r"resource_monitor\.|retry\.|cluster\.redis|trace\.v2alpha|transport_socket\.alts")
"""Messages of little worth here whose package was called v2 for longer."""
_FILLED_IN = Unknown("a variable that is filled in later decides it")
V2 = Unknown("it is written for the v2 API, which Envoy has not loaded since 1.18")
_TWICE = Unknown("it is written twice, in both spellings")


class Shaped(Struct):
    """A document in the one form, and what of it no Envoy of today loads."""

    values: Any
    old_types: dict[str, None] = {}
    """Type URLs of the v2 API."""
    old_fields: dict[str, None] = {}
    """Fields that v3 no longer has."""


def shaped(values: Any) -> Shaped:
    """A document in the one form."""
    found = Shaped(None, {}, {})
    found.values = _shaped(values, found)
    return found


def snake(key: str) -> str:
    """The name of a field as the message declares it. A name with dots is none of a field."""
    return _CAPITAL.sub(r"_\1", key).lower() if _CAPITAL.search(key) and "." not in key else key


def is_old(name: str) -> bool:
    """Whether the full name of a message is one of the v2 API."""
    return _OLD.search(name) is not None and _KEPT_V2.search(name) is None


def _shaped(value: Any, found: Shaped) -> Any:
    if isinstance(value, dict):
        return _message(value, found)
    if isinstance(value, list):
        return [_shaped(item, found) for item in value]
    if isinstance(value, str) and _PLACEHOLDER.fullmatch(value.strip()):
        return _FILLED_IN
    return value


def _message(written: dict[str, Any], found: Shaped) -> Any:
    fields: dict[str, Any] = {}
    for key, value in written.items():
        name = snake(key)
        fields[name] = _TWICE if name in fields else _field(name, value, written, found)
    name = type_of(fields)
    if name in _WRAPPERS and isinstance(fields.get("type_url"), str):
        inner = fields.get("value")
        return _message({"@type": fields["type_url"]} | (inner if isinstance(inner, dict) else {}), found)
    if is_old(name):
        found.old_types[name] = None
        return V2
    return fields


def _field(name: str, value: Any, beside: dict[str, Any], found: Shaped) -> Any:
    if name in _DATA:
        return value
    if name in _MAPS and isinstance(value, dict):
        return {key: _shaped(item, found) for key, item in value.items()}
    if name in _LISTS and value is not None and not _is_list(value):
        return Unknown(f"{name} is not a list of messages, so Envoy does not load it")
    if _is_gone(name, value, beside):
        found.old_fields[f"'{name}'"] = None
        return V2
    return _shaped(value, found)


def _is_list(value: Any) -> bool:
    """Whether a value is a list of messages, or a single one that stands for it."""
    items = value if isinstance(value, list) else [value]
    return all(isinstance(item, (dict, Unknown)) for item in items)


def _is_gone(name: str, value: Any, beside: dict[str, Any]) -> bool:
    """Whether a field is one that v3 took out: TLS without a transport socket, extensions without a type."""
    if name == "tls_context":
        return isinstance(value, dict) and not {"presented", "validated"} & value.keys() and "path" not in beside
    named = str(beside.get("name", "")).startswith("envoy.")
    return (
        name == "config" and isinstance(value, dict) and named and not {"typed_config", "typedConfig"} & beside.keys()
    )
