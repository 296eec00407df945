"""Answers of AWS as the plain JSON that snapshots hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.clock import stamp


def plain(value: Any) -> Any:
    """A response as JSON: times as text, without what only the transport says."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if name != "ResponseMetadata"}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dt.datetime):
        return stamp(lambda: value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if hasattr(value, "read"):
        return value.read().decode("utf-8", "replace")
    return value


def flat(found: Any) -> Iterator[Any]:
    """The items of a list and of the lists in it."""
    for item in found or ():
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


def together(pages: list[dict[str, Any]]) -> dict[str, Any]:
    """The pages of one answer in one: lists laid end to end."""
    whole: dict[str, Any] = {}
    for page in pages:
        for name, value in page.items():
            whole[name] = [*whole.get(name, []), *value] if isinstance(value, list) else value
    return whole
