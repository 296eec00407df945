"""Patterns put to published test numbers."""

from __future__ import annotations

import pytest

from pcicheck.model.value import Unknown
from pcicheck.providers.telemetry.card_numbers import BRANDS, Masking, about_cards, getting_through


def through(*patterns: str) -> tuple[str, ...] | Unknown:
    """Brands that get through patterns that put a star in place of what they find."""
    return getting_through([Masking(pattern) for pattern in patterns])


@pytest.mark.parametrize(
    "pattern", [r"\b(?:\d[ -]?){12,18}\d\b", r"\b(?:\d[ -]*?){13,16}\b", ".*", r"(?i)(?:[[:digit:]][- ]?){13,19}"]
)
def test_patterns_that_find_every_number(pattern: str) -> None:
    """With blanks and hyphens and without."""
    assert through(pattern) == ()


@pytest.mark.parametrize("pattern", [r"4[0-9]{12}(?:[0-9]{3})?", r"\b\d{13,19}\b", r"^\d{16}$", "card", r"\d{12}"])
def test_patterns_that_miss_some_writing_of_each(pattern: str) -> None:
    """All brands get through."""
    assert through(pattern) == BRANDS


def test_one_brand_may_be_missed() -> None:
    """Fifteen digits in groups of four, six and five are often forgotten."""
    assert through(r"\b\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}\b") == ("American Express",)
    assert through(r"\b[45]\d{3}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}\b") == (
        "Mastercard",
        "American Express",
        "Discover",
        "JCB",
    )


@pytest.mark.parametrize("pattern", ["((", r"(?<!\d)\d{16}", r"(\d)\1{15}", "((a+)+)+b"])
def test_what_cannot_be_tried_out_is_unknown(pattern: str) -> None:
    """Nothing is guessed."""
    assert isinstance(through(pattern), Unknown)
    assert through(pattern, ".*") == ()


def test_what_is_put_in_place_counts() -> None:
    """The last four digits may stay, the whole may not."""
    assert getting_through([Masking(r"\b(?:\d[ -]?){9,15}(\d{4})\b", "****$1")]) == ()
    assert getting_through([Masking(r"\b((?:\d[ -]?){13,16})\b", "<${1}>")]) == BRANDS
    assert getting_through([Masking(r"\b(?:\d[ -]?){13,16}\b", "$7")]) == BRANDS


def test_nothing_masks_nothing() -> None:
    """Without patterns all get through."""
    assert through() == BRANDS


@pytest.mark.parametrize(
    "key", ["pan", "card.number", "cardNumber", "payment_card", "CVV", "track2", "credit-card", "cc"]
)
def test_fields_that_are_called_like_card_data(key: str) -> None:
    """In the usual spellings."""
    assert about_cards(key)


@pytest.mark.parametrize("key", ["span", "company", "success", "http.status", 5, None])
def test_fields_that_are_not(key: object) -> None:
    """Parts of words do not count."""
    assert not about_cards(key)
