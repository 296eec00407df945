"""The inventory as one of two processes sees it: its own half made, of the other what it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from msgspec import Struct, field

from pcicheck.model.document import Document
from pcicheck.model.link import Link
from pcicheck.model.origin import Gap
from pcicheck.model.resource import Inventory, Place, Resource


class Heard(Struct):
    """What is said while resources are made, and how many there are."""

    gaps: list[Gap] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    resources: int = 0
    scope: dict[str, int] = field(default_factory=dict)
    """Of those that are judged: how many each scope category has."""
    places: list[Place] = field(default_factory=list)
    """Where those are that are judged."""


class Unmade(Struct, frozen=True):
    """Documents of which no resources are made yet."""

    documents: Sequence[Document]
    make: Callable[[Document, Heard], list[Resource]]
    """The resources of a document."""
    may_make: Callable[[str, str], bool]
    """Whether documents of a native type can become resources of a kind."""
    categories: Container[str]
    """Scope categories whose resources are judged."""

    def part(self, start: int, stop: int | None = None) -> Unmade:
        """Some of them."""
        return Unmade(self.documents[start:stop], self.make, self.may_make, self.categories)


class HalfInventory(Inventory):
    """Resources of one half, and those of the other as links and questions about all of a kind need them."""

    def __init__(self, own: Unmade, other: Unmade, *, other_first: bool) -> None:
        super().__init__()
        self.heard = Heard()
        self.add([resource for document in own.documents for resource in own.make(document, self.heard)])
        self.disambiguate()
        self.heard.resources = len(self.resources)
        self.resources = [resource for resource in self.resources if resource.scope in own.categories]
        for resource in self.resources:
            self.heard.scope[resource.scope] = self.heard.scope.get(resource.scope, 0) + 1
        self.heard.places = super().places()
        self.far_places: list[Place] = []
        self._other = other
        self._other_first = other_first
        self._own = {document.address for document in own.documents}
        self._at = {document.address: index for index, document in enumerate(other.documents)}
        self._made: dict[int, list[Resource]] = {}
        self._far: dict[str, list[Resource]] = {}
        self._asked: set[str] = set()

    def resolve(self, link: Link, asker: Resource | None = None) -> Resource | None:
        """The resource behind ``link``, in whichever half it is, or ``None``. Both halves are of one input."""
        near = super().resolve(link)
        address = link.target.partition("#")[0]
        if address in self._own:
            return near
        index = self._at.get(address)
        if index is not None:
            self._make(index)
        elif near is None or self._other_first:
            self._make_all(link.kind)  # a literal name: nobody knows yet whose it is
        far = next((r for r in self._far.get(link.target, ()) if not link.kind or r.kind == link.kind), None)
        return (far or near) if self._other_first else (near or far)

    def of_kind(self, kind: str) -> list[Resource]:
        """The resources of a kind, in reading order."""
        self._make_all(kind)
        made = (resource for index in sorted(self._made) for resource in self._made[index])
        far = [r for r in made if r.kind == kind and r.scope in self._other.categories]
        near = super().of_kind(kind)
        return [*far, *near] if self._other_first else [*near, *far]

    def places(self) -> list[Place]:
        """Every place that has a resource, in reading order, once the other half has told its places."""
        return list(dict.fromkeys([*self.heard.places, *self.far_places]))

    def _make_all(self, kind: str) -> None:
        if kind not in self._asked:
            self._asked.add(kind)
            for index, document in enumerate(self._other.documents):
                if not kind or self._other.may_make(document.type, kind):
                    self._make(index)

    def _make(self, index: int) -> None:
        if index in self._made:
            return
        made = self._made[index] = self._other.make(self._other.documents[index], Heard())
        for resource in made:
            for name in {resource.address, resource.native_address, *resource.names}:
                self._far.setdefault(name, []).append(resource)
