"""The lines of a snapshot."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

RefusalKind = Literal["denied", "throttled", "unsupported", "failed", "absent"]
"""``absent``: what was asked is not offered there at all, so that there can be nothing; the list counts as whole."""


class Answer(Struct, frozen=True, tag_field="is", tag="answer", omit_defaults=True):
    """One document that an operation returned."""

    type: str
    """What it is about, in Terraform's words for the same thing: ``aws_s3_bucket``."""
    id: str
    """Name, id or ARN, unique among things of the type in the account and region."""
    document: Any
    """As the API returned it; ``None`` where it says that the part is not configured."""
    part: str = ""
    """Which of several documents about the thing; empty for the one that lists it."""
    operation: str = ""
    """Such as ``s3:GetBucketEncryption``."""
    time: str = ""
    """ISO 8601, UTC."""
    region: str = ""
    """Where the thing is, if that is not the region of the file."""


class Refusal(Struct, frozen=True, tag_field="is", tag="refusal", omit_defaults=True):
    """An operation that did not answer."""

    type: str
    kind: RefusalKind
    operation: str
    permission: str
    """The right that would be needed, such as ``s3:GetEncryptionConfiguration``."""
    why: str
    """What the cloud said, in one sentence."""
    id: str = ""
    """The thing that was asked about; empty for a whole list."""
    part: str = ""
    time: str = ""


class Listed(Struct, frozen=True, tag_field="is", tag="listed", omit_defaults=True):
    """All things of a type in the account and region have been listed."""

    type: str
    count: int
    operation: str = ""
    time: str = ""


Record = Answer | Refusal | Listed
