"""References from one resource to another."""

from __future__ import annotations

from msgspec import Struct


class Link(Struct, frozen=True):
    """A reference to another resource, by any of the names that it answers to.

    Rules read through a link (``encryption.key.protection_level``). Where the target is not in the
    inventory, what lies behind the link is unknown, not absent.
    """

    target: str
    """An address, ARN, id or name of the target, as the native document writes it."""
    kind: str = ""
    """The kind that the target is expected to be; empty when any will do."""
