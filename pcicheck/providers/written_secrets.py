"""Secrets that stand in the clear in configuration files: names of settings, never values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.providers.plain_secrets import in_variables

_ALSO = ("routing_key", "service_key", "user_key", "pass", "passwd", "bearer_token", "credentials")
"""Last words of settings that are secrets here, under a name that says so everywhere."""
_FILLED_IN = ("${", "$(", "{{", "SECRET[")
"""What stands for a value that somebody else puts in."""
_MAX_DEPTH = 30


def in_settings(settings: Any, *, secret: tuple[str, ...] = (), harmless: tuple[str, ...] = ()) -> Any:
    """Paths of the settings of a nested configuration that hold a secret.

    ``secret`` are names of settings that hold one whatever they are called, ``harmless`` names that never do.
    """
    if isinstance(settings, Unknown):
        return settings
    found: dict[str, None] = {}
    unsure: Unknown | None = None
    for path, value in _leaves(settings, ""):
        last = path.rpartition(".")[2].partition("[")[0].lower()
        if isinstance(value, str) and any(mark in value for mark in _FILLED_IN):
            continue
        if last in harmless or last.endswith(("_file", "_path", "_ref")):
            continue
        if last in secret and isinstance(value, str) and value.startswith("https://"):
            found[path] = None  # an address that lets anyone in who knows it
            continue
        name = f"{path}_secret" if last in _ALSO or last in secret else path
        answer = in_variables({name: value})
        if isinstance(answer, Unknown):
            unsure = unsure or answer
        elif answer:
            found[path] = None
    return tuple(found) or unsure or ()


def _leaves(value: Any, path: str, depth: int = 0) -> Iterator[tuple[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name), depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{index}]", depth + 1)
    elif path:
        yield path, value
