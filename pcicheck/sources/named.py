"""Find documents by the literal names that others use for them."""

from __future__ import annotations

import re
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
_OWN_NAMES = {
    "google_alloydb_cluster": ("cluster_id",),
    "google_artifact_registry_repository": ("repository_id",),
    "google_bigquery_dataset": ("dataset_id",),
    "google_bigquery_table": ("table_id",),
    "google_project": ("project_id",),
    "google_secret_manager_regional_secret": ("secret_id",),
    "google_secret_manager_secret": ("secret_id",),
}
"""What the name of some types is called, which on other types names something else."""
_OF_GOOGLE = re.compile(r"(?:.*/)?projects/(?P<within>[^/]+)/(?:.*/)?(?P<collection>[^/]+)/(?P<name>[^/]+)")
_OF_AZURE = re.compile(
    r"/subscriptions/[^/]+/resourceGroups/(?P<within>[^/]+)/providers/.*/(?P<collection>[^/]+)/(?P<name>[^/]+)", re.I
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
        """Documents of the types that answer to a literal name; of any type only those of that id or ARN.

        A full path of Google Cloud or Azure also names the one thing of that name that can be meant by it.
        """
        found = self._exactly(name, types)
        return iter(found or (self._by_path(name, types) if types and "/" in name else ()))

    def _exactly(self, name: str, types: Sequence[str]) -> list[Document]:
        found: list[Document] = []
        for native_type in types or ("",):
            if native_type not in self._named:
                self._named[native_type] = self._index(native_type)
            found += self._named[native_type].get(name, ())
        return found

    def _by_path(self, name: str, types: Sequence[str]) -> list[Document]:
        path = _OF_GOOGLE.fullmatch(name) or _OF_AZURE.fullmatch(name)
        if path is None:
            return []
        meant = list(dict.fromkeys(found for found in self._exactly(path["name"], types) if _is_at(found, path)))
        return meant if len(meant) == 1 else []

    def _index(self, native_type: str) -> dict[str, list[Document]]:
        attributes = (*_LITERAL_NAMES, *_OWN_NAMES.get(native_type, ())) if native_type else ("id", "arn")
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


def _is_at(document: Document, path: re.Match[str]) -> bool:
    """Whether a document of the path's name can be what the path names: by its id, or in that project or group."""
    if path.re is _OF_AZURE:
        ident = document.get("id")
        if isinstance(ident, str) and _OF_AZURE.fullmatch(ident):
            return ident.lower() == path[0].lower()
        group = document.get("resource_group_name")
        return not isinstance(group, str) or group.lower() == path["within"].lower()
    project = document.get("project") or document.account
    sort = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", path["collection"]).lower()
    singular = f"{sort[:-3]}y" if sort.endswith("ies") else sort.removesuffix("s")
    return (not isinstance(project, str) or project == path["within"]) and singular in document.type
