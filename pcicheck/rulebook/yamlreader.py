"""Reading YAML into plain data, and finding the line of a part of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from pcicheck.errors import PcicheckError

Position = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path, text: str, error: type[PcicheckError]) -> Any:
    """The data of one document. Raises ``error`` with file and line."""
    try:
        return _Reader(text).document()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        raise error(f"{path}:{line}: not valid YAML: {problem.problem or problem.context}") from problem
    except _RefusedError as problem:
        raise error(f"{path}:{problem.line}: {problem}") from problem
    except (yaml.YAMLError, ValueError) as problem:
        raise error(f"{path}:1: not valid YAML: {problem}") from problem
    except RecursionError as problem:
        raise error(f"{path}:1: nested too deeply") from problem


def line_of(text: str, position: Position) -> int:
    """Line, counted from 1, of the part at ``position``, or of the nearest part around it."""
    node = yaml.compose(text, Loader=_Loader)
    line = node.start_mark.line if node else 0
    for step in position:
        key, node = _child(node, step)
        if key is None:
            break
        line = key.start_mark.line
    return int(line) + 1


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if str(key.value) == str(step):
                return key, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None, None


class _RefusedError(Exception):
    """Valid YAML that a file of ours may not hold."""

    def __init__(self, text: str, event: yaml.Event) -> None:
        super().__init__(text)
        self.line = event.start_mark.line + 1 if event.start_mark else 1


_WORDS: dict[str, Any] = {"": None, "~": None}
_WORDS |= dict.fromkeys(("null", "Null", "NULL"))
_WORDS |= {form: True for word in ("true", "yes", "on") for form in (word, word.title(), word.upper())}
_WORDS |= {form: False for word in ("false", "no", "off") for form in (word, word.title(), word.upper())}
_NUMBER = re.compile(r"[-+]?(?:\d+(?P<fraction>\.\d*(?:[eE][-+]?\d+)?)?|\.\d+)")


class _Reader:
    """Plain data from parser events, several times as fast as PyYAML's nodes and constructors.

    Texts that look like dates stay texts; typed fields read them themselves.
    """

    def __init__(self, text: str) -> None:
        self._events = iter(yaml.parse(text, Loader=_Loader))

    def document(self) -> Any:
        """The one document; ``None`` where the text is empty."""
        data = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError("a file holds one document", event)
                data = self._value(next(self._events))
        return data

    def _value(self, event: yaml.Event) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style else _plain(event.value)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping()
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                items.append(self._value(event))
            return items
        raise _RefusedError("YAML aliases are not allowed; write the value out", event)

    def _mapping(self) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._value(event)
            if isinstance(key, (dict, list)):
                raise _RefusedError("a key must be a plain text", event)
            if key in made:
                raise _RefusedError(f"'{key}' is written twice", event)
            made[key] = self._value(next(self._events))
        return made


def _plain(text: str) -> Any:
    """What a scalar without quotes means."""
    if text in _WORDS:
        return _WORDS[text]
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return float(text) if number["fraction"] or text.lstrip("+-").startswith(".") else int(text)
