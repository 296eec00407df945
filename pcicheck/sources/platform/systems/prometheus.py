"""prometheus."""

from __future__ import annotations

from pcicheck.sources.platform.base import File, Parsed
from pcicheck.sources.platform.systems.registry import Found


def server(document: Parsed, file: File) -> Found:
    """Nothing yet."""
    yield from ()


def rules(document: Parsed, file: File) -> Found:
    """Nothing yet."""
    yield from ()


def web(document: Parsed, file: File) -> Found:
    """Nothing yet."""
    yield from ()


def alertmanager(document: Parsed, file: File) -> Found:
    """Nothing yet."""
    yield from ()
