"""What the findings add up to per requirement. Never "compliant", never a score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from pcicheck.model.origin import Gap
from pcicheck.results.finding import Finding, RulePart
from pcicheck.rulebook.load import CompiledRule
from pcicheck.rulebook.requirements import Catalogue, Requirement

State = Literal[
    "contradicted",
    "partly_supported",
    "supported",
    "attested",
    "attestation_overdue",
    "not_applicable",
    "not_assessed",
]
STATES: tuple[State, ...] = (
    "contradicted",
    "partly_supported",
    "supported",
    "attested",
    "attestation_overdue",
    "not_applicable",
    "not_assessed",
)


class Tally(Struct):
    """How many resources a rule judged, and how. The five parts of the population add up to it."""

    passed: int = 0
    failed: int = 0
    unknown: int = 0
    not_applicable: int = 0
    excepted: int = 0
    """How many of ``failed`` fall under a current exception."""

    @property
    def population(self) -> int:
        """All resources that the rule was put to."""
        return self.passed + self.failed + self.unknown + self.not_applicable

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.passed += other.passed
        self.failed += other.failed
        self.unknown += other.unknown
        self.not_applicable += other.not_applicable
        self.excepted += other.excepted


class RequirementResult(Struct, kw_only=True):
    """One requirement in the results."""

    id: str
    title: str
    automation: str
    state: State
    because: str
    """Why it is in that state, in a sentence."""
    rules: list[str]
    """Rules that speak for it, direct ones first."""
    direct: Tally
    """What the direct rules found."""
    additional: Tally
    """What the rules found that only support it."""
    procedures: list[str]
    """Testing procedures that an assessor still follows."""
    superseded_by: str | None = None
    applies_to: str = "all"


class Counter:
    """Counts findings by rule and verdict."""

    def __init__(self) -> None:
        self.by_rule: dict[str, Tally] = {}
        self.by_severity: dict[str, int] = {}
        """Failures per severity, those under an exception left out."""

    def add(self, by_rule: dict[str, Tally], by_severity: dict[str, int]) -> None:
        """Take in what another counter counted."""
        for rule, tally in by_rule.items():
            self.by_rule.setdefault(rule, Tally()).add(tally)
        for severity, number in by_severity.items():
            self.by_severity[severity] = self.by_severity.get(severity, 0) + number

    def count(self, finding: Finding | RulePart, times: int = 1) -> None:
        """Take a finding in, or the half of it that names rule and verdict, as often as it was met."""
        tally = self.by_rule.setdefault(finding.rule, Tally())
        verdict = finding.verdict
        if verdict == "pass":
            tally.passed += times
        elif verdict == "unknown":
            tally.unknown += times
        elif verdict == "not_applicable":
            tally.not_applicable += times
        else:
            tally.failed += times
            if finding.exception is None:
                self.by_severity[finding.severity] = self.by_severity.get(finding.severity, 0) + times
            else:
                tally.excepted += times


def roll_up(
    catalogue: Catalogue,
    rules: Sequence[CompiledRule],
    tallies: dict[str, Tally],
    gaps: Sequence[Gap],
    not_applicable: dict[str, str],
) -> list[RequirementResult]:
    """Every requirement of the catalogue with its state, in the order of the standard.

    ``not_applicable`` maps requirement ids to the declared reason.
    """
    direct: dict[str, list[str]] = {}
    additional: dict[str, list[str]] = {}
    for compiled in rules:
        for binding in compiled.rule.requirements:
            (direct if binding.basis == "direct" else additional).setdefault(binding.id, []).append(compiled.rule.id)
    blinded = {rule for gap in gaps for rule in gap.blinds}
    unread = sum(gap.count for gap in gaps if gap.kind == "unsupported_type")
    return [
        _result(
            requirement,
            direct.get(requirement.id, []),
            additional.get(requirement.id, []),
            tallies,
            blinded,
            unread,
            not_applicable.get(requirement.id),
        )
        for requirement in catalogue.requirements
    ]


def _result(
    requirement: Requirement,
    direct: list[str],
    additional: list[str],
    tallies: dict[str, Tally],
    blinded: set[str],
    unread: int,
    declared: str | None,
) -> RequirementResult:
    direct_tally = _sum(direct, tallies)
    additional_tally = _sum(additional, tallies)
    touched = bool(blinded.intersection(direct)) or "*" in blinded
    state, because = _state(requirement, direct, direct_tally, additional_tally, touched, declared)
    if state == "supported" and unread:
        because += f"; {unread} things of types without an adapter were not looked at"
    return RequirementResult(
        id=requirement.id,
        title=requirement.title,
        automation=requirement.automation,
        state=state,
        because=because,
        rules=[*direct, *additional],
        direct=direct_tally,
        additional=additional_tally,
        procedures=requirement.procedures,
        superseded_by=requirement.superseded_by,
        applies_to=requirement.applies_to,
    )


def _state(
    requirement: Requirement, direct: list[str], tally: Tally, additional: Tally, touched: bool, declared: str | None
) -> tuple[State, str]:
    if declared is not None:
        return "not_applicable", declared
    if requirement.superseded_by:
        return "not_assessed", f"superseded by {requirement.superseded_by}"
    if tally.failed:
        excepted = f", {tally.excepted} of them under a recorded exception" if tally.excepted else ""
        return "contradicted", f"{_checks(tally.failed, 'direct')} failed{excepted}"
    if tally.passed and not tally.unknown and not touched and not additional.failed:
        return "supported", f"{_checks(tally.passed, 'direct')} passed, none failed; other testing procedures stay open"
    if tally.passed or additional.passed:
        return "partly_supported", _partly(tally, additional, touched)
    return "not_assessed", _unassessed(requirement, direct, tally, additional)


def _partly(tally: Tally, additional: Tally, touched: bool) -> str:
    parts = [f"{tally.passed} direct and {additional.passed} supporting checks passed"]
    if unknown := tally.unknown + additional.unknown:
        parts.append(f"{unknown} could not be judged")
    if additional.failed:
        parts.append(f"{_checks(additional.failed, 'supporting')} failed")
    if touched:
        parts.append("some inputs could not be read")
    return "; ".join(parts)


def _unassessed(requirement: Requirement, direct: list[str], tally: Tally, additional: Tally) -> str:
    if unknown := tally.unknown + additional.unknown:
        return f"{_checks(unknown)} could not be judged"
    if additional.failed:
        return f"{_checks(additional.failed, 'supporting')} failed; nothing speaks for it directly"
    if requirement.automation == "manual":
        return "people, processes or premises: configuration says nothing"
    if not direct and not additional.population:
        return "no rule of this run speaks for it" if requirement.automation == "partial" else "no resource to judge"
    return "nothing that it applies to was in what was scanned"


def _checks(count: int, what: str = "") -> str:
    return f"{count} {what} {'check' if count == 1 else 'checks'}".replace("  ", " ")


def _sum(rules: Iterable[str], tallies: dict[str, Tally]) -> Tally:
    total = Tally()
    for rule in rules:
        if rule in tallies:
            total.add(tallies[rule])
    return total
