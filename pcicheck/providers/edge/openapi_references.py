"""``$ref`` in OpenAPI documents: to a place in the same document, or in another one of the scan."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside

_DEEPEST = 20


class Description:
    """One OpenAPI document, and the others beside it."""

    def __init__(self, document: Document) -> None:
        self.files = beside(document, _files)
        self.file = str(document.get("file") or document.address)
        self.root: dict[str, Any] = self.files.get(self.file, {})
        self.old = "swagger" in self.root

    def plain(self, value: Any, depth: int = 0) -> Any:
        """What a ``$ref`` leads to, or the value itself."""
        if not isinstance(value, dict) or "$ref" not in value:
            return value
        target = value["$ref"]
        if not isinstance(target, str) or depth > _DEEPEST:
            return Unknown("a reference that leads nowhere")
        place, _, inside = target.partition("#")
        found: Any = self.root if not place else self._other(place)
        for step in filter(None, inside.split("/")):
            step = step.replace("~1", "/").replace("~0", "~")
            if isinstance(found, Unknown):
                return found
            if isinstance(found, dict) and step in found:
                found = found[step]
            elif isinstance(found, list) and step.isdigit() and int(step) < len(found):
                found = found[int(step)]
            else:
                return Unknown(f"{target} is not among the files read")
        return self.plain(_moved(found, place) if place else found, depth + 1)

    def _other(self, place: str) -> Any:
        name = PurePosixPath(place).name
        named = [root for file, root in self.files.items() if PurePosixPath(file.replace(":", "/")).name == name]
        return named[0] if len(named) == 1 else Unknown(f"{place} is not among the files read")

    def mapping(self, value: Any) -> dict[str, Any]:
        """A mapping, or nothing where it is something else."""
        found = self.plain(value)
        return found if isinstance(found, dict) else {}

    @property
    def written_schemes(self) -> Any:
        """The ways to sign in as they are written."""
        if self.old:
            return self.plain(self.root.get("securityDefinitions"))
        components = self.plain(self.root.get("components"))
        return self.plain(components.get("securitySchemes")) if isinstance(components, dict) else components

    @property
    def schemes(self) -> dict[str, Any]:
        """The ways to sign in that are defined, by name."""
        found = self.written_schemes
        return found if isinstance(found, dict) else {}


def _moved(value: Any, place: str) -> Any:
    """A part of another document, its references to places in that document made to say so."""
    if isinstance(value, list):
        return [_moved(item, place) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{place}{item}" if key == "$ref" and isinstance(item, str) and item[:1] == "#" else _moved(item, place)
        for key, item in value.items()
    }


def _files(document: Document) -> dict[str, dict[str, Any]]:
    found = {}
    for other in document.surroundings.of_type("openapi:document"):
        if isinstance(other.values, dict):
            found[str(other.get("file"))] = other.values
    return found
