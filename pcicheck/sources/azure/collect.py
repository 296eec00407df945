"""Take a snapshot of Azure: all resources in bulk by Resource Graph, and by Resource Manager what the graph lacks.

Rights: ``Microsoft.ResourceGraph/resources/read`` and the reader's right on what is looked at, which the built-in role
Reader has; ``pcicheck permissions azure`` lists them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import msgspec

from pcicheck.sources.azure.asking import Details, Owner
from pcicheck.sources.azure.details import CHILDREN, RIGHTS, SUBSCRIPTION_TYPE, TABLES, asked_of
from pcicheck.sources.azure.graph import GraphTable
from pcicheck.sources.azure.scope import subscriptions
from pcicheck.sources.azure.session import Asked, Connection, Session, of_the_user
from pcicheck.sources.live.clock import Clock, now, stamp
from pcicheck.sources.live.only import EVERYTHING, Only
from pcicheck.sources.live.progress import Progress, silent
from pcicheck.sources.live.records import Answer, Record
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from pcicheck.version import __version__

__all__ = ["Asked", "Connection", "collect"]

_AT_ONCE = 8
_AHEAD = 64
"""Owners that are under way before what was asked first is written."""
_OWN = "subscription"
"""Unit of what is asked of a subscription itself."""


def collect(
    asked: Asked,
    folder: Path,
    *,
    only: Only = EVERYTHING,
    resume: bool = False,
    clock: Clock = now,
    progress: Progress = silent,
    connection: Connection | None = None,
) -> int:
    """Write a snapshot to ``folder`` and return the number of calls.

    An interruption leaves a snapshot whose manifest says that it is incomplete. Raises ``InputError`` where the
    credentials or what was asked for do not do, ``OutputError`` where the folder does not.
    """
    snapshot = Snapshot(folder)
    snapshot.check("azure", resume=resume)
    progress("signing in")
    with Session(connection or of_the_user()) as session:
        identity = session.identity()
        names = subscriptions(asked, session)
        manifest = Manifest(
            provider="azure",
            tool_version=__version__,
            started=stamp(clock),
            identities=dict.fromkeys(names, identity),
            scope={"subscriptions": names, "management_groups": sorted(asked.management_groups)},
            types=sorted(only.types),
            facts=sorted(only.facts),
            rules=sorted(only.rules),
        )
        manifest = snapshot.start(manifest, resume=resume)
        _Round(snapshot, session, manifest, clock, progress).go()
        snapshot.write_manifest(msgspec.structs.replace(manifest, finished=stamp(clock)))
        return session.calls


class _Round:
    """Everything that one collection shares."""

    def __init__(
        self,
        snapshot: Snapshot,
        session: Session,
        manifest: Manifest,
        clock: Clock,
        progress: Progress,
    ) -> None:
        self.snapshot, self.session, self.clock, self.progress = snapshot, session, clock, progress
        self.names = names = manifest.scope["subscriptions"]
        types, facts = frozenset(manifest.types), frozenset(manifest.facts)
        self.tables = [table for name in TABLES if (table := GraphTable(name, TABLES[name], types, facts)).needed]
        self.details = Details(session.manager, types, facts, clock)
        self.owning = {name for name in CHILDREN if any(True for _ in asked_of(name, types, facts))}
        self.services = [_OWN, *sorted({_service(name) for name in self.owning})]
        self.done, self.total = 0, len(names) * (len(self.tables) + len(self.services))

    def go(self) -> None:
        """Ask all that is not there yet. What is under way when that ends in an error is dropped, not waited for."""
        pool = ThreadPoolExecutor(_AT_ONCE)
        try:
            self._bulk(pool)
            self._singly(pool)
        finally:
            self.session.stop.set()
            pool.shutdown(wait=False, cancel_futures=True)

    def _bulk(self, pool: ThreadPoolExecutor) -> None:
        """Every table of each subscription."""
        work: deque[tuple[GraphTable, Future[dict[str, list[Record]]]]] = deque()
        for table in self.tables:
            missing = [name for name in self.names if not self.snapshot.has(Unit(name, GLOBAL, table.name))]
            self.done += len(self.names) - len(missing)
            for batch in table.batches(missing):
                work.append((table, pool.submit(table.records, self.session.graph, batch, self.clock)))
        self.progress("asking", self.done, self.total)
        while work:
            table, asking = work.popleft()
            for name, records in asking.result().items():
                self._write(Unit(name, GLOBAL, table.name), records)

    def _singly(self, pool: ThreadPoolExecutor) -> None:
        """What belongs to resources, service by service."""
        running: deque[tuple[Unit, list[Future[list[Record]]]]] = deque()
        for unit, owners in self._owners():
            running.append((unit, [pool.submit(self.details.of, owner) for owner in owners]))
            while sum(len(futures) for _, futures in running) > _AHEAD:
                self._finish(*running.popleft())
        while running:
            self._finish(*running.popleft())

    def _finish(self, unit: Unit, futures: list[Future[list[Record]]]) -> None:
        records: list[Record] = []
        for number, future in enumerate(futures):
            if number % _AHEAD == 0 and number:
                self._tell(unit, f" ({number} of {len(futures)})")
            records += future.result()
        self._write(unit, records)

    def _owners(self) -> Iterator[tuple[Unit, list[Owner]]]:
        """The units that are not there yet, with what is asked about in each."""
        for name in self.names:
            units = {service: Unit(name, GLOBAL, service) for service in self.services}
            missing = {service: unit for service, unit in units.items() if not self.snapshot.has(unit)}
            owners: dict[str, list[Owner]] = {service: [] for service in missing}
            if not missing.keys() <= {_OWN}:
                for owner in self._resources(name):
                    owners.setdefault(_service(owner.type), []).append(owner)
            owners[_OWN] = [Owner(f"/subscriptions/{name}", SUBSCRIPTION_TYPE, {}, (RIGHTS,))]
            self.done += sum(1 for service in self.services if service not in missing or not owners[service])
            for service, unit in missing.items():
                if owners[service]:
                    yield unit, owners[service]

    def _resources(self, name: str) -> Iterator[Owner]:
        """The resources of a subscription of which more can be asked."""
        unit = Unit(name, GLOBAL, "resources")
        for record in self.snapshot.read(unit) if self.snapshot.has(unit) else ():
            if isinstance(record, Answer) and record.type.lower() in self.owning:
                yield Owner(record.id, record.type, record.document)

    def _write(self, unit: Unit, records: list[Record]) -> None:
        self.snapshot.write(unit, records)
        self.done += 1
        self._tell(unit)

    def _tell(self, unit: Unit, more: str = "") -> None:
        self.progress(f"{unit.account} · {unit.service}{more}", self.done, self.total)


def _service(arm_type: str) -> str:
    """The provider of a type, such as ``microsoft.sql``: what is asked of its things stands in one file."""
    return arm_type.lower().partition("/")[0]
