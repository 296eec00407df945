"""Where the parts of a YAML document stand in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from pcicheck.sources.platform.base import File, Parsed
from pcicheck.sources.platform.systems.envoy.shape import snake

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX = 2_000_000
"""Characters of a document beyond which its parts are given the place of the whole."""
Step = str | int


class Places:
    """The lines of the parts of one document. JSON is mostly printed by programs: there the document is the place."""

    def __init__(self, document: Parsed, file: File) -> None:
        self.document = document
        self.first = document.line
        self.root = self._root(file)

    def of(self, path: Sequence[Step]) -> tuple[int, int, dict[str, int]]:
        """First line, last line, and lines of the keys that stand there once."""
        whole = (self.document.line, self.document.end_line, self.document.lines)
        node = self.root
        for step in path:
            node = _step(node, step)
        if node is None or not path:
            return whole
        lines: dict[str, int] = {}
        twice: set[str] = set()
        for key, line in self._keys(node):
            (twice.add if key in lines else lambda _: None)(key)
            lines[key] = line
        first = self.first + node.start_mark.line
        last = max(lines.values(), default=first)
        return first, max(first, last), {key: line for key, line in lines.items() if key not in twice}

    def _root(self, file: File) -> Any:
        if file.text.lstrip()[:1] in ("{", "[") or len(file.text) > _MAX:
            return None
        lines = file.text.splitlines(keepends=True)
        before = self.document.line - file.first_line
        text = "".join(lines[before : self.document.end_line - file.first_line + 2])
        try:
            return yaml.compose(text, Loader=_Loader)
        except (yaml.YAMLError, RecursionError):
            return None

    def _keys(self, node: Any) -> Iterator[tuple[str, int]]:
        waiting = [node]
        while waiting:
            found = waiting.pop()
            if isinstance(found, yaml.MappingNode):
                for key, value in found.value:
                    yield snake(str(key.value)), self.first + key.start_mark.line
                    waiting.append(value)
            elif isinstance(found, yaml.SequenceNode):
                waiting += found.value


def _step(node: Any, step: Step) -> Any:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        if isinstance(step, int):
            return node  # a single message where a list is expected
        return next((value for key, value in node.value if snake(str(key.value)) == step), None)
    return None
