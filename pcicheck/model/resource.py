"""A neutral resource: what adapters make and rules judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pcicheck.model.origin import Gap, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pcicheck.model.kinds import Kind
    from pcicheck.model.link import Link


class Resource(Struct):
    """One thing of a neutral kind, with what is known about it and where that stands."""

    facts: Kind
    """The facts, a struct of ``pcicheck.model.kinds``."""
    address: str
    """Stable and unique in the inventory; equals ``native_address`` unless one native thing makes several."""
    provider: str
    """``aws``, ``google``, ``azure``, ``kubernetes`` …"""
    native_type: str
    """Type as the source names it, such as ``aws_s3_bucket``."""
    native_address: str
    """Address as Terraform or the cloud writes it."""
    origin: Origin
    """Where it stands."""
    account: str | None = None
    """Account, project or subscription id; ``None`` where the source does not say."""
    holds_in: tuple[str, ...] | None = None
    """Accounts in which it holds, where it stands above them; ``None`` where ``account`` says so."""
    region: str | None = None
    """Region; ``None`` where the source does not say or the thing is global."""
    labels: dict[str, str] = {}
    """Tags or labels whose values are known."""
    related: tuple[str, ...] = ()
    """Native addresses of side-car resources folded into this one, and of a thing that it is only a side of."""
    names: tuple[str, ...] = ()
    """Further names that links may use: ARNs, ids, aliases."""
    input: int = 0
    """Number of the input that tells of it, by which equal addresses of several are told apart."""
    lines: dict[str, int] = {}
    """Lines of native attributes and blocks in the file of its origin, where the source knows them."""
    scope: str = "cde"
    """Category: ``cde``, ``connected``, ``security`` or ``out``."""
    scope_basis: str = "assumed: nothing declares it otherwise"
    """Why it is in that category, for the assessor."""

    @property
    def kind(self) -> str:
        """Name of the neutral kind, such as ``object_store``."""
        return self.facts.kind_name


class Place(Struct, frozen=True):
    """Where some resource is: the groups that existence rules ask about."""

    provider: str
    account: str | None
    region: str | None
    scope: str


class Population(Struct, frozen=True):
    """Everything of a kind in a place; ``None`` for all accounts or regions that were asked for."""

    kind: str
    provider: str
    account: str | None = None
    region: str | None = None


class Inventory:
    """Every resource of one run, in reading order, and the names by which links find them."""

    def __init__(self) -> None:
        self.resources: list[Resource] = []
        self.gaps: list[Gap] = []
        self.complete: set[Population] = set()
        """Of what some source saw everything there is, so that absence can be judged."""
        self.unseen: dict[Population, str] = {}
        """Why some source did not see everything."""
        self.visited: list[Place] = []
        """Places that some source went through, whether or not it found anything there."""
        self._by_name: dict[str, list[Resource]] = {}
        self._inputs = 0
        self._only_for: dict[int, frozenset[str]] = {}
        self._places: list[Place] | None = None
        self._kinds: dict[str, list[Resource]] | None = None

    def add(self, resources: Iterable[Resource], only_for: frozenset[str] = frozenset()) -> None:
        """Take in the resources of one input and index every name that they answer to.

        ``only_for`` are the ids of the only rules that the input can answer; empty for all.
        """
        self._inputs += 1
        if only_for:
            self._only_for[self._inputs] = only_for
        for resource in resources:
            self.resources.append(resource)
            resource.input = self._inputs
            for name in {resource.address, resource.native_address, *resource.names}:
                self._by_name.setdefault(name, []).append(resource)

    def resolve(self, link: Link, asker: Resource | None = None) -> Resource | None:
        """The resource behind ``link``, or ``None`` where it is not in the inventory.

        Several inputs may use one address for different things: that of the input of ``asker`` is meant.
        """
        other: Resource | None = None
        for resource in self._by_name.get(link.target, ()):
            if not link.kind or resource.kind == link.kind:
                if asker is None or resource.input == asker.input:
                    return resource
                other = other or resource
        return other

    def mute_to(self, names: Iterable[str]) -> frozenset[int]:
        """Numbers of the inputs that cannot answer a rule of these names."""
        wanted = frozenset(names)
        return frozenset(number for number, rules in self._only_for.items() if rules.isdisjoint(wanted))

    def places(self) -> list[Place]:
        """Every place that has a resource, in reading order."""
        if self._places is None:
            places = (Place(r.provider, r.account, r.region, r.scope) for r in self.resources)
            self._places = list(dict.fromkeys((*places, *self.visited)))
        return self._places

    def of_kind(self, kind: str) -> list[Resource]:
        """The resources of a kind, in reading order."""
        if self._kinds is None:
            self._kinds = {}
            for resource in self.resources:
                self._kinds.setdefault(resource.kind, []).append(resource)
        return self._kinds.get(kind, [])

    def disambiguate(self) -> None:
        """Make addresses unique: where several inputs hold the same one, the later ones carry their file."""
        seen: set[str] = set()
        for resource in self.resources:
            if resource.address in seen:
                resource.address = _free(f"{resource.origin.file}:{resource.address}", seen)
                self._by_name.setdefault(resource.address, []).append(resource)
            seen.add(resource.address)


def _free(address: str, taken: set[str]) -> str:
    number, candidate = 1, address
    while candidate in taken:
        number += 1
        candidate = f"{address}~{number}"
    return candidate
