"""One unit of a collection: every listing of a service in one account and region, with the calls that follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterator
from typing import Any

import botocore.exceptions as refused
import jmespath
from msgspec import Struct, field

from pcicheck.sources.aws.table import Detail, Listing, Service
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal, RefusalKind

_DENIED = (
    "AccessDenied",
    "AccessDeniedException",
    "UnauthorizedOperation",
    "AuthorizationError",
    "AuthorizationErrorException",
    "403",
    "Forbidden",
    "NotAuthorized",
)
_THROTTLED = (
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "SlowDown",
    "LimitExceededException",
)
_UNSUPPORTED = (
    "UnsupportedOperation",
    "UnsupportedOperationException",
    "OptInRequired",
    "SubscriptionRequiredException",
    "InvalidAction",
    "UnknownOperationException",
    "NotSupported",
)
Clock = Callable[[], dt.datetime]


class Asking(Struct):
    """What one unit needs to ask."""

    client: Any
    service: Service
    wanted: Container[str]
    """Types that are asked for."""
    clock: Clock
    calls: int = 0
    found: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=dict)
    """Type to ids and items, for listings that go through them."""

    def records(self) -> Iterator[Record]:
        """Everything that the service says."""
        for listing in self.service.listings:
            if listing.type in self.wanted or self._leads_on(listing):
                yield from self._list(listing)

    def _leads_on(self, listing: Listing) -> bool:
        return any(other.each == listing.type and other.type in self.wanted for other in self.service.listings)

    def _list(self, listing: Listing) -> Iterator[Record]:
        count, whole = 0, True
        for params, keep in self._each(listing):
            try:
                for item in self._items(listing, params):
                    kept = {**item, **keep}
                    yield from self._thing(listing, kept)
                    count += 1
            except (refused.ClientError, refused.BotoCoreError) as problem:
                if _code(problem) in listing.absent:
                    continue
                whole = False
                yield self._refusal(listing.type, listing.operation, listing.permission, problem)
        if whole:
            yield Listed(listing.type, count, self._name(listing.operation), self._now())

    def _each(self, listing: Listing) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """The parameters of each call, and what is kept of the thing that it is made for."""
        if not listing.each:
            yield dict(listing.params), {}
            return
        things = self.found.get(listing.each, [])
        if listing.batch:
            for start in range(0, len(things), listing.batch):
                some = things[start : start + listing.batch]
                params = {
                    name: [self._value(path, ident, item) for ident, item in some]
                    for name, path in listing.from_each.items()
                }
                yield {**listing.params, **params}, {}
            return
        for ident, item in things:
            params = {name: self._value(path, ident, item) for name, path in listing.from_each.items()}
            yield (
                {**listing.params, **params},
                {name: self._value(path, ident, item) for name, path in listing.keep.items()},
            )

    def _items(self, listing: Listing, params: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for page in self._pages(listing.operation, params):
            found = jmespath.search(listing.items, page) if listing.items else page
            for item in _flat([found] if listing.single and not isinstance(found, list) else found):
                yield item if isinstance(item, dict) else {"id": item}

    def _pages(self, operation: str, params: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if self.client.can_paginate(operation):
            for page in self.client.get_paginator(operation).paginate(**params):
                self.calls += 1
                yield _plain(page)
        else:
            self.calls += 1
            yield _plain(getattr(self.client, operation)(**params))

    def _thing(self, listing: Listing, item: dict[str, Any]) -> Iterator[Record]:
        ident = str(jmespath.search(listing.id, item) if listing.id else listing.type)
        self.found.setdefault(listing.type, []).append((ident, item))
        if listing.type not in self.wanted:
            return
        region = str(jmespath.search(listing.region, item) or "") if listing.region else ""
        operation = self._name(listing.operation)
        yield Answer(listing.type, ident, item, operation=operation, time=self._now(), region=region)
        for detail in listing.details:
            if not detail.when or jmespath.search(detail.when, item):
                yield self._detail(listing, detail, ident, item)

    def _detail(self, listing: Listing, detail: Detail, ident: str, item: dict[str, Any]) -> Record:
        params = {name: self._value(path, ident, item) for name, path in detail.params.items()}
        operation = self._name(detail.operation)
        try:
            pages = list(self._pages(detail.operation, {**detail.constant, **params}))
            whole = pages[0] if len(pages) == 1 else _together(pages)
            document = jmespath.search(detail.answer, whole) if detail.answer else whole
        except (refused.ClientError, refused.BotoCoreError) as problem:
            if _code(problem) not in detail.absent:
                return self._refusal(listing.type, detail.operation, detail.permission, problem, ident, detail.part)
            document = None
        return Answer(listing.type, ident, document, detail.part, operation, self._now())

    def _value(self, path: str, ident: str, item: dict[str, Any]) -> Any:
        return ident if path == "@id" else jmespath.search(path, item)

    def _refusal(
        self, kind: str, operation: str, permission: str, problem: Exception, ident: str = "", part: str = ""
    ) -> Refusal:
        sort = _sort(problem)
        why = " ".join(str(problem).split())[:300]
        return Refusal(kind, sort, self._name(operation), permission, why, ident, part, self._now())

    def _name(self, operation: str) -> str:
        words = "".join(part.title() for part in operation.split("_"))
        named: str = self.client.meta.method_to_api_mapping.get(operation, words)
        return f"{self.service.client}:{named}"

    def _now(self) -> str:
        return self.clock().strftime("%Y-%m-%dT%H:%M:%SZ")


def _code(problem: Exception) -> str:
    return str(problem.response.get("Error", {}).get("Code", "")) if isinstance(problem, refused.ClientError) else ""


def _sort(problem: Exception) -> RefusalKind:
    code = _code(problem)
    if code in _DENIED or "AccessDenied" in code:
        return "denied"
    if code in _THROTTLED:
        return "throttled"
    if code in _UNSUPPORTED or isinstance(problem, refused.EndpointConnectionError):
        return "unsupported"
    return "failed"


def _flat(found: Any) -> Iterator[Any]:
    for item in found or ():
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


def _together(pages: list[dict[str, Any]]) -> dict[str, Any]:
    """The pages of one answer in one: lists laid end to end."""
    whole: dict[str, Any] = {}
    for page in pages:
        for name, value in page.items():
            whole[name] = [*whole.get(name, []), *value] if isinstance(value, list) else value
    return whole


def _plain(value: Any) -> Any:
    """A response as JSON: times as text, without what only the transport says."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if name != "ResponseMetadata"}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if hasattr(value, "read"):
        return value.read().decode("utf-8", "replace")
    return value
