"""The time at which something was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]
"""Tells the time, with its zone."""


def now() -> dt.datetime:
    """The time of this machine."""
    return dt.datetime.now(dt.UTC)


def stamp(clock: Clock) -> str:
    """The time as snapshots hold it: ISO 8601, UTC, whole seconds."""
    return clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
