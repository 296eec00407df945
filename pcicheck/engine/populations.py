"""The populations that existence rules ask about: what there is of a kind in an account or in a region."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from pcicheck.model.resource import Inventory, Place, Population, Resource
from pcicheck.rulebook.rule import Exists, Rule


class Group(Struct, frozen=True):
    """Where one of a kind must exist."""

    provider: str
    account: str | None
    region: str | None
    is_one_place: bool
    """Whether it is divided as far as the rule asks, so that a source can have seen all of it."""

    def whole(self, kind: str) -> Population:
        """Everything of a kind there."""
        return Population(kind, self.provider, self.account, self.region)

    @property
    def address(self) -> str:
        """Its name in findings."""
        named = ", ".join(f"{n} {v}" for n, v in (("account", self.account), ("region", self.region)) if v)
        return f"{self.provider}:{named or 'account'}"


class Populations:
    """An inventory divided into groups."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._undivided = {p.provider for p in inventory.visited if p.account} - {
            p.provider for p in inventory.visited if p.region
        }
        """Providers whose accounts were gone through as a whole: what is seen of one of their regions says nothing
        about how much else there is to see, so that an account is one place for each rule."""
        self._without_region = {msgspec.structs.replace(p, region=None) for p in inventory.visited if p.region}
        self._above = _above(inventory)

    def of(self, rule: Rule, exists: Exists) -> dict[Group, list[Resource]]:
        """The population of the rule's kind in every group that the inventory has anything in."""
        groups: dict[Group, list[Resource]] = {}
        asked = [place for place in self._inventory.places() if place.scope in rule.scope]
        for place in asked:
            if not rule.providers or place.provider in rule.providers:
                groups.setdefault(self._group(place, exists), [])
        for resource in self._inventory.of_kind(rule.kind):
            for group in self._groups(resource, exists) if resource.scope in rule.scope else ():
                if group in groups:
                    groups[group].append(resource)
        nowhere = self._nowhere(exists, asked)
        return {group: population for group, population in groups.items() if population or group not in nowhere}

    def _group(self, thing: Place | Resource, exists: Exists) -> Group:
        whole_account = thing.provider in self._undivided
        account = thing.account if "account" in exists.per else None
        region = thing.region if "region" in exists.per and not whole_account else None
        stated = {"account": bool(account), "region": bool(region) or whole_account}
        return Group(thing.provider, account, region, all(stated[name] for name in exists.per))

    def _groups(self, resource: Resource, exists: Exists) -> Iterator[Group]:
        """Where a resource counts: in its own place, or in each account that it stands above and holds in."""
        if resource.holds_in is None or "account" not in exists.per:
            yield self._group(resource, exists)
            return
        for name in resource.holds_in:
            yield self._group(Place(resource.provider, name, resource.region, resource.scope), exists)

    def _nowhere(self, exists: Exists, asked: list[Place]) -> set[Group]:
        """Groups that are no place of their own: things without a region in accounts whose regions were gone through,
        and what stands above accounts that were gone through."""
        found: set[Group] = set()
        if "region" in exists.per:
            found |= {self._group(place, exists) for place in self._without_region}
        if "account" in exists.per:
            elsewhere = {self._group(place, exists) for place in asked if place not in self._above}
            found |= {self._group(place, exists) for place in self._above} - elsewhere
        return found


def _above(inventory: Inventory) -> set[Place]:
    """Where a live source saw only what stands above accounts, such as a role that a management group gives: no
    account of its own. What a file tells of without an account keeps its question."""
    places = {place for place in inventory.places() if place.account is None}
    if not places or not any(place.account for place in inventory.visited):
        return set()
    of_files = {
        Place(found.provider, None, found.region, found.scope)
        for found in inventory.resources
        if found.account is None and not found.origin.operation
    }
    return places - of_files
