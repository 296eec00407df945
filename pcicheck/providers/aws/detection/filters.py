"""CloudWatch Logs filter patterns: whether one lets an event through.

Syntax: Amazon CloudWatch Logs User Guide, "Filter pattern syntax". JSON patterns (``{ $.eventName = "X" && … }``) are
evaluated with ``&&`` before ``||``; a comparison with a field that the event lacks does not hold. Patterns of terms
look for text. Patterns for space-delimited logs never match an event in JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from pcicheck.model.value import Unknown
from pcicheck.providers.aws.detection.comparisons import COMPARE, MISSING, Event, compared, field_of, steps_of
from pcicheck.providers.tokens import Reader, tokens_of

Fires = Callable[[Event], bool]

_TOKEN = re.compile(
    r"""\s*(\(|\)|&&|\|\||!=|<=|>=|=|<|>|"(?:[^"\\]|\\.)*"|'[^']*'|%[^%]*%|\$[^\s()&|=!<>]*|[^\s()&|=!<>]+)"""
)
_TERM = re.compile(r'([-?]?)("(?:[^"\\]|\\.)*"|\S+)')
_END = re.compile(r"\s*$")
_MAX_DEPTH = 40
_UNREADABLE = Unknown("the filter pattern cannot be read")


@lru_cache(maxsize=4096)
def read_filter(pattern: str) -> Fires | Unknown:
    """The pattern as a question to an event; ``Unknown`` where it is not one that is understood."""
    text = pattern.strip()
    if not text or text.startswith("["):
        return _never
    if not text.startswith("{"):
        return _terms(text)
    if not text.endswith("}"):
        return _UNREADABLE
    try:
        return _Parser(tokens_of(text[1:-1], _TOKEN, _END)).whole()
    except (ValueError, IndexError, re.error):
        return _UNREADABLE


def _never(_event: Event) -> bool:
    return False


class _Parser(Reader):
    """Recursive descent over tokens: alternatives of conjunctions of comparisons."""

    def whole(self) -> Fires:
        fires = self._alternatives(0)
        self.finish()
        return fires

    def _alternatives(self, depth: int) -> Fires:
        parts = [self._conjunction(depth)]
        while self.taken("||"):
            parts.append(self._conjunction(depth))
        return parts[0] if len(parts) == 1 else lambda event: any(part(event) for part in parts)

    def _conjunction(self, depth: int) -> Fires:
        parts = [self._unit(depth)]
        while self.taken("&&"):
            parts.append(self._unit(depth))
        return parts[0] if len(parts) == 1 else lambda event: all(part(event) for part in parts)

    def _unit(self, depth: int) -> Fires:
        if depth > _MAX_DEPTH:
            raise ValueError("nested too deeply")
        if self.taken("("):
            inside = self._alternatives(depth + 1)
            if not self.taken(")"):
                raise ValueError("a bracket is not closed")
            return inside
        return self._comparison()

    def _comparison(self) -> Fires:
        selector = self.take()
        if not selector.startswith("$"):
            raise ValueError("a comparison starts with a field")
        steps = steps_of(selector)
        operator = self.take().upper()
        if operator in ("IS", "NOT"):
            return _state(steps, operator, self.take().upper())
        if operator == "EXISTS":
            return lambda event: field_of(event, steps) is not MISSING
        if operator not in COMPARE:
            raise ValueError(f"no operator {operator}")
        compare, value = COMPARE[operator], self.take()
        if value.startswith("%") and not _harmless(value):
            raise ValueError("a regular expression that could take for ever")
        return lambda event: compared(field_of(event, steps), compare, value)


def _harmless(expression: str) -> bool:
    """Whether a regular expression is short, without groups and with few repetitions: the input is not trusted."""
    return len(expression) < 120 and "(" not in expression and sum(map(expression.count, "*+{")) <= 4


def _state(steps: list[str], operator: str, wanted: str) -> Fires:
    if operator == "NOT" and wanted == "EXISTS":
        return lambda event: field_of(event, steps) is MISSING
    values = {"TRUE": True, "FALSE": False, "NULL": None}
    if operator != "IS" or wanted not in values:
        raise ValueError(wanted)
    return lambda event: field_of(event, steps) is values[wanted]


def _terms(text: str) -> Fires:
    """Terms that must be in the text, ``?`` for "one of these", ``-`` for "must not be"."""
    terms = [(mark, term.strip('"')) for mark, term in _TERM.findall(text)]
    return lambda event: _has_terms(json.dumps(event), terms)


def _has_terms(line: str, terms: list[tuple[str, str]]) -> bool:
    needed, refused, either = (list(_marked(terms, mark)) for mark in ("", "-", "?"))
    return (
        all(term in line for term in needed)
        and not any(term in line for term in refused)
        and (not either or any(term in line for term in either))
    )


def _marked(terms: list[tuple[str, str]], mark: str) -> Iterator[str]:
    return (term for found, term in terms if found == mark)
