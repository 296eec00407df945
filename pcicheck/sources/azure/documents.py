"""A snapshot of Azure as documents in Terraform's form, and what is known to be complete in it."""

from __future__ import annotations

from collections.abc import Container
from functools import cache

from pcicheck.model.origin import Gap
from pcicheck.model.resource import Place
from pcicheck.model.value import Unknown
from pcicheck.sources.azure.child import Child
from pcicheck.sources.azure.details import RIGHTS, SUBSCRIPTION_TYPE, asked_of
from pcicheck.sources.azure.resources import SOURCE, Resources, Unasked
from pcicheck.sources.azure.seen import NEVER_LISTED, Told, seen_of, unseen_of
from pcicheck.sources.azure.unasked import gaps as unasked_gaps
from pcicheck.sources.base import Reading
from pcicheck.sources.live.feeding import NOT_ASKED, interrupted
from pcicheck.sources.live.natives import gap_of, why_not
from pcicheck.sources.live.records import Listed, Refusal
from pcicheck.sources.live.snapshot import Manifest, Snapshot

_INTERRUPTED = interrupted("azure")


def read(snapshot: Snapshot, manifest: Manifest, wanted: Container[str]) -> Reading:
    """Everything that a snapshot holds. Raises ``InputError`` where a file of it is damaged."""
    resources = Resources(wanted, None, _unasked(manifest))
    gaps: list[Gap] = []
    told: dict[str, Told] = {name: Told(name) for name in manifest.scope.get("subscriptions", [])}
    hides: dict[Gap, tuple[str, ...]] = {}
    for unit in snapshot.units():
        account = told.setdefault(unit.account, Told(unit.account))
        identity = manifest.identities.get(unit.account, "")
        for record in snapshot.read(unit):
            if isinstance(record, Refusal):
                gap = gap_of(unit, record)
                gaps.append(gap)
                account.refuse(record)
                if record.id:
                    resources.part(record.id, record.part, Unknown(why_not(record)))
                else:
                    hides[gap] = account.types_of(record.type)
                    resources.hide(hides[gap], Unknown(why_not(record)), unit.account)
            elif isinstance(record, Listed):
                account.listed.add(record.type)
            elif not record.part:
                resources.take(record.document, record.operation, record.time, identity, unit.account)
            elif record.part == RIGHTS.part:
                account.may(record.document)
            else:
                resources.part(record.id, record.part, record.document)
    for name in told:
        _subscription(resources, name, manifest)
    reading = resources.reading()
    if manifest.finished:
        reading.seen = [found for account in told.values() for found in seen_of(account, manifest)]
        reading.unseen = [found for account in told.values() for found in unseen_of(account, manifest)]
        gaps += [hidden for account in told.values() if (hidden := account.gap()) is not None]
    else:
        gaps.append(Gap("incomplete", str(snapshot.folder), _INTERRUPTED, blinds=("*",)))
    reading.never_listed = NEVER_LISTED
    reading.visited = [Place(SOURCE, name, None, "cde") for name in told]
    hides |= dict(unasked_gaps(manifest.types))
    gaps += [gap for gap in hides if gap not in gaps]
    reading.hides = hides
    reading.gaps = [*gaps, *reading.gaps]
    return reading


def _unasked(manifest: Manifest) -> Unasked:
    """Why nobody asked for what belongs to things of an ARM type; ``None`` where that was asked for."""
    types, facts = frozenset(manifest.types), frozenset(manifest.facts)
    later = None if manifest.finished else Unknown(_INTERRUPTED)

    @cache
    def why(kind: str, child: Child) -> Unknown | None:
        return later if child in asked_of(kind, types, facts) else Unknown(NOT_ASKED)

    return why


def _subscription(resources: Resources, name: str, manifest: Manifest) -> None:
    """The subscription itself, to which its settings belong, also where the graph does not list it."""
    ident = f"/subscriptions/{name}"
    if not any(row.id.lower() == ident.lower() for row in resources.rows.values()):
        resources.take(
            {"id": ident, "type": SUBSCRIPTION_TYPE, "name": name}, "", "", manifest.identities.get(name, "")
        )
