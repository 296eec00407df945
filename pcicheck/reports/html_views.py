"""Rules and requirements as the templates of the HTML report see them."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from pcicheck.results.finding import Finding
from pcicheck.results.results import BindingRecord, RuleRecord
from pcicheck.results.rollup import RequirementResult

_MOST_REASONS = 100
_SHOWN_REASONS = 8


class RuleView(Struct, kw_only=True):
    """A rule with the resources that are listed under it."""

    record: RuleRecord
    home: str
    """The requirement under which its resources are listed; the others point there."""
    failing: list[Finding] = field(default_factory=list)
    unknown: list[Finding] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    """Native types that failed."""
    reasons: Counter[str] = field(default_factory=Counter)
    """Why it did not apply, and how often."""

    @property
    def fixes(self) -> list[tuple[str, str]]:
        """How to mend it: for the types that failed, or all where nothing else says it."""
        every = self.record.by_type
        found = [item for item in every.items() if item[0] in self.types]
        return found or ([] if self.record.console else list(every.items()))

    @property
    def main_reasons(self) -> list[tuple[str, int]]:
        """The most frequent reasons for which it did not apply."""
        return sorted(self.reasons.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN_REASONS]

    def take(self, finding: Finding, cap: int) -> None:
        """Keep what is shown of one finding."""
        if finding.verdict == "fail":
            self.types.add(finding.native_type)
            if len(self.failing) < cap:
                self.failing.append(finding)
        elif finding.verdict == "unknown":
            if len(self.unknown) < cap:
                self.unknown.append(finding)
        elif finding.verdict == "not_applicable" and (
            finding.reason in self.reasons or len(self.reasons) < _MOST_REASONS
        ):
            self.reasons[finding.reason] += 1


class RequirementView(Struct):
    """A requirement with its rules."""

    result: RequirementResult
    state: str
    """Its state, or ``superseded``."""
    rules: list[tuple[RuleView, BindingRecord]]

    @property
    def troubled(self) -> list[tuple[RuleView, BindingRecord]]:
        """The rules that failed or could not judge something, failures first."""
        found = [pair for pair in self.rules if pair[0].record.tally.failed or pair[0].record.tally.unknown]
        return sorted(found, key=lambda pair: not pair[0].record.tally.failed)

    @property
    def clean(self) -> list[tuple[RuleView, BindingRecord]]:
        """The rules that passed or did not apply wherever they were put."""
        tallies = [(pair, pair[0].record.tally) for pair in self.rules]
        return [pair for pair, t in tallies if t.population and not t.failed and not t.unknown]

    @property
    def idle(self) -> list[tuple[RuleView, BindingRecord]]:
        """The rules that found nothing to judge."""
        return [pair for pair in self.rules if not pair[0].record.tally.population]


class Group(Struct):
    """A requirement group."""

    id: str
    name: str
    requirements: list[RequirementView]


class Principal(Struct):
    """A principal requirement, or an appendix."""

    id: str
    name: str
    groups: list[Group]

    @property
    def heading(self) -> str:
        """Its number as the standard calls it."""
        return f"Appendix {self.id}" if self.id.startswith("A") else f"Requirement {self.id}"
