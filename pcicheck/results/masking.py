"""Keep card numbers and credentials out of everything that pcicheck writes."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from pcicheck.model.cards import is_luhn, truncated
from pcicheck.model.origin import Gap, Origin

_CARD = re.compile(r"(?<![\w.])(?<!\d[ -])[2-6]\d(?:[ -]?\d){10,16}\d(?![\w])(?![ -]\d)")
_CREDENTIAL = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\bhv[sb]\.[\w-]{20,}|\bs\.[A-Za-z0-9]{24}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bxox[abprs]-[\w-]{10,}|\bAIza[\w-]{35}\b"
    r"|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*"
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)",
    re.DOTALL,
)
_DIGITS = b"0123456789"
_MARKS = re.compile(r"BEGIN |A[KS]IA|hv[sb]\.|\bs\.|gh[pousr]_|xox|AIza|eyJ|://[^/\s]*@")
"""What every credential that is masked begins with."""


@lru_cache(maxsize=4096)
def mask(text: str) -> str:
    """``text`` with card numbers cut to their first six and last four digits, and credentials taken out."""
    if not _worth_a_look(text):
        return text
    return _CREDENTIAL.sub("[credential masked]", _CARD.sub(_mask_card, text))


def _worth_a_look(text: str) -> bool:
    """Whether a text could hold any of it: most are short addresses, and the patterns cost much more."""
    raw = text.encode("utf-8", "surrogatepass")
    return len(raw) - len(raw.translate(None, _DIGITS)) >= 12 or _MARKS.search(text) is not None


def masked_origin(origin: Origin) -> Origin:
    """An origin whose file and address are masked."""
    file, address = origin.file and mask(origin.file), origin.address and mask(origin.address)
    if file == origin.file and address == origin.address:
        return origin
    return msgspec.structs.replace(origin, file=file, address=address)


def masked_gap(gap: Gap) -> Gap:
    """A gap whose place and reason are masked."""
    return msgspec.structs.replace(gap, where=mask(gap.where), why=mask(gap.why))


def _mask_card(match: re.Match[str]) -> str:
    digits = re.sub(r"[ -]", "", match[0])
    if not (12 <= len(digits) <= 19 and is_luhn(digits)):
        return match[0]
    return truncated(digits)
