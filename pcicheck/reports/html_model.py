"""What the templates of the HTML report show, made in one pass over the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from pcicheck.reports.html_island import Island
from pcicheck.reports.html_views import Group, Principal, RequirementView, RuleView
from pcicheck.results.results import BindingRecord, Results
from pcicheck.results.rollup import STATES, RequirementResult

_MOST_LISTED = 1500
_CAPS = (50, 25, 10)


class Model(Struct):
    """Everything that the templates need beside the header."""

    principals: list[Principal]
    states: list[tuple[str, int]]
    """Requirements per state, in the order in which states are shown."""
    rules: list[RuleView]
    island: Island
    cap: int
    """Resources listed per rule and verdict at most."""

    @property
    def requirements(self) -> list[RequirementView]:
        """All requirements in the order of the standard."""
        return [view for principal in self.principals for group in principal.groups for view in group.requirements]

    @property
    def worst(self) -> list[RuleView]:
        """The rules that failed most, the gravest first."""
        order = ("critical", "high", "medium", "low")
        failed = [view for view in self.rules if view.record.tally.failed]
        return sorted(failed, key=lambda v: (order.index(v.record.severity), -v.record.tally.failed, v.record.id))


def make_model(results: Results) -> Model:
    """Read the findings once and arrange everything."""
    known = {requirement.id for requirement in results.requirements}
    rules = {
        record.id: RuleView(record=record, home=next((b.id for b in record.requirements if b.id in known), ""))
        for record in results.rules
    }
    cap = listed_at_most(n for r in results.rules for n in (r.tally.failed, r.tally.unknown))
    island = Island()
    for finding in results.findings():
        island.add(finding)
        if view := rules.get(finding.rule):
            view.take(finding, cap)
    principals = _arrange(results, rules)
    counts = Counter(v.state for p in principals for g in p.groups for v in g.requirements)
    states = [(state, counts[state]) for state in (*STATES, "superseded")]
    return Model(principals, states, list(rules.values()), island, cap)


def listed_at_most(found: Iterable[int]) -> int:
    """How many resources a rule lists per verdict, so that all rules together stay readable."""
    counts = list(found)
    return next((cap for cap in _CAPS if sum(min(count, cap) for count in counts) <= _MOST_LISTED), _CAPS[-1])


def _arrange(results: Results, rules: dict[str, RuleView]) -> list[Principal]:
    principals: dict[str, Principal] = {}
    groups: dict[str, Group] = {}
    header = results.header
    for result in results.requirements:
        parts = result.id.split(".")
        principal = principals.setdefault(parts[0], Principal(parts[0], header.principals.get(parts[0], ""), []))
        name = ".".join(parts[:2])
        if name not in groups:
            groups[name] = Group(name, header.groups.get(name, ""), [])
            principal.groups.append(groups[name])
        state = "superseded" if result.superseded_by else result.state
        groups[name].requirements.append(RequirementView(result, state, _bound(result, rules)))
    return list(principals.values())


def _bound(result: RequirementResult, rules: dict[str, RuleView]) -> list[tuple[RuleView, BindingRecord]]:
    return [
        (rules[name], binding)
        for name in result.rules
        if name in rules
        for binding in rules[name].record.requirements
        if binding.id == result.id
    ]
