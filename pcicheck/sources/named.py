"""Find documents by the literal names that others use for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pcicheck.model.document import Document

_LITERAL_NAMES = (
    "id",
    "arn",
    "bucket",
    "name",
    "identifier",
    "cluster_identifier",
    "key_id",
    "function_name",
    "stage_name",
    "domain_name",
    "policy_name",
    "repository_name",
    "self_link",
)


class NamedDocuments:
    """The documents of one input, by type and by name."""

    def __init__(self) -> None:
        self._of_type: dict[str, list[Document]] = {}
        self._named: dict[str, dict[str, list[Document]]] = {}

    def add(self, document: Document) -> None:
        """Make a document findable. All are added before the first is looked for."""
        self._of_type.setdefault(document.type, []).append(document)

    def of_type(self, native_type: str) -> Sequence[Document]:
        """Every document of a native type."""
        return self._of_type.get(native_type, ())

    def called(self, name: str, types: Sequence[str]) -> Iterator[Document]:
        """Documents of the types that answer to a literal name; of any type only those of that id or ARN."""
        for native_type in types or ("",):
            if native_type not in self._named:
                self._named[native_type] = self._index(native_type)
            yield from self._named[native_type].get(name, ())

    def _index(self, native_type: str) -> dict[str, list[Document]]:
        attributes = _LITERAL_NAMES if native_type else ("id", "arn")
        index: dict[str, list[Document]] = {}
        for document in self._of_type.get(native_type, ()) if native_type else self._documents():
            for attribute in attributes:
                name = document.get(attribute)
                if isinstance(name, str) and name:
                    index.setdefault(name, []).append(document)
        return index

    def _documents(self) -> Iterator[Document]:
        for documents in self._of_type.values():
            yield from documents
