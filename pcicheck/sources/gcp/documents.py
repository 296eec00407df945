"""A snapshot of Google Cloud as documents in Terraform's form."""

from __future__ import annotations

from collections.abc import Container

from msgspec import Struct

from pcicheck.model.origin import Gap
from pcicheck.model.value import Unknown
from pcicheck.sources.base import Reading
from pcicheck.sources.gcp.assets import Assets
from pcicheck.sources.gcp.catalog import hides, told_by
from pcicheck.sources.gcp.files import NEXT_PAGE, OPERATION, content_of
from pcicheck.sources.gcp.lacking import LACKING, apis_of, doubt_flow_logs, gaps
from pcicheck.sources.gcp.seen import NEVER_LISTED, Scope, sight
from pcicheck.sources.live.feeding import interrupted
from pcicheck.sources.live.natives import gap_of, why_not
from pcicheck.sources.live.records import Answer, Listed, Refusal
from pcicheck.sources.live.snapshot import Manifest, Snapshot, Unit

SOURCE = "gcp"
_NETWORK = "google_compute_network"


def read(snapshot: Snapshot, manifest: Manifest, wanted: Container[str]) -> Reading:
    """Everything that a snapshot holds. Raises ``InputError`` where a file of it is damaged."""
    assets = Assets(wanted)
    told = _Told({parent.replace("/", "-"): Scope(parent) for parent in manifest.scope.get("parents", [])})
    for unit in snapshot.units():
        scope = told.scope_of(unit)
        for record in snapshot.read(unit):
            if isinstance(record, Refusal):
                told.refuse(unit, record)
            elif isinstance(record, Listed) and record.type == "*":
                scope.listed.add(content_of(unit))
            elif isinstance(record, Answer) and record.type != NEXT_PAGE:
                scope.meet(record.document)
                if told.is_new(unit, record):
                    identity = manifest.identities.get(scope.parent, "")
                    assets.take(record.document, record.operation, record.time, identity)
    scopes = list(told.scopes.values())
    _hide_policies(assets, scopes)
    assets.finish()
    seeing = [scope for scope in scopes if "resource" in scope.listed]
    if not manifest.types or _NETWORK in manifest.types:
        _tell_starters(assets, seeing)
    apis = apis_of(assets)
    doubt_flow_logs(assets, apis)
    reading = assets.reading()
    reading.source = SOURCE
    reading.gaps = [*told.gaps, *reading.gaps]
    reading.hides = told.hides
    if manifest.finished:
        reading.never_listed = NEVER_LISTED
        reading.seen, reading.unseen, reading.visited = sight(assets, scopes, manifest.types)
        for gap, hidden in gaps(f"gcp/{OPERATION}", {item.type for item in reading.unseen} & LACKING.keys()):
            reading.gaps.append(gap)
            reading.hides[gap] = hidden
    else:
        reading.gaps.append(Gap("incomplete", str(snapshot.folder), interrupted(SOURCE), blinds=("*",)))
    return reading


class _Told(Struct):
    """What a snapshot tells of what was asked: parents, refusals, and assets met before."""

    scopes: dict[str, Scope]
    gaps: list[Gap] = []
    hides: dict[Gap, tuple[str, ...]] = {}
    met: set[tuple[str, str, str]] = set()

    def scope_of(self, unit: Unit) -> Scope:
        """The parent that a file is about."""
        return self.scopes.setdefault(unit.account, Scope(unit.account.replace("-", "/", 1)))

    def refuse(self, unit: Unit, record: Refusal) -> None:
        """Take in that a list, or one type of assets in it, could not be had."""
        gap, why, content = gap_of(unit, record), why_not(record), content_of(unit)
        self.gaps.append(gap)
        if record.type == "*":
            self.scope_of(unit).refused[content] = why
            self.hides[gap] = hides(content)
        else:
            hidden = told_by(content).get(record.type, ())
            self.scope_of(unit).unsupported |= dict.fromkeys(hidden, why)
            self.hides[gap] = hidden

    def is_new(self, unit: Unit, record: Answer) -> bool:
        """Whether an asset is met for the first time: parents may lie inside each other."""
        content = content_of(unit)
        if content == "access-policy":
            return True  # several of its assets have one name
        key = (content, record.type, record.id)
        if key in self.met:
            return False
        self.met.add(key)
        return True


def _hide_policies(assets: Assets, scopes: list[Scope]) -> None:
    """Say of things whose policies were listed below none of the parents that they may have some."""
    shown = {name for scope in scopes if "iam-policy" in scope.listed for name in scope.names}
    for scope in scopes:
        if "iam-policy" not in scope.listed:
            why = scope.refused.get("iam-policy", "they were not asked for")
            names = sorted((scope.names & assets.owners.keys()) - shown)
            assets.hide_policies(Unknown(f"policies were not shown: {why}"), names)


def _tell_starters(assets: Assets, scopes: list[Scope]) -> None:
    """Say of projects that have no network called "default", where all networks were listed, that they have none."""
    nodes = {assets.projects.relative(node) for scope in scopes for node in (*scope.nodes, scope.parent)}
    for document in assets.documents:
        if document.type == "google_project" and f"projects/{document.account}" in nodes:
            told = document.values if isinstance(document.values, dict) else {}
            told["auto_create_network"] = told.get("auto_create_network") is True
