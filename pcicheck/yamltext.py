"""YAML as systems read it, from parser events, with the line of every key.

Words of YAML 1.1 that are no plain truth values (``yes``, ``on``) stay texts: ``on`` is a key of workflows, and
readers of facts take either spelling. What a template would fill in, and what is written twice, is ``Unknown``.
Documents of one file are read apart, so that one mistake does not cost the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from pcicheck.model.value import Unknown


class Span(Struct, frozen=True):
    """Where one item of a list stands."""

    line: int
    end_line: int
    lines: dict[str, int] = {}
    """Lines of the keys that stand in it once."""


class Parsed(Struct, frozen=True):
    """One document of a YAML or JSON file."""

    values: Any
    """Plain data; ``Unknown`` for what a template fills in or what is written twice."""
    line: int = 1
    """First line in the file on disk."""
    end_line: int = 1
    lines: dict[str, int] = {}
    """Lines of the keys that stand there once."""
    items: tuple[Span, ...] = ()
    """Where each of its ``items`` stands, for a document that is a list of others."""


class Trouble(Struct, frozen=True):
    """Something in a file that could not be read."""

    why: str
    """One sentence with what to do."""
    line: int = 0
    """Where, if that is known."""
    elsewhere: bool = False
    """Whether nothing is wrong with the file: what is missing stands somewhere else, or comes of another step."""


MAX_BYTES = 32_000_000
_MAX_NODES = 2_000_000
"""Of one document, aliases spelled out; a file of a system has a few thousand."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile(r"^---(?=\s|$)", re.MULTILINE)
_TEMPLATE = re.compile(
    r"\{\{-?[^{}]*(?:\.Values|\.Release|\.Chart|\.Files)[^{}]*\}\}"
    r"|(?<!\$)\{\{-?[^{}]*(?:\binclude\b|\btemplate\b|\btpl\b|\|)[^{}]*\}\}"
)
"""Of charts; what workflows of GitHub compute begins with a dollar."""
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)  # type: ignore[arg-type]
UNRENDERED = "it is a template; render it first ('helm template' or 'kubectl kustomize') and scan what comes out"
_FILLED_IN = Unknown("a template that is not rendered fills it in")
_TWICE = Unknown("it is written twice, and which of them holds depends on the reader")


def yaml_documents(text: str, first_line: int = 1) -> Iterator[Parsed | Trouble]:
    """Every document of a text, or why one cannot be read."""
    for piece, line in _pieces(text):
        at = line + first_line - 1
        if not piece.strip():
            continue
        try:
            parsed = _Document(piece, at).parsed()
        except _RefusedError as problem:
            yield Trouble(str(problem), problem.line)
        except yaml.YAMLError as problem:
            yield _explained(problem, piece, at)
        except RecursionError:
            yield Trouble("nested too deeply to be read", at)
        else:
            if parsed.values is not None:
                yield parsed


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """The texts of the documents, each with its first line."""
    start, line = 0, 1
    for match in _BREAK.finditer(text):
        yield text[start : match.start()], line
        line += text.count("\n", start, match.start())
        start = match.start()
    yield text[start:], line


def _explained(problem: yaml.YAMLError, piece: str, first_line: int) -> Trouble:
    mark = getattr(problem, "problem_mark", None)
    line = first_line + (mark.line if mark else 0)
    if "{{" in piece or "{%" in piece:
        return Trouble(UNRENDERED, line, elsewhere=True)
    what = getattr(problem, "problem", None) or "it holds characters that YAML does not allow"
    hint = "; YAML indents with blanks, not tabs" if mark and _starts_with_tab(piece, mark.line) else ""
    return Trouble(f"not valid YAML ({what}{hint}); mend it and scan again", line)


def _starts_with_tab(piece: str, line: int) -> bool:
    found = piece.splitlines()[line : line + 1]
    return bool(found) and "\t" in found[0][: len(found[0]) - len(found[0].lstrip())]


class _RefusedError(Exception):
    """Valid YAML that no system would take."""

    def __init__(self, text: str, line: int) -> None:
        super().__init__(text)
        self.line = line


class _Anchored(Struct):
    value: Any
    size: int


