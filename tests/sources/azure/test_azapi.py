"""What ``azapi`` writes gets the verdicts of what ``azurerm`` writes for the same things."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pcicheck import scan
from pcicheck.cases.shorthand import plan
from pcicheck.results.finding import Finding
from tests.sources.azure.more_pairs import MORE_PAIRS
from tests.sources.azure.pairs import PAIRS, TOLD_APART, Pair, Written

Key = tuple[str, str, str]


def planned(written: Written) -> dict[str, Any]:
    """The plan of what is written, in which a body tells its references all together."""
    made = plan(written)
    for resource in made["configuration"]["root_module"]["resources"]:
        values = written.get(resource["address"], {})
        if "body" in values:
            resource["expressions"]["body"] = {"references": _references(values["body"])}
    return made


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [name for item in value.values() for name in _references(item)]
    if isinstance(value, list):
        return [name for item in value for name in _references(item)]
    return list(getattr(value, "names", ()))


def findings(path: Path, written: Written) -> dict[Key, Finding]:
    """Findings by rule, native type and name with what comes after it."""
    path.write_text(json.dumps(planned(written)))
    found = [f for f in scan([path]).findings() if f.native_type.startswith("azurerm_")]
    return {(f.rule, f.native_type, f.address.partition(".")[2]): f for f in found}


@pytest.mark.parametrize("pair", [*PAIRS, *MORE_PAIRS], ids=lambda pair: pair.name)
def test_the_same_things_get_the_same_verdicts(tmp_path: Path, pair: Pair) -> None:
    ours = findings(tmp_path / "azapi.json", pair.azapi)
    theirs = findings(tmp_path / "azurerm.json", pair.azurerm)
    compared = 0
    assert ours.keys() == theirs.keys()
    for key, finding in ours.items():
        other = theirs[key]
        if {finding.verdict, other.verdict} <= {"pass", "fail"} and (pair.name, key[0]) not in TOLD_APART:
            assert finding.verdict == other.verdict, f"{key}: {finding.observed} against {other.observed}"
            compared += 1
    assert compared >= pair.least
