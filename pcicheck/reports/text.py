"""What an engineer needs on a terminal: worst first, why, where, how to mend, what could not be judged."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from typing import IO

from rich.console import Console
from rich.text import Text

from pcicheck.reports.printable import printable
from pcicheck.results.finding import NOT_IN_SIGHT, AppliedException, Finding
from pcicheck.results.results import Results, RuleRecord
from pcicheck.results.show import words
from pcicheck.rulebook.rule import SEVERITIES

_STYLES = {"critical": "bold white on red", "high": "bold red", "medium": "bold yellow", "low": "bold cyan"}
_FEW = 5
_REASONS = 3


def render(results: Results, out: IO[bytes]) -> None:
    """Write the report without styles, for files and pipes."""
    text = io.TextIOWrapper(out, "utf-8", newline="\n", write_through=True)
    console = Console(
        file=text, width=110, color_system=None, highlight=False, markup=False, emoji=False, soft_wrap=True
    )
    TextReport(console, quiet=False, verbose=False)(results, out)
    text.detach()


class TextReport:
    """The report on a console; usable as the renderer of standard output."""

    def __init__(self, console: Console, *, quiet: bool, verbose: bool) -> None:
        self.console = console
        self.quiet = quiet
        self.verbose = verbose

    def __call__(self, results: Results, _: IO[bytes]) -> None:
        """Print the report."""
        if not self.quiet:
            failures, unknown = self._collect(results)
            self._failures(results, failures)
            self._unknown(results, unknown)
            self._gaps(results)
        self._summary(results)

    def _collect(self, results: Results) -> tuple[dict[str, list[Finding]], dict[str, Counter[str]]]:
        failures: dict[str, list[Finding]] = {}
        unknown: dict[str, Counter[str]] = {}
        for finding in results.findings():
            if finding.verdict == "fail":
                shown = failures.setdefault(finding.rule, [])
                if self.verbose or len(shown) < _FEW:
                    shown.append(finding)
            elif finding.verdict == "unknown":
                unknown.setdefault(finding.rule, Counter())[finding.reason] += 1
        return failures, unknown

    def _failures(self, results: Results, failures: dict[str, list[Finding]]) -> None:
        failing = [rule for rule in results.rules if rule.id in failures]
        failing.sort(key=lambda rule: (SEVERITIES.index(rule.severity), -rule.tally.failed, rule.id))
        for rule in failing:
            self._rule(rule)
            for finding in failures[rule.id]:
                self._finding(finding)
            if (more := rule.tally.failed - len(failures[rule.id])) > 0:
                self.console.print(f"    … and {more} more (-v shows all)")
            self.console.print(f"    why  {printable(rule.why.strip())}")
            by_type = fixes(rule, failures[rule.id])
            for native_type, how in by_type.items():
                self.console.print(f"    fix  {native_type}: {printable(how.strip())}")
            if rule.console and not by_type:
                self.console.print(f"    fix  {printable(rule.console.strip())}")
            self.console.print()

    def _rule(self, rule: RuleRecord) -> None:
        requirements = ", ".join(binding.id for binding in rule.requirements)
        self.console.print(
            Text.assemble(
                (f" {rule.severity.upper()} ", _STYLES[rule.severity]),
                (f" {printable(rule.title)}", "bold"),
                (f"  {rule.id}  PCI DSS {requirements}", "dim"),
            )
        )

    def _finding(self, finding: Finding) -> None:
        place = finding.origin.file or finding.origin.operation or ""
        number = finding.origin.attribute_line or finding.origin.line
        line = f":{number}" if number else ""
        note = f"  [{_excepted(finding.exception)}]" if finding.exception else ""
        self.console.print(
            Text.assemble("  ", (printable(finding.address), "bold"), (f"  {printable(place)}{line}", "dim"), note)
        )
        found = "; ".join(f"{path} is {words(value)}" for path, value in finding.observed.items())
        self.console.print(f"    found {printable(_short(found))}")
        self.console.print(f"    want  {printable(finding.expected)}")

    def _unknown(self, results: Results, unknown: dict[str, Counter[str]]) -> None:
        if not unknown:
            return
        self.console.print(Text("Could not be judged", style="bold"))
        titles = {rule.id: rule.title for rule in results.rules}
        absent = [rule for rule, reasons in unknown.items() if set(reasons) == {NOT_IN_SIGHT}]
        if absent and not self.verbose:
            self.console.print(f"  {len(absent):>5}  rules ask for something that {NOT_IN_SIGHT} (-v lists them)")
            unknown = {rule: reasons for rule, reasons in unknown.items() if rule not in absent}
        for rule, reasons in sorted(unknown.items(), key=lambda item: -item[1].total()):
            self.console.print(f"  {reasons.total():>5}  {rule}: {printable(titles.get(rule, ''))}")
            for reason, count in reasons.most_common(None if self.verbose else _REASONS):
                self.console.print(Text(f"         {count:>5}  {printable(reason)}", style="dim"))
        self.console.print()

    def _gaps(self, results: Results) -> None:
        if not results.header.gaps:
            return
        self.console.print(Text("Not looked at", style="bold"))
        shown = results.header.gaps if self.verbose else results.header.gaps[:10]
        for gap in shown:
            self.console.print(f"  {gap.count:>5}  {printable(gap.where)}: {printable(gap.why)}")
        if (more := len(results.header.gaps) - len(shown)) > 0:
            self.console.print(f"         … and {more} more (-v shows all)")
        self.console.print()

    def _summary(self, results: Results) -> None:
        tally = results.header.tally
        states = Counter(requirement.state for requirement in results.requirements)
        severities = ", ".join(f"{n} {s}" for s in SEVERITIES if (n := results.header.by_severity.get(s, 0)))
        excepted = f", {tally.excepted} of them under an exception" if tally.excepted else ""
        self.console.print(
            f"{tally.failed} failed{f' ({severities})' if severities else ''}{excepted}, {tally.passed} passed, "
            f"{tally.unknown} could not be judged, {tally.not_applicable} not applicable; "
            f"{sum(gap.count for gap in results.header.gaps)} things not looked at"
        )
        self.console.print(
            f"Of {len(results.requirements)} requirements: {states['contradicted']} contradicted, "
            f"{states['supported']} supported, {states['partly_supported']} partly supported, "
            f"{states['not_assessed']} not assessed. Checks support an assessment; they do not replace it."
        )


def fixes(rule: RuleRecord, findings: Iterable[Finding]) -> dict[str, str]:
    """How to mend the types that failed; where the rule names none of them, everything that it says."""
    types = {finding.native_type for finding in findings}
    return {name: how for name, how in rule.by_type.items() if name in types} or ({} if rule.console else rule.by_type)


def _excepted(exception: AppliedException) -> str:
    until = f", until {exception.expires}" if exception.expires else ""
    return f"exception {printable(exception.id)}{until}"


def _short(text: str) -> str:
    return text if len(text) <= 300 else text[:300] + "…"
