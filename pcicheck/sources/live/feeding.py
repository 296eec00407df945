"""Which answers a narrowed collection needs: those that decide a fact that some chosen rule reads."""

from __future__ import annotations

from collections.abc import Collection

NOT_ASKED = "the collection was narrowed to rules that do not need it"
"""Why an answer that no chosen rule needed is not known."""


def interrupted(provider: str) -> str:
    """Why what an unfinished snapshot does not hold is not known, and what to do."""
    return f"the collection was interrupted; go on with 'pcicheck collect {provider} --resume'"


def is_fed(feeds: Collection[str], facts: Collection[str]) -> bool:
    """Whether an answer that ``feeds`` some facts is needed for others.

    Facts are written ``kind.fact``, or ``kind.*`` for all of a kind; nothing named stands for everything.
    """
    return not feeds or not facts or not set(feeds).isdisjoint(facts)
