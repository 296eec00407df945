"""Labels of Google Cloud resources."""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.providers.base import known_texts


def labels_of(document: Document) -> dict[str, str]:
    """Labels as they will be on the resource, the provider's default labels among them."""
    return known_texts(document, "effective_labels", "terraform_labels", "labels", "user_labels", "resource_labels")
