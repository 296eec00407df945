"""Durations as Google Cloud writes them: seconds with an ``s``, such as ``3600s``."""

from __future__ import annotations

from pcicheck.model.value import Unknown


def minutes(duration: str | None | Unknown) -> float | None | Unknown:
    """A duration in minutes; ``None`` where none is set or it is zero."""
    if duration is None or isinstance(duration, Unknown):
        return duration
    try:
        seconds = float(duration.removesuffix("s"))
    except ValueError:
        return Unknown("a duration is not a number of seconds")
    whole = seconds / 60
    return None if seconds == 0 else int(whole) if whole.is_integer() else whole
