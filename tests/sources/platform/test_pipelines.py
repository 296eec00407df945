"""Workflows of GitHub and pipelines of GitLab: what becomes of them, and what odd ones cost."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.recognise import system_of, worth_parsing
from pcicheck.sources.platform.systems import github, gitlab
from pcicheck.yamltext import yaml_documents

WORKFLOW = """\
name: ci
on: push
permissions: read-all
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
  test:
    uses: ./.github/workflows/test.yml
"""


def document(text: str) -> Parsed:
    (parsed,) = yaml_documents(text)
    assert isinstance(parsed, Parsed)
    return parsed


def hub(text: str, name: str = "ci.yml") -> list[Any]:
    parsed, file = document(text), File(name, text)
    assert worth_parsing(text)
    assert system_of(parsed.values, file) == "github"
    return list(github.read(parsed, file))


def lab(text: str) -> dict[str, Part]:
    found = gitlab.read(document(text), File(".gitlab-ci.yml", text))
    return {item.address.rpartition(":")[2]: item for item in found if isinstance(item, Part)}


def test_a_workflow_and_its_jobs_with_their_lines() -> None:
    whole, build, test = hub(WORKFLOW)
    assert [part.address for part in (whole, build, test)] == ["ci.yml", "ci.yml:job/build", "ci.yml:job/test"]
    assert (build.line, build.end_line, build.lines["runs-on"]) == (5, 8, 6)
    assert (test.line, test.lines["uses"]) == (9, 10)
    assert build.values["workflow"]["permissions"] == "read-all"


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("jobs:\n  a:\n    runs-on: x\n", "part.yml", "github:workflow"),
        ("runs:\n  using: composite\n  steps: []\n", "action.yml", "github:action"),
    ],
)
def test_parts_of_workflows_are_recognised(text: str, name: str, type_: str) -> None:
    assert hub(text, name)[0].type == type_


def test_a_step_alone_is_recognised() -> None:
    text = "- name: Scan\n  uses: aquasecurity/trivy-action@v0\n  with: {scan-type: config}\n"
    step = document(text).values[0]
    assert worth_parsing(text)
    assert system_of(step, File("s.yaml", text)) == "github"
    (part,) = github.read(Parsed(step), File("s.yaml", text))
    assert isinstance(part, Part)
    assert part.address == "s.yaml:step/Scan"


@pytest.mark.parametrize("values", [{"uses": "a/b@v1", "kind": "x"}, {"uses": "x"}, {"jobs": {"a": {"steps": []}}}])
def test_other_things_are_not_taken_for_steps(values: dict[str, Any]) -> None:
    assert system_of(values, File("x.yaml", "")) is None


def test_a_job_that_is_none_costs_only_itself() -> None:
    found = hub("on: push\njobs:\n  a: 5\n  b: {steps: []}\n")
    assert [type(item) for item in found] == [Part, Trouble, Part]
    assert found[1].line == 3


def test_gitlab_jobs_inherit_deeply_and_their_own_keys_win() -> None:
    jobs = lab(
        "default: {image: 'python:3'}\n"
        ".a: {variables: {X: 1, Y: 2}, script: [a]}\n"
        ".b: {extends: .a, variables: {Y: 3}}\n"
        "c: {extends: [.b], script: [c]}\n"
        "d: {inherit: {default: [services]}, script: [d]}\n"
        "e: {extends: .z, script: [e]}\n"
    )
    job = jobs["job/c"].values["job"]
    assert (job["variables"], job["script"], job["image"]) == ({"X": 1, "Y": 3}, ["c"], "python:3")
    assert "image" not in jobs["job/d"].values["job"]
    assert jobs["job/e"].values["lost"] == [".z"]
    assert set(jobs) == {".gitlab-ci.yml", "job/c", "job/d", "job/e"}


def test_gitlab_references_are_followed() -> None:
    jobs = lab(
        ".s: {script: [one, two]}\n"
        "a: {script: !reference [.s, script]}\n"
        "b: {script: [!reference [.s, script], three]}\n"
        "c: {script: [!reference [c, script]]}\n"
    )
    assert jobs["job/a"].values["job"]["script"] == ["one", "two"]
    assert jobs["job/b"].values["job"]["script"] == ["one", "two", "three"]
    assert "job/c" in jobs


def test_gitlab_survives_loops_and_odd_types() -> None:
    jobs = lab("a: {extends: b, script: 5}\nb: {extends: a, stage: x}\nc: 5\nvariables: [1]\ninclude: [5, null]\n")
    assert set(jobs) == {".gitlab-ci.yml", "job/a", "job/b"}
