"""What a fact can be: a plain value, ``None``, ``Unknown`` or ``Inapplicable``.

``None`` means *set to nothing* and is knowledge like any other. ``Unknown`` means that the source
could not tell; it never becomes a pass or a fail. ``Inapplicable`` means that the question makes no
sense of this thing (a DynamoDB table has no administrator name), which is knowledge too.
"""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Unknown(Struct, frozen=True):
    """A fact that the source could not tell, and why."""

    reason: str
    """One short clause for a person, such as "known only after apply"."""
    refers: tuple[str, ...] = ()
    """Addresses of the things whose attributes the value will come from, where the source knows them and it comes
    from nothing else."""
    draft: str = ""
    """Of a text that is known in part: the text with ``${address.attribute}`` in place of what is not."""


class Inapplicable(Struct, frozen=True):
    """A fact that this kind of service cannot have, and why."""

    reason: str
    """One short clause for a person, such as "a table has no network address"."""


Fact: TypeAlias = T | None | Unknown | Inapplicable
"""A fact of type ``T``. Adapters fill it, rules read it, and nobody may guess it."""

NOT_STATED = Unknown("this source does not state it")
AFTER_APPLY = Unknown("known only after apply")
SENSITIVE = Unknown("marked sensitive in Terraform, so its value is not read")
