"""The same things as a plan of ``azurerm`` and as they stand in a subscription: the same verdicts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from pcicheck import scan
from pcicheck.sources.azure.collect import Asked, collect
from tests.sources.arm.estate import stand
from tests.sources.arm.manager import Azure, served
from tests.sources.arm.more_pairs import MORE_PAIRS
from tests.sources.arm.pairs import PAIRS, TOLD_APART, Pair
from tests.sources.arm.test_azapi import findings

SUBSCRIPTION = "0a"


def _clock() -> dt.datetime:
    return dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def _live(pair: Pair, folder: Path) -> dict[tuple[str, str, str], str]:
    azure = Azure()
    azure.subscriptions = [SUBSCRIPTION]
    names = stand(azure, pair.azapi)
    with served(azure, folder) as connection:
        collect(Asked(), folder / "s", connection=connection, clock=_clock)
    found: dict[tuple[str, str, str], str] = {}
    for finding in scan([folder / "s"]).findings():
        ident = finding.native_address.partition("#")[0]
        name = names.get(ident.lower())
        if name is not None:
            key = (finding.rule, finding.native_type, f"{name}{finding.address[len(ident) :]}")
            found[key] = finding.verdict
    return found


@pytest.mark.parametrize("pair", [*PAIRS, *MORE_PAIRS], ids=lambda pair: pair.name)
def test_plan_and_live_state_get_the_same_verdicts(tmp_path: Path, pair: Pair) -> None:
    live = _live(pair, tmp_path)
    planned = {key: finding.verdict for key, finding in findings(tmp_path / "plan.json", pair.azurerm).items()}
    decided = {key for key in live.keys() & planned.keys() if {live[key], planned[key]} <= {"pass", "fail"}}
    differing = {key: (live[key], planned[key]) for key in decided if live[key] != planned[key]}
    assert {key: both for key, both in differing.items() if (pair.name, key[0]) not in TOLD_APART} == {}
    assert len(decided) >= pair.least * 0.6, Counter(live.values())
