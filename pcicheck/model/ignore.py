"""Comments in configuration that answer for failures."""

from __future__ import annotations

from msgspec import Struct


class InlineIgnore(Struct, frozen=True, kw_only=True):
    """A comment in a configuration file that answers for failures."""

    rules: tuple[str, ...]
    """Rule ids or aliases, as written."""
    ref: str
    """Record that it refers to; empty for none."""
    until: str
    """Last day on which it holds, as written; empty for none."""
    reason: str
    """Why the failure stands; empty where nobody wrote it."""
    where: str
    """File and line of the comment."""
    addresses: tuple[str, ...]
    """Native addresses that it speaks for."""
