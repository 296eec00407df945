"""Settings of applications: ``application.yaml`` and ``application.properties`` of Spring Boot, Quarkus and Micronaut.

Spring Boot, "Externalized Configuration": keys of YAML are joined with dots; ``---`` begins settings for a profile,
which ``spring.config.activate.on-profile`` (before 2.4 ``spring.profiles``) names; ``${NAME:preset}`` is filled in when
the application starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.properties import properties
from pcicheck.sources.platform.systems.registry import Found

_TYPE = "application:settings"
_PROFILES = ("spring.config.activate.on-profile", "spring.profiles")
_DEEPEST = 30


def document(document: Parsed, file: File) -> Found:
    """The settings of one YAML document."""
    flat = dict(_flat("", document.values, 0))
    profile = next((flat[name] for name in _PROFILES if isinstance(flat.get(name), str)), "")
    address = file.address(f"profile/{profile}") if profile else file.address()
    lines = {name: document.lines[key] for name in flat if (key := name.rpartition(".")[2]) in document.lines}
    yield Part(_TYPE, address, {"properties": flat}, document.line, document.end_line, lines)


def text(file: File) -> Found:
    """The settings of a properties file."""
    found = properties(file.text, file.first_line)
    if isinstance(found, Trouble):
        yield found
        return
    last = file.first_line + file.text.count("\n")
    yield Part(_TYPE, file.address(), {"properties": found.values}, file.first_line, last, found.lines)


def _flat(above: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """Names with dots, and plain values."""
    if isinstance(value, dict) and depth < _DEEPEST:
        for name, inner in value.items():
            yield from _flat(f"{above}.{name}" if above else str(name), inner, depth + 1)
    elif isinstance(value, list):
        plain = [item for item in value if isinstance(item, (str, int, float))]
        if plain and len(plain) == len(value):
            yield above, ",".join(map(str, plain))
        else:
            for number, item in enumerate(value) if depth < _DEEPEST else ():
                yield from _flat(f"{above}[{number}]", item, depth + 1)
    elif value is not None and not isinstance(value, dict):
        yield above, value if isinstance(value, (str, int, float, bool, Unknown)) else str(value)
