"""prometheus_1."""

from __future__ import annotations

from pcicheck.sources.platform.base import File
from pcicheck.sources.platform.systems.registry import Found


def read(file: File) -> Found:
    """Nothing yet."""
    yield from ()
