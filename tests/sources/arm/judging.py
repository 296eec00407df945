"""Scans with one rulebook, which is read once."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from pcicheck import scan
from pcicheck.results.finding import Finding
from pcicheck.results.results import Results
from pcicheck.rulebook.load import Rulebook, load_rulebook
from pcicheck.sources.azure.collect import Asked, collect
from pcicheck.sources.live.snapshot import Snapshot
from tests.sources.arm.manager import Azure, served


@cache
def book() -> Rulebook:
    """Every rule."""
    return load_rulebook()


def results(*targets: Path) -> Results:
    """Everything that a scan of the targets says."""
    return scan(targets, rules=book())


def judged(*targets: Path) -> list[Finding]:
    """Every finding of the targets."""
    return list(results(*targets).findings())


def clock() -> dt.datetime:
    """A time that does not pass."""
    return dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def collected(azure: Azure, folder: Path, into: str = "s", **more: Any) -> Snapshot:
    """A snapshot of an estate, taken over a server that serves it for that long."""
    with served(azure, folder) as connection:
        collect(Asked(), folder / into, connection=connection, **more)
    return Snapshot(folder / into)
