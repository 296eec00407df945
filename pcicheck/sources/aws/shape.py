"""What shapes take and give: from the answers about one native thing to documents in Terraform's form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.value import Unknown
from pcicheck.sources.live.natives import Native


class Shaped(Struct, frozen=True):
    """One document in Terraform's form. A thing may become several, as Terraform writes it with side-cars."""

    type: str
    values: dict[str, Any] | Unknown
    """Unknown for a side-car that may be there, of any owner near by: then nobody knows what it would say."""
    address: str = ""
    """The id or ARN; that of the thing itself where it is empty."""


AWS_OWNED_KEY = "AWS_OWNED_KMS_KEY"
"""What stands for a key that AWS owns and no account sees."""
NOT_TOLD = Unknown("the API does not tell")

Shaper = Callable[[Native], Iterator[Shaped]]


def tags_of(tags: Any) -> Any:
    """Tags as a mapping, whatever form the service gives them."""
    if isinstance(tags, list):
        pairs = (
            (tag.get("Key", tag.get("key")), tag.get("Value", tag.get("value")))
            for tag in tags
            if isinstance(tag, dict)
        )
        return {str(key): value for key, value in pairs}
    return tags if isinstance(tags, (dict, Unknown)) else {}


def block(value: Any) -> Any:
    """A nested block: a list of one; nothing where nothing is configured; unknown where that was refused."""
    return value if isinstance(value, Unknown) else [] if value is None else [value]


def fields(found: Any, names: dict[str, str]) -> dict[str, Any]:
    """Parts of an answer under Terraform's names, where a part that is not there is not set."""
    return {ours: found if isinstance(found, Unknown) else found.get(theirs) for ours, theirs in names.items()}


def told(found: Any, names: dict[str, str]) -> dict[str, Any]:
    """Parts of an answer under Terraform's names, where a part that is not there is not known."""
    return {name: NOT_TOLD if value is None else value for name, value in fields(found, names).items()}


def partition_of(native: Native) -> str:
    """Partition of the region that a thing is in, as ARNs begin with it."""
    starts = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}
    return next((name for start, name in starts.items() if native.region.startswith(start)), "aws")


def arn_of(native: Native, service: str, name: str) -> str:
    """The ARN of a thing of the account, for services that do not return it."""
    return f"arn:{partition_of(native)}:{service}:{native.region}:{native.account}:{name}"
