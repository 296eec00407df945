"""What a program in Vector Remap Language does to card numbers.

Vector documentation, "VRL functions": ``redact(value, filters, redactor)`` replaces in every text of a value what
patterns find, also inside objects and lists, not in numbers; the redactors sha2 and sha3 hash without a key.
``replace(value, pattern, with)`` does so in one text. A program is no data: only whole statements outside of
conditions and loops are read; what else speaks of masking leaves the answer open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from pcicheck.model.value import Unknown
from pcicheck.providers.telemetry.card_numbers import Masking, about_cards, getting_through

_REGEX = re.compile(r"r'((?:[^'\\]|\\.)*)'")
_NAMED = re.compile(r"^\s*(\w+)\s*=\s*r'((?:[^'\\]|\\.)*)'\s*$", re.MULTILINE)
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_WHOLE = re.compile(r"^\s*\.\s*=\s*redact!?\(\s*\.\s*,(?P<rest>.*)\)\s*$", re.DOTALL)
_FIELD = re.compile(r"^\s*(?P<field>\.[\w.\"@\[\]]+)\s*=\s*(?P<function>redact|replace)!?\((?P<rest>.*)\)", re.DOTALL)
_HASHED = re.compile(r"redactor\s*:?\s*(?:\"sha[23]\"|\{[^}]*sha[23])")
_SPEAKS = re.compile(r"\b(?:redact|replace|replace_with|map_values|encrypt|truncate|mask\w*|luhn)\b!?\(")
_LEAVES = re.compile(r"\breturn\b")
_MAY_FAIL = re.compile(r"(?<!redact)!\(")
_FIELDS = re.compile(r"\bdel\(\s*(\.[\w.\"]+)|^\s*(\.[\w.\"]+)\s*=", re.MULTILINE)
_PARSES = re.compile(r"\bparse_(?:json|logfmt|key_value|csv|xml|grok|regex|query_string|cef|apache|nginx)\w*!?\(")


class Steps(Struct):
    """What a program does, in its order."""

    maskings: list[Masking]
    """Patterns that are put to every text of a record."""
    unsure: Unknown | None
    """What else it may do."""
    parses: bool
    """Whether it turns text into fields before the masking, so that numbers are no longer text."""
    ends: bool = False
    """Whether it may end before what comes next."""


def steps(program: str) -> Steps:
    """What a program does to card numbers."""
    text = _COMMENT.sub("", program)
    named = dict(_NAMED.findall(text))
    found = Steps([], None, parses=False)
    for statement in _statements(text):
        _note(found, statement, named)
    return found


def may_fail(program: str) -> bool:
    """Whether a program has calls with ``!``. Where one fails, the record goes on as it came."""
    return _MAY_FAIL.search(_REGEX.sub("", _COMMENT.sub("", program))) is not None


def _note(found: Steps, statement: str, named: dict[str, str]) -> None:
    whole = _WHOLE.match(statement)
    if whole is not None:
        if not found.ends and not _HASHED.search(whole["rest"]):
            found.maskings += [Masking(pattern) for pattern in _patterns(whole["rest"], named)]
        return
    field = _FIELD.match(statement)
    if field is not None and statement.count("\n") < 40 and not _HASHED.search(field["rest"]):
        patterns = [Masking(pattern) for pattern in _patterns(field["rest"], named)]
        if getting_through(patterns) == ():
            found.unsure = found.unsure or Unknown(f"only the field {field['field']} is masked")
        return
    if _PARSES.search(statement) and not found.maskings:
        found.parses = True
    if _LEAVES.search(statement) and not found.maskings:
        found.ends = True
        found.unsure = found.unsure or Unknown("a program may end before it masks")
    if _SPEAKS.search(statement):
        found.unsure = found.unsure or Unknown("a program masks in a way that is not read here")
    for deleted, assigned in _FIELDS.findall(statement):
        if about_cards(deleted or assigned):
            found.unsure = found.unsure or Unknown(
                "a program acts on fields by name; whether card numbers can stand in others is not known"
            )


def _patterns(rest: str, named: dict[str, str]) -> Iterator[str]:
    """Patterns among the arguments of a function, written there or given a name before."""
    literal = _REGEX.findall(rest)
    yield from literal
    plain = _REGEX.sub("", rest)
    yield from (pattern for name, pattern in named.items() if re.search(rf"\b{name}\b", plain))


def _statements(text: str) -> Iterator[str]:
    """Statements outside of any block; a block is one statement with what leads to it."""
    depth, start, quoted = 0, 0, ""
    at = 0
    while at < len(text):
        sign = text[at]
        if quoted:
            at += sign == "\\"
            quoted = "" if text[at : at + 1] == quoted else quoted
        elif sign in "'\"":
            quoted = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign in "\n;" and depth <= 0:
            yield text[start:at]
            start = at + 1
        at += 1
    yield text[start:]
