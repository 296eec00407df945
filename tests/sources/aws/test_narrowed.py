"""A collection that is narrowed to a rule tells of it exactly what a collection of everything tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

import pytest
from msgspec import structs

from pcicheck.narrowing import needed_facts, needed_types
from pcicheck.rulebook.load import load_rulebook
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.only import Only
from tests.sources.aws.estate import Estate, Verdicts, taken

pytestmark = pytest.mark.unmeasured  # whole collections, again and again

FEW = 7
"""Services of a narrowed collection, so that all of them together stay fast."""


@cache
def _groups() -> dict[frozenset[str], list[str]]:
    """Types to the rules that need just these: what is collected for one is what is collected for each."""
    found: dict[frozenset[str], list[str]] = {}
    for rule in load_rulebook().rules:
        if types := needed_types([rule], "aws"):
            found.setdefault(types, []).append(rule.rule.id)
    return found


def _clients(types: Collection[str]) -> frozenset[str]:
    """The services that tell of some types."""
    return frozenset(
        service.client
        for service in services()
        if any(not set(listing.types).isdisjoint(types) for listing in service.listings)
    )


def _chosen() -> Iterable[tuple[str, frozenset[str]]]:
    """Groups of many rules first, as long as they go to two services that none before went to."""
    seen: set[str] = set()
    for types, rules in sorted(_groups().items(), key=lambda group: (-len(group[1]), group[1])):
        clients = _clients(types)
        if len(clients) <= FEW and len(clients - seen) >= 2:
            seen |= clients
            yield rules[0], types


CHOSEN = dict(_chosen())


def test_many_rules_of_most_services_are_chosen() -> None:
    rules = [rule for types in CHOSEN.values() for rule in _groups()[types]]
    asked = {client for types in CHOSEN.values() for client in _clients(types)}
    assert len(rules) >= 60
    assert len(asked) >= 0.6 * len({service.client for service in services()})


@pytest.mark.parametrize("first", CHOSEN)
def test_narrowed_is_as_full(first: str, estate: Estate, full: Verdicts, tmp_path: Path) -> None:
    types = CHOSEN[first]
    rules = _groups()[types]
    facts = needed_facts([rule for rule in load_rulebook().rules if rule.rule.id in rules], "aws")
    calls = taken(tmp_path / "s", Only(types=types, facts=facts))
    assert calls < estate.calls / 2
    narrowed = estate.judged(tmp_path / "s", rules)[1]
    assert _told(narrowed) == _told({key: found for key, found in full.items() if key[0] in rules})


def _told(found: Verdicts) -> Verdicts:
    """Findings without the side-cars that lead to them, as one that was not asked for may be there."""
    return {key: structs.replace(finding, related=()) for key, finding in found.items()}


@pytest.fixture(scope="module")
def full(shared_estate: Estate) -> Verdicts:
    return shared_estate.judged(shared_estate.folder)[1]
