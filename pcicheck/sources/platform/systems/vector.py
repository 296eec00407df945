"""Configuration of Vector, in YAML, JSON or TOML: sources, transforms and sinks by their names."""

from __future__ import annotations

import re
import tomllib

from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.systems.registry import Found

NATIVE = "vector:config"
_TABLE = re.compile(r"^\s*\[\[?\s*(?:sources|transforms|sinks)\.[\"']?([\w-]+)[\"']?\s*\]", re.MULTILINE)


def document(document: Parsed, file: File) -> Found:
    """One configuration in YAML or JSON."""
    yield Part(NATIVE, file.address(), document.values, document.line, document.end_line, document.lines)


def text(file: File) -> Found:
    """One configuration in TOML."""
    try:
        values = tomllib.loads(file.text.lstrip("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        match = re.search(r"line (\d+)", str(problem))
        line = file.first_line + int(match[1]) - 1 if match else 0
        yield Trouble(f"not valid TOML ({problem}); mend it and scan again", line)
        return
    lines = {
        match[1]: file.first_line + file.text.count("\n", 0, match.start(1)) for match in _TABLE.finditer(file.text)
    }
    yield Part(NATIVE, file.address(), values, file.first_line, file.first_line + file.text.count("\n"), lines)
