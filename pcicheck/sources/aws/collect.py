"""Take a snapshot of AWS accounts: every region once, services without regions once, many units at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Container
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from pathlib import Path

import msgspec

from pcicheck.version import __version__
from pcicheck.sources.aws.ask import Asking, Clock
from pcicheck.sources.aws.session import Account, Asked, accounts
from pcicheck.sources.aws.table import Service
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit

WORKERS = 8
"""Units that are asked at a time."""
Progress = Callable[[str], None]


def collect(
    asked: Asked,
    folder: Path,
    *,
    types: Collection[str] = (),
    resume: bool = False,
    clock: Clock = lambda: dt.datetime.now(dt.UTC),
    progress: Progress = lambda _: None,
) -> int:
    """Write a snapshot to ``folder`` and return the number of calls. ``types`` narrows it; empty for everything.

    An interruption leaves a snapshot whose manifest says that it is incomplete. Raises ``InputError`` where the
    credentials do not do, ``OutputError`` where the folder does not.
    """
    snapshot = Snapshot(folder)
    found = accounts(asked)
    looked_at = {account.id: account.regions(asked.regions) for account in found}
    manifest = Manifest(
        provider="aws",
        tool_version=__version__,
        started=_stamp(clock),
        identities={account.id: account.identity for account in found},
        scope={
            "accounts": sorted(looked_at),
            "regions": sorted({r for regions in looked_at.values() for r in regions}),
        },
        types=sorted(types),
    )
    manifest = snapshot.start(manifest, resume=resume)
    wanted = types or {kind for service in services() for listing in service.listings for kind in listing.types}
    calls = _ask_all(snapshot, found, looked_at, wanted, clock, progress)
    snapshot.write_manifest(msgspec.structs.replace(manifest, finished=_stamp(clock)))
    return calls


def _ask_all(
    snapshot: Snapshot,
    found: list[Account],
    looked_at: dict[str, list[str]],
    wanted: Container[str],
    clock: Clock,
    progress: Progress,
) -> int:
    work = [
        (account, service, Unit(account.id, region, service.client))
        for account in found
        for service in services()
        if any(kind in wanted for listing in service.listings for kind in listing.types)
        for region in (looked_at[account.id] if service.everywhere else [GLOBAL])
    ]
    work = [item for item in work if not snapshot.has(item[2])]
    calls = 0
    with ThreadPoolExecutor(WORKERS) as pool:
        running = {pool.submit(_ask, snapshot, *item, wanted, clock): item[2] for item in work}
        try:
            for number, done in enumerate(as_completed(running), start=1):
                unit = running[done]
                calls += done.result()
                progress(f"{number} of {len(work)}: {unit.service} in {unit.region} of {unit.account}")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return calls


def _ask(
    snapshot: Snapshot, account: Account, service: Service, unit: Unit, wanted: Container[str], clock: Clock
) -> int:
    asking = Asking(
        account.client(service.client, "" if unit.region == GLOBAL else unit.region),
        service,
        wanted,
        clock,
        account=account.id,
        elsewhere=partial(account.client, service.client),
    )
    snapshot.write(unit, asking.records())
    return asking.calls


def _stamp(clock: Clock) -> str:
    return clock().strftime("%Y-%m-%dT%H:%M:%SZ")
