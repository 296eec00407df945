"""envoy."""

from __future__ import annotations

from pcicheck.sources.platform.base import File, Parsed
from pcicheck.sources.platform.systems.registry import Found


def read(document: Parsed, file: File) -> Found:
    """Nothing yet."""
    yield from ()
