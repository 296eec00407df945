"""The same things as a plan of ``azurerm`` and as they stand in a subscription: the same verdicts.

All pairs stand in one estate, each in a subscription of its own, so that nothing of one may speak for another.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.sources.arm.estate import large
from tests.sources.arm.judging import clock, collected, judged
from tests.sources.arm.pairs import PAIRS, TOLD_APART
from tests.sources.arm.pairs.base import Pair
from tests.sources.arm.test_azapi import findings

Key = tuple[str, str, str]
EVERY = PAIRS


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[Key, str]]:
    """Name of a pair to its verdicts, by rule, native type and name with what comes after it."""
    folder = tmp_path_factory.mktemp("live")
    azure, names = large(EVERY)
    collected(azure, folder, clock=clock)
    found: dict[str, dict[Key, str]] = {pair.name: {} for pair in EVERY}
    for finding in judged(folder / "s"):
        ident = finding.native_address.partition("#")[0]
        if ident.lower() in names:
            pair, name = names[ident.lower()]
            found[pair][finding.rule, finding.native_type, f"{name}{finding.address[len(ident) :]}"] = finding.verdict
    return found


@pytest.mark.parametrize("pair", EVERY, ids=lambda pair: pair.name)
def test_plan_and_live_state_get_the_same_verdicts(live: dict[str, dict[Key, str]], pair: Pair) -> None:
    told = live[pair.name]
    planned = {key: finding.verdict for key, finding in findings(pair.azurerm).items()}
    decided = {key for key in told.keys() & planned.keys() if {told[key], planned[key]} <= {"pass", "fail"}}
    differing = {key: (told[key], planned[key]) for key in decided if told[key] != planned[key]}
    assert {key: both for key, both in differing.items() if (pair.name, key[0]) not in TOLD_APART} == {}
    assert len(decided) >= pair.least * 0.6, Counter(told.values())
