"""From native types that a live source listed in full to kinds of which nothing can be missing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pcicheck.model.native import provider_of
from pcicheck.model.resource import Inventory, Place, Population
from pcicheck.providers.registry import tables
from pcicheck.sources.base import Seen, Unseen


def complete(
    inventory: Inventory,
    seen: Iterable[Seen],
    never_listed: frozenset[str],
    unseen: Iterable[Unseen] = (),
    visited: Iterable[Place] = (),
) -> None:
    """Tell the inventory what is complete: kinds of which every type that can make them was listed; and why not.

    ``never_listed`` are types that a live source cannot meet, because only Terraform has them. In ``visited`` places
    of which nothing is seen nothing is complete, nor in their account.
    """
    unseen = list(unseen)
    for gap in unseen:
        _remember(inventory, gap)
    places: dict[tuple[str, str, str], set[str]] = {
        (place.provider, place.account or "", place.region or ""): set() for place in visited
    }
    for gap in unseen:
        places.setdefault((provider_of(gap.type), gap.account, gap.region), set())
    for item in seen:
        places.setdefault((provider_of(item.type), item.account, item.region), set()).add(item.type)
    kinds: dict[tuple[str, str, str], set[str]] = {}
    for (provider, account, region), types in places.items():
        makers = _makers(provider, never_listed)
        kinds[provider, account, region] = whole = {kind for kind, needed in makers.items() if needed <= types}
        inventory.complete |= {Population(kind, provider, account, region) for kind in whole}
        inventory.visited.append(Place(provider, account, region or None, "cde"))
    for provider, account in {key[:2] for key in kinds}:
        own = [found for key, found in kinds.items() if key[:2] == (provider, account)]
        inventory.complete |= {Population(kind, provider, account) for kind in set.intersection(*own)}
    for provider in {key[0] for key in kinds}:
        every = [found for key, found in kinds.items() if key[0] == provider]
        inventory.complete |= {Population(kind, provider) for kind in set.intersection(*every)}


def _remember(inventory: Inventory, gap: Unseen) -> None:
    """Keep the reason for each kind that the type could have made, in its place, account and provider."""
    provider = provider_of(gap.type)
    row = tables(provider).adapters.get(gap.type)
    for kind in row.kinds if row else ():
        for account, region in ((gap.account, gap.region), (gap.account, None), (None, None)):
            inventory.unseen.setdefault(Population(kind, provider, account, region), gap.why)


@cache
def _makers(provider: str, never_listed: frozenset[str]) -> dict[str, set[str]]:
    """Kind to the types that a live source can meet and that make it."""
    endings = tuple(name[1:] for name in never_listed if name.startswith("*"))
    makers: dict[str, set[str]] = {}
    for name, row in tables(provider).adapters.items():
        if name not in never_listed and not name.startswith("data.") and not name.endswith(endings):
            for kind in row.kinds:
                makers.setdefault(kind, set()).add(name)
    return makers
