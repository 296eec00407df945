"""JSON as systems read it: one document, a list of them, or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import Parsed, Trouble

_TWICE = Unknown("it is written twice, and which of them holds depends on the reader")


def json_documents(text: str, first_line: int = 1) -> Iterator[Parsed | Trouble]:
    """Every document of a text, or why it cannot be read."""
    end = first_line + text.count("\n")
    try:
        yield Parsed(json.loads(text, object_pairs_hook=_mapping), first_line, end)
    except RecursionError:
        yield Trouble("nested too deeply to be read", first_line)
    except ValueError as problem:
        lines = list(_by_line(text, first_line))
        if len(lines) > 1:
            yield from lines
        else:
            line = first_line + getattr(problem, "lineno", 1) - 1
            yield Trouble(f"not valid JSON ({problem}); it may be cut off, make it again", line)


def _by_line(text: str, first_line: int) -> Iterator[Parsed]:
    """The documents of JSON lines; nothing where some line is none."""
    found = []
    for number, line in enumerate(text.splitlines(), start=first_line):
        if line.strip():
            try:
                found.append(Parsed(json.loads(line, object_pairs_hook=_mapping), number, number))
            except (ValueError, RecursionError):
                return
    yield from found


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        values |= {name: _TWICE for name in names if names.count(name) > 1}
    return values
