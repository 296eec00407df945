"""From findings to the state of each requirement."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcicheck.model.origin import Gap
from pcicheck.results.rollup import RequirementResult, Tally, roll_up
from pcicheck.rulebook.condition import FactTest
from pcicheck.rulebook.load import CompiledRule
from pcicheck.rulebook.requirements import catalogue
from pcicheck.rulebook.rule import Binding, Rule


def _rule(name: str, basis: str, requirement: str = "10.3.2") -> CompiledRule:
    rule = Rule(
        id=name,
        title="A title that is long enough",
        kind="object_store",
        severity="high",
        requirements=[Binding(id=requirement, basis=basis, shows="something about it")],  # type: ignore[arg-type]
        why="A reason that is long enough",
        assertion={"versioning": {"is": True}},
    )
    return CompiledRule(rule, Path("x.yaml"), lambda: (FactTest("versioning", "is", True), None), ())


RULES = [_rule("direct-rule", "direct"), _rule("extra-rule", "additional")]


def _state(
    direct: Tally, additional: Tally | None = None, gaps: tuple[Gap, ...] = (), declared: str | None = None
) -> RequirementResult:
    tallies = {"direct-rule": direct} | ({"extra-rule": additional} if additional else {})
    results = roll_up(catalogue(), RULES, tallies, gaps, {"10.3.2": declared} if declared else {})
    return next(result for result in results if result.id == "10.3.2")


BLIND = Gap("unreadable", "plan.json", "cut off", blinds=("*",))
BLIND_DIRECT = Gap("denied", "account", "no permission", blinds=("direct-rule",))
BLIND_OTHER = Gap("denied", "account", "no permission", blinds=("some-rule",))


@pytest.mark.parametrize(
    ("direct", "additional", "gaps", "state"),
    [
        (Tally(passed=3, failed=1), None, (), "contradicted"),
        (Tally(failed=1, excepted=1), None, (), "contradicted"),
        (Tally(passed=3), None, (), "supported"),
        (Tally(passed=3, not_applicable=2), Tally(passed=1), (), "supported"),
        (Tally(passed=3, unknown=1), None, (), "partly_supported"),
        (Tally(passed=3), None, (BLIND,), "partly_supported"),
        (Tally(passed=3), None, (BLIND_DIRECT,), "partly_supported"),
        (Tally(passed=3), None, (BLIND_OTHER,), "supported"),
        (Tally(passed=3), Tally(failed=1), (), "partly_supported"),
        (Tally(), Tally(passed=2), (), "partly_supported"),
        (Tally(unknown=4), None, (), "not_assessed"),
        (Tally(not_applicable=4), None, (), "not_assessed"),
        (Tally(), Tally(failed=2), (), "not_assessed"),
        (Tally(), None, (), "not_assessed"),
    ],
)
def test_states(direct: Tally, additional: Tally | None, gaps: tuple[Gap, ...], state: str) -> None:
    result = _state(direct, additional, gaps)
    assert result.state == state
    assert result.because


def test_a_declaration_beats_everything_and_keeps_its_reason() -> None:
    result = _state(Tally(failed=1), declared="no such store exists")
    assert (result.state, result.because) == ("not_applicable", "no such store exists")


def test_all_requirements_appear_in_order() -> None:
    results = roll_up(catalogue(), [], {}, (), {})
    assert [result.id for result in results] == list(catalogue().by_id())
    assert {result.state for result in results} == {"not_assessed"}


def test_superseded_and_manual_requirements_say_why() -> None:
    by_id = {result.id: result for result in roll_up(catalogue(), [], {}, (), {})}
    assert by_id["10.7.1"].because == "superseded by 10.7.2"
    assert "people" in by_id["9.2.1"].because
    assert "no rule" in by_id["1.2.1"].because


def test_population_is_the_sum_of_its_parts() -> None:
    tally = Tally(passed=1, failed=2, unknown=3, not_applicable=4, excepted=1)
    assert tally.population == 10
    tally.add(Tally(passed=5, failed=1, excepted=1))
    assert (tally.passed, tally.failed, tally.excepted, tally.population) == (6, 3, 2, 16)
