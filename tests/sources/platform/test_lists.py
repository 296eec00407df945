"""Items of a ``kind: List`` have their own lines, and comments speak for the item that they stand by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pcicheck import scan
from pcicheck.scanning import Selection
from pcicheck.sources.platform.base import Parsed
from pcicheck.sources.platform.json_documents import json_documents
from pcicheck.yamltext import yaml_documents

LIST = """apiVersion: v1
kind: List
metadata: {}
items:
- apiVersion: v1
  kind: Pod
  metadata:
    name: a
  spec:
    containers:
    - {name: a, image: a, securityContext: {privileged: true}}

# pcicheck:ignore=container-not-privileged ref=EXC-1 until=2999-01-31 -- the agent of the nodes
- apiVersion: v1
  kind: Pod
  metadata: {name: b}
  spec:
    containers:
    - name: b
      image: b
      securityContext:
        privileged: true
resources: []
"""


def _spans(text: str) -> list[tuple[int, int]]:
    parsed = next(iter(yaml_documents(text)))
    assert isinstance(parsed, Parsed)
    return [(item.line, item.end_line) for item in parsed.items]


def test_each_item_has_its_own_lines(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text(LIST)
    found = scan([tmp_path], select=Selection(rules=["container-not-privileged"])).findings()
    origins = {finding.native_address: finding.origin for finding in found}
    assert [(origin.line, origin.end_line) for origin in origins.values()] == [(5, 11), (14, 22)]
    assert [origin.attribute_line for origin in origins.values()] == [11, 22]


def test_a_comment_speaks_for_the_item_below_it_alone(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text(LIST)
    results = scan([tmp_path], select=Selection(rules=["container-not-privileged"]))
    answered = {finding.native_address for finding in results.findings() if finding.exception is not None}
    assert answered == {"Pod/default/b"}


@pytest.mark.parametrize(
    ("items", "spans"),
    [
        ("[]", []),
        ("[{a: 1}, {b: 2}]", [(2, 2), (2, 2)]),
        ("\n- &x {a: 1}\n- *x\n- text\n", [(3, 3), (4, 4), (5, 5)]),
        ("\n- a: |\n    text\n\n- b: 1\n# the end\n", [(3, 4), (6, 6)]),
        ("&x [{a: 1}]", []),
        ("{a: 1}", []),
    ],
)
def test_lines_of_items_however_they_are_written(items: str, spans: list[tuple[int, int]]) -> None:
    assert _spans(f"kind: List\nitems: {items}\n") == spans


def test_keys_that_stand_once_in_an_item_are_those_of_the_item() -> None:
    parsed = next(iter(yaml_documents(LIST, first_line=10)))
    assert isinstance(parsed, Parsed)
    assert [item.lines["kind"] for item in parsed.items] == [15, 24]
    assert "kind" not in parsed.lines


def test_items_within_items_are_no_list_of_objects() -> None:
    assert _spans("spec:\n  items:\n  - a: 1\n") == []


@pytest.mark.parametrize("indent", [None, 2])
def test_lists_of_json(indent: int | None) -> None:
    pods = [{"kind": "Pod", "metadata": {"name": name}} for name in "ab"]
    text = json.dumps({"kind": "List", "items": pods}, indent=indent)
    parsed = next(iter(json_documents(text, first_line=3)))
    assert isinstance(parsed, Parsed)
    lines = text.split("\n")
    for name, item in zip("ab", parsed.items, strict=True):
        assert f'"{name}"' in "\n".join(lines[item.line - 3 : item.end_line - 2])
    assert [item.line for item in parsed.items] == ([3, 3] if indent is None else [6, 12])


@pytest.mark.parametrize(
    "text",
    [
        '{"kind": "x", "spec": {"items": [1]}, "items": [{}, {}]}',
        '{"items": [{}]}',
        '{"kind": "x", "items": []}',
        "[1]",
    ],
)
def test_json_whose_list_is_not_plain_to_see_has_no_lines_of_items(text: str) -> None:
    parsed = next(iter(json_documents(text)))
    assert isinstance(parsed, Parsed)
    assert parsed.items == ()
