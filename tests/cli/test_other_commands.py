"""The commands that list, explain and set up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pcicheck import __version__
from pcicheck.__main__ import run
from pcicheck.assets import rules_folder
from pcicheck.cli.setup import SCHEMAS, schema
from pcicheck.errors import RulebookError
from pcicheck.model.kinds import KINDS
from pcicheck.rulebook.load import load_rulebook, rule_files
from pcicheck.rulebook.yamlfile import read_yaml

ROOT = Path(__file__).parents[2]
ONE_RULE = """\
id: our-buckets-are-versioned
title: Our buckets keep old versions
kind: object_store
severity: low
requirements:
  - {id: "10.3.3", basis: additional, shows: "overwritten logs can be had back"}
assert: {versioning: {is: true}}
why: What is overwritten by mistake can be had back.
fix: {console: switch versioning on}
"""
CASES = """\
- case: switched on
  plan: {aws_s3_bucket.a: {versioning: [{enabled: true}]}}
  expect: {aws_s3_bucket.a: pass}
- case: left alone
  plan: {aws_s3_bucket.a: {bucket: x}}
  expect: {aws_s3_bucket.a: %s}
"""


def _json(capfd: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capfd.readouterr().out)


@pytest.mark.parametrize("flag", [["--version"], ["-V"]])
def test_version(flag: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(flag) == 0
    assert capfd.readouterr().out == f"pcicheck {__version__}\n"


def test_help_names_every_command_and_the_exit_codes(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    out = capfd.readouterr().out
    for word in ("scan", "demo", "report", "rules", "requirements", "kinds", "init", "schema", "Exit codes"):
        assert word in out


@pytest.mark.parametrize("command", [["scan"], ["demo"], ["report"], ["rules", "list"], ["requirements"], ["kinds"]])
def test_every_command_has_help(command: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run([*command, "-h"]) == 0
    assert "Usage: pcicheck" in capfd.readouterr().out


def test_rules_list_as_json_has_the_promised_fields(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "list", "--format", "json"]) == 0
    rows = _json(capfd)
    assert len(rows) == len(load_rulebook().rules)
    promised = {"id", "title", "severity", "kind", "providers", "requirements", "maps", "aliases"}
    assert all(promised <= set(row) for row in rows)
    assert all(row["providers"] for row in rows)


def test_rules_can_be_filtered(capfd: pytest.CaptureFixture[str]) -> None:
    run(["rules", "list", "--requirement", "1.4", "--kind", "object_store", "--provider", "aws", "--format", "json"])
    rows = _json(capfd)
    assert rows
    assert all(row["kind"] == "object_store" for row in rows)
    run(["rules", "list", "--provider", "nobody", "--format", "json"])
    assert _json(capfd) == []
    run(["rules", "list", "--maps", "ckv_aws_21"])
    assert "object-store-versioned" in capfd.readouterr().out


@pytest.mark.parametrize("name", ["object-store-versioned", "CKV_AWS_21"])
def test_a_rule_is_shown_by_its_id_or_another_tools_id(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "show", name]) == 0
    out = capfd.readouterr().out
    for word in ("object-store-versioned", "severity", "wants", "PCI DSS", "why", "fix", "checkov"):
        assert word in out
    assert run(["rules", "show", name, "--format", "json"]) == 0
    assert "object-store-versioned" in {row["id"] for row in _json(capfd)}


def test_a_rule_that_needs_a_declaration_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    needy = next(compiled.rule.id for compiled in load_rulebook().rules if compiled.missing)
    assert run(["rules", "show", needy]) == 0
    assert "the entity must declare it" in capfd.readouterr().out


def test_an_unknown_rule_is_2(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "show", "object-store-versionde"]) == 2
    assert "did you mean 'object-store-versioned'" in capfd.readouterr().err


@pytest.mark.parametrize(("expected", "code"), [("fail", 0), ("pass", 1)])
def test_users_test_their_own_rules(
    tmp_path: Path, expected: str, code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "our-buckets-are-versioned.yaml").write_text(ONE_RULE)
    (tmp_path / "cases" / "our-buckets-are-versioned").mkdir(parents=True)
    (tmp_path / "cases" / "our-buckets-are-versioned" / "cases.yaml").write_text(CASES % expected)
    assert run(["rules", "test", str(tmp_path)]) == code
    out = capfd.readouterr().out
    assert f"{2 - code} cases as expected, {code} not" in out
    assert ("should be pass and is fail" in out) is bool(code)


def test_rule_tests_that_cannot_run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "test", str(tmp_path / "gone")]) == 2
    assert run(["rules", "test", str(tmp_path)]) == 2
    (tmp_path / "no-such-rule").mkdir()
    (tmp_path / "no-such-rule" / "cases.yaml").write_text("[]")
    assert run(["rules", "test", str(tmp_path)]) == 2
    (tmp_path / "no-such-rule").rename(tmp_path / "object-store-versioned")
    (tmp_path / "object-store-versioned" / "cases.yaml").write_text("- {cas: x}")
    assert run(["rules", "test", str(tmp_path)]) == 2
    error = capfd.readouterr().err
    for words in ("no such folder", "holds no cases", "named after no rule", "unknown field `cas`"):
        assert words in error


def test_cases_say_what_is_wrong_with_them(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "object-store-versioned"
    folder.mkdir()
    (folder / "cases.yaml").write_text(
        "- {case: bad address, plan: {bucket: {}}, expect: {}}\n"
        "- {case: unused, plan: {aws_s3_bucket.a: {}}, expect: {aws_s3_bucket.a: fail, aws_s3_bucket.b: pass}}\n"
        "- {case: unexpected, plan: {aws_s3_bucket.a: {}}, expect: {}}\n"
        "- {case: a file, file: gone.json, expect: {}}\n"
    )
    assert run(["rules", "test", str(tmp_path)]) == 1
    out = capfd.readouterr().out
    for words in ("is no Terraform address", "was not judged", "does not expect it", "no such file"):
        assert words in out


def test_requirements_are_listed_and_explained(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["requirements", "--format", "json"]) == 0
    rows = _json(capfd)
    assert len(rows) == 280
    assert run(["requirements"]) == 0
    assert "10.7.1" in capfd.readouterr().out
    assert run(["requirements", "10.5.1"]) == 0
    out = capfd.readouterr().out
    for words in ("10.5.1:", "rule ", "remains", "testing procedures"):
        assert words in out
    assert run(["requirements", "10.7.1"]) == 0
    assert "superseded by 10.7.2" in capfd.readouterr().out
    assert run(["requirements", "9.1"]) == 0
    assert "rule       none" in capfd.readouterr().out
    assert run(["requirements", "14"]) == 2


def test_kinds_are_the_rule_authors_reference(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["kinds"]) == 0
    assert "object_store" in capfd.readouterr().out
    assert run(["kinds", "object_store"]) == 0
    assert "encryption.key_owner" in capfd.readouterr().out
    assert run(["kinds", "objectstore"]) == 2
    assert run(["kinds", "--format", "json"]) == 0
    docs = _json(capfd)
    assert [doc["name"] for doc in docs] == list(KINDS)


def test_every_fact_of_every_kind_is_documented(capfd: pytest.CaptureFixture[str]) -> None:
    run(["kinds", "--format", "json"])
    for doc in _json(capfd):
        assert doc["doc"], doc["name"]
        assert doc["facts"], doc["name"]
        for fact in doc["facts"]:
            assert len(fact["doc"]) > 5, f"{doc['name']}.{fact['path']} has no docstring"


def test_init_writes_a_configuration_that_works_and_keeps_an_existing_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init"]) == 0
    jsonschema.validate(yaml.safe_load(Path("pcicheck.yaml").read_text()), schema("config"))
    from pcicheck.config import load_config

    assert load_config(Path("pcicheck.yaml")).entity.type == "merchant"
    Path("pcicheck.yaml").write_text("fail_on: low\n")
    assert run(["init"]) == 2
    assert Path("pcicheck.yaml").read_text() == "fail_on: low\n"
    assert run(["init", "no/such/folder"]) == 2
    assert "exists already" in capfd.readouterr().err


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_valid_and_the_files_are_current(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", name]) == 0
    printed = capfd.readouterr().out
    jsonschema.Draft202012Validator.check_schema(json.loads(printed))
    file = rules_folder() / "schema" / f"{name}.json"
    assert file.read_text("utf-8") == printed, f"run 'pcicheck schema {name} > rules/schema/{name}.json'"


def test_every_shipped_rule_fits_the_published_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema("rule"))
    for path in rule_files(rules_folder()):
        assert list(validator.iter_errors(read_yaml(path, RulebookError).data)) == [], path


def test_the_schema_refuses_what_the_loader_refuses() -> None:
    validator = jsonschema.Draft202012Validator(schema("rule"))
    rule = yaml.safe_load(ONE_RULE)
    assert not list(validator.iter_errors(rule))
    changes: list[dict[str, Any]] = [{"severity": "huge"}, {"colour": "red"}, {"requirements": []}, {"id": "Not An Id"}]
    for change in changes:
        assert list(validator.iter_errors(rule | change)), change


def test_an_unknown_schema_is_2(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "rulez"]) == 2
    assert "did you mean 'rule'" in capfd.readouterr().err


def test_the_demo_writes_its_reports_and_exits_0(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo"]) == 0
    names = {path.name for path in Path("pcicheck-results").iterdir()}
    assert names == {"report.html", "results.sarif", "results.json"}
    captured = capfd.readouterr()
    assert "CRITICAL" in captured.out
    results = json.loads(Path("pcicheck-results/results.json").read_text())
    assert {row["name"] for row in results["header"]["inputs"]} == {"sample/plan.json", "sample/platform"}
    providers = {finding["provider"] for finding in results["findings"] if finding["verdict"] == "fail"}
    systems = {"envoy", "kubernetes", "kafka", "redis", "vault", "prometheus", "telemetry", "pipelines", "edge", "text"}
    assert {"aws", *systems} <= providers
    assert not [gap for gap in results["header"]["gaps"] if gap["kind"] == "unreadable"]
    assert str(ROOT) not in json.dumps(results)
