"""Whether the value of a secret passes through code."""

from __future__ import annotations

from collections.abc import Iterable

from pcicheck.model.document import Document
from pcicheck.model.logic import any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.reading import is_set


def in_code(holders: Iterable[Document], *paths: str) -> bool | Unknown:
    """Whether some document writes a value at one of the paths. A value that is hidden, or comes from another resource
    after apply, ends in the state all the same; where there is no document, it is put in by other means."""
    return any_true(*(_written(holder, path) for holder in holders for path in paths))


def _written(holder: Document, path: str) -> bool | Unknown:
    return holder.values if isinstance(holder.values, Unknown) else is_set(holder, path)
