"""YAML files with positions: every mistake can be told with its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from pcicheck.errors import PcicheckError

_MAX_BYTES = 4_000_000
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Position = tuple[str | int, ...]


class YamlFile:
    """One parsed YAML file: its data, and the line of each part of it."""

    def __init__(self, path: Path, data: Any, text: str | None = None) -> None:
        self.path = path
        self.data = data
        self._text = text

    def line(self, position: _Position) -> int:
        """Line, counted from 1, of the part at ``position``, or of the nearest part around it."""
        text = self.path.read_text("utf-8-sig") if self._text is None else self._text
        node = yaml.compose(text, Loader=_Loader)  # only a mistake needs it, and then only once
        line = node.start_mark.line if node else 0
        for step in position:
            key, node = _child(node, step)
            if key is None:
                break
            line = key.start_mark.line
        return int(line) + 1

    def at(self, position: _Position) -> str:
        """``file:line`` of the part, for messages."""
        return f"{self.path}:{self.line(position)}"


def read_yaml(path: Path, error: type[PcicheckError]) -> YamlFile:
    """Parse one YAML document. Raises ``error`` with file and line for anything that is wrong.

    Anchors and aliases are refused (they can blow a small file up), and so are repeated keys.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise error(f"{path}: larger than {_MAX_BYTES // 1_000_000} MB, which no file of this kind needs")
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise error(f"{path}: not UTF-8 text; save it as UTF-8") from problem
    except OSError as problem:
        raise error(f"{path}: cannot be read ({problem.strerror})") from problem
    return parse_yaml(path, text, error)


def parse_yaml(path: Path, text: str, error: type[PcicheckError]) -> YamlFile:
    """Parse text as :func:`read_yaml` does; ``path`` only names it in messages."""
    try:
        return YamlFile(path, _Reader(text).document(), text)
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


def describe(problem: msgspec.ValidationError) -> tuple[str, _Position]:
    """A msgspec error as plain words and the position that it is about."""
    text, _, where = str(problem).partition(" - at `")
    position: list[str | int] = []
    for part in where.rstrip("`").replace("[", ".[").split("."):
        if part.startswith("[") and part[1:-1].isdigit():
            position.append(int(part[1:-1]))
        elif part and part != "$" and not part.startswith("[") and not part.startswith("key"):
            position.append(part)
    return text.replace("Object", "it").replace("`str`", "a text").replace("`array`", "a list"), tuple(position)


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
