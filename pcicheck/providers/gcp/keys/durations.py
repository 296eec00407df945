"""Durations as Google writes them: seconds with the letter s."""

from __future__ import annotations

from pcicheck.model.value import Unknown

_DAY = 86400


def days(duration: str | None | Unknown) -> float | None | Unknown:
    """Days of a duration such as ``7776000s``, whole ones as ``int``."""
    if duration is None or isinstance(duration, Unknown):
        return duration
    try:
        found = float(duration.strip().removesuffix("s")) / _DAY
    except ValueError:
        return Unknown(f"'{duration}' is not a duration")
    return int(found) if found.is_integer() else found
