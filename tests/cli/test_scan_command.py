"""``pcicheck scan`` as its users run it: what it prints, writes and exits with."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from pcicheck.__main__ import run
from pcicheck.cases.shorthand import plan
from tests.plans import sensitive, write_plan

pytestmark = [pytest.mark.usefixtures("scratch"), pytest.mark.unmeasured]  # other tests run the same lines

PUBLIC = {"aws_s3_bucket.a": {"bucket": "pay", "acl": "public-read"}}
RULE = "object-store-not-public"


def _jsonl(capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_findings_exit_1_and_name_everything(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, PUBLIC)
    assert run(["scan", "plan.json", "--rule", RULE]) == 1
    out = capfd.readouterr().out
    for words in ("aws_s3_bucket.a", "plan.json", RULE, "1.4.4", "1 failed", "280 requirements"):
        assert words in out


def test_a_finding_line_carries_every_promised_field(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, PUBLIC)
    run(["scan", "plan.json", "--rule", RULE, "--format", "jsonl"])
    (line,) = _jsonl(capfd)
    promised = (
        "rule verdict reason severity requirements kind provider native_type address native_address related account "
        "region scope origin observed expected message exception fingerprint"
    )
    assert set(promised.split()) <= set(line)
    assert line["verdict"] == "fail"
    assert line["native_address"] == "aws_s3_bucket.a"
    assert line["origin"] == {"source": "terraform-plan", "file": "plan.json", "address": "aws_s3_bucket.a"}
    assert line["observed"]["public"] is True


def test_side_cars_are_related(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, PUBLIC | {"aws_s3_bucket_versioning.v": {"bucket": "pay"}})
    run(["scan", "plan.json", "--rule", RULE, "--format", "jsonl"])
    assert _jsonl(capfd)[0]["related"] == ["aws_s3_bucket_versioning.v"]


@pytest.mark.parametrize(("fail_on", "code"), [("critical", 1), ("low", 1), ("none", 0)])
def test_fail_on(scratch: Path, fail_on: str, code: int) -> None:
    write_plan(scratch, PUBLIC)
    assert run(["scan", "plan.json", "--rule", RULE, "--fail-on", fail_on, "-q"]) == code


def test_unknown_fails_only_on_request(scratch: Path) -> None:
    made = plan(PUBLIC)
    made["resource_changes"][0]["change"] |= {"after_unknown": True}
    Path("plan.json").write_bytes(msgspec.json.encode(made))
    assert run(["scan", "plan.json", "--rule", RULE, "-q"]) == 0
    assert run(["scan", "plan.json", "--rule", RULE, "-q", "--fail-on-unknown"]) == 1


def test_strict_makes_gaps_incomplete(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, {"aws_s3_bucket.a": {"bucket": "pay"}, "example_thing.x": {}})
    assert run(["scan", "plan.json", "--rule", RULE]) == 0
    assert "example_thing" in capfd.readouterr().out
    assert run(["scan", "plan.json", "--rule", RULE, "--strict", "-q"]) == 3


def test_nothing_judged_is_never_0(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, {"example_thing.x": {}})
    assert run(["scan", "plan.json"]) == 3
    assert "nothing was judged" in capfd.readouterr().err


def test_all_formats_at_once_into_a_folder(scratch: Path) -> None:
    write_plan(scratch, PUBLIC)
    forms = ("text", "jsonl", "json", "sarif", "sarif-github", "html", "junit", "csv", "markdown")
    options = [part for form in forms for part in ("--format", form)]
    assert run(["scan", "plan.json", *options, "--output", "out/deep", "--fail-on", "none"]) == 0
    assert len(list(Path("out/deep").iterdir())) == len(forms)
    assert not [path for path in Path("out/deep").iterdir() if path.name.startswith(".")]


def test_the_same_inputs_give_the_same_bytes(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(sys, "argv", ["pcicheck", "scan", "plan.json"])
    write_plan(scratch, PUBLIC)
    for folder in ("one", "two"):
        options = [part for form in ("json", "sarif", "html", "csv") for part in ("--format", form)]
        run(["scan", "plan.json", "--output", folder, *options, "--fail-on", "none"])
    assert [path.read_bytes() for path in sorted(Path("one").iterdir())] == [
        path.read_bytes() for path in sorted(Path("two").iterdir())
    ]


def test_a_report_can_be_rendered_again(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, PUBLIC)
    run(["scan", "plan.json", "--format", "json=r.json", "--format", "csv=first.csv", "--fail-on", "none"])
    assert run(["report", "r.json", "--format", "csv=again.csv"]) == 0
    assert Path("first.csv").read_bytes() == Path("again.csv").read_bytes()
    assert run(["report", "r.json", "-q"]) == 0
    assert run(["report", "r.json", "--format", "csv=r.json"]) == 2
    assert run(["report", "plan.json"]) == 3
    assert "not a results file" in capfd.readouterr().err


def test_standard_input(scratch: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    data = msgspec.json.encode(plan(PUBLIC))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert run(["scan", "-", "--rule", RULE, "--format", "jsonl"]) == 1
    assert _jsonl(capfd)[0]["origin"]["file"] == "-"


def test_a_folder_is_searched_by_content(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("aws").mkdir()
    write_plan(scratch / "aws", PUBLIC, "anything.txt")
    (scratch / "aws" / "package.json").write_text('{"name": "x"}')
    assert run(["scan", "./aws", "--rule", RULE, "--format", "jsonl"]) == 1
    assert _jsonl(capfd)[0]["origin"]["file"] == "aws/anything.txt"


def test_two_plans_with_the_same_addresses_stay_apart(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, PUBLIC, "a.json")
    write_plan(scratch, PUBLIC, "b.json")
    run(["scan", "a.json", "b.json", "--rule", RULE, "--format", "jsonl"])
    lines = _jsonl(capfd)
    assert [line["address"] for line in lines] == ["aws_s3_bucket.a", "b.json:aws_s3_bucket.a"]
    assert {line["native_address"] for line in lines} == {"aws_s3_bucket.a"}
    assert len({line["fingerprint"] for line in lines}) == 2


def test_one_bad_input_beside_a_good_one_is_incomplete_and_nothing_is_lost(
    scratch: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_plan(scratch, PUBLIC)
    Path("bad.json").write_text("{")
    assert run(["scan", "plan.json", "bad.json", "--format", "json=r.json"]) == 3
    assert "bad.json: not valid JSON" in capfd.readouterr().err
    results = json.loads(Path("r.json").read_text())
    assert any(gap["where"] == "bad.json" for gap in results["header"]["gaps"])
    assert any(line["verdict"] == "fail" for line in results["findings"])
    assert not any(requirement["state"] == "supported" for requirement in results["requirements"])


def test_selection_by_requirement_rule_and_scope(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tagged = {"aws_s3_bucket.out": {"bucket": "site", "tags": {"pci-scope": "out"}}}
    write_plan(scratch, PUBLIC | tagged)
    run(["scan", "plan.json", "--requirement", "1.4", "--format", "jsonl"])
    lines = _jsonl(capfd)
    assert lines
    assert all(any(name.startswith("1.4") for name in line["requirements"]) for line in lines)
    run(["scan", "plan.json", "--skip-rule", RULE, "--format", "jsonl"])
    assert RULE not in {line["rule"] for line in _jsonl(capfd)}
    run(["scan", "plan.json", "--rule", RULE, "--format", "jsonl"])
    by_address = {line["address"]: line for line in _jsonl(capfd)}
    assert by_address["aws_s3_bucket.out"]["verdict"] == "not_applicable"
    assert "label pci-scope=out" in by_address["aws_s3_bucket.out"]["reason"]
    run(["scan", "plan.json", "--rule", RULE, "--scope", "cde", "--format", "jsonl"])
    assert [line["address"] for line in _jsonl(capfd)] == ["aws_s3_bucket.a"]


@pytest.mark.parametrize("word", ["aws", "gcp", "azure"])
def test_words_of_clouds_come_first_or_are_folders(scratch: Path, word: str, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, PUBLIC)
    assert run(["scan", "plan.json", word]) == 2
    said = capfd.readouterr().err
    assert f"scan {word} --help" in said
    assert f"./{word}" in said
    Path(word).mkdir()
    write_plan(scratch / word, PUBLIC)
    assert run(["scan", f"./{word}", "--rule", RULE, "-q"]) == 1


def test_a_byte_order_mark_and_powershell_output_are_read(scratch: Path) -> None:
    data = msgspec.json.encode(plan(PUBLIC)).decode()
    for encoding in ("utf-8-sig", "utf-16"):
        Path("plan.json").write_bytes(data.encode(encoding))
        assert run(["scan", "plan.json", "--rule", RULE, "-q"]) == 1


def test_a_future_format_warns_and_goes_on(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, PUBLIC, format_version="7.0")
    assert run(["scan", "plan.json", "--rule", RULE]) == 1
    assert "plan format 7.0 is newer" in capfd.readouterr().err


def test_secrets_and_card_numbers_reach_no_output(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    card = "4111111111111111"
    resources: dict[str, dict[str, Any]] = {
        f'aws_s3_bucket.a["{card}"]': {"bucket": f"b-{card}", "tags": {"pci-scope": card, "x": "4012 8888 8888 1881"}},
        "aws_s3_bucket.b": {"bucket": sensitive("hunter2hunter2"), "acl": sensitive("public-read")},
    }
    write_plan(scratch, resources)
    forms = ("text", "jsonl", "json", "sarif", "sarif-github", "html", "junit", "csv", "markdown")
    options = [part for form in forms for part in ("--format", form)]
    run(["scan", "plan.json", *options, "--output", "out", "-v", "--fail-on", "none"])
    captured = capfd.readouterr()
    everything = captured.out + captured.err + "".join(path.read_text("utf-8") for path in Path("out").iterdir())
    for secret in (card, "4012 8888 8888 1881", "4012888888881881", "hunter2hunter2"):
        assert secret not in everything
    assert "411111******1111" in everything


def test_configuration_is_found_and_obeyed(scratch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_plan(scratch, PUBLIC)
    Path("scope.yaml").write_text("statement: All of it.\nselectors:\n  - {category: connected, name: a}\n")
    Path("exceptions.yaml").write_text(
        f"exceptions:\n  - id: EXC-1\n    type: accepted_risk\n    rules: [{RULE}]\n    resources: [aws_s3_bucket.a]\n"
        "    owner: Web team\n    approver: Security\n    reason: a public site by intent\n    expires: 2100-01-01\n"
        "    approved_on: 2099-06-01\n"
    )
    Path("pcicheck.yaml").write_text(
        "entity: {name: Acme, type: merchant}\nscope: scope.yaml\nexceptions: exceptions.yaml\nfail_on: low\n"
        "not_applicable:\n  - {requirement: '1.3.3', reason: there is no wireless network}\n"
    )
    assert run(["scan", "plan.json", "--rule", RULE, "--format", "json"]) == 0
    results = json.loads(capfd.readouterr().out)
    (finding,) = results["findings"]
    assert (finding["verdict"], finding["scope"], finding["exception"]["id"]) == ("fail", "connected", "EXC-1")
    states = {requirement["id"]: requirement["state"] for requirement in results["requirements"]}
    assert states["1.4.4"] == "contradicted"
    assert states["1.3.3"] == "not_applicable"
    assert states["12.4.1"] == "not_applicable"
    assert results["header"]["entity"] == "Acme"
    assert results["header"]["scope_statement"] == "All of it."
    assert results["header"]["exceptions"][0]["used"] is True


def test_absences_that_a_plan_cannot_prove_do_not_fail_on_unknown(scratch: Path) -> None:
    write_plan(scratch, {"aws_s3_bucket.a": {"bucket": "pay"}})
    assert run(["scan", "plan.json", "--rule", "audit-log-exists", "-q", "--fail-on-unknown"]) == 0
