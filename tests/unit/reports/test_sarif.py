"""Both SARIF reports: valid by the standard's schema and by the SARIF SDK's own validator, within GitHub's limits."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import uuid
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import sarif_om as om
from jschema_to_python.to_json import to_json

from pcicheck.reports import sarif, sarif_github
from pcicheck.reports.sarif_log import write_log
from pcicheck.results.results import Results
from tests.reports_factory import HOSTILE, hostile_findings, make_results, many_findings

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

MULTITOOL = Path(__file__).parents[3] / ".venv" / "share" / "sarif-multitool"


def _full(results: Results) -> dict[str, Any]:
    out = io.BytesIO()
    sarif.render(results, out)
    made: dict[str, Any] = json.loads(out.getvalue())
    return made


def _github(results: Results) -> dict[str, Any]:
    out = io.BytesIO()
    sarif_github.render(results, out)
    made: dict[str, Any] = json.loads(out.getvalue())
    return made


def _results(log: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


@pytest.fixture(scope="module")
def schema() -> Any:
    path = MULTITOOL / "sarif-2.1.0.json"
    assert path.is_file(), "the SARIF schema is missing; run 'bash .ci/setup'"
    return jsonschema_rs.validator_for(json.loads(path.read_text("utf-8-sig")))


@pytest.mark.parametrize("render", [_full, _github])
@pytest.mark.parametrize("findings", [None, "hostile", "many", "none"])
def test_logs_fit_the_schema(schema: Any, render: Any, findings: str | None) -> None:
    made = {"hostile": list(hostile_findings()), "many": list(many_findings(500)), "none": []}
    log = render(make_results(made.get(findings) if findings else None))
    assert [error.message for error in islice(schema.iter_errors(log), 3)] == []


@pytest.mark.parametrize(("render", "kinds"), [(sarif.render, "Sarif"), (sarif_github.render, "Sarif;Ghas")])
def test_the_sdk_validator_finds_no_error(tmp_path: Path, render: Any, kinds: str) -> None:
    path = tmp_path / "log.sarif"
    with path.open("wb") as out:
        render(make_results(), out)
    done = subprocess.run(
        [str(MULTITOOL / "Sarif.Multitool"), "validate", str(path), "--rule-kind", kinds, "--level", "Error"],
        env=os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.findall(r".*: error .*", done.stdout + done.stderr) == []
    assert "error" not in done.stdout.lower().replace("0 error", "").replace("--level error", ""), done.stdout


def test_the_full_log_has_every_finding_with_its_kind() -> None:
    results = make_results()
    made = _results(_full(results))
    findings = list(results.findings())
    assert len(made) == len(findings)
    kinds = {"pass": "pass", "fail": "fail", "unknown": "open", "not_applicable": "notApplicable"}
    assert [item["kind"] for item in made] == [kinds[finding.verdict] for finding in findings]


def test_only_failures_have_a_level() -> None:
    """No validator checks SARIF 2.1.0, 3.27.10: any kind but fail has the level none."""
    for item in _results(_full(make_results())):
        assert (item["level"] != "none") is (item["kind"] == "fail")


def test_exceptions_are_suppressions_and_stay_failures() -> None:
    suppressed = [item for item in _results(_full(make_results())) if "suppressions" in item]
    assert suppressed
    for item in suppressed:
        (suppression,) = item["suppressions"]
        assert item["kind"] == "fail"
        assert suppression["status"] == "accepted"
        assert suppression["properties"]["expires"]
        assert uuid.UUID(suppression["guid"]).version == 5


def test_requirements_are_a_taxonomy_and_tags() -> None:
    run = _full(make_results())["runs"][0]
    taxa = run["taxonomies"][0]["taxa"]
    for rule in run["tool"]["driver"]["rules"]:
        targets = [relationship["target"] for relationship in rule["relationships"]]
        assert targets
        assert all(taxa[target["index"]]["id"] == target["id"] for target in targets)
        assert all(f"pci-dss/{target['id']}" in rule["properties"]["tags"] for target in targets)
        assert len(rule["properties"]["tags"]) <= 10
        assert 0 < float(rule["properties"]["security-severity"]) <= 10


def test_gaps_are_notifications() -> None:
    results = make_results()
    invocation = _full(results)["runs"][0]["invocations"][0]
    texts = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert all(any(gap.where in text for text in texts) for gap in results.header.gaps)
    assert invocation["executionSuccessful"] is False


def test_github_gets_open_failures_only() -> None:
    results = make_results()
    wanted = [f for f in results.findings() if f.verdict == "fail" and f.exception is None]
    made = _results(_github(results))
    assert sorted(item["partialFingerprints"]["primaryLocationLineHash"] for item in made) == sorted(
        finding.fingerprint for finding in wanted
    )
    assert all("kind" not in item and "suppressions" not in item for item in made)


def test_github_shows_the_worst_first() -> None:
    order = {"error": 0, "warning": 1, "note": 2}
    levels = [order[item["level"]] for item in _results(_github(make_results(many_findings(400))))]
    assert levels == sorted(levels)


def test_every_github_result_has_one_relative_encoded_physical_location() -> None:
    for item in _results(_github(make_results([*hostile_findings(), *many_findings(50)]))):
        (location,) = item["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri
        assert re.fullmatch(r"[A-Za-z0-9._~!$&'()*+,;=:@%/-]+", uri), uri
        assert not uri.startswith(("/", "file:"))
        assert location["physicalLocation"]["region"]["startLine"] >= 1


def test_github_limits_hold_and_the_rest_is_summarised() -> None:
    results = make_results(many_findings(60_000))
    out = io.BytesIO()
    sarif_github.render(results, out)
    assert len(gzip.compress(out.getvalue(), 6)) < 10_000_000
    run = json.loads(out.getvalue())["runs"][0]
    failed = sum(f.verdict == "fail" and f.exception is None for f in results.findings())
    assert failed > sarif_github.MOST_RESULTS
    assert len(run["results"]) <= sarif_github.MOST_RESULTS
    overflow = [
        r for r in run["results"] if r["partialFingerprints"]["primaryLocationLineHash"].startswith("overflow-")
    ]
    summarised = sum(int(r["message"]["text"].split(" ", 1)[0]) for r in overflow)
    assert len(run["results"]) - len(overflow) + summarised == failed
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert any("did not fit" in note["message"]["text"] for note in notes)
    for rule in run["tool"]["driver"]["rules"]:
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert len(rule["name"]) <= 255


def test_streamed_results_equal_those_of_the_object_model() -> None:
    """The skeleton comes from the object model and the results from plain mappings: both say the same."""
    finding = next(f for f in make_results().findings() if f.verdict == "fail" and f.exception is None)
    plain = sarif.result(finding, 0)
    place = plain["locations"][0]["physicalLocation"]
    modelled = om.Result(
        rule_id=plain["ruleId"],
        rule_index=plain["ruleIndex"],
        kind=plain["kind"],
        level=plain["level"],
        message=om.Message(text=plain["message"]["text"]),
        locations=[
            om.Location(
                physical_location=om.PhysicalLocation(
                    artifact_location=om.ArtifactLocation(uri=place["artifactLocation"]["uri"]),
                    region=om.Region(start_line=place["region"]["startLine"], end_line=place["region"].get("endLine")),
                ),
                logical_locations=[
                    om.LogicalLocation(
                        name=logical["name"], fully_qualified_name=logical["fullyQualifiedName"], kind=logical["kind"]
                    )
                    for logical in plain["locations"][0]["logicalLocations"]
                ],
            )
        ],
        fingerprints=plain["fingerprints"],
        partial_fingerprints=plain["partialFingerprints"],
        properties=plain["properties"],
    )
    defaults = {"kind": "fail"}  # the model leaves defaults out
    assert defaults | json.loads(to_json(modelled)) == plain


def test_names_are_text_whatever_they_hold() -> None:
    text = json.dumps(_full(make_results(hostile_findings())))
    assert all(json.dumps(name)[1:-1] in text for name in HOSTILE)


def test_the_same_results_give_the_same_bytes() -> None:
    results = make_results()
    first, second = io.BytesIO(), io.BytesIO()
    sarif.render(results, first)
    sarif.render(results, second)
    assert first.getvalue() == second.getvalue()


def test_an_empty_stream_still_is_a_log() -> None:
    out = io.BytesIO()
    write_log(make_results([]), [], iter(()), out)
    assert json.loads(out.getvalue())["runs"][0]["results"] == []


def test_files_outside_the_working_directory_and_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = next(make_results().findings())
    monkeypatch.chdir(tmp_path)
    shown = []
    for file in (str(tmp_path / "a b" / "plan.json"), "/elsewhere/plan.json", "../up/plan.json", "-"):
        finding.origin = type(finding.origin)(source="terraform-plan", file=file)
        location = sarif.result(finding, 0)["locations"][0]["physicalLocation"]
        shown.append(location["artifactLocation"]["uri"])
    assert shown == ["a%20b/plan.json", "elsewhere/plan.json", "up/plan.json", "stdin"]
