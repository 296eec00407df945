"""YAML files with positions: every mistake can be told with its line."""

from __future__ import annotations

from collections.abc import Callable
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

    def __init__(self, path: Path, data: Any, root: yaml.Node | None) -> None:
        self.path = path
        self.data = data
        self._root = root

    def line(self, position: _Position) -> int:
        """Line, counted from 1, of the part at ``position``, or of the nearest part around it."""
        node = self._root
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
        _refuse_aliases(path, text, error)
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            if root is None:
                return YamlFile(path, None, None)
            return YamlFile(path, _construct(path, root, error), root)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        raise error(f"{path}:{line}: not valid YAML: {problem.problem or problem.context}") from problem
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


def _refuse_aliases(path: Path, text: str, error: type[PcicheckError]) -> None:
    if "*" not in text:
        return
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise error(f"{path}:{line}: YAML aliases are not allowed; write the value out")


_SCALARS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:int": lambda text: int(text.replace("_", ""), 0),
    "tag:yaml.org,2002:float": lambda text: float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan")),
    "tag:yaml.org,2002:bool": lambda text: text.lower() in ("true", "yes", "on"),
    "tag:yaml.org,2002:null": lambda _: None,
}
"""How scalars are read by their tag; every other tag is a text, dates too, which typed fields read themselves."""


def _construct(path: Path, node: yaml.Node, error: type[PcicheckError]) -> Any:
    """Plain data of a node: half the time of PyYAML's own constructor, and repeated keys are refused on the way."""
    if isinstance(node, yaml.ScalarNode):
        read = _SCALARS.get(node.tag)
        return read(node.value) if read else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_construct(path, item, error) for item in node.value]
    made: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = _construct(path, key_node, error)
        if isinstance(key, (dict, list)):
            raise error(f"{path}:{key_node.start_mark.line + 1}: a key must be a plain text")
        if key in made:
            raise error(f"{path}:{key_node.start_mark.line + 1}: '{key}' is written twice")
        made[key] = _construct(path, value_node, error)
    return made
