"""Small questions that adapters of every cloud ask of a document."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from msgspec import Struct, structs

from pcicheck.model.document import Block, Document, known_in_part
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.value import SENSITIVE, Inapplicable, Unknown

K = TypeVar("K", bound=Struct)


def is_set(document: Document, path: str) -> bool | Unknown:
    """Whether something is written at ``path``, a secret or a reference included."""
    value = document.get(path)
    if value is SENSITIVE:
        return True
    if isinstance(value, Unknown):
        return True if known_in_part(value) or document.surroundings.names(document, path) else value
    return value not in (None, "", [], {})


def word(block: Block, path: str, default: str | Unknown) -> str | Unknown:
    """A text in lower case, such as the name of a mode."""
    value = block.text(path, default)
    return value.lower() if isinstance(value, str) else value if isinstance(value, Unknown) else ""


def is_one_of(block: Block, path: str, default: str | Unknown, *wanted: str) -> bool | Unknown:
    """Whether a text is one of ``wanted``, which are in lower case."""
    value = word(block, path, default)
    return value if isinstance(value, Unknown) else value in wanted


def starts_with(text: str | None | Unknown, *starts: str) -> bool | Unknown:
    """Whether a text starts with one of ``starts``, which are in lower case. Of a text known in part, the part up to
    the first gap may decide."""
    if not isinstance(text, Unknown):
        return str(text or "").lower().startswith(starts)
    head = text.draft.partition("${")[0].lower()
    if head.startswith(starts):
        return True
    return text if any(start.startswith(head) for start in starts) else False


def first_flag(block: Block, *paths: str, default: bool | Unknown = False) -> bool | Unknown:
    """The flag under the first of several names, new and old, that is written."""
    for path in paths:
        value = block.flag(path)
        if value is not None:
            return value
    return default


def first_get(block: Block, *paths: str) -> Any:
    """The raw value under the first of several names that is written."""
    return next((value for path in paths if (value := block.get(path)) is not None), None)


@cache
def _inapplicable(kind: type[Struct], reason: str) -> dict[str, Any]:
    nothing = Inapplicable(reason)
    no_encryption = Encryption(at_rest=nothing, key_owner=nothing, key=nothing, twice=nothing)
    return {
        field.name: no_encryption if isinstance(field.default, Encryption) else nothing
        for field in structs.fields(kind)
    }


def only(kind: type[K], reason: str, **facts: Any) -> K:
    """Facts of a thing of which only ``facts`` can be asked; all the others make no sense of it, for ``reason``."""
    return kind(**(_inapplicable(kind, reason) | facts))
