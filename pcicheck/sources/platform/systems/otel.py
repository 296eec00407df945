"""Configuration of the OpenTelemetry Collector. It stays one object, because its parts only mean something together."""

from __future__ import annotations

from pcicheck.sources.platform.base import File, Parsed, Part
from pcicheck.sources.platform.systems.registry import Found


def read(document: Parsed, file: File) -> Found:
    """One configuration."""
    yield Part("otel:config", file.address(), document.values, document.line, document.end_line, document.lines)
