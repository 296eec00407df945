"""What the adapters of workloads on Azure share."""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds import Kind
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import is_set


def made(document: Document, facts: Kind, part: str = "") -> Iterator[Resource]:
    """A resource of a document, findable by its id and name."""
    yield resource(
        document, facts, part=part, labels=tags_of(document), names=(document.text("id"), document.text("name"))
    )


def has_identity(document: Document) -> bool | Unknown:
    """Whether the platform gives it an identity: system-assigned, user-assigned or both."""
    kind = document.get("identity.type")
    return False if isinstance(kind, str) and not kind.strip() else is_set(document, "identity")
