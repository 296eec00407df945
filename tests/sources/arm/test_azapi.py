"""What ``azapi`` writes gets the verdicts of what ``azurerm`` writes for the same things."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from pcicheck.cases.shorthand import Mark, Ref, plan
from pcicheck.results.finding import Finding
from tests.sources.arm.judging import judged, of_account
from tests.sources.arm.pairs import PAIRS, TOLD_APART
from tests.sources.arm.pairs.base import Pair, Written

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


def findings(written: Written) -> dict[Key, Finding]:
    """Findings by rule, native type and name with what comes after it."""
    return {key: finding for key, finding in every_finding(written).items() if key[1]}


def every_finding(written: Written) -> dict[Key, Finding]:
    """The same with questions about the whole subscription, by rule, nothing and region."""
    return _findings(json.dumps(planned(written)))


@cache
def _findings(content: str) -> dict[Key, Finding]:
    """Each plan is judged once: several tests compare with it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "plan.json")
        path.write_text(content)
        return {_key(f): f for f in judged(path) if f.native_type.startswith("azurerm_") or of_account(f)}


def _key(finding: Finding) -> Key:
    if of_account(finding):
        return finding.rule, "", finding.region or ""
    return finding.rule, finding.native_type, finding.address.partition(".")[2]


@pytest.mark.unmeasured
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_same_things_get_the_same_verdicts(pair: Pair) -> None:
    ours = findings(pair.azapi)
    theirs = findings(pair.azurerm)
    compared = 0
    assert ours.keys() == theirs.keys()
    for key, finding in ours.items():
        other = theirs[key]
        if {finding.verdict, other.verdict} <= {"pass", "fail"} and (pair.name, key[0]) not in TOLD_APART:
            assert finding.verdict == other.verdict, f"{key}: {finding.observed} against {other.observed}"
            compared += 1
    assert compared >= pair.least


@pytest.mark.parametrize("as_text", [True, False], ids=["text", "object"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_configuration_gets_the_same_verdicts(tmp_path: Path, pair: Pair, as_text: bool) -> None:
    blocks = {address.partition(".")[2]: _configured(values, as_text) for address, values in pair.azapi.items()}
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "main.tf.json").write_text(json.dumps({"resource": {"azapi_resource": blocks}}))
    theirs = findings(pair.azurerm)
    ours = {_key(f): f for f in judged(folder) if f.native_type.startswith("azurerm_") and not of_account(f)}
    assert ours.keys() == theirs.keys()
    decided = {key for key, f in ours.items() if {f.verdict, theirs[key].verdict} <= {"pass", "fail"}}
    assert {key for key in decided if ours[key].verdict != theirs[key].verdict} == set()
    assert len(decided) >= pair.least


def _configured(values: dict[str, Any], as_text: bool) -> dict[str, Any]:
    """A resource block in JSON, its body as object or as text."""
    plain: dict[str, Any] = _expressions(values)
    return plain | {"body": json.dumps(plain["body"])} if as_text else plain


def _expressions(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _expressions(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_expressions(item) for item in value]
    if isinstance(value, Mark):
        return value.value
    return f"${{{value.names[0]}}}" if isinstance(value, Ref) else value


@pytest.mark.parametrize("deep", [True, False], ids=["each value", "each property"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_what_is_not_known_never_decides_the_other_way(tmp_path: Path, pair: Pair, deep: bool) -> None:
    known = findings(pair.azapi)
    veiled = {address: values | {"body": _veiled(values["body"], deep)} for address, values in pair.azapi.items()}
    for key, finding in findings(veiled).items():
        if key in known:
            assert {finding.verdict, known[key].verdict} != {"pass", "fail"}, f"{key}: {finding.observed}"


def _veiled(body: dict[str, Any], deep: bool) -> dict[str, Any]:
    """A body of whose properties nothing is known but that they are written."""
    return body | {"properties": {name: _unknown(value, deep) for name, value in body["properties"].items()}}


def _unknown(value: Any, deep: bool) -> Any:
    if deep and isinstance(value, dict):
        return {name: _unknown(item, deep) for name, item in value.items()}
    return [_unknown(item, deep) for item in value] if deep and isinstance(value, list) else UNKNOWN


UNKNOWN = Mark("unknown")
