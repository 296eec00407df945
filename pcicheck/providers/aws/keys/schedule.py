"""How often a rotation schedule fires.

Secrets Manager takes a number of days, ``rate(n days)``, ``rate(n hours)`` or ``cron(minutes hours day-of-month
month day-of-week year)``, in UTC (AWS Secrets Manager User Guide, "Schedule expressions").
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown

_RATE = re.compile(r"rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)", re.IGNORECASE)
_CRON = re.compile(r"cron\(\s*(.+?)\s*\)", re.IGNORECASE)
_PER_DAY = {"minute": 1440, "hour": 24, "day": 1}
_MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAY_NAMES = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_MONTHS = {name: i for i, name in enumerate(_MONTH_NAMES, 1)}
_WEEKDAYS = {name: i for i, name in enumerate(_WEEKDAY_NAMES, 1)}
_START = date(2025, 1, 1)
_DAYS_LOOKED_AT = 4 * 366


def interval_days(rules: Block) -> float | None | Unknown:
    """Longest time between two rotations by a ``rotation_rules`` block, in days; ``None`` where it states none."""
    days = rules.number("automatically_after_days")
    expression = rules.text("schedule_expression")
    if isinstance(days, (int, float)) and days > 0:
        return days
    if isinstance(expression, str):
        return schedule_days(expression)
    if isinstance(expression, Unknown):
        return expression
    return days if isinstance(days, Unknown) else None


@lru_cache(maxsize=1024)
def schedule_days(expression: str) -> float | Unknown:
    """Longest time between two firings of a ``rate`` or ``cron`` expression, in days."""
    if rate := _RATE.fullmatch(expression.strip()):
        return int(rate[1]) / _PER_DAY[rate[2].lower()]
    cron = _CRON.fullmatch(expression.strip())
    fields = cron[1].split() if cron else []
    if len(fields) not in (5, 6) or fields[5:] not in ([], ["*"]):
        return Unknown(f"how often '{expression}' fires is not known")
    try:
        return _longest_gap(fields[2], fields[3], fields[4])
    except (ValueError, KeyError, IndexError):
        return Unknown(f"how often '{expression}' fires is not known")


def _longest_gap(day_field: str, month_field: str, weekday_field: str) -> float:
    """The longest run of days between two days that match, over four years, so that a leap day is among them."""
    months = _numbers(month_field, 1, 12, _MONTHS)
    last: date | None = None
    longest = 0
    for offset in range(_DAYS_LOOKED_AT):
        day = _START + timedelta(offset)
        if day.month in months and _on_day(day, day_field) and _on_weekday(day, weekday_field):
            longest = max(longest, (day - last).days if last else 0)
            last = day
    if not longest:
        raise ValueError(day_field)
    return longest


def _on_day(day: date, field: str) -> bool:
    if field == "L":
        return (day + timedelta(1)).day == 1
    return field in ("?", "*") or day.day in _numbers(field, 1, 31, {})


def _on_weekday(day: date, field: str) -> bool:
    if field in ("?", "*"):
        return True
    wanted, nth, number = field.partition("#")
    weekday = day.isoweekday() % 7 + 1
    if wanted.upper().endswith("L") and len(wanted) > 1:
        return weekday in _numbers(wanted[:-1], 1, 7, _WEEKDAYS) and (day + timedelta(7)).month != day.month
    return weekday in _numbers(wanted, 1, 7, _WEEKDAYS) and (not nth or (day.day - 1) // 7 + 1 == int(number))


def _numbers(field: str, low: int, high: int, names: dict[str, int]) -> set[int]:
    """The numbers that one cron field stands for: ``*``, lists, ranges, steps and names."""
    found: set[int] = set()
    for part in field.upper().split(","):
        span, _, step = part.partition("/")
        first, dash, last = span.partition("-")
        if first in ("*", "?"):
            start, end = low, high
        else:
            start = names[first] if first in names else int(first)
            end = (names[last] if last in names else int(last)) if dash else high if step else start
        found.update(range(start, end + 1, int(step or 1)))
    return found
