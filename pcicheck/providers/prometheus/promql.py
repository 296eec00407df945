"""What an expression of PromQL speaks of: measures, label matchers, functions and comparisons.

Prometheus documentation, "Querying basics" and "Operators". This is no evaluation. An expression is cut at ``or``, as
either side fires by itself; line filters of LogQL are read as matchers of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

_TOKEN = re.compile(
    r"""\s+|\#[^\n]*
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)
    |(?P<number>[-+]?(?:0x[0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+|[iI]nf|[nN]a[nN])(?:ms|[smhdwy])?(?![\w:]))
    |(?P<name>[A-Za-z_:][\w:.]*)
    |(?P<sign>=~|!~|\|=|\|~|!=|==|<=|>=|[=<>{}()\[\],+\-*/%^@|])
    |(?P<other>.)""",
    re.VERBOSE,
)
_LISTS = frozenset(("by", "without", "on", "ignoring", "group_left", "group_right"))
_WORDS = frozenset((*_LISTS, "and", "or", "unless", "bool", "offset", "start", "end", "inf", "nan"))
_COMPARE = frozenset(("==", "!=", "<", "<=", ">", ">="))
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_MAX_EXPANSION = 5


class Matcher(Struct, frozen=True):
    """One condition on a label, or on the line of a log."""

    label: str
    operator: str
    value: str


class Comparison(Struct, frozen=True):
    """``expression operator number``; ``None`` where it is no plain number."""

    operator: str
    number: float | None


class Piece(Struct, frozen=True):
    """An expression that fires by itself."""

    measures: tuple[str, ...]
    matchers: tuple[Matcher, ...]
    functions: frozenset[str]
    comparisons: tuple[Comparison, ...]
    complement: bool
    """Whether something is subtracted from one, so that a share of successes becomes one of failures."""


Token = tuple[str, str]


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of an expression, blanks and comments left out."""
    return tuple((str(match.lastgroup), match[0]) for match in _TOKEN.finditer(text) if match.lastgroup)


def balanced(text: str) -> bool:
    """Whether every bracket is closed and nothing stands in it that no expression has."""
    depth: list[str] = []
    closing = {")": "(", "]": "[", "}": "{"}
    for kind, word in tokens(text):
        if kind == "other" and word in "\"'`;":
            return False
        if kind == "sign" and word in "([{":
            depth.append(word)
        elif kind == "sign" and word in closing and (not depth or depth.pop() != closing[word]):
            return False
    return not depth


def pieces(text: str, recorded: Mapping[str, str]) -> tuple[Piece, ...]:
    """The pieces of an expression, names of recording rules replaced by what these measure."""
    return tuple(_with_recorded(_piece(part), recorded) for part in _alternatives(list(tokens(text))))


def _alternatives(found: list[Token]) -> Iterator[list[Token]]:
    """The sides of every ``or`` that stands in no bracket."""
    while found[:1] == [("sign", "(")] and _closing(found, 0) == len(found) - 1:
        found = found[1:-1]
    depth, start = 0, 0
    cuts = []
    for at, (kind, word) in enumerate(found):
        if kind == "sign" and word in "([{":
            depth += 1
        elif kind == "sign" and word in ")]}":
            depth -= 1
        elif depth == 0 and kind == "name" and word.lower() == "or":
            cuts.append(at)
    if not cuts:
        yield found
        return
    for cut in (*cuts, len(found)):
        yield from _alternatives(_without_list(found[start:cut]))
        start = cut + 1


def _without_list(found: list[Token]) -> list[Token]:
    """A side without the ``on (…)`` of the operator before it."""
    if found and found[0][1] in _LISTS and len(found) > 1 and found[1][1] == "(":
        return found[_closing(found, 1) + 1 :]
    return found


def _closing(found: list[Token], at: int) -> int:
    depth = 0
    for index in range(at, len(found)):
        word = found[index]
        if word[0] == "sign":
            depth += (word[1] in "([{") - (word[1] in ")]}")
            if depth == 0:
                return index
    return len(found)


def _piece(found: list[Token]) -> Piece:
    measures: list[str] = []
    matchers: list[Matcher] = []
    functions: set[str] = set()
    comparisons: list[Comparison] = []
    at = 0
    while at < len(found):
        kind, word = found[at]
        after = found[at + 1] if at + 1 < len(found) else ("", "")
        if kind == "name" and word.lower() in _WORDS:
            at = _closing(found, at + 1) if word.lower() in _LISTS and after[1] == "(" else at
        elif kind == "name":
            called = after == ("sign", "(") or after[1].lower() in ("by", "without")
            (functions.add if called else measures.append)(word)
        elif word == "{":
            end = _closing(found, at)
            matchers += _matchers(found[at + 1 : end])
            at = end
        elif word == "[":
            at = _closing(found, at)
        elif word in ("|=", "|~") and after[0] == "text":
            matchers.append(Matcher("", "=~", after[1][1:-1]))
        elif word in _COMPARE and kind == "sign":
            comparisons.append(_comparison(found, at))
        at += 1
    measures += [matcher.value for matcher in matchers if matcher.label == "__name__" and matcher.operator[0] == "="]
    complement = any(found[i : i + 2] == [("number", "1"), ("sign", "-")] for i in range(len(found) - 1))
    return Piece(tuple(measures), tuple(matchers), frozenset(functions), tuple(comparisons), complement)


def _matchers(found: list[Token]) -> Iterator[Matcher]:
    for at in range(len(found) - 2):
        (kind, label), (_, operator), (last, value) = found[at : at + 3]
        if kind in ("name", "text") and operator in ("=", "!=", "=~", "!~") and last == "text":
            yield Matcher(label.strip("\"'`"), operator, value[1:-1])
    for kind, word in found[:1]:
        if kind == "text":  # a measure may stand in quotes inside the braces since 3.0
            yield Matcher("__name__", "=", word[1:-1])


def _comparison(found: list[Token], at: int) -> Comparison:
    operator = found[at][1]
    after = next((word for word in found[at + 1 :] if word[1] not in ("bool", "(", "-")), ("", ""))
    if after[0] == "number":
        return Comparison(operator, _number(after[1]))
    before = found[at - 1] if at else ("", "")
    if before[0] == "number":
        return Comparison(_FLIPPED.get(operator, operator), _number(before[1]))
    return Comparison(operator, None)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _with_recorded(piece: Piece, recorded: Mapping[str, str], depth: int = 0) -> Piece:
    """A piece with the measures and matchers behind the names of recording rules."""
    for name in piece.measures if depth < _MAX_EXPANSION else ():
        text = recorded.get(name)
        if text is not None:
            inner = _with_recorded(_piece(list(tokens(text))), {**recorded, name: ""}, depth + 1)
            piece = Piece(
                (*piece.measures, *inner.measures),
                (*piece.matchers, *inner.matchers),
                piece.functions | inner.functions,
                piece.comparisons,
                piece.complement or inner.complement,
            )
    return piece
