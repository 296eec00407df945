"""A snapshot of Google Cloud as documents in Terraform's form."""

from __future__ import annotations

from collections.abc import Container

from pcicheck.model.origin import Gap
from pcicheck.model.value import Unknown
from pcicheck.sources.base import Reading
from pcicheck.sources.gcp.assets import Assets
from pcicheck.sources.gcp.catalog import whole
from pcicheck.sources.gcp.seen import NEVER_LISTED, Scope, sight
from pcicheck.sources.live.natives import gap_of, why_not
from pcicheck.sources.live.records import Answer, Listed, Refusal
from pcicheck.sources.live.snapshot import Manifest, Snapshot

SOURCE = "gcp"
_NETWORK = "google_compute_network"


def read(snapshot: Snapshot, manifest: Manifest, wanted: Container[str]) -> Reading:
    """Everything that a snapshot holds. Raises ``InputError`` where a file of it is damaged."""
    assets = Assets(wanted)
    gaps: list[Gap] = []
    hides: dict[Gap, tuple[str, ...]] = {}
    scopes = {parent.replace("/", "-"): Scope(parent) for parent in manifest.scope.get("parents", [])}
    for unit in snapshot.units():
        scope = scopes.setdefault(unit.account, Scope(unit.account.replace("-", "/", 1)))
        before = set(assets.owners)
        for record in snapshot.read(unit):
            if isinstance(record, Refusal):
                gap = gap_of(unit, record)
                gaps.append(gap)
                hides[gap] = ("*",) if unit.service == "resource" else tuple(sorted(whole(unit.service)))
                scope.refused[unit.service] = why_not(record)
            elif isinstance(record, Answer):
                assets.take(record.document, record.operation, record.time, manifest.identities.get(unit.account, ""))
                scope.meet(record.document)
            elif isinstance(record, Listed) and record.type == "*":
                scope.listed.add(unit.service)
        scope.owners |= assets.owners.keys() - before
    for scope in scopes.values():
        if "iam-policy" not in scope.listed:
            why = scope.refused.get("iam-policy", "they were not asked for")
            assets.hide_policies(Unknown(f"policies were not shown: {why}"), sorted(scope.owners))
    assets.finish()
    if not manifest.types or _NETWORK in manifest.types:
        _tell_starters(assets, [scope for scope in scopes.values() if "resource" in scope.listed])
    reading = assets.reading()
    reading.source = SOURCE
    reading.gaps = [*gaps, *reading.gaps]
    reading.hides = hides
    if manifest.finished:
        reading.never_listed = NEVER_LISTED
        reading.seen, reading.unseen, reading.visited = sight(assets, list(scopes.values()), manifest.types)
    else:
        why = "the collection was interrupted; go on with 'pcicheck collect gcp --resume'"
        reading.gaps.append(Gap("incomplete", str(snapshot.folder), why, blinds=("*",)))
    return reading


def _tell_starters(assets: Assets, scopes: list[Scope]) -> None:
    """Say of projects that have no network called "default", where all networks were listed, that they have none."""
    nodes = {assets.projects.relative(node) for scope in scopes for node in (*scope.nodes, scope.parent)}
    for document in assets.documents:
        if document.type == "google_project" and f"projects/{document.account}" in nodes:
            told = document.values if isinstance(document.values, dict) else {}
            told["auto_create_network"] = told.get("auto_create_network") is True
