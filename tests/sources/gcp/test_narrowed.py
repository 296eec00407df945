"""Chosen rules narrow what is asked, and change no verdict; a denied sort of content hides just what it tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import grpc
import pytest
from msgspec import Struct

from pcicheck import Selection, scan
from pcicheck.narrowing import needed_types
from pcicheck.results.finding import Finding
from pcicheck.results.results import Header
from pcicheck.rulebook.load import Rulebook
from pcicheck.sources.gcp.catalog import CONTENTS
from pcicheck.sources.gcp.collect import Asked, collect
from pcicheck.sources.live.only import Only
from tests.sources.gcp.conftest import QUICK, Inventory, Served, client_of
from tests.sources.gcp.estate import fill

pytestmark = pytest.mark.unmeasured  # whole collections, again and again

Told = dict[tuple[str, str, str | None], Finding]
_GROUPS = 24


def _clock() -> dt.datetime:
    return dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


class Whole(Struct):
    """The estate as it is told in full."""

    served: Served
    book: Rulebook
    folder: Path
    told: Told

    def collected(self, folder: Path, types: Sequence[str] = ()) -> Path:
        """A snapshot of the organisation."""
        client = self.served[1]
        collect(Asked(organizations=("3",)), folder, only=Only(types=types), client=client, clock=_clock, retry=QUICK)
        return folder

    def judged(self, folder: Path, rules: Sequence[str] = ()) -> tuple[Header, Told]:
        """Header and findings, one for each rule and address."""
        results = scan([folder], rules=self.book, select=Selection(rules=rules))
        findings = list(results.findings())
        told = {(finding.rule, finding.address, finding.account): finding for finding in findings}
        assert len(told) == len(findings)
        return results.header, told


@pytest.fixture(scope="module")
def whole(service: tuple[Inventory, int], book: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    service[0].clear()
    fill(service[0])
    made = Whole((service[0], client_of(service[1])), book, tmp_path_factory.mktemp("estate"), {})
    made.told = made.judged(made.collected(made.folder / "whole"))[1]
    yield made
    service[0].clear()


@pytest.fixture(autouse=True)
def _nothing_refused(whole: Whole) -> None:
    whole.served[0].refuse = {}


def test_the_estate_is_broad(whole: Whole) -> None:
    verdicts = [finding.verdict for finding in whole.told.values()]
    assert min(verdicts.count("pass"), verdicts.count("fail")) > 200
    assert len({finding.rule for finding in whole.told.values()}) > 200


@pytest.mark.parametrize("group", range(_GROUPS))
def test_chosen_rules_get_the_verdicts_of_all(whole: Whole, tmp_path: Path, group: int) -> None:
    chosen = sorted({rule for rule, _, _ in whole.told})[group::_GROUPS]
    for names in (chosen, chosen[:1]):
        rules = [compiled for compiled in whole.book.rules if compiled.rule.id in names]
        types = sorted(needed_types(rules, "gcp"))
        folder = whole.collected(tmp_path / f"{len(names)}", types)
        told = whole.judged(folder, names)[1]
        wanted = {key: finding.verdict for key, finding in whole.told.items() if key[0] in names}
        assert {key: finding.verdict for key, finding in told.items()} == wanted


@pytest.mark.parametrize("content", CONTENTS)
def test_a_denied_sort_of_content_hides_just_what_it_tells(whole: Whole, tmp_path: Path, content: str) -> None:
    name, right = CONTENTS[content]
    whole.served[0].refuse[name] = grpc.StatusCode.PERMISSION_DENIED
    header, after = whole.judged(whole.collected(tmp_path / "denied"))
    (gap,) = [gap for gap in header.gaps if gap.kind == "denied"]
    assert right in gap.why
    changed = {key for key, finding in after.items() if _differs(whole.told.get(key), finding)}
    odd = {key for key in changed if after[key].verdict not in _allowed(whole.told, key)}
    assert [(key, key in whole.told, after[key].verdict, after[key].observed) for key in odd] == []
    lost = {key[0] for key in whole.told.keys() - after.keys()}
    assert changed or lost
    if content == "resource":
        assert gap.blinds == ("*",)
    else:
        assert "*" not in gap.blinds
        assert sorted((lost | {key[0] for key in changed}) - set(gap.blinds)) == []


def _allowed(before: Told, key: tuple[str, str, str | None]) -> set[str]:
    """That a policy is hidden is told in its own place, where some rules do not apply; and whether a question applies
    may not be known, its answer still be."""
    if key not in before:
        return {"unknown", "not_applicable"}
    return {"unknown", "pass"} if before[key].verdict == "not_applicable" else {"unknown"}


def _differs(before: Finding | None, after: Finding) -> bool:
    return before is None or before.verdict != after.verdict
