"""JUnit, CSV, Markdown, JSON, JSON lines and text."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from pcicheck.errors import InputError
from pcicheck.reports import csv_file, json_file, jsonl, junit, markdown, text
from pcicheck.reports.registry import FILE_NAMES, REPORTS, renderer
from pcicheck.results.results import Results
from tests.reports_factory import HOSTILE, hostile_findings, make_results, many_findings


def _render(render: Any, results: Results) -> str:
    out = io.BytesIO()
    render(results, out)
    assert not out.closed
    return out.getvalue().decode()


@pytest.mark.parametrize("form", sorted(REPORTS))
def test_every_form_renders_and_repeats_itself(form: str) -> None:
    results = make_results()
    first, second = io.BytesIO(), io.BytesIO()
    renderer(form)(results, first)
    renderer(form)(results, second)
    assert first.getvalue()
    assert first.getvalue() == second.getvalue()
    assert form in FILE_NAMES


def test_jsonl_is_one_finding_a_line() -> None:
    results = make_results()
    lines = _render(jsonl.render, results).splitlines()
    assert [json.loads(line)["fingerprint"] for line in lines] == [f.fingerprint for f in results.findings()]


def test_json_can_be_read_again() -> None:
    results = make_results()
    again = json_file.read("results.json", _render(json_file.render, results).encode())
    assert again.header == results.header
    assert again.requirements == results.requirements
    assert again.rules == results.rules
    assert list(again.findings()) == list(results.findings())
    assert _render(json_file.render, again) == _render(json_file.render, results)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"header":' + b"[" * 50_000, b"nonsense"])
def test_other_files_are_no_results(data: bytes) -> None:
    with pytest.raises(InputError, match=r"x.json: not a results file"):
        json_file.read("x.json", data)


def test_junit_counts_add_up() -> None:
    results = make_results()
    root = ET.fromstring(_render(junit.render, results))  # noqa: S314 - our own output
    tally = results.header.tally
    assert int(root.attrib["tests"]) == tally.population == len(list(root.iter("testcase")))
    assert int(root.attrib["failures"]) == tally.failed - tally.excepted == len(list(root.iter("failure")))
    assert int(root.attrib["skipped"]) == len(list(root.iter("skipped")))
    assert sum(int(suite.attrib["failures"]) for suite in root) == int(root.attrib["failures"])
    excepted = [
        skip.attrib["message"] for skip in root.iter("skipped") if skip.attrib["message"].startswith("exception")
    ]
    assert len(excepted) == tally.excepted


def test_junit_stays_well_formed_with_hostile_names() -> None:
    root = ET.fromstring(_render(junit.render, make_results(hostile_findings())))  # noqa: S314 - our own output
    assert any("<script>alert(1)</script>" in case.attrib["classname"] for case in root.iter("testcase"))


def test_csv_rows_hold_every_finding() -> None:
    results = make_results()
    rows = list(csv.DictReader(io.StringIO(_render(csv_file.render, results))))
    assert [row["fingerprint"] for row in rows] == [finding.fingerprint for finding in results.findings()]
    assert json.loads(rows[0]["observed"]) == next(results.findings()).observed


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_disarmed(cell: str) -> None:
    assert not csv_file.disarm(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert csv_file.disarm("plain") == "plain"


def test_hostile_csv_has_no_formula() -> None:
    for row in csv.reader(io.StringIO(_render(csv_file.render, make_results(hostile_findings())))):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_markdown_is_short_and_safe() -> None:
    shown = _render(markdown.render, make_results(hostile_findings()))
    assert "<script>" not in shown
    assert "<img" not in shown
    assert len(_render(markdown.render, make_results(many_findings(30_000)))) < 1_000_000


def test_markdown_names_what_matters() -> None:
    results = make_results()
    shown = _render(markdown.render, results)
    assert "Contradicted requirements" in shown
    assert "exception EXC" in shown
    assert "Not looked at" in shown
    assert shown.index("### critical") < shown.index("### high")


def test_text_is_worst_first_and_tells_everything_an_engineer_needs() -> None:
    results = make_results()
    shown = _render(text.render, results)
    assert shown.index("CRITICAL") < shown.index("HIGH") < shown.index("MEDIUM")
    for words in ("why ", "fix ", "found ", "want ", "Could not be judged", "Not looked at", "exception EXC"):
        assert words in shown
    assert "\x1b" not in shown


def test_text_has_no_control_characters() -> None:
    shown = _render(text.render, make_results(hostile_findings()))
    assert all(char == "\n" or char.isprintable() for char in shown)
    assert HOSTILE[0] in shown


def test_long_lists_are_cut_and_counted() -> None:
    results = make_results(many_findings(400))
    assert "more (-v shows all)" in _render(text.render, results)
    assert "… and " in _render(markdown.render, results)
