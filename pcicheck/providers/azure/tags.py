"""Tags of Azure resources."""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.providers.base import known_texts


def tags_of(document: Document) -> dict[str, str]:
    """Tags as written on the resource."""
    return known_texts(document, "tags")
