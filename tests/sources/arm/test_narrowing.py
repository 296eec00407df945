"""What rules need: a collection that keeps to it gives them the verdicts of one that asks for everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from pcicheck.narrowing import needed_facts, needed_types
from pcicheck.results.finding import Verdict
from pcicheck.rulebook.load import CompiledRule
from pcicheck.scanning import Selection, scan
from pcicheck.sources.azure.collect import Asked, Connection, collect
from pcicheck.sources.azure.details import CHILDREN, SUBSCRIPTION_TYPE, asked_of
from pcicheck.sources.live.only import Only
from pcicheck.sources.live.snapshot import Snapshot
from tests.sources.arm.estate import large
from tests.sources.arm.judging import book, clock, judged
from tests.sources.arm.manager import Azure, served
from tests.sources.arm.pairs import PAIRS

pytestmark = pytest.mark.unmeasured  # whole collections, again and again

Verdicts = set[tuple[str, str, Verdict]]


class Estate(Struct):
    """A server with everything, and what all rules say about it."""

    azure: Azure
    connection: Connection
    whole: Verdicts
    calls: int


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Estate]:
    """Every pair, in as few subscriptions as can hold them."""
    folder = tmp_path_factory.mktemp("narrowing")
    azure, _ = large(PAIRS, apart=False)
    with served(azure, folder) as connection:
        collect(Asked(), folder / "s", connection=connection, clock=clock)
        whole = {(f.rule, f.address, f.verdict) for f in judged(folder / "s")}
        yield Estate(azure, connection, whole, len(azure.asked))


NEW = 4
"""Things that a collection must ask for first to be tried, so that all of them together stay fast."""
Wanted = frozenset[tuple[str, str]]
"""ARM types with the parts of them that are asked for; Terraform types without one."""


def _groups(rules: set[str]) -> dict[Wanted, list[str]]:
    """What is asked to the rules for which just that is asked."""
    found: dict[Wanted, list[str]] = {}
    for compiled in book().rules:
        if compiled.rule.id in rules:
            types, facts = needed_types([compiled], "azure"), needed_facts([compiled], "azure")
            owners = (*CHILDREN, SUBSCRIPTION_TYPE)
            parts = frozenset((owner, child.part) for owner in owners for child in asked_of(owner, types, facts))
            found.setdefault(parts | {(name, "") for name in types}, []).append(compiled.rule.id)
    return found


def _chosen(rules: set[str]) -> Iterator[list[str]]:
    """Groups that ask for some things that none before asked for, of least first, so that they tell most apart."""
    seen: set[tuple[str, str]] = set()
    for asked, names in sorted(_groups(rules).items(), key=lambda group: (len(group[0]), group[1])):
        if len(asked - seen) >= NEW:
            seen |= asked
            yield names


def _compiled(names: list[str]) -> list[CompiledRule]:
    return [compiled for compiled in book().rules if compiled.rule.id in names]


def test_narrowed_collections_give_the_same_verdicts(estate: Estate, tmp_path: Path) -> None:
    groups = list(_chosen({rule for rule, _, _ in estate.whole}))
    assert len(groups) > 30
    for number, names in enumerate(groups):
        estate.azure.asked.clear()
        folder = tmp_path / str(number)
        types, facts = needed_types(_compiled(names), "azure"), needed_facts(_compiled(names), "azure")
        collect(Asked(), folder, connection=estate.connection, clock=clock, only=Only(types=types, facts=facts))
        findings = scan([folder], rules=book(), select=Selection(rules=names)).findings()
        narrowed = {(f.rule, f.address, f.verdict) for f in findings}
        assert narrowed ^ {found for found in estate.whole if found[0] in names} == set()
        assert len(estate.azure.asked) < estate.calls


def test_tables_that_no_rule_needs_are_not_asked(estate: Estate, tmp_path: Path) -> None:
    estate.azure.asked.clear()
    collect(Asked(), tmp_path / "s", connection=estate.connection, only=Only(types={"azurerm_key_vault"}))
    assert len([line for line in estate.azure.asked if "ResourceGraph" in line]) == 1
    assert {unit.service for unit in Snapshot(tmp_path / "s").units()} == {"resources", "subscription"}
