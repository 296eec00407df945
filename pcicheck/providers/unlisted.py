"""Stand-ins for things that a live source was refused to list: resources of which every fact is unknown.

Adapters are not asked about them, as some facts hold whatever a document says: nothing that nobody saw may pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.kinds import KINDS
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.common import is_store
from pcicheck.providers.registry import ADAPTERS
from pcicheck.rulebook.facts import field_types


def is_unlisted(document: Document) -> bool:
    """Whether a document stands for all that a refused list would have told."""
    return isinstance(document.values, Unknown) and document.account is not None


def unlisted(document: Document) -> Iterator[Resource]:
    """One resource of each kind that things of the type can be."""
    kinds = ADAPTERS[document.type].kinds
    reason = document.values.reason if isinstance(document.values, Unknown) else ""
    for kind in (*kinds, "data_store") if is_store(kinds) else kinds:
        yield resource(document, _blank(KINDS[kind], reason), part=kind if len(kinds) > 1 and kind != kinds[0] else "")


@cache
def _blank(owner: type[Struct], reason: str) -> Any:
    facts = {
        name: _blank(found.struct, reason) if found.struct and not found.optional else Unknown(reason)
        for name, found in field_types(owner).items()
    }
    return owner(**facts)
