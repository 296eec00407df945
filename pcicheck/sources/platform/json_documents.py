"""JSON as systems read it: one document, a list of them, or one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import Parsed, Trouble
from pcicheck.yamltext import Span

_TWICE = Unknown("it is written twice, and which of them holds depends on the reader")
_LIST = re.compile(r'"items"\s*:\s*\[')
_BLANK = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def json_documents(text: str, first_line: int = 1) -> Iterator[Parsed | Trouble]:
    """Every document of a text, or why it cannot be read."""
    end = first_line + text.count("\n")
    try:
        values = json.loads(text, object_pairs_hook=_mapping)
        yield Parsed(values, first_line, end, items=_spans(values, text, first_line))
    except RecursionError:
        yield Trouble("nested too deeply to be read", first_line)
    except ValueError as problem:
        lines = list(_by_line(text, first_line))
        if len(lines) > 1:
            yield from lines
        else:
            line = first_line + getattr(problem, "lineno", 1) - 1
            yield Trouble(f"not valid JSON ({problem}); it may be cut off, make it again", line)


def _spans(values: Any, text: str, first_line: int) -> tuple[Span, ...]:
    """Where each object of a list of Kubernetes stands; nothing where that is not plain to see."""
    items: Any = values.get("items") if isinstance(values, dict) and "kind" in values else None
    if not isinstance(items, list) or not items:
        return ()
    begin = _LIST.search(text)
    if begin is None:
        return ()
    found: list[Span] = []
    at, line = begin.end(), first_line + text.count("\n", 0, begin.end())
    for _ in items:
        start = _after_blanks(text, at)
        line += text.count("\n", at, start)
        try:
            _, at = _DECODER.raw_decode(text, start)
        except ValueError:
            return ()
        last = line + text.count("\n", start, at)
        found.append(Span(line, last))
        line = last
    return tuple(found) if text.startswith("]", _after_blanks(text, at)) else ()


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


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
