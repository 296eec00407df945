"""Card numbers and keys in texts: only places leave, and ids of clouds are no card numbers."""

from __future__ import annotations

from typing import Any, cast

import pytest

from pcicheck.model.document import Document, Surroundings
from pcicheck.model.kinds.common import WrittenText
from pcicheck.model.origin import Origin
from pcicheck.model.value import Unknown
from pcicheck.providers.common.texts import written_text

VISA = "4539" + "5787" + "6362" + "1486"


def _facts(values: dict[str, Any], *, always: bool = True) -> WrittenText | None:
    document = Document(
        values,
        type="aws_instance",
        address="aws_instance.a",
        provider="aws",
        origin=Origin(source="test"),
        surroundings=cast("Surroundings", None),
    )
    made = list(written_text(document, {}, always=always))
    return cast("WrittenText", made[0].facts) if made else None


@pytest.mark.parametrize("text", [VISA, f"a {VISA[:4]}-{VISA[4:8]}-{VISA[8:12]}-{VISA[12:]} b", f'{{"pan":"{VISA}"}}'])
def test_card_numbers_are_found_by_place(text: str) -> None:
    facts = _facts({"user_data": text})
    assert facts is not None
    assert facts.card_numbers == ("user_data",)
    assert VISA not in repr(facts)


@pytest.mark.parametrize(
    "text", [f"0.{VISA}", f"{VISA}0", f"x{VISA}", f"{VISA}.5", "111122223333", VISA[:-1] + "0", "1" * 16]
)
def test_other_numbers_are_none(text: str) -> None:
    facts = _facts({"user_data": text})
    assert facts is not None
    assert facts.card_numbers == ()


def test_numbers_and_keys_deep_inside() -> None:
    facts = _facts({"environment": [{"variables": {"N": int(VISA), "K": "AKIA" + "A" * 16}}]})
    assert facts is not None
    assert facts.card_numbers == ("environment.variables.N",)
    assert facts.keys == ("environment.variables.K",)


def test_a_text_that_is_known_in_part_is_looked_at() -> None:
    facts = _facts({"user_data": Unknown("known only after apply", draft=f"echo {VISA} ${{aws_vpc.a.id}}")})
    assert facts is not None
    assert facts.card_numbers == ("user_data",)


def test_things_that_seldom_hold_text_are_named_only_with_a_find() -> None:
    assert _facts({"name": "a"}, always=False) is None
    assert _facts({"name": f"a {VISA}"}, always=False) is not None
