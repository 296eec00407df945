"""Assets of Google Cloud, and that they get the verdicts of the plans that describe the same things."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pcicheck import scan
from pcicheck.errors import InputError
from pcicheck.results.finding import Finding
from tests.sources.gcp import data_pairs, more_pairs
from tests.sources.gcp.pairs import PAIRS, TOLD_APART, Pair

ALL = [*PAIRS, *more_pairs.MORE_PAIRS, *data_pairs.MORE_PAIRS]


def _findings(path: Path, document: Any) -> dict[tuple[str, str, str], Finding]:
    """Findings by rule, native type and the thing's own name."""
    path.write_text(json.dumps(document))
    found = [f for f in scan([path]).findings() if f.native_type.startswith("google_")]
    return {(f.rule, f.native_type, f.native_address): f for f in found}


@pytest.mark.parametrize("pair", ALL, ids=lambda pair: pair.address)
def test_the_same_thing_gets_the_same_verdicts(tmp_path: Path, pair: Pair) -> None:
    planned = _findings(tmp_path / "plan.json", pair.plan())
    assets = _findings(tmp_path / "assets.json", [pair.asset])
    compared = 0
    for (rule, native_type, _), finding in assets.items():
        if native_type != pair.address.partition(".")[0]:
            continue  # what the export leaves open stands as a resource of its own
        other = planned.get((rule, native_type, pair.address))
        assert other is not None, f"{rule} is asked of the asset only"
        if {finding.verdict, other.verdict} <= {"pass", "fail"} and (pair.address, rule) not in TOLD_APART:
            assert finding.verdict == other.verdict, f"{rule}: {finding.observed} against {other.observed}"
            compared += 1
    assert compared >= pair.least


def _bucket(**data: Any) -> dict[str, Any]:
    return {
        "name": f"//storage.googleapis.com/{data['name']}",
        "asset_type": "storage.googleapis.com/Bucket",
        "resource": {"version": "v1", "parent": "//cloudresourcemanager.googleapis.com/projects/7", "data": data},
    }


def test_lists_lines_and_both_spellings(tmp_path: Path) -> None:
    asset = _bucket(name="pay", location="EU")
    other = {("assetType" if key == "asset_type" else key): value for key, value in _bucket(name="b").items()}
    forms = {
        "list.json": json.dumps([asset, other]),
        "lines.json": json.dumps(asset) + "\n" + json.dumps(other) + "\n",
        "one.json": json.dumps(asset, indent=2),
    }
    for name, text in forms.items():
        (tmp_path / name).write_text(text)
        results = scan([tmp_path / name])
        assert results.header.inputs[0].source == "gcp-assets"
        found = list(results.findings())
        assert {f.account for f in found if f.native_address.endswith("pay")} == {"7"}
        assert {f.region for f in found if f.native_address.endswith("pay")} == {"eu"}
    assert scan([tmp_path]).header.tally.population > 0


def test_what_is_not_read_is_a_gap(tmp_path: Path) -> None:
    odd = {
        "name": "//x/y",
        "asset_type": "x.googleapis.com/Y",
        "resource": {"data": {"a": 1}},
        "iam_policy": {"bindings": []},
    }
    policy = {**_bucket(name="pay"), "iam_policy": {"bindings": []}}
    (tmp_path / "a.json").write_text(json.dumps([odd, policy]))
    gaps = {gap.where.split(": ")[1]: gap.kind for gap in scan([tmp_path / "a.json"]).header.gaps}
    assert gaps == {"x.googleapis.com/Y": "unsupported_type", "iam_policy": "unsupported_type"}


@pytest.mark.parametrize("text", ['[{"asset_type": "a/B", "name": "x"}]', '[{"asset_type": '])
def test_bad_assets(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(InputError, match=r"no assets with their data|not valid JSON"):
        scan([tmp_path / "a.json"])
