"""One unit of a collection: every listing of a service in one account and region, with the calls that follow."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jmespath
from msgspec import Struct, field, structs

from pcicheck.sources.aws.answers import flat, together
from pcicheck.sources.aws.calls import Calls
from pcicheck.sources.aws.refusals import GONE, PROBLEMS, is_absent, sort_of
from pcicheck.sources.aws.table import Detail, Listing, Service
from pcicheck.sources.live.clock import Clock, stamp
from pcicheck.sources.live.feeding import is_fed
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal

AT_A_TIME = 4
"""Calls that one service of an account and region gets at a time."""
Named = tuple[str, dict[str, Any]]
"""The id of a thing, and the item that lists it."""


class Asking(Struct):
    """What one unit needs to ask."""

    client: Any
    service: Service
    wanted: Container[str]
    """Types that are asked for."""
    clock: Clock
    facts: Collection[str] = ()
    """Facts that the answers are for; empty for all."""
    account: str = ""
    """Id of the account, for operations that want it."""
    elsewhere: Callable[[str], Any] | None = None
    """The client of the same service in another region."""
    missing: bool = False
    """Whether the service is not known to be in the region, so that nobody need answer there."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Set once the user has had enough."""
    calls: Calls = field(default_factory=lambda: Calls(threading.Event()))
    found: dict[str, list[Named]] = field(default_factory=dict)
    """Type to ids and items, for listings that go through them."""
    whole: set[str] = field(default_factory=set)
    """Types that were listed in full."""
    broken: dict[str, Refusal] = field(default_factory=dict)
    """Type to why it was not."""
    gone: Exception | None = None
    """Why the service cannot be reached at all."""

    def __post_init__(self) -> None:
        self.calls = Calls(self.stop, _shared(self.service))

    def records(self) -> Iterator[Record]:
        """Everything that the service says."""
        for listing in self.service.listings:
            if self._is_wanted(listing) or self._leads_on(listing):
                yield from self._bulk(listing) if listing.part else self._list(listing)

    def _is_wanted(self, listing: Listing) -> bool:
        return any(kind in self.wanted for kind in listing.types) and is_fed(listing.feeds, self.facts)

    def _leads_on(self, listing: Listing) -> bool:
        """Whether a listing that is asked for goes through its things, over however many steps."""
        return any(
            listing.type in other.leading and (self._is_wanted(other) or self._leads_on(other))
            for other in self.service.listings
            if other is not listing and other.type != listing.type
        )

    def _list(self, listing: Listing) -> Iterator[Record]:
        count, whole = 0, not listing.each or listing.each in self.whole
        if listing.each in self.broken:
            yield from self._break(listing, self.broken[listing.each])
        said = self._said(listing)
        for params, keep in self._each(listing):
            items: list[dict[str, Any]] = []
            problem = self._hear(listing, params, items)
            if problem is not None and is_absent(problem, listing.absent):
                items += [] if listing.otherwise is None else [listing.otherwise]
                problem = None
            used = [{**item, **keep, **_joined(listing, item, said)} for item in items if self._is_used(listing, item)]
            yield from self._things(listing, used)
            count += len(used)
            if problem is not None:
                refusal = self._refusal(listing.type, listing.operation, listing.permission, problem)
                if refusal.kind == "absent":
                    yield refusal
                else:
                    whole = False
                    yield from self._break(listing, refusal)
        if whole:
            self.whole.add(listing.type)
            for kind in listing.types:
                yield Listed(kind, count, self._name(listing.operation), stamp(self.clock))

    def _break(self, listing: Listing, refusal: Refusal) -> Iterator[Refusal]:
        """The refusal, told of every type that it keeps from being listed in full.

        A silent listing has none: those that it leads to tell of it.
        """
        self.broken.setdefault(listing.type, refusal)
        for kind in listing.types:
            yield structs.replace(refusal, type=kind)

    def _bulk(self, listing: Listing) -> Iterator[Record]:
        """A part of every thing that was listed before: all items about it, or why they are not known."""
        found: dict[str, list[dict[str, Any]]] = {}
        why = self.broken.get(listing.each) if listing.each != listing.type else None
        for params, keep in self._each(listing):
            items: list[dict[str, Any]] = []
            problem = self._hear(listing, params, items)
            if problem is not None and not is_absent(problem, listing.absent):
                refusal = self._refusal(listing.type, listing.operation, listing.permission, problem)
                why = why if refusal.kind == "absent" else refusal
            for item in items:
                found.setdefault(str(jmespath.search(listing.id, item)), []).append({**item, **keep})
        operation = self._name(listing.operation)
        for ident, _ in self.found.get(listing.type, ()):
            if why is not None and ident not in found:
                yield structs.replace(why, type=listing.type, id=ident, part=listing.part)
            else:
                yield Answer(listing.type, ident, found.get(ident, []), listing.part, operation, stamp(self.clock))

    def _said(self, listing: Listing) -> dict[str, dict[str, list[Any]]]:
        """Name to what is said of whom by things that were listed before."""
        said: dict[str, dict[str, list[Any]]] = {}
        for name, join in listing.joined.items():
            of = said.setdefault(name, {})
            for _, item in self.found.get(join.type, ()):
                of.setdefault(str(jmespath.search(join.key, item)), []).append(jmespath.search(join.says, item))
        return said

    def _is_used(self, listing: Listing, item: dict[str, Any]) -> bool:
        """Whether a thing is named by those that use its like; so is each as long as not all of these are known."""
        if not listing.used_by or not self.whole.issuperset(listing.used_by):
            return True
        name = jmespath.search(listing.name or listing.id, item)
        return any(
            name in flat([jmespath.search(path, user)])
            for kind, path in listing.used_by.items()
            for _, user in self.found.get(kind, ())
        )

    def _hear(self, listing: Listing, params: dict[str, Any], items: list[dict[str, Any]]) -> Exception | None:
        """Fill ``items``, and say why they are not all."""
        if self.gone is not None:
            return self.gone
        try:
            if listing.prepare:
                self.calls.prepare(self.client, listing.prepare)
            items.extend(self._items(listing, params))
        except PROBLEMS as caught:
            problem: Exception = caught
            self.gone = problem if isinstance(problem, GONE) else None
            return problem
        return None

    def _each(self, listing: Listing) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """The parameters of each call, and what is kept of the thing that it is made for."""
        if not listing.each:
            yield self._constant(listing.params), {}
            return
        things = self.found.get(listing.each, [])
        if listing.batch:
            yield from self._batches(listing, things)
            return
        asked: set[str] = set()
        for ident, item in things:
            params = {name: self._value(path, ident, item) for name, path in listing.from_each.items()}
            keep = {name: self._value(path, ident, item) for name, path in listing.keep.items()}
            if (key := json.dumps([params, keep])) not in asked:
                asked.add(key)
                yield {**self._constant(listing.params), **params}, keep

    def _batches(self, listing: Listing, things: Sequence[Named]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """The things in batches, each of those that have the common parameters in common."""
        groups: dict[str, tuple[dict[str, Any], list[Named]]] = {}
        for ident, item in things:
            common = {name: self._value(path, ident, item) for name, path in listing.common.items()}
            groups.setdefault(json.dumps(common), (common, []))[1].append((ident, item))
        for common, members in groups.values():
            for start in range(0, len(members), listing.batch):
                some = members[start : start + listing.batch]
                params = {
                    name: [self._value(path, ident, item) for ident, item in some]
                    for name, path in listing.from_each.items()
                }
                yield {**self._constant(listing.params), **common, **params}, {}

    def _constant(self, params: dict[str, object]) -> dict[str, Any]:
        return {name: self._filled(value) for name, value in params.items()}

    def _filled(self, value: Any) -> Any:
        if isinstance(value, dict):
            return self._constant(value)
        if isinstance(value, list):
            return [self._filled(item) for item in value]
        return self.account if value == "@account" else value

    def _items(self, listing: Listing, params: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for page in self.calls.pages(self.client, listing.operation, params):
            found = jmespath.search(listing.items, page) if listing.items else page
            for item in flat([found] if listing.single and not isinstance(found, list) else found):
                yield item if isinstance(item, dict) else {"id": item}

    def _things(self, listing: Listing, items: Sequence[dict[str, Any]]) -> Iterator[Record]:
        """Each item with what its detail calls say, in the order listed; several are asked about at a time."""
        named = [(str(jmespath.search(listing.id, item) if listing.id else listing.type), item) for item in items]
        details = listing.details_for(self.facts) if self._is_wanted(listing) else ()
        if not details:
            yield from self._answers(listing, named, iter([[] for _ in named]))
            return
        with ThreadPoolExecutor(min(AT_A_TIME, len(named)) or 1) as pool:
            asked = pool.map(lambda name: self._details(listing, details, *name), named)
            yield from self._answers(listing, named, asked)

    def _answers(
        self, listing: Listing, named: Sequence[Named], details: Iterator[list[Answer | Refusal]]
    ) -> Iterator[Record]:
        operation = self._name(listing.operation)
        found = self.found.setdefault(listing.type, [])
        for (ident, item), records in zip(named, details, strict=True):
            parts = {record.part: record.document for record in records if isinstance(record, Answer)}
            found.append((ident, {**item, "parts": parts} if parts else item))
            if self._is_wanted(listing):
                region = _region(listing, item)
                yield Answer(listing.type, ident, item, operation=operation, time=stamp(self.clock), region=region)
                yield from records

    def _details(
        self, listing: Listing, details: Sequence[Detail], ident: str, item: dict[str, Any]
    ) -> list[Answer | Refusal]:
        records: list[Answer | Refusal] = []
        known = {**item, "parts": {}}
        for detail in details:
            if not detail.when or jmespath.search(detail.when, known):
                record = self._detail(listing, detail, ident, known)
                records.append(record)
                if isinstance(record, Answer):
                    known["parts"][detail.part] = record.document
        return records

    def _detail(self, listing: Listing, detail: Detail, ident: str, item: dict[str, Any]) -> Answer | Refusal:
        operation = self._name(detail.operation)
        region = _region(listing, item)
        try:
            params = {name: self._value(path, ident, item) for name, path in detail.params.items()}
            client = self.elsewhere(region) if region and self.elsewhere else self.client
            pages = list(self.calls.pages(client, detail.operation, {**self._constant(detail.constant), **params}))
            whole = pages[0] if len(pages) == 1 else together(pages)
            document = jmespath.search(detail.answer, whole) if detail.answer else whole
        except PROBLEMS as problem:
            if not is_absent(problem, detail.absent):
                return self._refusal(listing.type, detail.operation, detail.permission, problem, ident, detail.part)
            document = None
        return Answer(listing.type, ident, document, detail.part, operation, stamp(self.clock))

    def _value(self, path: str, ident: str, item: dict[str, Any]) -> Any:
        return ident if path == "@id" else jmespath.search(path, item)

    def _refusal(
        self, kind: str, operation: str, permission: str, problem: Exception, ident: str = "", part: str = ""
    ) -> Refusal:
        sort = sort_of(problem, missing=self.missing)
        sort = "unsupported" if ident and sort == "absent" else sort
        why = " ".join(str(problem).split())[:300]
        return Refusal(kind, sort, self._name(operation), permission, why, ident, part, stamp(self.clock))

    def _name(self, operation: str) -> str:
        words = "".join(part.title() for part in operation.split("_"))
        named: str = self.client.meta.method_to_api_mapping.get(operation, words)
        return f"{self.service.client}:{named}"


def _joined(listing: Listing, item: dict[str, Any], said: dict[str, dict[str, list[Any]]]) -> dict[str, list[Any]]:
    named = {name: str(jmespath.search(join.of, item)) for name, join in listing.joined.items()}
    return {name: said[name][of] for name, of in named.items() if of in said[name]}


def _region(listing: Listing, item: dict[str, Any]) -> str:
    return str(jmespath.search(listing.region, item) or "") if listing.region else ""


def _shared(service: Service) -> frozenset[str]:
    """Operations that several listings of a service go by."""
    names = Counter(listing.operation for listing in service.listings)
    return frozenset(name for name, times in names.items() if times > 1)
