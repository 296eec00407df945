"""Everything of one sort of content below one parent, page by page, into one file or several of a snapshot.

A file holds as many pages as are worth asking again after an interruption; its last line tells where the next begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from google.api_core import exceptions as refused
from google.api_core.retry import Retry
from google.auth.exceptions import GoogleAuthError
from google.cloud import asset_v1
from msgspec import Struct, field

from pcicheck.errors import InputError
from pcicheck.sources.gcp import refusals
from pcicheck.sources.gcp.catalog import CONTENTS
from pcicheck.sources.gcp.files import NEXT_PAGE, OPERATION, unit_of
from pcicheck.sources.gcp.signing import not_accepted
from pcicheck.sources.live.clock import Clock, stamp
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal
from pcicheck.sources.live.snapshot import Snapshot

_PAGE = 1000


class _StaleError(Exception):
    """The page at which an interrupted collection stopped is not kept any more."""


class Means(Struct, frozen=True):
    """What it takes to ask."""

    client: Any
    clock: Clock
    retry: Retry
    pages_a_file: int


class Asking(Struct):
    """One sort of content of one parent."""

    means: Means
    parent: str
    content: str
    types: list[str]
    """Types of assets to ask for; empty for all."""
    tell: Callable[[str], None]
    token: str = ""
    """Where the next file begins; empty where nothing is left."""
    file: int = 1
    """Number of the next file."""
    counts: dict[str, int] = field(default_factory=dict)
    """How many assets of each type there are so far."""
    pages: int = 0
    """How many came this time."""
    denial: Refusal | None = None
    """Why the rest, or all of it, could not be had."""

    def write(self, snapshot: Snapshot) -> None:
        """Ask for all that is left, file by file. Raises ``InputError`` for bad credentials, or no such parent."""
        if not self._resume(snapshot):
            return
        while True:
            try:
                snapshot.write(unit_of(self.parent, self.content, self.file), self._records())
            except _StaleError:
                self._start_over(snapshot)
                continue
            if not self.token:
                return
            self.file += 1

    def _start_over(self, snapshot: Snapshot) -> None:
        """Forget what an interrupted collection got, as nobody can tell what follows it."""
        for number in range(1, self.file + 1):
            snapshot.drop(unit_of(self.parent, self.content, number))
        self.file, self.token, self.counts = 1, "", {}

    def _resume(self, snapshot: Snapshot) -> bool:
        """Go to where an interrupted collection stopped; false where nothing is left. What was refused is left."""
        while snapshot.has(unit := unit_of(self.parent, self.content, self.file)):
            last: Record | None = None
            counts = dict(self.counts)
            for record in snapshot.read(unit):
                last = record
                if isinstance(record, Answer) and record.type != NEXT_PAGE:
                    counts[record.type] = counts.get(record.type, 0) + 1
            if isinstance(last, Refusal) and last.kind != "unsupported":
                snapshot.drop(unit)
                return True
            if not (isinstance(last, Answer) and last.type == NEXT_PAGE):
                return False
            self.token, self.counts, self.file = last.id, counts, self.file + 1
        return True

    def _records(self) -> Iterator[Record]:
        """The pages of one file."""
        while True:
            try:
                yield from self._answers()
            except GoogleAuthError as problem:
                raise not_accepted(problem) from problem
            except refused.GoogleAPIError as problem:
                said = refusals.cause(problem)
                if self.token and not self.pages and isinstance(said, refused.InvalidArgument):
                    raise _StaleError from problem
                unknown = refusals.unknown_types(said, self.types)
                for name in unknown:
                    yield self._refusal(name, said)
                if unknown and len(unknown) < len(self.types):
                    self.types = [name for name in self.types if name not in unknown]
                    continue
                if not unknown:
                    yield self._given_up(said)
                self.token = ""
                return
            if not self.token:
                yield from self._listed()
            return

    def _answers(self) -> Iterator[Record]:
        request = {
            "parent": self.parent,
            "content_type": getattr(asset_v1.ContentType, CONTENTS[self.content][0]),
            "asset_types": self.types,
            "page_size": _PAGE,
            "page_token": self.token,
        }
        pages = self.means.client.list_assets(request=request, retry=self.means.retry).pages
        for number, page in enumerate(pages, start=1):
            self.pages += 1
            self.token = page.next_page_token
            for asset in page.assets:
                yield self._answer(plain(asset_v1.Asset.to_dict(asset, use_integers_for_enums=False)))
            self.tell(f"{self.content} of {self.parent}, {sum(self.counts.values())} so far")
            if number == self.means.pages_a_file and self.token:
                yield Answer(NEXT_PAGE, self.token, None, operation=OPERATION, time=stamp(self.means.clock))
                return

    def _answer(self, document: dict[str, Any]) -> Answer:
        kind = str(document.get("asset_type", ""))
        self.counts[kind] = self.counts.get(kind, 0) + 1
        part = "" if self.content == "resource" else self.content
        name = str(document.get("name", ""))
        return Answer(kind, name, document, part, OPERATION, stamp(self.means.clock))

    def _listed(self) -> Iterator[Listed]:
        time = stamp(self.means.clock)
        for kind in sorted(self.counts):
            yield Listed(kind, self.counts[kind], OPERATION, time)
        yield Listed("*", sum(self.counts.values()), OPERATION, time)

    def _given_up(self, problem: refused.GoogleAPIError) -> Refusal:
        if refusals.is_token(problem):
            raise not_accepted(problem) from problem
        if isinstance(problem, refused.NotFound):
            raise InputError(f"gcp: there is no {self.parent} ({refusals.sentence(problem)})") from problem
        self.denial = self._refusal("*", problem)
        return self.denial

    def _refusal(self, kind: str, problem: refused.GoogleAPIError) -> Refusal:
        right, time = CONTENTS[self.content][1], stamp(self.means.clock)
        return Refusal(kind, refusals.kind_of(problem), OPERATION, right, refusals.sentence(problem), time=time)


def plain(value: Any) -> Any:
    """Whole numbers as such: the inventory carries all numbers as floating ones. What nobody set is left out, but not
    an empty object, which stands for something that is set."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if item not in (None, "", [])}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
