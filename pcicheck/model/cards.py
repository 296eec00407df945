"""What a card number looks like: the lengths and first digits that brands issue, and the check digit.

ISO/IEC 7812-1 (annex B: the check digit) and the brands' public ranges. Numbers that payment services publish for
trials are told apart: they are nobody's.
"""

from __future__ import annotations

import re

BRAND = re.compile(
    r"4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|62\d{14}"
    r"|(?:5018|5020|5038|5893|6304|6759|676[123])\d{12}"
)
"""Whole numbers of the lengths that nearly all cards have."""
RARE_BRAND = re.compile(r"4\d{12}|4\d{18}|6(?:011|4[4-9]\d|5\d\d)\d{15}|62\d{15,17}|(?:50|5[6-9]|6\d)\d{11,17}")
"""Numbers of other lengths: some cards have them, but so have many numbers that are none."""
TEST_NUMBERS = frozenset(
    [
        "4111111111111111",
        "4242424242424242",
        "4012888888881881",
        "4000056655665556",
        "4444333322221111",
        "4000000000000002",
        "4917610000000000",
        "4005519200000004",
        "4009348888881881",
        "4012000033330026",
        "5555555555554444",
        "5105105105105100",
        "5200828282828210",
        "5454545454545454",
        "5424000000000015",
        "2223003122003222",
        "2222400010000008",
        "2223000048400011",
        "378282246310005",
        "371449635398431",
        "378734493671000",
        "370000000000002",
        "6011111111111117",
        "6011000990139424",
        "6011000000000012",
        "3056930009020004",
        "30569309025904",
        "38520000023237",
        "36227206271667",
        "38000000000006",
        "36006666333344",
        "3530111333300000",
        "3566002020360505",
        "3566111111111113",
        "3088000000000017",
        "6200000000000005",
        "6205500000000000004",
        "6759649826438453",
        "6304000000000000",
        "4222222222222",
        "5500000000000004",
        "5019717010103742",
        "4532015112830366",
    ]
)
"""Numbers that Stripe, Adyen, Braintree, PayPal and Authorize.Net publish for trials."""
_SHOWN_FIRST, _SHOWN_LAST = 6, 4


def is_luhn(digits: str) -> bool:
    """Whether a string of digits passes the Luhn check (ISO/IEC 7812-1 annex B)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        number = ord(digit) - 48
        if index % 2:
            number = number * 2 - 9 if number > 4 else number * 2
        total += number
    return total % 10 == 0


def truncated(digits: str) -> str:
    """A card number cut to its first six and last four digits, the most that PCI DSS lets be shown (3.4.1)."""
    return f"{digits[:_SHOWN_FIRST]}{'*' * (len(digits) - _SHOWN_FIRST - _SHOWN_LAST)}{digits[-_SHOWN_LAST:]}"


_GROUPS = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 4, 1)}
"""How people write card numbers with blanks or hyphens."""
_PIECES = re.compile(r"\d+|[ -]")
_JOINED = re.compile(r"(?<!%B)(?<=[\w.])\Z|[A-Za-z]-\Z|\d-\Z|\+\Z")
"""What stands before a number that is only a part of something longer: of an id, a fraction, a telephone number."""
_GOES_ON = re.compile(r"(?!D\d)\w|\.\d|[-+]\w|[ -]\d")


def cards_in(text: str, before: str, after: str) -> list[str]:
    """The card numbers, digits only, that begin in a run of digits, blanks and hyphens; seldom more than one.

    ``before`` and ``after`` are what stands around the run. A number in groups must be grouped as cards are; one
    without must not be a part of something longer.
    """
    pieces = _PIECES.findall(text)
    if len(pieces) == 1:
        whole = not _JOINED.search(before) and not _GOES_ON.match(after)
        return [text] if whole and _is_number(text) else []
    found = []
    for start in range(0, len(pieces), 2):
        for stop in range(start + 1, len(pieces) + 1, 2):
            digits = "".join(pieces[start:stop:2])
            if len(digits) > 19:
                break
            groups = tuple(len(piece) for piece in pieces[start:stop:2])
            separators = set(pieces[start + 1 : stop : 2])
            alone = len(groups) == 1 and len(digits) >= 13
            if (alone or (groups in _GROUPS and len(separators) == 1)) and _is_number(digits):
                left = before if start == 0 else ""
                right = after if stop == len(pieces) else ""
                if not re.search(r"[\w.]\Z", left) and not re.match(r"\w|\.\d", right):
                    found.append(digits)
    return found


def _is_number(digits: str) -> bool:
    usual = BRAND.fullmatch(digits) or RARE_BRAND.fullmatch(digits)
    return usual is not None and is_luhn(digits)
