"""Where a fact came from, and what could not be read."""

from __future__ import annotations

from msgspec import Struct


class Origin(Struct, frozen=True, omit_defaults=True):
    """The place that a person opens to see the thing that was judged."""

    source: str
    """Name of the source, such as ``terraform-plan``."""
    file: str | None = None
    """Path of the file as the user named it; ``None`` for a live call, ``-`` for standard input."""
    line: int | None = None
    """First line of the block, counted from 1."""
    end_line: int | None = None
    """Last line of the block, counted from 1."""
    attribute: str | None = None
    """Native attribute or block that the finding is about, where it could be told."""
    attribute_line: int | None = None
    """Its line, counted from 1."""
    address: str | None = None
    """Address inside the file, such as a plan address."""
    operation: str | None = None
    """API operation that returned the document, such as ``s3:GetBucketEncryption``."""
    time: str | None = None
    """When the operation answered, ISO 8601 in UTC."""
    identity: str | None = None
    """Who asked, such as a caller ARN."""


class Gap(Struct, frozen=True):
    """Something that was not looked at. Every report shows its gaps."""

    kind: str
    """``unreadable``, ``unsupported_type``, ``unsupported`` (not offered there), ``orphan``, ``denied`` or
    ``incomplete``."""
    where: str
    """The file, address, account or call."""
    why: str
    """One sentence for a person, with what to do."""
    count: int = 1
    """How many native things it covers."""
    blinds: tuple[str, ...] = ()
    """Ids of the rules that could not see because of it; ``*`` for every rule."""
