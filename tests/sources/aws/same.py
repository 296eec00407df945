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
from pcicheck.rulebook.load import Params, Rulebook, load_rulebook
from pcicheck.scanning import scan
from pcicheck.sources.aws.collect import collect
from pcicheck.sources.aws.session import Asked
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.only import Only
from pcicheck.sources.live.records import Record
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit

ACCOUNT, REGION = "123456789012", "eu-west-1"
Verdicts = dict[tuple[str, str], str]
"""Rule and part of the resource to verdict."""


def judged(path: Path, params: Params | None = None) -> list[Finding]:
    """Every finding about one input."""
    rules = book(msgspec.json.encode(params) if params else b"")
    return list(scan([path], config=Config(), rules=rules).findings())


@cache
def book(params: bytes = b"") -> Rulebook:
    """All rules, read once, as every test judges with all of them; with what the entity declares, as JSON."""
    return load_rulebook(params=msgspec.json.decode(params) if params else None)


def planned(resources: Mapping[str, Mapping[str, Any]], params: Params | None = None) -> list[Finding]:
    """Every finding about a plan in short form."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.json")
        written = {address: dict(attributes) for address, attributes in resources.items()}
        path.write_bytes(msgspec.json.encode(plan(written)))
        return judged(path, params)


def recorded(records: Mapping[str, Iterable[Record]], region: str = REGION) -> list[Finding]:
    """Every finding about recorded answers, by service."""
    return _recorded({Unit(ACCOUNT, region, service): answers for service, answers in records.items()})


def answered(records: Mapping[str, Iterable[Record]], params: Params | None = None) -> list[Finding]:
    """Every finding about recorded answers, by service, of the region or of the account as the service has it."""
    once = {service.client for service in services() if not service.everywhere}
    units = {
        Unit(ACCOUNT, GLOBAL if service in once else REGION, service): answers for service, answers in records.items()
    }
    return _recorded(units, params)


def _recorded(records: Mapping[Unit, Iterable[Record]], params: Params | None = None) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Snapshot(Path(folder, "snapshot"))
        scope = {"accounts": [ACCOUNT], "regions": [REGION]}
        manifest = Manifest(provider="aws", tool_version="0", started="2026-01-01T00:00:00Z", scope=scope)
        snapshot.start(manifest, resume=False)
        for unit, answers in records.items():
            snapshot.write(unit, answers)
        manifest.finished = manifest.started
        snapshot.write_manifest(manifest)
        return judged(snapshot.folder, params)


def collected(folder: Path, *types: str) -> list[Finding]:
    """Every finding about what is collected of the types, in one region."""
    collect(Asked(regions=(REGION,)), folder, only=Only(types=types))
    return judged(folder)


def verdicts(findings: Iterable[Finding], address: str) -> Verdicts:
    """What was said about one native thing; that a rule does not apply counts as silence."""
    native = address.partition("#")[0]
    return {
        (finding.rule, finding.address.removeprefix(address)): finding.verdict
        for finding in findings
        if finding.native_address == native
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
