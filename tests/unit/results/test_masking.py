"""Nothing secret gets out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcicheck.model.cards import is_luhn
from pcicheck.results.masking import mask
from pcicheck.results.show import plain, words


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("4111111111111111", "411111******1111"),
        ("card 4111 1111 1111 1111 end", "card 411111******1111 end"),
        ("5500-0000-0000-0004", "550000******0004"),
        ("378282246310005", "378282*****0005"),
        ("arn:aws:s3:::b-4111111111111111-x", "arn:aws:s3:::b-411111******1111-x"),
    ],
)
def test_card_numbers_keep_first_six_and_last_four(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "123456789012",  # an account
        "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "4111111111111112",  # fails Luhn
        "2026-11-22T08:00:00Z",
        "1732262400000",  # milliseconds
        "a4111111111111111b",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "secret",
    [
        "AKIA" + "IOSFODNN7EXAMPLE",
        "hvs." + "CAESIJ3x9Xk2mQ0pT4vLw8RzYb",
        "ghp_" + "a" * 36,
        "-----BEGIN RSA PRIVATE" + " KEY-----\nMIIE\n",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
        "xoxb-" + "1234567890-abcdef",
    ],
)
def test_credentials_are_taken_out(secret: str) -> None:
    assert secret not in mask(f"value {secret}")
    assert "[credential masked]" in mask(f"value {secret}")


def test_passwords_in_urls_are_taken_out() -> None:
    assert mask("postgres://app:hunter2@db/pay") == "postgres://[credential masked]@db/pay"


@given(st.text())
def test_masking_twice_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.integers(10**14, 10**15 - 1))
def test_luhn_finds_the_check_digit(number: int) -> None:
    digits = f"4{number}"
    valid = [f"{digits}{check}" for check in range(10) if is_luhn(f"{digits}{check}")]
    assert len(valid) == 1
    assert valid[0] not in mask(f"x {valid[0]} y")


def test_shown_facts_are_masked_and_short() -> None:
    assert plain(("4111111111111111",)) == ["411111******1111"]
    assert len(plain("x" * 10_000)) < 600
    assert len(plain(tuple("x" * 100))) == 51
    assert words(plain(None)) == "not set"
    assert words([]) == "none"
    assert words({"a": True}) == "{a: true}"
    assert words(["a"] * 5) == "a, a, a and 2 more"
