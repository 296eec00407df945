"""What the adapters of this theme share."""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.value import Inapplicable, Unknown

BACKENDS_SAY = Inapplicable("its backend services say so")
PROXY_SAYS = Inapplicable("its target proxy says so")
FORWARDING_SAYS = Inapplicable("its forwarding rules say so")


def names_of(document: Document) -> tuple[str | None | Unknown, ...]:
    """Names by which other resources refer to this one."""
    return document.text("self_link"), document.text("id"), document.text("name")


def follow(document: Document, path: str, *types: str) -> Document | None:
    """The document that an attribute refers to, also where it only names it by its literal path."""
    found = document.follow(path, *types)
    if found is not None:
        return found
    value = document.get(path)
    if not isinstance(value, str) or "/" not in value:
        return None
    name = value.rpartition("/")[2]
    same = [
        candidate
        for native_type in types
        for candidate in document.surroundings.of_type(native_type)
        if candidate.get("name") == name
    ]
    return same[0] if len(same) == 1 else None


def not_here(document: Document, path: str, what: str) -> Unknown | None:
    """Why something that is named at ``path`` is not known; ``None`` where nothing is named."""
    value = document.get(path)
    if value is None or value == "":
        return None
    if isinstance(value, Unknown) and not document.surroundings.names(document, path):
        return value
    return Unknown(f"{what} is not in this input")
