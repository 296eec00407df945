"""Durations as Azure writes them: ISO 8601, such as P90D."""

from __future__ import annotations

import re
from functools import lru_cache

from pcicheck.model.value import Unknown

_ISO = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE
)
_IN_DAYS = (365, 30, 7, 1, 1 / 24, 1 / 1440, 1 / 86400)


def days(duration: str | None | Unknown) -> float | None | Unknown:
    """Days of a duration; a month counts 30, a year 365."""
    return duration if duration is None or isinstance(duration, Unknown) else _read(duration)


@lru_cache(maxsize=256)
def _read(duration: str) -> float | Unknown:
    found = _ISO.fullmatch(duration.strip())
    if found is None or not any(found.groups()):
        return Unknown(f"'{duration}' is not a duration")
    total = sum(int(part) * days for part, days in zip(found.groups(), _IN_DAYS, strict=True) if part)
    return int(total) if float(total).is_integer() else total
