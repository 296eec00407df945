"""Whether the same thing gets the same verdicts as a Terraform plan and as live documents."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from pcicheck.cases.shorthand import plan
from pcicheck.config import Config
from pcicheck.results.finding import Finding
from pcicheck.rulebook.load import Rulebook, load_rulebook
from pcicheck.scanning import scan
from pcicheck.sources.aws.collect import collect
from pcicheck.sources.aws.session import Asked
from pcicheck.sources.live.records import Record
from pcicheck.sources.live.snapshot import Manifest, Snapshot, Unit

ACCOUNT, REGION = "123456789012", "eu-west-1"
Verdicts = dict[tuple[str, str], str]
"""Rule and part of the resource to verdict."""


def judged(path: Path) -> list[Finding]:
    """Every finding about one input."""
    return list(scan([path], config=Config(), rules=_book()).findings())


@cache
def _book() -> Rulebook:
    """Read once, as every test judges with all of it."""
    return load_rulebook()


def planned(resources: dict[str, dict[str, Any]]) -> list[Finding]:
    """Every finding about a plan in short form."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.json")
        path.write_bytes(msgspec.json.encode(plan(resources)))
        return judged(path)


def recorded(records: Mapping[str, Iterable[Record]], region: str = REGION) -> list[Finding]:
    """Every finding about recorded answers, by service."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Snapshot(Path(folder, "snapshot"))
        scope = {"accounts": [ACCOUNT], "regions": [REGION]}
        manifest = Manifest(provider="aws", tool_version="0", started="2026-01-01T00:00:00Z", scope=scope)
        snapshot.start(manifest, resume=False)
        for service, answers in records.items():
            snapshot.write(Unit(ACCOUNT, region, service), answers)
        manifest.finished = manifest.started
        snapshot.write_manifest(manifest)
        return judged(snapshot.folder)


def collected(folder: Path, *types: str) -> list[Finding]:
    """Every finding about what is collected of the types, in one region."""
    collect(Asked(regions=(REGION,)), folder, types=types)
    return judged(folder)


def verdicts(findings: Iterable[Finding], address: str) -> Verdicts:
    """What was said about one native thing; that a rule does not apply counts as silence."""
    return {
        (finding.rule, finding.address.removeprefix(address)): finding.verdict
        for finding in findings
        if finding.native_address == address
        and finding.address.startswith(address)
        and finding.verdict != "not_applicable"
    }


def by_rule(findings: Iterable[Finding], address: str) -> dict[str, str]:
    """What each rule that applies said about the thing itself."""
    return {rule: verdict for (rule, part), verdict in verdicts(findings, address).items() if not part}


def differences(
    before: Iterable[Finding], after: Iterable[Finding], pairs: Mapping[str, str], besides: Collection[str] = ()
) -> list[str]:
    """A sentence for each verdict that differs between the plan and the live thing of each pair of addresses.

    ``besides`` are rules of which the source says why they may differ.
    """
    before, after = list(before), list(after)
    said = []
    for planned_at, live_at in pairs.items():
        first, second = verdicts(before, planned_at), verdicts(after, live_at)
        if not first:
            said.append(f"nothing was said about {planned_at}")
        for key in sorted(first.keys() | second.keys()):
            if first.get(key) != second.get(key) and key[0] not in besides:
                said.append(f"{key}: {planned_at} {first.get(key)}, {live_at} {second.get(key)}")
    return said
