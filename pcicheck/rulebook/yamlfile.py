"""YAML files with positions: every mistake can be told with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from pcicheck.errors import PcicheckError

_MAX_BYTES = 4_000_000
Position = tuple[str | int, ...]


class YamlFile:
    """One parsed YAML file: its data, and the line of each part of it."""

    def __init__(self, path: Path, data: Any, text: str | None = None) -> None:
        self.path = path
        self.data = data
        self._text = text

    def line(self, position: Position) -> int:
        """Line, counted from 1, of the part at ``position``, or of the nearest part around it."""
        text = self.path.read_text("utf-8-sig") if self._text is None else self._text
        from pcicheck.rulebook.yamlreader import line_of

        return line_of(text, position)

    def at(self, position: Position) -> str:
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
    from pcicheck.rulebook.yamlreader import read  # where the rulebook is parsed ahead, nothing here needs a parser

    return YamlFile(path, read(path, text, error), text)


def describe(problem: msgspec.ValidationError) -> tuple[str, Position]:
    """A msgspec error as plain words and the position that it is about."""
    text, _, where = str(problem).partition(" - at `")
    position: list[str | int] = []
    for part in where.rstrip("`").replace("[", ".[").split("."):
        if part.startswith("[") and part[1:-1].isdigit():
            position.append(int(part[1:-1]))
        elif part and part != "$" and not part.startswith("[") and not part.startswith("key"):
            position.append(part)
    return text.replace("Object", "it").replace("`str`", "a text").replace("`array`", "a list"), tuple(position)
