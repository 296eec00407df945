"""Absence is judged where a live source saw everything: per region, per account, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcicheck.scanning import Selection, scan
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from tests.plans import write_plan

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

RULE = "threat-detection-exists"
ONE, TWO = "111111111111", "222222222222"
REGIONS = {ONE: ["eu-central-1", "eu-west-1"], TWO: ["eu-west-1"]}
DETECTOR = {"id": "d1", "DetectorId": "d1", "Status": "ENABLED", "FindingPublishingFrequency": "SIX_HOURS"}
_IS = {"detector": "aws_guardduty_detector"}


def _everything(folder: Path, regions: dict[str, list[str]] = REGIONS) -> Snapshot:
    """A snapshot of accounts in which nothing was found, and everything was told."""
    snapshot = Snapshot(folder)
    snapshot.start(
        Manifest(
            provider="aws",
            tool_version="0",
            started="2026-01-02T12:00:00Z",
            finished="2026-01-02T12:01:00Z",
            scope={"accounts": sorted(regions), "regions": sorted({r for names in regions.values() for r in names})},
            regions=regions,
        ),
        resume=False,
    )
    for account, names in regions.items():
        for service in services():
            for region in names if service.everywhere else [GLOBAL]:
                records: list[Record] = [Listed(kind, 0) for listing in service.listings for kind in listing.types]
                snapshot.write(Unit(account, region, service.client), records)
    return snapshot


def _replace(snapshot: Snapshot, unit: Unit, kind: str, *records: Record, keep: bool = True) -> None:
    """Other records about a type in a unit, with or without the word that all was listed."""
    others = [r for r in snapshot.read(unit) if r.type != kind or (keep and isinstance(r, Listed))]
    snapshot.write(unit, [*records, *others])


def _verdicts(*targets: Path) -> dict[tuple[str, str], tuple[str, str]]:
    results = scan(targets, select=Selection(rules=[RULE]))
    return {(f.account or "", f.region or ""): (f.verdict, f.reason) for f in results.findings()}


def test_every_region_is_judged_by_itself(tmp_path: Path) -> None:
    snapshot = _everything(tmp_path / "s")
    unit = Unit(ONE, "eu-west-1", "guardduty")
    parts = [
        Answer(_IS["detector"], "d1", DETECTOR, operation="guardduty:ListDetectors"),
        Answer(_IS["detector"], "d1", {"Status": "ENABLED", "Features": []}, "detector", "guardduty:GetDetector"),
        Answer(_IS["detector"], "d1", {"Status": "ENABLED", "Features": []}, "detail", "guardduty:GetDetector"),
    ]
    _replace(snapshot, unit, _IS["detector"], *parts)
    found = {place: verdict for place, (verdict, _) in _verdicts(tmp_path / "s").items()}
    assert found == {(ONE, "eu-central-1"): "fail", (ONE, "eu-west-1"): "pass", (TWO, "eu-west-1"): "fail"}


def test_a_denied_list_makes_its_region_unknown_and_no_other(tmp_path: Path) -> None:
    snapshot = _everything(tmp_path / "s")
    denied = Refusal(_IS["detector"], "denied", "guardduty:ListDetectors", "guardduty:ListDetectors", "AccessDenied")
    _replace(snapshot, Unit(ONE, "eu-west-1", "guardduty"), _IS["detector"], denied, keep=False)
    found = _verdicts(tmp_path / "s")
    assert found[ONE, "eu-west-1"][0] == "unknown"
    assert "guardduty:ListDetectors" in found[ONE, "eu-west-1"][1]
    assert {verdict for place, (verdict, _) in found.items() if place != (ONE, "eu-west-1")} == {"fail"}


@pytest.mark.parametrize("kind", ["unsupported", "failed", "throttled"])
def test_what_was_not_answered_is_no_absence(tmp_path: Path, kind: str) -> None:
    snapshot = _everything(tmp_path / "s")
    refusal = Refusal(_IS["detector"], kind, "guardduty:ListDetectors", "guardduty:ListDetectors", "no")  # type: ignore[arg-type]
    _replace(snapshot, Unit(TWO, "eu-west-1", "guardduty"), _IS["detector"], refusal, keep=False)
    assert _verdicts(tmp_path / "s")[TWO, "eu-west-1"][0] == "unknown"
    header = scan([tmp_path / "s"], select=Selection(rules=[RULE])).header
    (gap,) = header.gaps
    assert gap.kind == ("unsupported" if kind == "unsupported" else "incomplete")
    assert gap.blinds == (RULE,)


def test_what_nobody_asked_is_no_absence(tmp_path: Path) -> None:
    snapshot = _everything(tmp_path / "s")
    snapshot.drop(Unit(ONE, "eu-west-1", "guardduty"))
    found = {place: verdict for place, (verdict, _) in _verdicts(tmp_path / "s").items()}
    assert found == {(ONE, "eu-central-1"): "fail", (ONE, "eu-west-1"): "unknown", (TWO, "eu-west-1"): "fail"}


def test_a_region_of_which_nothing_is_known_keeps_its_question(tmp_path: Path) -> None:
    snapshot = _everything(tmp_path / "s")
    for unit in snapshot.units():
        if unit.region == "eu-central-1":
            snapshot.drop(unit)
    assert _verdicts(tmp_path / "s")[ONE, "eu-central-1"][0] == "unknown"


def test_an_interrupted_collection_proves_no_absence(tmp_path: Path) -> None:
    snapshot = _everything(tmp_path / "s")
    manifest = snapshot.manifest()
    manifest.finished = ""
    snapshot.write_manifest(manifest)
    assert {verdict for verdict, _ in _verdicts(tmp_path / "s").values()} == {"unknown"}


def test_a_snapshot_proves_nothing_about_a_plan_beside_it(tmp_path: Path) -> None:
    _everything(tmp_path / "s", {TWO: ["eu-west-1"]})
    write_plan(tmp_path, {"aws_s3_bucket.a": {"bucket": "pay"}})
    found = _verdicts(tmp_path / "s", tmp_path / "plan.json")
    assert {verdict for (account, _), (verdict, _) in found.items() if not account} == {"unknown"}, found
    assert found[TWO, "eu-west-1"][0] == "fail"


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    snapshot = _everything(tmp_path / "s", {TWO: ["eu-west-1"]})
    path = tmp_path / "s" / TWO / "eu-west-1" / "guardduty.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-9])
    write_plan(tmp_path, {"aws_s3_bucket.a": {"bucket": "pay"}})
    (gap,) = scan([tmp_path / "s", tmp_path / "plan.json"]).header.gaps
    assert gap.kind == "unreadable"
    assert "guardduty.jsonl.gz" in gap.why
    assert snapshot.units()
