"""kafka."""

from __future__ import annotations

from pcicheck.sources.platform.base import File
from pcicheck.sources.platform.systems.registry import Found


def server(file: File) -> Found:
    """Nothing yet."""
    yield from ()


def client(file: File) -> Found:
    """Nothing yet."""
    yield from ()
