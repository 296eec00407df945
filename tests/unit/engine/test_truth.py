"""Conditions over known, unknown and inapplicable facts."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import Struct

from pcicheck.engine.predicates import PREDICATES
from pcicheck.engine.truth import every, judge, some
from pcicheck.model.ports import Ports
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.rulebook.condition import LIST_OPERATORS, OPERATORS, parse

GONE = Unknown("gone")
NOT_ASKED = Inapplicable("no such thing here")


def _judge(condition: dict[str, Any], **facts: Any) -> Any:
    return judge(parse(condition, {}), facts.__getitem__)


@pytest.mark.parametrize(
    ("truths", "both", "either"),
    [
        ((True, True), True, True),
        ((True, False), False, True),
        ((False, GONE), False, GONE),
        ((GONE, True), GONE, True),
        ((NOT_ASKED, True), True, True),
        ((NOT_ASKED, False), False, False),
        ((True, NOT_ASKED), True, True),
        ((False, NOT_ASKED), False, False),
        ((NOT_ASKED, GONE), GONE, GONE),
        ((NOT_ASKED, NOT_ASKED), NOT_ASKED, NOT_ASKED),
        ((), True, False),
    ],
)
def test_and_and_or(truths: tuple[Any, ...], both: Any, either: Any) -> None:
    assert every(truths) == both
    assert some(truths) == either


def test_several_facts_must_all_hold() -> None:
    condition = {"a": {"is": True}, "b": {"at_least": 3}}
    assert _judge(condition, a=True, b=3) is True
    assert _judge(condition, a=True, b=2) is False
    assert _judge(condition, a=False, b=GONE) is False
    assert _judge(condition, a=True, b=GONE) == GONE


def test_not_leaves_unknown_unknown() -> None:
    assert _judge({"not": {"a": {"is": True}}}, a=GONE) == GONE
    assert _judge({"not": {"a": {"is": True}}}, a=NOT_ASKED) == NOT_ASKED
    assert _judge({"not": {"a": {"is": True}}}, a=False) is True


@pytest.mark.parametrize(
    ("operator", "argument", "value", "expected"),
    [
        ("is", "Required", "required", True),
        ("is", None, None, True),
        ("is", True, None, False),
        ("in", ["a", "B"], "b", True),
        ("not_in", ["a"], "a", False),
        ("not_in", ["a"], None, True),
        ("at_least", 1.2, 1.3, True),
        ("at_least", 1, None, False),
        ("at_least", 1, True, False),
        ("at_most", 90, 91, False),
        ("at_most", 90, None, False),
        ("matches", "^a.c$", "abc", True),
        ("matches", "^a.c$", None, False),
        ("matches", "^a", ("b", "ab"), True),
        ("matches", "^a", ("b", GONE), GONE),
        ("contains", "x", ("x", GONE), True),
        ("contains", "x", ("y", GONE), GONE),
        ("contains", ["x", "y"], ("x", "y"), True),
        ("contains", ["x", "y"], ("x",), False),
        ("contains", ["x", "y"], ("x", GONE), GONE),
        ("contains", "BC", "abcd", True),
        ("contains", "x", None, False),
        ("empty", True, (), True),
        ("empty", True, None, True),
        ("empty", False, ("a",), True),
        ("empty", False, "", False),
        ("empty", True, (GONE,), False),
        ("overlaps", [22], Ports("tcp", 20, 30), True),
        ("overlaps", ["a"], ("b", "a"), True),
        ("overlaps", ["a"], ("b", GONE), GONE),
        ("overlaps", ["a"], None, False),
    ],
)
def test_operators(operator: str, argument: Any, value: Any, expected: Any) -> None:
    assert _judge({"a": {operator: argument}}, a=value) == expected


def test_the_set_of_operators_is_closed() -> None:
    assert set(PREDICATES) | set(LIST_OPERATORS) == set(OPERATORS)


class Opening(Struct, frozen=True):
    internet: bool | Unknown
    port: int | None = None


def test_list_operators_judge_each_element() -> None:
    open_ssh = {"rules": {"any_of": {"internet": {"is": True}, "port": {"is": 22}}}}
    assert _judge(open_ssh, rules=(Opening(True, 443), Opening(True, 22))) is True
    assert _judge(open_ssh, rules=(Opening(GONE, 443), Opening(False, 22))) is False
    assert _judge(open_ssh, rules=(Opening(GONE, 22),)) == GONE
    assert _judge(open_ssh, rules=(GONE, Opening(False))) == GONE
    assert _judge(open_ssh, rules=()) is False
    assert _judge(open_ssh, rules=None) is False
    every_closed = {"rules": {"all_of": {"internet": {"is": False}}}}
    assert _judge(every_closed, rules=()) is True
    assert _judge(every_closed, rules=(Opening(False), Opening(GONE))) == GONE
    assert _judge(every_closed, rules=(Opening(True), Opening(GONE))) is False


def test_a_missing_parameter_makes_the_answer_unknown() -> None:
    from pcicheck.rulebook.condition import MissingParam

    condition = parse({"days": {"at_most": "$limit"}}, {"limit": MissingParam("limit")})
    answer = judge(condition, {"days": 10}.__getitem__)
    assert isinstance(answer, Unknown)
    assert "limit" in answer.reason
