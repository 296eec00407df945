"""The calls of one unit: paged, counted, stopped when the user has had enough, none made twice."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Collection, Iterator
from typing import Any

import botocore.exceptions as refused
from botocore.parsers import ResponseParserError
from msgspec import Struct, field

from pcicheck.sources.aws.answers import plain

_LONGEST = 60
"""Seconds that are waited for an answer to be made ready."""
_TOKENS = ("NextToken", "nextToken", "NextMarker")


class Stopped(Exception):  # noqa: N818  it is no error
    """The user has had enough; what is unfinished is dropped."""


class Calls(Struct):
    """Makes the calls of a unit."""

    stop: threading.Event
    """Set once the user has had enough."""
    shared: Collection[str] = ()
    """Operations that serve several listings: what they answer is kept, so that nobody asks again."""
    made: int = 0
    _kept: dict[str, list[dict[str, Any]]] = field(default_factory=dict, name="kept")
    _lock: threading.Lock = field(default_factory=threading.Lock, name="lock")

    def pages(self, client: Any, operation: str, params: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every page of an answer. Raises what botocore raises, and ``Stopped``."""
        if operation not in self.shared:
            yield from self._asked(client, operation, params)
            return
        key = json.dumps([operation, params], sort_keys=True)
        if key not in self._kept:
            heard: list[dict[str, Any]] = []
            for page in self._asked(client, operation, params):
                heard.append(page)
                yield page
            self._kept[key] = heard
        else:
            yield from self._kept[key]

    def prepare(self, client: Any, operation: str) -> None:
        """Wait until the operation says that an answer is ready."""
        until = time.monotonic() + _LONGEST
        while not self.stop.is_set() and time.monotonic() < until:
            self._count()
            if getattr(client, operation)().get("State") == "COMPLETE":
                break
            self.stop.wait(1)

    def _asked(self, client: Any, operation: str, params: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if client.can_paginate(operation):
            pages = iter(client.get_paginator(operation).paginate(**params))
            while (page := next(self._counted(pages), None)) is not None:
                yield plain(page)
        else:
            yield from self._by_token(client, operation, params)

    def _by_token(self, client: Any, operation: str, params: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The pages of an operation of which botocore knows no paging: as long as an answer names a next one."""
        method = client.meta.method_to_api_mapping[operation]
        asked = client.meta.service_model.operation_model(method).input_shape
        tokens = [name for name in _TOKENS if asked and name in asked.members]
        while True:
            page: dict[str, Any] = {}
            for answer in self._counted(getattr(client, operation)(**params) for _ in "1"):
                page = plain(answer)
            yield page
            following = {name: page[name] for name in tokens if page.get(name) and page[name] != params.get(name)}
            if asked and "Marker" in asked.members:
                following |= _marker(page)
            if not following:
                return
            params = {**params, **following}

    def _counted(self, pages: Iterator[Any]) -> Iterator[Any]:
        """One more page, unless the user has had enough. A refusal is a call too."""
        if self.stop.is_set():
            raise Stopped
        try:
            page = next(pages, None)
        except (refused.ClientError, ResponseParserError):
            self._count()
            raise
        if page is not None:
            self._count()
            yield page

    def _count(self) -> None:
        with self._lock:
            self.made += 1


def _marker(page: dict[str, Any]) -> dict[str, str]:
    """Where the next page begins, as CloudFront tells it: inside the one list that an answer holds."""
    lists = [value for value in page.values() if isinstance(value, dict)]
    return {"Marker": lists[0]["NextMarker"]} if len(lists) == 1 and lists[0].get("NextMarker") else {}
