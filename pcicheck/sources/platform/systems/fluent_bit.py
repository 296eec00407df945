"""Configuration of Fluent Bit: the classic form with sections, and YAML.

Fluent Bit documentation, "Configuration file" (classic mode): a section is ``[NAME]`` and lines of a key, blanks and a
value; keys know no case; ``@INCLUDE`` takes in other files, ``@SET`` gives a variable that ``${name}`` asks for. Either
form becomes one mapping of ``service``, ``inputs``, ``filters``, ``outputs`` and ``includes`` with keys in lower case;
what stands several times is a list.
"""

from __future__ import annotations

import re
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.systems.registry import Found

NATIVE = "fluentbit:config"
_SECTION = re.compile(r"^\s*\[\s*(\w+)\s*\]\s*$")
_PLACES = {"service": "service", "input": "inputs", "filter": "filters", "output": "outputs"}
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_SPLIT = re.compile(r"\s+")


def document(document: Parsed, file: File) -> Found:
    """One configuration in YAML."""
    values = document.values
    pipeline = values.get("pipeline")
    parts: dict[str, Any] = {"service": _lower(values.get("service") or {}), "includes": values.get("includes") or []}
    for place in ("inputs", "filters", "outputs"):
        listed = pipeline.get(place) if isinstance(pipeline, dict) else pipeline
        if isinstance(listed, (list, Unknown)) or listed is None:
            parts[place] = [_lower(one) for one in listed] if isinstance(listed, list) else listed or []
        else:
            yield Trouble(f"{place} of the pipeline is no list, so Fluent Bit would not start with it", document.line)
            parts[place] = []
    yield Part(NATIVE, file.address(), parts, document.line, document.end_line, document.lines)


def _lower(value: Any) -> Any:
    """A section with its keys in lower case."""
    return {str(key).lower(): inner for key, inner in value.items()} if isinstance(value, dict) else value


def text(file: File) -> Found:
    """A classic configuration file, or one that another takes in."""
    reader = _Classic(file)
    yield from reader.read()
    lines = {key: line for key, line in reader.lines.items() if line}
    end = file.first_line + file.text.count("\n")
    yield Part(NATIVE, file.address(), reader.parts, file.first_line, end, lines)


class _Classic:
    def __init__(self, file: File) -> None:
        self.file = file
        self.parts: dict[str, Any] = {"service": {}, "inputs": [], "filters": [], "outputs": [], "includes": []}
        self.variables: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.section: dict[str, Any] | None = None

    def read(self) -> Found:
        stray = 0
        for number, line in enumerate(self.file.text.lstrip("\ufeff").split("\n"), start=self.file.first_line):
            stripped = line.strip()
            match = _SECTION.match(line)
            if match:
                self._begin(match[1].lower(), number)
            elif stripped.startswith("@"):
                self._command(stripped)
            elif stripped and not stripped.startswith("#"):
                if self.section is None:
                    stray = stray or number
                else:
                    self._note(self.section, stripped, number)
        if stray:
            yield Trouble("a setting stands before the first section, so Fluent Bit would not start with it", stray)

    def _begin(self, name: str, line: int) -> None:
        self.section = {"@line": line}
        place = _PLACES.get(name)
        if place == "service":
            self.section = self.parts["service"]
        elif place is not None:
            self.parts[place].append(self.section)

    def _command(self, text: str) -> None:
        word, _, rest = text.partition(" ")
        if word.lower() == "@include":
            self.parts["includes"].append(rest.strip())
        elif word.lower() == "@set":
            name, _, value = rest.partition("=")
            self.variables[name.strip()] = value.strip()

    def _note(self, section: dict[str, Any], text: str, number: int) -> None:
        key, *rest = _SPLIT.split(text, maxsplit=1)
        value = rest[0] if rest else ""
        name = key.lower()
        known = _VARIABLE.sub(lambda match: self.variables.get(match[1], match[0]), value.strip())
        if name in section:
            before = section[name]
            section[name] = [*(before if isinstance(before, list) else [before]), known]
        else:
            section[name] = known
        self.lines[key] = 0 if key in self.lines else number
