"""What several adapters of Vault read: durations, and the mount that a thing belongs to.

Vault documentation, "Duration string format": a number is seconds, else parts such as ``1h30m``; ``d`` is a day.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.value import Unknown

MOUNT = "vault_mount"
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d|w)")
_IN_HOURS = {"ms": 1 / 3_600_000, "s": 1 / 3600, "m": 1 / 60, "h": 1, "d": 24, "w": 168}


def hours(block: Block, *paths: str) -> float | None | Unknown:
    """Hours at the first of ``paths`` that is set and not 0, which stands for no limit; ``None`` where none is."""
    for path in paths:
        found = _hours(block.get(path))
        if found:
            return found
    return None


def _hours(value: Any) -> float | None | Unknown:
    if value is None or isinstance(value, Unknown):
        return value
    if isinstance(value, (int, float)):
        return value / 3600
    return _read(str(value))


@lru_cache(maxsize=256)
def _read(text: str) -> float | None | Unknown:
    text = text.strip().lower()
    if not text:
        return None
    if text.replace(".", "", 1).isdigit():
        return float(text) / 3600
    if _PART.sub("", text):
        return Unknown(f"'{text}' is not a duration")
    return sum(float(number) * _IN_HOURS[unit] for number, unit in _PART.findall(text))


def mount_of(document: Document, path: str = "backend") -> Document | None:
    """The mount that a thing belongs to, by reference or by its path."""
    found = document.follow(path, MOUNT)
    if found is not None:
        return found
    name = document.get(path)
    if not isinstance(name, str):
        return None
    name = name.strip("/")
    return next((m for m in document.surroundings.of_type(MOUNT) if str(m.get("path")).strip("/") == name), None)


def place_of(document: Document, path: str = "backend") -> str | None:
    """One name for the mount of a thing, whether it is known or only referred to."""
    mount = mount_of(document, path)
    if mount is not None:
        return mount.address
    name = document.get(path)
    return name.strip("/") if isinstance(name, str) else None
