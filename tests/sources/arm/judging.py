"""Scans with one rulebook, which is read once."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import UNSET

from pcicheck import scan
from pcicheck.results.finding import Finding
from pcicheck.results.results import Results
from pcicheck.rulebook.load import Rulebook, load_rulebook
from pcicheck.sources.azure.collect import Asked, collect
from pcicheck.sources.live.snapshot import Snapshot
from tests.sources.arm.manager import Azure, served

DECLARED: dict[str, dict[str, Any]] = {
    "key-protection-as-declared": {"levels": ["hsm", "dedicated_hsm"]},
    "key-rotated-within-cryptoperiod": {"max_days": 400},
    "object-store-retention": {"max_days": 500},
}
"""Rule to what PCI DSS leaves to the entity."""


@cache
def book() -> Rulebook:
    """Every rule, with what the entity must declare declared."""
    return load_rulebook(params=DECLARED)


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


def of_account(finding: Finding) -> bool:
    """Whether it answers what must exist in a subscription, whatever thing it points at."""
    return finding.rule in _of_accounts()


@cache
def _of_accounts() -> frozenset[str]:
    return frozenset(compiled.rule.id for compiled in book().rules if compiled.rule.exists is not UNSET)
