"""What a program in Vector Remap Language does to card numbers."""

from __future__ import annotations

import pytest

from pcicheck.providers.telemetry.card_numbers import getting_through
from pcicheck.providers.telemetry.vrl import steps

CARD = r"r'\b(?:\d[ -]?){12,18}\d\b'"


@pytest.mark.parametrize(
    "program",
    [
        f". = redact(., filters: [{CARD}])",
        f'. = redact!(., filters: [{CARD}], redactor: "full")\n.a = 1',
        f"card = {CARD}\n. = redact(\n  .,\n  filters: [card]\n)",
        '. = redact(., filters: [{"type": "pattern", "patterns": [' + CARD + "]}])",
    ],
)
def test_whole_records_are_masked(program: str) -> None:
    """In the spellings of the documentation."""
    found = steps(program)
    assert getting_through(found.maskings) == ()
    assert found.unsure is None


@pytest.mark.parametrize(
    "program",
    [
        f"if .a == 1 {{ . = redact(., filters: [{CARD}]) }}",
        f".message = redact(.message, filters: [{CARD}])",
        f". = map_values(., recursive: true) -> |v| {{ redact(v, filters: [{CARD}]) }}",
        f'.x.y = replace(.x.y, {CARD}, "*")',
        "del(.pan)",
        ".card_number = null",
    ],
)
def test_masking_that_is_not_sure_leaves_it_open(program: str) -> None:
    """It may do, and may not."""
    found = steps(program)
    assert found.maskings == []
    assert found.unsure is not None


@pytest.mark.parametrize(
    "program",
    ["", ".a = 1", f"# . = redact(., filters: [{CARD}])", '.message = replace(.message, "a", "b")', "(((", "'"],
)
def test_programs_that_mask_nothing(program: str) -> None:
    """Comments and other texts do not count."""
    assert steps(program).maskings == []
    assert steps(program).unsure is None


def test_parsing_before_the_masking_is_noted() -> None:
    """What is parsed may hold numbers that are no text."""
    masking = f". = redact(., filters: [{CARD}])"
    assert steps(f". = parse_json!(.message)\n{masking}").parses
    assert not steps(f"{masking}\n. = parse_json!(.message)").parses
