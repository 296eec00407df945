"""Three-valued and, or, not."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.value import Unknown

GONE = Unknown("gone")


@pytest.mark.parametrize(
    ("answers", "both", "either"),
    [
        ((True, True), True, True),
        ((True, False), False, True),
        ((False, False), False, False),
        ((True, GONE), GONE, True),
        ((False, GONE), False, GONE),
        ((GONE, GONE), GONE, GONE),
        ((None, True), False, True),
        ((), True, False),
    ],
)
def test_tables(answers: tuple[Any, ...], both: Any, either: Any) -> None:
    assert all_true(*answers) == both
    assert any_true(*answers) == either


def test_negation() -> None:
    assert negated(True) is False
    assert negated(None) is True
    assert negated(GONE) == GONE
