"""Files of the platform: recognised by content, read as one estate, and never guessed at."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from pcicheck import scan
from pcicheck.__main__ import run
from pcicheck.model.value import Unknown
from pcicheck.results.finding import Finding
from pcicheck.results.results import Results
from pcicheck.scanning import Selection
from pcicheck.sources.platform.base import Parsed, Trouble
from pcicheck.yamltext import yaml_documents

POD = """apiVersion: v1
kind: Pod
metadata: {{name: {0}}}
spec:
  containers:
    - name: a
      image: registry.example.com/a@sha256:{1}
      securityContext: {{privileged: {2}}}
"""
DIGEST = "0" * 64
ONLY = Selection(rules=["container-not-privileged"])


def _write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def _verdicts(results: Results) -> dict[str, str]:
    return {finding.native_address: finding.verdict for finding in results.findings()}


def _scan(folder: Path, files: dict[str, str | bytes]) -> Results:
    return scan([_write(folder, files)], select=ONLY)


def _pod(name: str, privileged: str = "true") -> str:
    return POD.format(name, DIGEST, privileged)


def _one(text: str) -> Parsed:
    parsed = list(yaml_documents(text))
    assert len(parsed) == 1
    assert isinstance(parsed[0], Parsed)
    return parsed[0]


def _trouble(text: str) -> str:
    troubles = [item.why for item in yaml_documents(text) if isinstance(item, Trouble)]
    assert len(troubles) == 1
    return troubles[0]


def test_words_numbers_and_lines() -> None:
    parsed = _one("on: yes\na: true\nb: 0x10\nc: 1.50\nd: 012\ne: ~\nf: '1'\ng: 1e3\nh: -7\ni: 1.2.3\n")
    assert parsed.values == {
        "on": "yes", "a": True, "b": "0x10", "c": 1.5, "d": "012", "e": None, "f": "1", "g": 1000.0, "h": -7, "i": "1.2.3",
    }  # fmt: skip
    assert parsed.lines["c"] == 4


def test_lines_of_keys_that_stand_once_only() -> None:
    parsed = _one("a: 1\nx:\n  b: 2\ny:\n  b: 3\n")
    assert "b" not in parsed.lines
    assert parsed.lines["y"] == 4


def test_anchors_and_merges() -> None:
    parsed = _one("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc:\n  <<: [*a, {z: 9}]\n")
    assert parsed.values["b"] == {"x": 1, "y": 3}
    assert parsed.values["c"] == {"x": 1, "y": 2, "z": 9}


def test_what_is_written_twice_is_unknown() -> None:
    values = _one("a: 1\nb: 2\na: 3\n").values
    assert isinstance(values["a"], Unknown)
    assert values["b"] == 2


@pytest.mark.parametrize(
    "value", ["{{ .Values.x }}", "'{{ .Values.x }}'", '"{{ include \\"a\\" . }}"', "{{ .Release.Name }}-a"]
)
def test_what_a_template_fills_in_is_unknown(value: str) -> None:
    found = list(yaml_documents(f"kind: Pod\nimage: {value}\n"))
    assert isinstance(found[0], Trouble) or isinstance(found[0].values["image"], Unknown)


def test_annotations_of_alerts_are_no_templates_of_charts() -> None:
    assert _one('summary: "{{ $labels.instance }} is down"\n').values == {"summary": "{{ $labels.instance }} is down"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [1\n", "not valid YAML"),
        ("a:\n\t- b\n", "blanks, not tabs"),
        ("{{- if .Values.a }}\nkind: Pod\n{{- end }}\n", "render it first"),
        ("a: &a [*a]\n", "refers to itself"),
        ("a: *b\n", "nowhere defined"),
        ("a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(f"{c}: &{c} [{','.join([f'*{p}'] * 10)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)), "far too large"),
        ("a: \x01\n", "not valid YAML"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(text: str, words: str) -> None:
    assert words in _trouble(text)


def test_deep_nesting_is_said_in_a_sentence() -> None:
    assert "nested too deeply" in _trouble("[" * 20_000 + "]" * 20_000)


def test_one_broken_document_costs_only_itself(tmp_path: Path) -> None:
    results = _scan(tmp_path, {"a.yaml": f"{_pod('a')}---\nkind: [Pod\n---\n{_pod('b', 'false')}"})
    assert _verdicts(results) == {"Pod/default/a": "fail", "Pod/default/b": "pass"}
    assert [gap.where for gap in results.header.gaps] == [f"{tmp_path}/a.yaml:11"]
    lines = {finding.native_address: finding.origin.line for finding in results.findings()}
    assert lines == {"Pod/default/a": 1, "Pod/default/b": 12}


def test_lists_dumps_crlf_and_byte_order_marks(tmp_path: Path) -> None:
    item = {"metadata": {"name": "c", "namespace": "n"}, "spec": {"containers": [{"name": "a", "image": "a"}]}}
    dump = {"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod"} | item]}
    typed = {"apiVersion": "v1", "kind": "PodList", "items": [item | {"metadata": {"name": "d"}}]}
    results = _scan(
        tmp_path,
        {
            "a.yaml": _pod("a").replace("\n", "\r\n"),
            "b.yml": b"\xef\xbb\xbf" + _pod("b").encode(),
            "dump.json": json.dumps(dump),
            "typed.json": json.dumps(typed, indent=1),
            "utf16.yaml": _pod("e").encode("utf-16"),
        },
    )
    assert set(_verdicts(results)) == {"Pod/default/a", "Pod/default/b", "Pod/n/c", "Pod/default/d", "Pod/default/e"}


def test_a_dump_on_standard_input(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(_pod("a").encode())))
    assert run(["scan", "-", "--rule", "container-not-privileged", "--format", "jsonl"]) == 1
    assert "Pod/default/a" in capfd.readouterr().out


def test_kinds_without_an_adapter_are_named(tmp_path: Path) -> None:
    results = _scan(
        tmp_path, {"a.yaml": "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n---\n" + _pod("a")}
    )
    assert [(gap.kind, gap.where) for gap in results.header.gaps] == [("unsupported_type", "k8s:example.com/Widget")]
    assert "Widget/default/w" in results.header.gaps[0].why


def test_wrong_types_are_said_in_a_sentence(tmp_path: Path) -> None:
    results = _scan(tmp_path, {"a.yaml": "apiVersion: v1\nkind: Pod\nmetadata: [x]\n---\n" + _pod("a")})
    assert "is no mapping" in results.header.gaps[0].why
    odd = _scan(tmp_path / "odd", {"a.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: [1]\n"})
    assert set(_verdicts(odd).values()) <= {"unknown", "not_applicable", "pass"}


def test_charts_and_patches_are_named_with_the_command_that_renders_them(tmp_path: Path) -> None:
    results = _scan(
        tmp_path,
        {
            "chart/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n",
            "chart/templates/pod.yaml": _pod("{{ .Values.x }}"),
            "over/kustomization.yaml": "resources: [../base]\npatches:\n  - path: patch.yaml\npatchesStrategicMerge: [old.yaml]\n",
            "over/patch.yaml": _pod("patched"),
            "over/old.yaml": _pod("older"),
            "base/pod.yaml": _pod("a"),
        },
    )
    assert _verdicts(results) == {"Pod/default/a": "fail"}
    said = " ".join(gap.why for gap in results.header.gaps)
    assert "helm template chart" in said
    assert "kubectl kustomize" in said


def test_a_template_outside_a_chart_is_a_gap_and_no_failure(tmp_path: Path) -> None:
    results = _scan(
        tmp_path, {"a.yaml": "{{- range .Values.a }}\n" + _pod("x") + "{{- end }}\n", "b.yaml": _pod("b", "false")}
    )
    assert _verdicts(results) == {"Pod/default/b": "pass"}
    assert {gap.kind for gap in results.header.gaps} == {"incomplete"}


def test_the_same_object_in_two_files_is_judged_twice(tmp_path: Path) -> None:
    results = _scan(tmp_path, {"dev/a.yaml": _pod("a"), "prod/a.yaml": _pod("a", "false")})
    found: list[Finding] = list(results.findings())
    assert [finding.verdict for finding in found] == ["fail", "pass"]
    assert found[0].address != found[1].address


def test_a_comment_answers_for_a_failure(tmp_path: Path) -> None:
    comment = "# pcicheck:ignore=container-not-privileged ref=EXC-1 until=2999-01-01 -- debugging pod\n"
    results = _scan(tmp_path, {"a.yaml": comment + _pod("a")})
    assert next(results.findings()).exception is not None


def test_files_that_a_config_map_holds_are_read(tmp_path: Path) -> None:
    text = (
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cache, namespace: pay}\ndata:\n"
        "  redis.conf: |\n    port 6379\n    protected-mode no\n"
    )
    results = scan([_write(tmp_path, {"a.yaml": text})], select=Selection(rules=["cache-tls-required", "cache-tls"]))
    found = [f for f in results.findings() if f.provider == "redis"]
    assert {finding.native_address for finding in found} == {"ConfigMap/pay/cache:redis.conf"}


def test_files_that_are_nobodys_are_left_alone(tmp_path: Path) -> None:
    results = _scan(
        tmp_path,
        {
            "package.json": '{"name": "x", "scripts": {"a": "b"}, "resources": []}',
            "values.yaml": "image: x\nservice: {port: 1}\n",
            "blob.bin": b"\0\1\2",
            "a.yaml": _pod("a"),
        },
    )
    assert _verdicts(results) == {"Pod/default/a": "fail"}


def test_a_folder_of_nothing_known_is_no_success(tmp_path: Path) -> None:
    results = scan([_write(tmp_path, {"values.yaml": "a: 1\n"})])
    assert ["nothing here is of a form that pcicheck knows" in gap.why for gap in results.header.gaps] == [True]
    assert run(["scan", str(tmp_path), "-q"]) == 3
