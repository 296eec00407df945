"""HCL as Vault reads it."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.hcl import HclError, items_of, lines_of, plain


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('a = "b"', {"a": "b"}),
        ('a = "b" c = 1 # more\nd = true // and\n/* e = 2 */', {"a": "b", "c": 1, "d": True}),
        ('l "tcp" { a = 1 }\nl "tcp" { a = 2 }', {"l": [{"tcp": {"a": 1}}, {"tcp": {"a": 2}}]}),
        ("l = { tcp = { a = 1 } }", {"l": {"tcp": {"a": 1}}}),
        ('a = ["x", "y",]\n"b" = 0x10\nc = -1.5', {"a": ["x", "y"], "b": 16, "c": -1.5}),
        ("a = <<EOF\none\ntwo\nEOF\nb = 1", {"a": "one\ntwo\n", "b": 1}),
        (r'a = "q\"u\n\u0041"', {"a": 'q"u\nA'}),
        ('a = "{{ GetPrivateIP }}:8200"', {"a": "{{ GetPrivateIP }}:8200"}),
        ("﻿a = 1", {"a": 1}),
        ("a {\n}\n", {"a": {}}),
    ],
)
def test_what_stands_there_is_read(text: str, values: dict[str, Any]) -> None:
    assert plain(items_of(text)) == values


@pytest.mark.parametrize(
    "value", ['"${A}"', '"{{ a }}"', '"%{ if x }y%{ endif }"', '"__TOKEN__"', '"<%= a %>"', "${A}"]
)
def test_what_something_else_fills_in_is_unknown(value: str) -> None:
    assert isinstance(plain(items_of(f"a = {value}"))["a"], Unknown)


def test_what_is_written_twice_is_unknown() -> None:
    assert isinstance(plain(items_of("a = 1\na = 2"))["a"], Unknown)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = b", 1),
        ("a = 1\nb {", 2),
        ("}", 1),
        ('a = 1\nb = "secret', 2),
        ("{{ if .x }}\na = 1", 1),
        ("a = [1", 1),
        ("a =", 1),
        ("= 1", 1),
        ("a = {" * 100, 1),
        ("[" * 5000, 1),
        ("a = " + "[" * 5000, 1),
    ],
)
def test_what_is_no_hcl_is_refused_with_its_line_and_without_its_text(text: str, line: int) -> None:
    with pytest.raises(HclError) as problem:
        items_of(text)
    assert problem.value.line == line
    assert "secret" not in str(problem.value)


def test_lines_are_those_of_names_that_stand_once() -> None:
    items = items_of('a = 1\n\nl "tcp" {\n  b = 2\n}\nl "tcp" {\n  c = 3\n}\n', first_line=10)
    assert lines_of(items) == {"a": 10, "b": 13, "c": 16}
    assert [(item.line, item.end_line) for item in items] == [(10, 10), (12, 14), (15, 17)]
