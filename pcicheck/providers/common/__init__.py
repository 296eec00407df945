"""What every native document can say, whatever its type: labels, environment, and secrets in its text.

Adapters know nothing of this: it is asked of each document once its own adapter has spoken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pcicheck.model.document import Document
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.common.environments import deployment
from pcicheck.providers.common.labels import data_store, labels_of, words
from pcicheck.providers.common.texts import written_text

KINDS = ("data_store", "deployment", "written_text")
"""Kinds that come of documents of every provider."""

_STORES = words(
    "block_volume broker cache database file_store object_store queue search snapshot stream topic warehouse"
)
_PROGRAMS = words(
    "app_platform application build cluster compute container_service container_workload data_processor function "
    "notebook platform_service"
)
_GRANTS = ("_iam_policy", "_iam_binding", "_iam_member", "_dataset_access")
"""Endings of types that say who may use a store, and are judged as such, but keep nothing themselves."""


def is_store(kinds: Iterable[str]) -> bool:
    """Whether things of one of the kinds keep data."""
    return not _STORES.isdisjoint(kinds)


def about(document: Document, made: Sequence[Resource]) -> Iterator[Resource]:
    """Resources for what is common to all documents, beside those that its adapter ``made``.

    Nothing comes of a stand-in of which nothing is known.
    """
    if isinstance(document.values, Unknown) or not made or document.provider == "text":
        return
    kinds = set() if document.type.endswith(_GRANTS) else {resource.facts.kind_name for resource in made}
    labels = labels_of(document)
    if is_store(kinds):
        yield data_store(document, labels)
    yield from deployment(document, labels)
    yield from written_text(document, labels, always=not _PROGRAMS.isdisjoint(kinds))
