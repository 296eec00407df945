"""The Logging query language: whether a filter lets a log entry through.

Google Cloud documentation, "Logging query language": comparisons are joined by NOT, OR and AND, which bind in that
order; two that stand side by side mean AND. ``=`` compares texts without regard to case, ``:`` looks for a part of a
text, ``:*`` asks whether the field is there, ``=~`` is a regular expression. A comparison with a field that the entry
lacks fails. A word alone is looked for in every field. A field that repeats matches where one of its values does.

A filter can also be put to an entry of which only some fields are known. The others hold ``ANYTHING``, and the answer
is ``None`` where they decide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.providers.tokens import Reader, tokens_of

Entry = dict[str, Any]
Answer = bool | None
Passes = Callable[[Entry], Answer]
Test = Callable[[Any], Answer]

ANYTHING = ...
"""A field that may hold any value, or none."""
UNREADABLE = Unknown("the log filter cannot be read")
OPEN = "*"
"""Name of a field that stands for all fields which are not named: they may hold any value."""

_TOKEN = re.compile(
    r"""\s*(?:--[^\n]*(?:\n|$)\s*)*(\(|\)|=~|!~|!=|<=|>=|=|<|>|:|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
    r"""|-(?=[^\s()])|[^\s()=!<>:"']+(?:"(?:[^"\\]|\\.)*"[^\s()=!<>:"']*)*)"""
)
_COMMENT = re.compile(r"\s*(?:--[^\n]*(?:\n|$)\s*)*$")
_COMPARE = ("=", "!=", "<", ">", "<=", ">=", ":", "=~", "!~")
_STEP = re.compile(r'"((?:[^"\\]|\\.)*)"|([^."]+)')
_SEVERITIES = ("default", "debug", "info", "notice", "warning", "error", "critical", "alert", "emergency")
_MAX_DEPTH = 40
_MISSING = object()


@lru_cache(maxsize=4096)
def read_query(text: str) -> Passes | Unknown:
    """The filter as a question to a log entry; ``Unknown`` where it is not one that is understood."""
    try:
        tokens = tokens_of(text, _TOKEN, _COMMENT)
        return _Parser(tokens).whole() if tokens else _always
    except (ValueError, IndexError, re.error):
        return UNREADABLE


def _always(_entry: Entry) -> Answer:
    return True


def _every(answers: Iterable[Answer]) -> Answer:
    found = set(answers)
    return False if False in found else None if None in found else True


def _some(answers: Iterable[Answer]) -> Answer:
    found = set(answers)
    return True if True in found else None if None in found else False


def _not(answer: Answer) -> Answer:
    return None if answer is None else not answer


class _Parser(Reader):
    """Recursive descent over tokens: conjunctions of alternatives of negated or plain comparisons."""

    def whole(self) -> Passes:
        passes = self._conjunction(0)
        self.finish()
        return passes

    def _conjunction(self, depth: int) -> Passes:
        parts = [self._alternatives(depth)]
        while self.next() not in ("", ")"):
            self.taken("AND")
            parts.append(self._alternatives(depth))
        return parts[0] if len(parts) == 1 else lambda entry: _every(part(entry) for part in parts)

    def _alternatives(self, depth: int) -> Passes:
        parts = [self._negation(depth)]
        while self.taken("OR"):
            parts.append(self._negation(depth))
        return parts[0] if len(parts) == 1 else lambda entry: _some(part(entry) for part in parts)

    def _negation(self, depth: int) -> Passes:
        if depth > _MAX_DEPTH:
            raise ValueError("nested too deeply")
        if self.taken("NOT") or self.taken("-"):
            part = self._negation(depth + 1)
            return lambda entry: _not(part(entry))
        if self.taken("("):
            inside = self._conjunction(depth + 1)
            if not self.taken(")"):
                raise ValueError("a bracket is not closed")
            return inside
        return self._comparison()

    def _comparison(self) -> Passes:
        field = self.take()
        if field in _COMPARE or field in (")", "AND", "OR"):
            raise ValueError("a comparison starts with a field")
        if self.next() == "(":
            return self._function(field)
        if self.next() not in _COMPARE:
            word = _plain(field).lower()
            return lambda entry: _anywhere(word, entry)
        steps = _steps(field)
        operator = self.take()
        compare = self._values(operator)
        return lambda entry: _some(compare(value) for value in _values_at(entry, steps))

    def _function(self, name: str) -> Passes:
        """``log_id("…")`` stands for the end of the log's name; other functions are not understood."""
        self.take()
        argument = _plain(self.take()).lower()
        if name.lower() != "log_id" or not self.taken(")"):
            raise ValueError(f"no function {name}")
        wanted = "/logs/" + argument.replace("/", "%2f")
        return lambda entry: str(entry.get("logName", "")).lower().endswith(wanted)

    def _values(self, operator: str) -> Test:
        """What is right of the operator: one value, or several in brackets with AND, OR and NOT between them."""
        if not self.taken("("):
            return _comparer(operator, self._value())
        tests = [self._listed(operator)]
        joined = "OR"
        while not self.taken(")"):
            joined = "AND" if self.next() == "AND" else "OR"
            self.take()
            tests.append(self._listed(operator))
        every = joined == "AND"
        return lambda value: (_every if every else _some)(test(value) for test in tests)

    def _listed(self, operator: str) -> Test:
        if self.next() == "(":
            raise ValueError("brackets inside a list of values")
        refused = self.taken("NOT") or self.taken("-")
        test = _comparer(operator, self._value())
        return (lambda value: _not(test(value))) if refused else test

    def _value(self) -> str:
        """A value; a time or an address without quotes comes in several tokens."""
        value = ("-" if self.taken("-") else "") + self.take()
        if value in ("(", ")", "AND", "OR", *_COMPARE):
            raise ValueError("a value is missing")
        while self.next() == ":" and value[:1] not in ('"', "'"):
            value += self.take() + self.take()
        return value


