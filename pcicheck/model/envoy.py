"""Names of Envoy's messages."""

from __future__ import annotations

from typing import Any


def type_of(message: Any) -> str:
    """The full name of a typed message: ``envoy.config.listener.v3.Listener``; empty where none is written."""
    url = message.get("@type") if isinstance(message, dict) else None
    return url.rpartition("/")[2] if isinstance(url, str) else ""
