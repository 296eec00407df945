"""Lines of Redis configuration, split as the server splits them.

``sdssplitargs`` of redis/redis ``src/sds.c``: words between blanks; double quotes with ``\\n \\r \\t \\b \\a \\xHH``,
single quotes in which only ``\\'`` is special; behind a closing quote stands a blank or nothing. ``#`` begins a comment
at the start of a line only. What a template would fill in is ``Unknown``.
"""

from __future__ import annotations

import re

from pcicheck.model.value import Unknown

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "a": "\a"}
_HEX = re.compile(r"[0-9a-fA-F]{2}")
TEMPLATE = re.compile(r"\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|^\$[A-Z_][A-Z0-9_]*$|^%[A-Z_][A-Z0-9_]*%$")
"""What something else replaces before the server reads the file."""
CONTROL = re.compile(r"\{\{-?\s*(?:if|else|end|range|with|include|template|define|toYaml|tpl|block)\b|\{%")
"""A line of a template that is no setting: what stands around it may be there or not."""
FILLED_IN = Unknown("a template that is not rendered fills it in")
NOT_EMPTY = Unknown(FILLED_IN.reason, draft="?")
"""The same without quotes around it: were it empty, the server would refuse to start, so something is set."""


def arguments(line: str) -> list[str | Unknown] | None:
    """The words of a line; ``None`` where its quotes do not match."""
    found = quoted(line)
    if found is None:
        return None
    return [(FILLED_IN if marks else NOT_EMPTY) if TEMPLATE.search(word) else word for word, marks in found]


def quoted(line: str) -> list[tuple[str, bool]] | None:
    """The words of a line as they are written, and whether they began with a quote."""
    words: list[tuple[str, bool]] = []
    place, end = 0, len(line)
    while True:
        while place < end and line[place].isspace():
            place += 1
        if place >= end:
            return words
        marks = line[place] in "\"'"
        word, place = _word(line, place)
        if place < 0:
            return None
        words.append((word, marks))


def _word(line: str, place: int) -> tuple[str, int]:
    """One word and the place behind it, -1 where a quote does not match."""
    letters: list[str] = []
    quote = ""
    while place < len(line):
        letter = line[place]
        if quote:
            if letter == quote:
                return "".join(letters), place + 1 if line[place + 1 : place + 2].strip() == "" else -1
            if letter == "\\":
                text, place = _escaped(line, place, quote)
                letters.append(text)
                continue
            letters.append(letter)
        elif line.startswith("{{", place) and "}}" in line[place:]:
            behind = line.index("}}", place) + 2
            letters.append(line[place:behind])
            place = behind
            continue
        elif letter.isspace():
            break
        elif letter in "\"'":
            quote = letter
        else:
            letters.append(letter)
        place += 1
    return "".join(letters), -1 if quote else place


def _escaped(line: str, place: int, quote: str) -> tuple[str, int]:
    """What a backslash and what follows it stand for, and the place behind."""
    following = line[place + 1 : place + 2]
    if quote == "'":
        return ("'", place + 2) if following == "'" else ("\\", place + 1)
    if following == "x" and _HEX.match(line, place + 2):
        return chr(int(line[place + 2 : place + 4], 16)), place + 4
    return (_ESCAPES.get(following, following), place + 2) if following else ("\\", place + 1)
