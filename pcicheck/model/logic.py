"""Three-valued and, or, not over facts, for adapters that combine several."""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import Unknown


def all_true(*answers: Any) -> bool | Unknown:
    """False where one is false (or unset), else unknown where one is, else true."""
    if any(not isinstance(answer, Unknown) and not answer for answer in answers):
        return False
    return next((answer for answer in answers if isinstance(answer, Unknown)), True)


def any_true(*answers: Any) -> bool | Unknown:
    """True where one is true, else unknown where one is, else false."""
    if any(not isinstance(answer, Unknown) and answer for answer in answers):
        return True
    return next((answer for answer in answers if isinstance(answer, Unknown)), False)


def negated(answer: Any) -> bool | Unknown:
    """The contrary; an unset answer counts as false."""
    return answer if isinstance(answer, Unknown) else not answer
