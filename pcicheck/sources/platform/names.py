"""How the documents of the platform's files find each other: by the names that people give to things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from pcicheck.model.document import Document


class PlatformNames:
    """Every document of the platform's files, of all targets together."""

    def __init__(self) -> None:
        self._of_type: dict[str, list[Document]] = {}
        self._named: dict[str, list[Document]] = {}

    def add(self, document: Document) -> None:
        """Make a document findable."""
        self._of_type.setdefault(document.type, []).append(document)
        for name in dict.fromkeys(_names(document)):
            self._named.setdefault(name, []).append(document)

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents of the types that the name at ``path`` is of; those of the same namespace or file before others."""
        value = document.get(path)
        if not isinstance(value, str) or not value:
            return []
        found = self._named.get(value) or self._named.get(PurePath(value).name, [])
        found = [other for other in found if (not types or other.type in types) and other is not document]
        near = [other for other in found if _home(other) == _home(document)]
        return near or found

    def names(self, document: Document, path: str) -> list[str]:
        """Files of the platform hold no expressions."""
        return []

    def of_type(self, native_type: str) -> Sequence[Document]:
        """Every document of a native type."""
        return self._of_type.get(native_type, ())


def _names(document: Document) -> Iterator[str]:
    yield document.address
    for path in ("metadata.name", "name"):
        name = document.get(path)
        if isinstance(name, str) and name:
            yield name
    if document.origin.file and document.address == document.origin.file:
        yield PurePath(document.origin.file).name
    if ":" in document.address:
        yield document.address.rpartition(":")[2]


def _home(document: Document) -> str:
    """What names are unique in: the namespace of an object, else the file."""
    kind, _, rest = document.address.partition("/")
    namespace = document.get("metadata.namespace", "default") if document.get("kind") == kind and rest else None
    return str(namespace) if namespace else str(document.origin.file)
