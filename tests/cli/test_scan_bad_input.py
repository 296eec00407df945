"""What ``scan`` says of inputs, options and configuration that do not do."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pcicheck.__main__ import run
from pcicheck.cases.shorthand import plan
from tests.plans import write_plan

pytestmark = pytest.mark.usefixtures("scratch")

PUBLIC = {"aws_s3_bucket.a": {"bucket": "pay", "acl": "public-read"}}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rule", "object-store-not-publik"], "did you mean 'object-store-not-public'"),
        (["--skip-rule", "nope"], "unknown rule 'nope'"),
        (["--requirement", "13.1"], "unknown requirement '13.1'"),
        (["--scope", "cdee"], "did you mean 'cde'"),
        (["--fail-on", "hihg"], "did you mean 'high'"),
        (["--format", "pdf"], "unknown format 'pdf'"),
        (["--format", "html="], "names no file"),
        (["--format", "json", "--format", "csv"], "only one format can go to standard output"),
        (["--format", "json=x", "--format", "csv=x"], "same file"),
        (["--config", "gone.yaml"], "no such configuration file"),
        (["--rules", "gone"], "no such folder of rules"),
        (["--nonsense"], "No such option"),
    ],
)
def test_wrong_usage_is_2(scratch: Path, arguments: list[str], words: str, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, PUBLIC)
    assert run(["scan", "plan.json", *arguments]) == 2
    assert words in capfd.readouterr().err


def _bad_inputs() -> dict[str, tuple[bytes, str]]:
    good = msgspec.json.encode(plan(PUBLIC))
    head = b'{"format_version":"1.2","resource_changes":['
    deep = head + b'{"address":"a.b","type":"aws_s3_bucket","name":"b","change":{"actions":["create"],"after":'
    return {
        "not JSON": (b"hello", "not JSON"),
        "truncated": (good[: len(good) // 2], "not valid JSON (Input data was truncated)"),
        "no plan": (b'{"a": 1}', "is no Terraform plan"),
        "a list": (b"[]", "is a list"),
        "settings of another program": (b"[mysqld]\nssl=1\n", "not JSON"),
        "a binary plan": (b"PK\x03\x04rest", "terraform show -json bad.json > plan.json"),
        "compressed": (b"\x1f\x8brest", "compressed"),
        "nothing": (b"", "is empty"),
        "an empty plan": (b'{"format_version":"1.2","resource_changes":[]}', "holds no resources"),
        "an empty state": (b'{"format_version":"1.0","values":{}}', "the state holds no resources"),
        "wrong types": (b'{"format_version":"1.2","resource_changes":{}}', "is no Terraform plan"),
        "wrong configuration": (good.replace(b'"configuration":{', b'"configuration":5,"x":{'), "is no Terraform plan"),
        "deep nesting": (deep + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}}]}", "nested too deeply"),
        "invalid UTF-8": (head + b'{"address":"\xff\xfe"}]}', "not UTF-8"),
        "broken UTF-16": (b"\xff\xfe{", "not valid UTF-16"),
    }


@pytest.mark.parametrize("what", sorted(_bad_inputs()))
def test_bad_input_gives_one_sentence_code_3_and_no_output(what: str, capfd: pytest.CaptureFixture[str]) -> None:
    data, words = _bad_inputs()[what]
    Path("bad.json").write_bytes(data)
    assert run(["scan", "bad.json", "--format", "json=out.json", "--format", "html=out.html"]) == 3
    captured = capfd.readouterr()
    assert words in captured.err
    assert "bad.json" in captured.err
    assert len(captured.err.splitlines()) == 1
    assert captured.out == ""
    assert sorted(path.name for path in Path().iterdir()) == ["bad.json"]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("gone.json", "no such file"),
        ("empty", "nothing here is of a form that pcicheck knows"),
        ("loop", "cannot be read"),
    ],
)
def test_targets_that_give_nothing(target: str, words: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    Path("empty/notes.txt").write_text("hello")
    Path("loop").symlink_to("loop")
    assert run(["scan", target]) == 3
    assert words in capfd.readouterr().err


def test_no_permission_to_read(
    scratch: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Root may read anything, so the refusal is the operating system's own, raised where it would be."""
    path = write_plan(scratch, PUBLIC)
    path.chmod(0)
    if os.access(path, os.R_OK):
        read = Path.read_bytes
        monkeypatch.setattr(Path, "read_bytes", lambda self: _refuse() if self.name == path.name else read(self))
    assert run(["scan", "plan.json"]) == 3
    assert "plan.json: cannot be read (Permission denied)" in capfd.readouterr().err
    path.chmod(stat.S_IRUSR)


def _refuse() -> bytes:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("path", ["plan.json/out.html", "folder"])
def test_an_unwritable_output_is_2_before_anything_is_scanned(
    scratch: Path, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    write_plan(scratch, PUBLIC)
    Path("folder").mkdir()
    assert run(["scan", "plan.json", "--format", f"html={path}"]) == 2
    assert path.split("/")[0] in capfd.readouterr().err


def test_an_earlier_report_survives_a_failed_scan(scratch: Path) -> None:
    Path("out.html").write_text("earlier")
    Path("bad.json").write_text("{")
    assert run(["scan", "bad.json", "--format", "html=out.html"]) == 3
    assert Path("out.html").read_text() == "earlier"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fail_onn: high\n", "unknown field `fail_onn`; did you mean 'fail_on'"),
        ("fail_on: never\n", "pcicheck.yaml:1: Invalid enum value 'never'"),
        ("folder: x\n", "unknown field 'folder'"),
        ("not_applicable: [{requirement: '99.1', reason: x}]\n", "unknown requirement '99.1'"),
        ("not_applicable: [{requirement: '1.3.3', reason: ''}]\n", "needs a reason"),
        ("scope: gone.yaml\n", "gone.yaml: cannot be read"),
        ("exceptions: gone.yaml\n", "gone.yaml: no such exceptions file"),
        ("params: {no-such-rule: {x: 1}}\n", "unknown rule 'no-such-rule'"),
        ("entity: {type: shop}\n", "Invalid enum value 'shop'"),
        ("a: [\n", "not valid YAML"),
    ],
)
def test_a_wrong_configuration_is_2(scratch: Path, text: str, words: str, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, PUBLIC)
    Path("pcicheck.yaml").write_text(text)
    assert run(["scan", "plan.json"]) == 2
    assert words in capfd.readouterr().err


def test_a_wrong_epoch_is_2(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plan(scratch, PUBLIC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run(["scan", "plan.json"]) == 2


def test_an_internal_error_is_3_and_never_looks_like_findings(
    scratch: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    write_plan(scratch, PUBLIC)
    monkeypatch.setattr("pcicheck.cli.scan.scan", _fail)
    monkeypatch.setenv("PCICHECK_DEBUG", "1")
    assert run(["scan", "plan.json"]) == 3
    error = capfd.readouterr().err
    assert "internal error: ZeroDivisionError" in error
    assert "Traceback" in error


def test_an_interrupt_is_130_and_leaves_nothing(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plan(scratch, PUBLIC)
    monkeypatch.setattr("pcicheck.cli.scan.scan", _interrupt)
    assert run(["scan", "plan.json", "--format", "html=x.html"]) == 130
    assert not Path("x.html").exists()


def _fail(*_: Any, **__: Any) -> None:
    raise ZeroDivisionError("division by zero")


def _interrupt(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt
