"""Blocks: three-valued reading of native values."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown

GONE = Unknown("gone")
PART = Unknown("the variable is not given", (), "/subscriptions/${unknown}/subnets/${unknown}")
WHOLE = Unknown("known only after apply", ("a_b.c",), "${a_b.c.id}")


@pytest.mark.parametrize(
    ("values", "path", "expected"),
    [
        ({"a": 1}, "a", 1),
        ({"a": [{"b": 2}]}, "a.b", 2),
        ({"a": {"b": 2}}, "a.b", 2),
        ({"a": []}, "a.b", "default"),
        ({"a": None}, "a.b", "default"),
        ({"a": None}, "a", "default"),
        ({}, "a.b.c", "default"),
        ({"a": GONE}, "a.b", GONE),
        ({"a": [GONE]}, "a.b", GONE),
        ({"a": "text"}, "a.b", "default"),
        (GONE, "a", GONE),
    ],
)
def test_get(values: Any, path: str, expected: Any) -> None:
    assert Block(values).get(path, "default") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), (False, False), ("true", True), ("False", False), ("Enabled", True), ("Disabled", False),
     ("1", True), ("0", False), (1, True), (0, False), (None, "default"), (GONE, GONE)],
)  # fmt: skip
def test_flag(value: Any, expected: Any) -> None:
    default: Any = "on" if expected == "default" else False
    assert Block({"x": value}).flag("x", default) == (True if expected == "default" else expected)


@pytest.mark.parametrize("value", ["maybe", [True], {"a": 1}])
def test_a_flag_of_another_shape_is_unknown(value: Any) -> None:
    assert isinstance(Block({"x": value}).flag("x"), Unknown)


@pytest.mark.parametrize(("value", "expected"), [("a", "a"), (7, "7"), ("", "d"), (None, "d"), (GONE, GONE)])
def test_text(value: Any, expected: Any) -> None:
    assert Block({"x": value}).text("x", "d") == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(3, 3), ("3", 3), ("2.5", 2.5), (" ", 9), ("", 9), (None, 9), (GONE, GONE)]
)
def test_number(value: Any, expected: Any) -> None:
    assert Block({"x": value}).number("x", 9) == expected


def test_odd_shapes_are_unknown() -> None:
    assert isinstance(Block({"x": {}}).text("x"), Unknown)
    assert isinstance(Block({"x": "many"}).number("x"), Unknown)
    assert isinstance(Block({"x": [1]}).number("x"), Unknown)
    assert isinstance(Block({"x": 5}).texts("x"), Unknown)


def test_texts() -> None:
    assert Block({"x": ["a", GONE, None, 3]}).texts("x") == ("a", GONE, "3")
    assert Block({"x": "a"}).texts("x") == ("a",)
    assert Block({}).texts("x", ("b",)) == ("b",)
    assert Block({"x": GONE}).texts("x") == GONE


def test_blocks() -> None:
    assert [block.get("a") for block in Block({"x": [{"a": 1}, {"a": 2}]}).blocks("x")] == [1, 2]  # type: ignore[union-attr]
    assert len(Block({"x": {"a": 1}}).blocks("x")) == 1  # type: ignore[arg-type]
    assert Block({"x": 5}).blocks("x") == ()
    (unknown,) = Block({"x": [GONE]}).blocks("x")  # type: ignore[misc]
    assert unknown.get("a") == GONE
    assert Block({"x": GONE}).blocks("x") == GONE
    assert Block({"x": GONE}).block("x") == GONE
    assert Block({}).block("x") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", True),
        (False, True),
        (0, True),
        ("", False),
        ([], False),
        (None, False),
        (GONE, GONE),
        (PART, True),
        (WHOLE, WHOLE),
    ],
)
def test_has(value: Any, expected: Any) -> None:
    assert Block({"x": value}).has("x") == expected
