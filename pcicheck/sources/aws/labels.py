"""Tags that are told in bulk, put into the documents that lack them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import tags_of
from pcicheck.sources.aws.tables.tags import TAGS
from pcicheck.sources.live.natives import Native, Unread, why_not
from pcicheck.sources.live.snapshot import Unit

_OF_NO_REGION = "us-east-1"


class Labels(Struct):
    """The tags of all units."""

    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    """ARN to tags."""
    asked: dict[tuple[str, str], Unknown | None] = field(default_factory=dict)
    """Account and region to why not all tags there are known; ``None`` where they are."""

    def take(self, native: Native) -> bool:
        """Keep what is about tags, and say whether it was."""
        if native.type != TAGS:
            return False
        self.found[native.id] = tags_of((native.item or {}).get("Tags"))
        return True

    def end(self, unit: Unit, unread: Unread) -> None:
        """Note whether a unit told of all tags."""
        refusals = [refusal for refusal in unread.refusals if refusal.type == TAGS]
        if refusals:
            self.asked[unit.account, unit.region] = Unknown(why_not(refusals[0]))
        elif TAGS in unread.listed:
            self.asked[unit.account, unit.region] = None

    def put(self, documents: Iterable[Document]) -> None:
        """Write the tags into documents that have an ARN and no tags."""
        for document in documents:
            values = document.values
            if isinstance(values, Unknown) or "tags" in values or not isinstance(values.get("arn"), str):
                continue
            known = self.found.get(values["arn"])
            place = (document.account or "", document.region or _OF_NO_REGION)
            if known is not None:
                values["tags"] = known
            elif place in self.asked:
                values["tags"] = self.asked[place] or {}
