"""Plans for tests, in the short form of rule cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from pcicheck.cases.shorthand import Mark, Ref, plan
from pcicheck.results.finding import Finding
from pcicheck.results.results import Results
from pcicheck.scanning import Selection, scan

UNKNOWN = Mark("unknown")


def ref(*names: str) -> Ref:
    """An expression that refers to the named things."""
    return Ref(names)


def sensitive(value: Any) -> Mark:
    """A value that Terraform marks sensitive."""
    return Mark("sensitive", value)


def write_plan(folder: Path, resources: dict[str, dict[str, Any]], name: str = "plan.json", **changes: Any) -> Path:
    """Write a plan of resources; ``changes`` replace top-level keys of it."""
    path = folder / name
    path.write_bytes(msgspec.json.encode(plan(resources) | changes))
    return path


def verdicts(results: Results) -> dict[tuple[str, str], str]:
    """Rule and native address to verdict."""
    return {(finding.rule, finding.native_address): finding.verdict for finding in results.findings()}


def judge(path: Path, rule: str) -> list[Finding]:
    """Findings of one rule on one input."""
    return list(scan([path], select=Selection(rules=[rule])).findings())