class _Document:
    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
        self.nodes = 0
        self.anchors: dict[str, _Anchored | None] = {}
        self.lines: dict[str, int] = {}
        self.repeated: set[str] = set()
        self.depth = 0
        self.items: list[Span] = []

    def parsed(self) -> Parsed:
        start, end, values = self.first_line, self.first_line, None
        for event in self.events:
            name = type(event).__name__
            if name in ("StreamStartEvent", "DocumentStartEvent"):
                continue
            if name in ("DocumentEndEvent", "StreamEndEvent"):
                break
            start = self._line(event)
            values = self._value(event)
        for event in self.events:
            end = self._line(event)
        return Parsed(values, start, max(start, end - (end > start)), self._once(), tuple(self.items))

    def _once(self) -> dict[str, int]:
        return {key: line for key, line in self.lines.items() if key not in self.repeated}

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + self.first_line

    def _value(self, event: Any) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        self._count(1, event)
        before = self.nodes
        if event.anchor:
            self.anchors[event.anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence()
        else:
            value = self._mapping()
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(value, self.nodes - before + 1)
        return value

    def _count(self, nodes: int, event: Any) -> None:
        self.nodes += nodes
        if self.nodes > _MAX_NODES:
            raise _RefusedError("its aliases would make it far too large to read", self._line(event))

    def _alias(self, event: Any) -> Any:
        found = self.anchors.get(event.anchor)
        if found is None:
            known = event.anchor in self.anchors
            what = "refers to itself" if known else "is nowhere defined"
            raise _RefusedError(f"the alias *{event.anchor} {what}", self._line(event))
        self._count(found.size, event)
        return found.value

    def _sequence(self) -> list[Any]:
        items = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event))
        return items

    def _listed(self, event: Any) -> Any:
        """The ``items`` of a list of objects, with the lines of each."""
        self._count(1, event)
        items: list[Any] = []
        spans: list[Span] = []
        text = self.text.split("\n")
        outer, self.lines, repeated, self.repeated = self.lines, {}, self.repeated, set()
        for item in self.events:
            if spans:
                spans[-1] = Span(spans[-1].line, self._end(text, spans[-1].line, item), self._once())
                self._merge(outer, repeated)
            if isinstance(item, yaml.SequenceEndEvent):
                break
            spans.append(Span(self._line(item), self._line(item)))
            items.append(self._value(item))
        self.lines, self.repeated, self.items = outer, repeated, spans
        return items

    def _end(self, text: list[str], start: int, following: Any) -> int:
        """The last line before what follows; comments in between belong to that."""
        end = self._line(following) - 1
        while end > start and text[end - self.first_line].lstrip()[:1] in ("", "#"):
            end -= 1
        return max(start, end)

    def _merge(self, lines: dict[str, int], repeated: set[str]) -> None:
        repeated |= self.repeated | (lines.keys() & self.lines.keys())
        lines |= self.lines
        self.lines, self.repeated = {}, set()

    def _mapping(self) -> dict[str, Any] | Unknown:
        values: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        filled_in = False
        self.depth += 1
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key, line = self._value(event), self._line(event)
            following = next(self.events)
            whole = self.depth == 1 and key == "items" and isinstance(following, yaml.SequenceStartEvent)
            value = self._listed(following) if whole and not following.anchor else self._value(following)
            if isinstance(key, (dict, list, Unknown)):
                filled_in = True  # {{ x }} without quotes is a mapping with a mapping for its key
            elif key == "<<":
                for other in value if isinstance(value, list) else [value]:
                    merged = (other if isinstance(other, dict) else {}) | merged
            else:
                name = event.value if isinstance(event, yaml.ScalarEvent) else str(key)
                self._note(name, line)
                values[name] = _TWICE if name in values else value
        self.depth -= 1
        return _FILLED_IN if filled_in else merged | values

    def _note(self, key: str, line: int) -> None:
        if key in self.lines:
            self.repeated.add(key)
        self.lines[key] = line


def _scalar(event: Any) -> Any:
    text = event.value
    if "{{" in text and event.style not in ("|", ">") and _TEMPLATE.search(text):
        return _FILLED_IN
    if event.style or not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "0123456789+-.":
        if _INTEGER.match(text):
            return int(text) if len(text) < 20 else text
        if _FLOAT.match(text):
            return float(text)
    return text
