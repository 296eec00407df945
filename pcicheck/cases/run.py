"""Run a rule's cases through the real sources, adapters and engine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from pcicheck.cases.shorthand import CaseLoader, plan
from pcicheck.config import Config
from pcicheck.errors import PcicheckError, RulebookError
from pcicheck.results.finding import Finding
from pcicheck.rulebook.load import CompiledRule, Rulebook, load_rule
from pcicheck.scanning import scan

FILE_NAME = "cases.yaml"
PATTERN = "cases*.yaml"
"""Files of cases in the folder of a rule: ``cases.yaml``, and one more for each further provider."""


class Case(Struct, forbid_unknown_fields=True, kw_only=True):
    """One case of a rule."""

    case: str
    """What is special about it."""
    plan: dict[str, Any] | None = None
    """Resources in short form; see ``pcicheck.cases.shorthand``."""
    hcl: str = ""
    """Instead of ``plan``: configuration as people write it, the text of a ``main.tf``."""
    file: str = ""
    """Instead of ``plan``: a native input beside ``cases.yaml``."""
    files: dict[str, str] = {}
    """Instead of ``plan``: the texts of files of the platform, by their names in one folder."""
    provider: dict[str, Any] | None = None
    """Settings of the provider block, in short form."""
    scope: dict[str, Any] = {}
    """What a scope file declares."""
    params: dict[str, Any] = {}
    """Declared parameters of the rule."""
    expect: dict[str, str]
    """Address to verdict. Everything that the rule judges must be named; ``not_applicable`` may be left out."""


class CaseResult(Struct):
    """What a case gave."""

    case: Case
    findings: list[Finding]
    mistakes: list[str]
    """One sentence for each verdict that differs."""


def load_cases(folder: Path) -> list[Case]:
    """All cases of one rule. Raises ``RulebookError`` for what is wrong with them."""
    return [case for path in sorted(folder.glob(PATTERN)) for case in _read_cases(path)]


def _read_cases(path: Path) -> list[Case]:
    try:
        raw = yaml.load(path.read_text("utf-8"), Loader=CaseLoader)  # noqa: S506 - a safe loader with four tags
        return msgspec.convert(raw, list[Case])
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as problem:
        raise RulebookError(f"{path}: {problem}") from problem


def run_cases(compiled: CompiledRule, folder: Path) -> Iterator[CaseResult]:
    """Run every case of ``folder``, which holds the cases of one rule."""
    for case in load_cases(folder):
        yield run_case(compiled, case, folder)


def run_case(compiled: CompiledRule, case: Case, folder: Path) -> CaseResult:
    """Run one case through the real source, adapters and engine, with no other rule than this."""
    with tempfile.TemporaryDirectory(prefix="pcicheck-case-") as scratch:
        given = f"{scratch}/input"
        try:
            if case.params:
                compiled = load_rule(compiled.path, {compiled.rule.id: case.params})
            results = scan(
                [_target(case, folder, Path(given))],
                config=_config(case, scratch),
                rules=Rulebook("cases", "", (compiled,)),
                shown_as={f"{given}/": "", f"{given}.json": "plan.json", given: "."},
            )
        except (PcicheckError, ValueError) as problem:
            return CaseResult(case, [], [str(problem)])
        findings = list(results.findings())
    return CaseResult(case, findings, list(_compare(case, findings)))


def _target(case: Case, folder: Path, given: Path) -> Path:
    """The input of a case, written to ``given`` where it is not a file already."""
    if case.plan is not None:
        target = given.with_suffix(".json")
        target.write_bytes(msgspec.json.encode(plan(case.plan, case.provider)))
        return target
    files = {"main.tf": case.hcl} if case.hcl else case.files
    for name, text in files.items():
        path = given / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return given if files else folder / case.file


def _config(case: Case, folder: str) -> Config:
    """The configuration with what the case declares, in a file beside the input."""
    if not case.scope:
        return Config()
    path = Path(folder, "scope.yaml")
    path.write_bytes(msgspec.json.encode(case.scope))
    return Config(scope=str(path))


def _compare(case: Case, findings: list[Finding]) -> Iterator[str]:
    unused = dict(case.expect)
    for finding in findings:
        name = finding.address if finding.address in case.expect else finding.native_address
        unused.pop(name, None)
        wanted = case.expect.get(name)
        if wanted is None and finding.verdict != "not_applicable":
            yield f"{name} is {finding.verdict}, and the case does not expect it: {finding.message}"
        elif wanted is not None and wanted != finding.verdict:
            yield f"{name} should be {wanted} and is {finding.verdict}: {finding.message}"
    for name, wanted in unused.items():
        yield f"{name} should be {wanted} and was not judged"