def _comparer(operator: str, written: str) -> Test:
    test = _known_comparer(operator, written)
    return lambda field: None if field is ANYTHING else test(field)


def _known_comparer(operator: str, written: str) -> Callable[[Any], bool]:
    value = _plain(written)
    low = value.lower()
    if operator in ("=~", "!~"):
        if not _harmless(value):
            raise ValueError("a regular expression that could take for ever")
        pattern = re.compile(value)
        return lambda field: (pattern.search(str(field)) is not None) is (operator == "=~")
    if operator == ":":
        return (lambda _field: True) if written == "*" else lambda field: low in _text(field)
    if operator == "=":
        return lambda field: _same(field, low)
    if operator == "!=":
        return lambda field: not _same(field, low)
    return lambda field: _ordered(operator, field, low)


def _same(field: Any, low: str) -> bool:
    return not isinstance(field, (dict, list)) and str(field).lower() == low


def _ordered(operator: str, field: Any, low: str) -> bool:
    left, right = _rank(str(field).lower()), _rank(low)
    if type(left) is not type(right):
        return False
    below, same = bool(left < right), bool(left == right)
    return {"<": below, "<=": below or same, ">": not below and not same, ">=": not below}[operator]


def _rank(word: str) -> Any:
    """A place in order: severities by their rank, numbers by size, other words by their letters."""
    if word in _SEVERITIES:
        return float(_SEVERITIES.index(word) * 100)
    try:
        return float(word)
    except ValueError:
        return word


def _harmless(expression: str) -> bool:
    """Whether a regular expression is short, with few repetitions and none around a group: the input is not trusted."""
    nested = re.search(r"\)[*+{]", expression)
    return len(expression) < 300 and nested is None and sum(map(expression.count, "*+{")) <= 4


def _steps(field: str) -> list[str]:
    return [quoted or plain for quoted, plain in _STEP.findall(field)]


def _values_at(entry: Any, steps: list[str]) -> list[Any]:
    """Every value at the end of the steps, going through lists."""
    found = [entry]
    for step in steps:
        below = (item if item is ANYTHING else _child(item, step) for item in found)
        found = [one for item in below if item is not _MISSING for one in (item if isinstance(item, list) else [item])]
    return found


def _child(item: Any, step: str) -> Any:
    if not isinstance(item, dict):
        return _MISSING
    return item.get(step, ANYTHING if OPEN in item else _MISSING)


def _anywhere(word: str, entry: Entry) -> Answer:
    """Whether a word stands in any field; open where only an unknown field could hold it."""
    text = json.dumps(entry, default=lambda _value: "\0").lower()
    return True if word in text else None if "\\u0000" in text else False


def _text(value: Any) -> str:
    return value.lower() if isinstance(value, str) else json.dumps(value, default=str).lower()


def _plain(token: str) -> str:
    """A token without its quotes and escapes."""
    if token[:1] in ('"', "'") and len(token) > 1:
        return re.sub(r"\\(.)", r"\1", token[1:-1])
    return token
