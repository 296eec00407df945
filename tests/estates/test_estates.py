"""The reference architecture well made, and with each flaw that the seed document warns of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pcicheck.results.results import Results
from tests.estates import flawed

FLAWS: list[dict[str, Any]] = yaml.safe_load((flawed.HERE / "flaws.yaml").read_text())
CLOUD_FLAWS: list[dict[str, Any]] = yaml.safe_load((flawed.HERE / "clouds.yaml").read_text())
CLOUDS = flawed.HERE / "clouds"
AT_ONCE = 3
MAY_BE_UNKNOWN = {
    *("key-store-connected", "key-strength"),
    *("route-requests-validated", "telemetry-masks-card-numbers", "upstream-ends-agree"),
}
"""What files cannot show: whether somebody connected a key store after it was made, the kind of a key in a module, what a
validating service and a script look for, and what answers outside the estate."""


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


@pytest.mark.parametrize("cloud", ["gcp", "azure"])
def test_what_the_seed_names_for_other_clouds_has_no_failure(cloud: str) -> None:
    results = flawed.judged_cloud(CLOUDS / cloud)
    assert flawed.by_rule(results, "fail") == {}
    assert all(":" in at for addresses in flawed.by_rule(results, "unknown").values() for at in addresses)
    assert len(flawed.by_rule(results, "pass")) > 30
    assert not results.header.gaps


def test_flaws_have_names_of_their_own() -> None:
    assert len({flaw["flaw"] for flaw in FLAWS}) == len(FLAWS) >= 70


def _together(flaws: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], ...]]:
    """Flaws of different files that bring different findings, so that one scan shows several.

    One that changes what others' findings rest on is ``alone``.
    """
    waiting = list(flaws)
    while waiting:
        chosen: list[dict[str, Any]] = []
        for flaw in waiting:
            if len(chosen) < AT_ONCE and all(_apart(flaw, other) for other in chosen):
                chosen.append(flaw)
        waiting = [flaw for flaw in waiting if flaw not in chosen]
        yield tuple(chosen)


def _apart(flaw: dict[str, Any], other: dict[str, Any]) -> bool:
    return not flaw.get("alone") and not other.get("alone") and _marks(flaw).isdisjoint(_marks(other))


def _marks(flaw: dict[str, Any]) -> set[str]:
    """The files that a flaw stands in, and the rules that find it."""
    files = {change["file"] for change in (flaw, *flaw.get("also", ()))}
    return {*files, *flaw.get("expect", {}), *flaw.get("unsure", {})}


@pytest.mark.unmeasured  # the good estate runs the same lines
@pytest.mark.parametrize("flaws", list(_together(FLAWS)), ids=lambda flaws: "; ".join(flaw["flaw"] for flaw in flaws))
def test_flaws_bring_their_findings_and_no_others(flaws: tuple[dict[str, Any], ...], tmp_path: Path) -> None:
    estate = flawed.copy(tmp_path)
    for flaw in flaws:
        flawed.put(flaw, estate)
    expected, unsure = (
        {k: v for flaw in flaws for k, v in flaw.get(kind, {}).items()} for kind in ("expect", "unsure")
    )
    _check({"expect": expected, "unsure": unsure}, flawed.judged(estate), _good()["pass"])


@pytest.mark.unmeasured
@pytest.mark.parametrize("flaw", CLOUD_FLAWS, ids=[flaw["flaw"] for flaw in CLOUD_FLAWS])
def test_a_flaw_of_another_cloud_brings_its_findings_and_no_others(flaw: dict[str, Any], tmp_path: Path) -> None:
    good = flawed.by_rule(flawed.judged_cloud(CLOUDS / flaw["cloud"]), "pass")
    folder = flawed.copy(tmp_path, CLOUDS / flaw["cloud"])
    flawed.put(flaw, folder)
    _check(flaw, flawed.judged_cloud(folder), good)


def _check(flaw: dict[str, Any], results: Results, passed: dict[str, set[str]]) -> None:
    assert flawed.by_rule(results, "fail") == _addresses(flaw.get("expect", {}))
    unknown = flawed.by_rule(results, "unknown")
    for rule, addresses in _addresses(flaw.get("unsure", {})).items():
        assert addresses <= unknown.get(rule, set())
        assert addresses <= passed.get(rule, set())
