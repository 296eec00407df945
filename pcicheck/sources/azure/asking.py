"""What belongs to single resources, by calls of their own to Resource Manager."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from azure.core import exceptions as refused
from msgspec import Struct

from pcicheck.sources.azure.child import Child
from pcicheck.sources.azure.details import asked_of
from pcicheck.sources.azure.manager import Manager
from pcicheck.sources.azure.problems import check_sign_in, code_of, sentence, sort_of, status_of
from pcicheck.sources.live.clock import Clock, stamp
from pcicheck.sources.live.records import Answer, Record, Refusal

_NONE_HERE = ("FeatureNotSupportedForAccount", "AadPremiumLicenseRequired")
"""Error codes that say that a resource cannot have such children, or that nobody has a licence for them."""


class Owner(Struct, frozen=True):
    """What is asked about: a resource, or a subscription."""

    id: str
    type: str
    document: dict[str, Any]
    first: tuple[Child, ...] = ()
    """What is asked whatever the types."""


class Details(Struct, frozen=True):
    """Asks what some Terraform types and facts need of owners; all where none is named."""

    manager: Manager
    types: frozenset[str]
    facts: frozenset[str]
    clock: Clock

    def of(self, owner: Owner) -> list[Record]:
        """Everything that belongs to an owner. Raises ``InputError`` where the credentials do not do."""
        children = (*owner.first, *asked_of(owner.type, self.types, self.facts))
        return list(self._children(owner.id, owner.type, owner.document, children))

    def _children(self, owner: str, kind: str, document: dict[str, Any], children: Iterable[Child]) -> Iterator[Record]:
        for child in children:
            if child.when is not None and not child.when(document):
                continue
            operation = f"{child.type}:read"
            try:
                found = self._found(owner, child)
            except refused.AzureError as problem:
                check_sign_in(problem)
                if not _says_none(problem, child):
                    why, sort, when = sentence(problem), sort_of(problem), stamp(self.clock)
                    yield Refusal(kind, sort, operation, child.permission, why, owner, child.part, when)
                    continue
                found = None
            yield Answer(kind, owner, found, part=child.part, operation=operation, time=stamp(self.clock))
            for item in found if isinstance(found, list) else ():
                within = asked_of(child.type, self.types, self.facts)
                yield from self._children(str(item.get("id")), child.type, item, within)

    def _found(self, owner: str, child: Child) -> Any:
        """The children of an owner that say something."""
        if not child.listed:
            found = self.manager.get(owner + child.path, child.version)
            return found if child.counts is None or child.counts(found) else None
        pages = self.manager.pages(owner + child.path, child.version)
        items: list[dict[str, Any]] = [item for page in pages for item in page.get("value") or []]
        if child.again:
            items = [self.manager.get(str(item.get("id")), child.version) for item in items]
        return [item for item in items if child.counts is None or child.counts(item)]


def _says_none(problem: refused.AzureError, child: Child) -> bool:
    """Whether an error says that there is no such child."""
    return status_of(problem) in child.absent or code_of(problem) in _NONE_HERE
