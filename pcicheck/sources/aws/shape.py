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
    values: dict[str, Any]
    address: str = ""
    """The id or ARN; that of the thing itself where it is empty."""


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
