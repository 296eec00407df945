"""The reference architecture well made, and with each flaw that the seed document warns of."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.estates import flawed

FLAWS: list[dict[str, Any]] = yaml.safe_load((flawed.HERE / "flaws.yaml").read_text())
MAY_BE_UNKNOWN = {
    *("key-strength", "route-requests-validated", "telemetry-masks-card-numbers", "upstream-ends-agree"),
}
"""What files cannot show: the kind of a key in a module, what a validating service and a script look for, and what answers
outside the estate."""


@cache
def _good() -> dict[str, dict[str, set[str]]]:
    results = flawed.judged(flawed.ESTATE)
    return {verdict: flawed.by_rule(results, verdict) for verdict in ("pass", "fail", "unknown")}


def _addresses(expected: dict[str, Any]) -> dict[str, set[str]]:
    return {rule: {at} if isinstance(at, str) else set(at) for rule, at in expected.items()}


def test_the_good_estate_has_no_failure_and_next_to_nothing_that_cannot_be_judged() -> None:
    good = _good()
    assert good["fail"] == {}
    assert set(good["unknown"]) <= MAY_BE_UNKNOWN
    assert sum(map(len, good["pass"].values())) > 1000


def test_every_file_of_the_good_estate_is_read() -> None:
    gaps = flawed.judged(flawed.ESTATE).header.gaps
    assert {gap.kind for gap in gaps} == {"unsupported_type"}


def test_every_system_of_the_blueprint_is_judged() -> None:
    providers = {finding.provider for finding in flawed.judged(flawed.ESTATE).findings() if finding.verdict == "pass"}
    named = {"aws", "vault", "envoy", "kubernetes", "kafka", "redis", "prometheus", "telemetry", "pipelines", "edge"}
    assert named <= providers


def test_flaws_have_names_of_their_own() -> None:
    assert len({flaw["flaw"] for flaw in FLAWS}) == len(FLAWS) >= 70


@pytest.mark.parametrize("flaw", FLAWS, ids=[flaw["flaw"] for flaw in FLAWS])
def test_a_flaw_brings_its_findings_and_no_others(flaw: dict[str, Any], tmp_path: Path) -> None:
    estate = flawed.copy(tmp_path)
    flawed.put(flaw, estate)
    results = flawed.judged(estate)
    assert flawed.by_rule(results, "fail") == _addresses(flaw.get("expect", {}))
    unknown = flawed.by_rule(results, "unknown")
    for rule, addresses in _addresses(flaw.get("unsure", {})).items():
        assert addresses <= unknown.get(rule, set())
        assert not addresses & _good()["unknown"].get(rule, set())
