"""Whether patterns find card numbers: they are put to published test numbers of each brand, as people write these.

The numbers are those that Stripe, Adyen and PayPal publish for trials, and belong to nobody. Patterns of Go, Rust and
Onigmo are read as Python's where they mean the same; others, and those that could take for ever, are unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from re import _constants as codes
from re import _parser as parser
from typing import Any

from msgspec import Struct

from pcicheck.model.value import Unknown

_NUMBERS = {
    "Visa": ("4111111111111111", "4012888888881881"),
    "Mastercard": ("5555555555554444", "2223003122003222"),
    "American Express": ("378282246310005", "371449635398431"),
    "Discover": ("6011111111111117",),
    "JCB": ("3530111333300000", "3566002020360505"),
}
BRANDS = tuple(_NUMBERS)
_AROUND = ("{}", "card {} declined", '{{"pan":"{}","amount":10}}')
_POSIX = {"[:digit:]": "0-9", "[:space:]": r"\s", "[:alpha:]": "A-Za-z", "[:alnum:]": "A-Za-z0-9", "[:word:]": r"\w"}
_FLAGS = re.compile(r"^\(\?([a-zA-Z]+)\)")
_MAX_NESTING = 3


_ELSEWHERE = re.compile(r"(?<!\\)\((?:\?=|\?!|\?<=|\?<!|\?>)|\\[1-9]")
"""What the engines of Go and Rust do not know: looks around and back references."""
_GROUP = re.compile(r"\$\$?(?:\{(\w+)\}|(\d+))")
_NESTED_TOO_DEEP = Unknown("a pattern is too involved to be tried out")


class Masking(Struct, frozen=True):
    """A pattern and what is put in the place of what it finds."""

    pattern: str | Unknown
    replacement: str = "*"


@lru_cache(maxsize=1024)
def _compiled(text: str) -> re.Pattern[str] | Unknown:
    if _ELSEWHERE.search(text):
        return Unknown("a pattern looks around or back, which the engine of the collector does not know")
    changed = text.replace(r"\z", r"\Z").replace("(?<", "(?P<")
    for name, members in _POSIX.items():
        changed = changed.replace(name, members)
    changed = _FLAGS.sub(
        lambda match: f"(?{''.join(dict.fromkeys(match[1].replace('U', '').replace('u', '')))})", changed
    )
    changed = changed.replace("(?)", "")
    try:
        if _nesting(parser.parse(changed)) >= _MAX_NESTING:
            return _NESTED_TOO_DEEP
        return re.compile(changed)
    except (re.error, OverflowError, RecursionError, KeyError):
        return Unknown("a pattern could not be read")


def _nesting(parsed: Any) -> int:
    """How many repetitions without an end stand inside each other."""
    deepest = 0
    for code, argument in parsed:
        inner = max((_nesting(one) for one in _inside(argument)), default=0)
        endless = code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and argument[1] is codes.MAXREPEAT
        deepest = max(deepest, inner + endless)
    return deepest


def _inside(argument: Any) -> Iterable[Any]:
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for item in argument:
            yield from _inside(item)


def _shows(text: str, number: str) -> bool:
    """Whether digits of a number that must be hidden are left: any run of it beyond the first six or last four."""
    digits = re.sub(r"[ -]", "", text)
    return any(number[start : start + 7] in digits for start in range(len(number) - 6))


def getting_through(maskings: Iterable[Masking]) -> tuple[str, ...] | Unknown:
    """Brands of which some number gets through all the patterns."""
    unsure: Unknown | None = None
    steps: list[tuple[re.Pattern[str], str]] = []
    for masking in maskings:
        found = masking.pattern if isinstance(masking.pattern, Unknown) else _compiled(masking.pattern)
        if isinstance(found, Unknown):
            unsure = unsure or found
        else:
            steps.append((found, _GROUP.sub(r"\\g<\1\2>", masking.replacement.replace("\\", ""))))
    brands = tuple(brand for brand, numbers in _NUMBERS.items() if not all(_hidden(steps, one) for one in numbers))
    return unsure if unsure is not None and brands else brands


def _hidden(steps: list[tuple[re.Pattern[str], str]], number: str) -> bool:
    """Whether a number is masked however it is written."""
    for sample in _samples(number):
        for pattern, replacement in steps:
            try:
                sample = pattern.sub(replacement, sample)
            except (re.error, IndexError):  # names a group that the pattern does not have
                return False
        if _shows(sample, number):
            return False
    return True


@lru_cache(maxsize=64)
def _samples(number: str) -> tuple[str, ...]:
    """A number in the usual ways of writing it, inside the usual texts."""
    groups = (4, 6, 5) if len(number) == 15 else (4, 4, 4, 4)
    parts, at = [], 0
    for size in groups:
        parts.append(number[at : at + size])
        at += size
    written = (number, " ".join(parts), "-".join(parts))
    return tuple(around.format(text) for text in written for around in _AROUND)


_CARD_KEY = re.compile(
    r"(?:^|[^a-z])pan(?:[^a-z]|$)|card[._\-]?(?:number|num|no|pan)|cardnumber|primary[._\-]?account|account[._\-]?number"
    r"|credit[._\-]?card|cvv|cvc|track[._\-]?(?:1|2|data)|(?:^|[^a-z])ccn?(?:[^a-z]|$)|payment[._\-]?card",
    re.IGNORECASE,
)


def about_cards(key: object) -> bool:
    """Whether a field is called what card data is called."""
    return isinstance(key, str) and _CARD_KEY.search(key) is not None
