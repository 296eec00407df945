"""Java properties, as ``java.util.Properties.load`` reads them.

Java SE API, ``Properties.load(Reader)``: natural lines, of which those that end in an odd number of backslashes go on
in the next; comments begin with ``#`` or ``!``; a name ends at the first ``=``, ``:`` or blank that no backslash stands
before; ``\\t \\n \\r \\f`` and ``\\uXXXX`` are escapes, a backslash before anything else is dropped; of a name that is
written twice, the last holds. What a provider of configuration or a template fills in is ``Unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import Trouble

_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_BLANK = " \t\f"
_HEX = re.compile(r"[0-9a-fA-F]{4}")
_PROVIDED = re.compile(r"\$\{(\w+):[^}]*\}")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|^%[A-Z_][A-Z0-9_]*%$|^\$[A-Z_][A-Z0-9_]*$")
_FROM_ELSEWHERE = "a provider of configuration gives it while the program runs"
_FILLED_IN = "a template that is not rendered fills it in"


class Properties(Struct):
    """What a file of properties says."""

    values: dict[str, str | Unknown]
    lines: dict[str, int]
    """Lines of the names that stand there once."""


def properties(text: str, first_line: int = 1) -> Properties | Trouble:
    """The properties of a text, or why Java would not read it."""
    values: dict[str, str | Unknown] = {}
    lines: dict[str, int] = {}
    twice: set[str] = set()
    for line, number in _logical_lines(text, first_line):
        split = _split(line)
        try:
            name, value = (_unescaped(part) for part in split)
        except ValueError:
            return Trouble("\\u without four hexadecimal digits, at which Java gives up; mend it", number)
        if name in values:
            twice.add(name)
        values[name] = _known(value)
        lines[name] = number
    return Properties(values, {name: line for name, line in lines.items() if name not in twice})


def _known(value: str) -> str | Unknown:
    """The value; a part of it that is filled in later stays in place in a draft."""
    if "$" not in value and "{{" not in value and "%" not in value:
        return value
    provided = _PROVIDED.search(value)
    if provided is None and not _TEMPLATE.search(value):
        return value
    return Unknown(_FROM_ELSEWHERE if provided else _FILLED_IN, draft=_TEMPLATE.sub("${later}", value))


def _logical_lines(text: str, first_line: int) -> Iterator[tuple[str, int]]:
    """Lines with those that go on put together, and the number of the first of each."""
    whole, start = "", 0
    for number, natural in enumerate(re.split(r"\r\n|\n|\r", text), first_line):
        line = natural.lstrip(_BLANK)
        if not whole and (not line or line[0] in "#!"):
            continue
        start = start if whole else number
        if _goes_on(line):
            whole += line[:-1] or "\0"  # a line of nothing but a backslash still is one
            continue
        yield (whole + line).replace("\0", ""), start
        whole = ""
    if whole.strip("\0"):
        yield whole.replace("\0", ""), start


def _goes_on(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _split(line: str) -> tuple[str, str]:
    """Name and value as they are written."""
    place = 0
    while place < len(line) and line[place] not in "=: \t\f":
        place += 2 if line[place] == "\\" else 1
    name, rest = line[:place], line[place:].lstrip(_BLANK)
    return name, rest[1:].lstrip(_BLANK) if rest[:1] in ("=", ":") else rest


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    letters, place = [], 0
    while place < len(text):
        letter = text[place]
        following = text[place + 1 : place + 2]
        if letter != "\\":
            letters.append(letter)
            place += 1
        elif following == "u":
            if not _HEX.match(text, place + 2):
                raise ValueError
            letters.append(chr(int(text[place + 2 : place + 6], 16)))
            place += 6
        else:
            letters.append(_ESCAPES.get(following, following))
            place += 2
    return "".join(letters)
