"""Take a snapshot of AWS accounts: every region once, services without regions once, many units at a time."""

from __future__ import annotations

import threading
from collections.abc import Collection, Container
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct, field

from pcicheck.errors import InputError
from pcicheck.sources.aws.ask import Asking
from pcicheck.sources.aws.session import Account, Asked, Closed, accounts
from pcicheck.sources.aws.table import Service
from pcicheck.sources.aws.tables import listed_types, services
from pcicheck.sources.aws.tables.tags import TAGS
from pcicheck.sources.live.clock import Clock, now, stamp
from pcicheck.sources.live.only import EVERYTHING, Only
from pcicheck.sources.live.progress import Progress, silent
from pcicheck.sources.live.records import Refusal
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from pcicheck.version import __version__

WORKERS = 8
"""Units that are asked at a time."""
_PATIENCE = 3.0
"""Seconds that an interrupted collection waits for the calls under way."""
DOOR = "sts"
"""Unit of an account that let nobody in."""


def collect(
    asked: Asked,
    folder: Path,
    *,
    only: Only = EVERYTHING,
    resume: bool = False,
    clock: Clock = now,
    progress: Progress = silent,
    workers: int = WORKERS,
) -> int:
    """Write a snapshot to ``folder`` and return the number of calls.

    An interruption leaves a snapshot whose manifest says that it is incomplete. Raises ``InputError`` where the
    credentials do not do, ``OutputError`` where the folder does not.
    """
    snapshot = Snapshot(folder)
    snapshot.check("aws", resume=resume)
    progress("signing in")
    found, closed = accounts(asked)
    looked_at = _regions(found, asked)
    manifest = Manifest(
        provider="aws",
        tool_version=__version__,
        started=stamp(clock),
        identities={account.id: account.identity for account in found},
        scope={
            "accounts": sorted([*looked_at, *(door.account for door in closed)]),
            "regions": sorted({region for regions in looked_at.values() for region in regions}),
        },
        regions=looked_at,
        types=sorted(only.types),
        facts=sorted(only.facts),
        rules=sorted(only.rules),
    )
    manifest = snapshot.start(manifest, resume=resume)
    wanted = {*only.types, TAGS} if only.types else listed_types()
    _write_doors(snapshot, found, closed, clock)
    _write_off(snapshot, looked_at, asked, clock)
    calls = _Round(snapshot, wanted, only.facts, clock, progress, workers).go(found, looked_at)
    snapshot.write_manifest(msgspec.structs.replace(manifest, finished=stamp(clock)))
    return calls


class _Round(Struct):
    """Everything that one collection shares."""

    snapshot: Snapshot
    wanted: Container[str]
    facts: Collection[str]
    clock: Clock
    progress: Progress
    workers: int
    stop: threading.Event = field(default_factory=threading.Event)

    def go(self, found: list[Account], looked_at: dict[str, list[str]]) -> int:
        """Ask all that is not there yet, and return the number of calls."""
        every = [
            (account, service, Unit(account.id, region, service.client))
            for account in found
            for service in services()
            if any(kind in self.wanted for listing in service.listings for kind in listing.types)
            for region in (looked_at[account.id] if service.everywhere else [GLOBAL])
        ]
        work = [item for item in every if not self.snapshot.has(item[2])]
        there = len(every) - len(work)
        calls = 0
        pool = ThreadPoolExecutor(self.workers)
        running = {pool.submit(self._ask, *item): item[2] for item in work}
        try:
            self.progress("asking", there, len(every))
            for done, future in enumerate(as_completed(running), start=there + 1):
                unit = running[future]
                calls += future.result()
                self.progress(f"{unit.account} · {unit.region} · {unit.service}", done, len(every))
        finally:
            self._end(pool, list(running))
        return calls

    def _ask(self, account: Account, service: Service, unit: Unit) -> int:
        region = service.home if unit.region == GLOBAL else unit.region
        asking = Asking(
            account.client(service.client, region),
            service,
            self.wanted,
            self.clock,
            self.facts,
            account=account.id,
            elsewhere=partial(account.client, service.client),
            missing=not account.has(service.client, region),
            stop=self.stop,
        )
        self.snapshot.write(unit, asking.records())
        return asking.calls.made

    def _end(self, pool: ThreadPoolExecutor, running: list[Future[int]]) -> None:
        """Let nothing start any more; what is under way is dropped, not waited for."""
        self.stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
        wait([future for future in running if future.running()], _PATIENCE)


def _regions(found: list[Account], asked: Asked) -> dict[str, list[str]]:
    """Account to its regions. Raises ``InputError`` for a region that no account has enabled."""
    enabled = {account.id: account.regions(asked.regions) for account in found}
    every = {region for regions in enabled.values() for region in regions}
    for region in asked.regions:
        if region not in every:
            who = f"the account {found[0].id} has" if len(found) == 1 else "none of the accounts has"
            raise InputError(f"aws: {who} no region '{region}' enabled; check the name, or enable it")
    return {
        account: [region for region in regions if not asked.regions or region in asked.regions]
        for account, regions in enabled.items()
    }


def _write_off(snapshot: Snapshot, looked_at: dict[str, list[str]], asked: Asked, clock: Clock) -> None:
    """Note the regions that some accounts have not enabled."""
    for account, regions in looked_at.items():
        for region in set(asked.regions).difference(regions):
            why = "the account has not enabled the region"
            refusal = Refusal("", "unsupported", "ec2:DescribeRegions", "ec2:DescribeRegions", why, time=stamp(clock))
            snapshot.write(Unit(account, region, DOOR), [refusal])


def _write_doors(snapshot: Snapshot, found: list[Account], closed: list[Closed], clock: Clock) -> None:
    """Note the accounts that could not be entered, and forget those that now can."""
    for account in found:
        snapshot.drop(Unit(account.id, GLOBAL, DOOR))
    for door in closed:
        refusal = Refusal("", door.kind, "sts:AssumeRole", "sts:AssumeRole", door.why, time=stamp(clock))
        snapshot.write(Unit(door.account, GLOBAL, DOOR), [refusal])
