"""Tags of AWS resources in Terraform."""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.providers.base import known_texts


def tags_of(document: Document) -> dict[str, str]:
    """Tags whose values are known: the provider's ``default_tags`` (``tags_all``), and over them the resource's own."""
    return known_texts(document, "tags_all", "tags")
