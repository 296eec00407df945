"""Markdown for a pull request or a job summary: short, worst first, within GitHub's 1 MiB."""

from __future__ import annotations

import io
import re
from html import escape
from typing import IO

from pcicheck.reports.printable import printable
from pcicheck.reports.text import fixes
from pcicheck.results.finding import AppliedException, Finding
from pcicheck.results.results import Results, RuleRecord
from pcicheck.results.show import words
from pcicheck.rulebook.rule import SEVERITIES

_MOST_RULES = 50
_MOST_RESOURCES = 10
_MOST_CELL = 200
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~])")


def render(results: Results, out: IO[bytes]) -> None:
    """Write the summary."""
    failures = _collect(results)
    text = io.StringIO()
    _summary(results, text)
    failing = [rule for rule in results.rules if rule.id in failures]
    failing.sort(key=lambda rule: (SEVERITIES.index(rule.severity), -rule.tally.failed, rule.id))
    for rule in failing[:_MOST_RULES]:
        _rule(rule, failures[rule.id], text)
    if len(failing) > _MOST_RULES:
        text.write(f"\n… and {len(failing) - _MOST_RULES} more failing rules; the full report lists them.\n")
    _gaps(results, text)
    out.write(text.getvalue().encode())


def safe(text: str) -> str:
    """``text`` as Markdown shows it literally, on one line, cut where it is long."""
    shown = printable(text)
    return escape(_SPECIAL.sub(r"\\\1", shown if len(shown) <= _MOST_CELL else shown[:_MOST_CELL] + "…"), quote=False)


def _excepted(exception: AppliedException) -> str:
    until = f" until {exception.expires}" if exception.expires else ""
    return f"exception {safe(exception.id)}{until}"


def _collect(results: Results) -> dict[str, list[Finding]]:
    failures: dict[str, list[Finding]] = {}
    for finding in results.findings():
        if finding.verdict == "fail":
            shown = failures.setdefault(finding.rule, [])
            if len(shown) < _MOST_RESOURCES:
                shown.append(finding)
    return failures


def _summary(results: Results, text: io.StringIO) -> None:
    tally, severities = results.header.tally, results.header.by_severity
    text.write(f"## pcicheck: {tally.failed - tally.excepted} open failures against {results.header.standard}\n\n")
    text.write(
        "| critical | high | medium | low | under an exception | passed | could not be judged | not looked at |\n"
    )
    text.write("|---:|---:|---:|---:|---:|---:|---:|---:|\n")
    counts = [severities.get(name, 0) for name in SEVERITIES]
    counts += [tally.excepted, tally.passed, tally.unknown, sum(gap.count for gap in results.header.gaps)]
    text.write("| " + " | ".join(map(str, counts)) + " |\n")
    contradicted = [requirement.id for requirement in results.requirements if requirement.state == "contradicted"]
    if contradicted:
        text.write(f"\nContradicted requirements: {', '.join(contradicted)}\n")


def _rule(rule: RuleRecord, findings: list[Finding], text: io.StringIO) -> None:
    requirements = ", ".join(binding.id for binding in rule.requirements)
    text.write(f"\n### {rule.severity}: {safe(rule.title)}\n\n")
    text.write(f"`{rule.id}`, PCI DSS {requirements}. {safe(rule.why.strip())}\n\n")
    text.write("| resource | found | wanted |\n|---|---|---|\n")
    for finding in findings:
        found = "; ".join(f"{path} is {words(value)}" for path, value in finding.observed.items())
        note = f" ({_excepted(finding.exception)})" if finding.exception else ""
        text.write(f"| {safe(finding.address)}{note} | {safe(found)} | {safe(finding.expected)} |\n")
    if rule.tally.failed > len(findings):
        text.write(f"| … and {rule.tally.failed - len(findings)} more | | |\n")
    for native_type, how in fixes(rule, findings).items():
        text.write(f"\nMend `{native_type}`: {safe(how.strip())}\n")


def _gaps(results: Results, text: io.StringIO) -> None:
    if not results.header.gaps:
        return
    text.write("\n<details><summary>Not looked at</summary>\n\n")
    for gap in results.header.gaps[:100]:
        text.write(f"- {gap.count} x {safe(gap.where)}: {safe(gap.why)}\n")
    if len(results.header.gaps) > 100:
        text.write(f"- … and {len(results.header.gaps) - 100} more\n")
    text.write("\n</details>\n")
