"""Card data in text, with few false alarms.

Nothing but context tells a card number from an id of the same length: one id in ten has a right check digit. So a
number in groups counts as it is; an unbroken one does not where its name says that it is something else, or where
numbers of the same look in the file have wrong check digits as often as chance would have it. Rare lengths count only
beside words about cards.

Magnetic stripe: ISO/IEC 7813 (track 1 ``%B…^NAME^YYMM…``, track 2 ``;…=YYMM…``, in chips ``D`` for ``=``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.cards import BRAND, TEST_NUMBERS, truncated

_ENOUGH = 8
"""Numbers of a file from which on their check digits tell whether they are cards."""
_CHANCE = 0.4
"""The share of right check digits below which numbers are no cards; chance gives a tenth."""
_CARD_WORD = re.compile(
    r"(?i)card|(?<![a-z])pan(?![a-z])|(?<![a-z])cc[n_]|credit|debit|visa|master|amex|maestro|diners|discover|unionpay|jcb"
)
_NAME = re.compile(r"([A-Za-z_][\w.-]*)[\"']?\s*(?:=>|[:=])\s*[\"']?\Z")
_OTHER_NAME = re.compile(
    r"(?i)(?:^|[_.-])(?:id|ids|uid|uuid|guid|ts|time|timestamp|epoch|nonce|seq|sequence|offset|hash|sha|sum|checksum|crc|phone|"
    r"tel|mobile|fax|isbn|ean|gtin|imei|imsi|iccid|tracking|trace|span|serial|version|build|port|size|bytes|count|"
    r"arn|account|subscription|tenant|project|snowflake|cursor|etag|iban|bic|vat|siret)$|(?:[a-z]I[dD]|[a-z]Time|[a-z]Hash|[a-z]Count)$"
)
_TRACK_1 = re.compile(r"\^[^^\n]{2,26}\^\d{7}")
_TRACK_2 = re.compile(r"[=D]\d{4}[1-9]\d{2}\d{5,}")
_CODE = re.compile(
    r"(?i)(?<![a-z])(?:cvv2?|cvc2?|cav2|csc|cid|card[_ -]?(?:verification|security)[_ -]?(?:code|value|number)"
    r"|security[_ -]?code|verification[_ -]?value)(?:[_ -]?(?:code|value|number))?"
    r"[\"']?\s*(?:=>|[:=]|is)?\s*[\"']?(?P<code>\d{3,4})(?!\d)"
)
_NUMBER = re.compile(r"\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{2,4}|\d{13,}")
_NEAR = 200
"""Characters around a number in which a verification code belongs to it."""


def cards(suspect: Any, file: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a number that may be a card's is: names of facts and samples that may be shown."""
    digits, text, before, after = suspect.number, suspect.text, suspect.before, suspect.after
    trial = digits in TEST_NUMBERS
    if not trial and not _is_card(digits, text, before, after, file):
        return
    sample = truncated(digits)
    if trial:
        yield "test_numbers", sample
        return
    on_stripe = (before.endswith("B") and _TRACK_1.match(after)) or _TRACK_2.match(after)
    if on_stripe:
        yield "track_data", sample
    yield "card_numbers", sample
    left = _NUMBER.split(before[-_NEAR:])[-1]
    if _CODE.search(left) or _CODE.search(_NUMBER.split(after[:_NEAR])[0]):
        yield "verification_codes", sample


def _is_card(digits: str, text: str, before: str, after: str, file: dict[str, Any]) -> bool:
    line = before.rpartition("\n")[2] + " " + after.partition("\n")[0]
    spoken = _CARD_WORD.search(line[-120:] if len(line) > 400 else line) is not None
    if after.startswith("D"):
        return _TRACK_2.match(after) is not None
    if not BRAND.fullmatch(digits):
        return spoken
    if not text.isdigit() and text.replace(" ", "").replace("-", "") == digits:
        return True
    named = _NAME.search(before)
    if named and _OTHER_NAME.search(named[1]) and not _CARD_WORD.search(named[1]):
        return False
    ids = file["plausible"] >= _ENOUGH and file["checked"] < file["plausible"] * _CHANCE
    return spoken or not ids
