"""The same things as a plan of ``azurerm`` and as they stand in a subscription: the same verdicts."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.sources.arm.pairs import PAIRS, TOLD_APART
from tests.sources.arm.pairs.base import Pair
from tests.sources.arm.standing import standing
from tests.sources.arm.test_azapi import findings

pytestmark = pytest.mark.unmeasured  # other tests run the same lines


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_plan_and_live_state_get_the_same_verdicts(pair: Pair) -> None:
    told = standing()[pair.name]
    planned = {key: finding.verdict for key, finding in findings(pair.azurerm).items()}
    decided = {key for key in told.keys() & planned.keys() if {told[key], planned[key]} <= {"pass", "fail"}}
    differing = {key: (told[key], planned[key]) for key in decided if told[key] != planned[key]}
    assert {key: both for key, both in differing.items() if (pair.name, key[0]) not in TOLD_APART} == {}
    assert len(decided) >= pair.least * 0.6, Counter(told.values())
