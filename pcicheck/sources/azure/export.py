"""Files of resources: what ``az graph query``, ``az resource show`` and ``az resource list`` print, as JSON.

``az resource list`` prints no settings, which are unknown then. What belongs to a resource, such as its diagnostic
settings, is known where the same file has it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

import msgspec

from pcicheck.errors import InputError
from pcicheck.model.value import Unknown
from pcicheck.sources.azure.resources import Resources
from pcicheck.sources.base import Input, Reading

_NO_SETTINGS = Unknown("the file lists the resource without its settings; 'az resource show' prints them")


def read(given: Input, wanted: Container[str]) -> Reading:
    """Every resource of a file. Raises ``InputError`` where there is none, and what the JSON decoder raises."""
    resources = Resources(wanted, given.name)
    found = False
    for row in _rows(msgspec.json.decode(given.data)):
        found = True
        properties = row.get("properties")
        resources.take({**row, "properties": _NO_SETTINGS if properties is None else properties})
    if not found:
        raise InputError(f"{given.name}: no resource of Azure is in it, as each has an id and a type")
    return resources.reading()


def _rows(content: Any) -> Iterator[dict[str, Any]]:
    """The resources of a list, of an answer of the graph or of Resource Manager, or the one that it is."""
    if isinstance(content, list):
        for item in content:
            yield from _rows(item)
    elif isinstance(content, dict):
        if isinstance(content.get("id"), str) and isinstance(content.get("type"), str):
            yield content
        else:
            for name in ("data", "value"):
                if isinstance(content.get(name), list):
                    yield from _rows(content[name])
