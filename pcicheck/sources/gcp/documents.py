"""A snapshot of Google Cloud as documents in Terraform's form."""

from __future__ import annotations

from collections.abc import Container

from pcicheck.model.origin import Gap
from pcicheck.model.value import Unknown
from pcicheck.sources.base import Reading
from pcicheck.sources.gcp.assets import Assets
from pcicheck.sources.live.natives import gap_of
from pcicheck.sources.live.records import Answer, Refusal
from pcicheck.sources.live.snapshot import Manifest, Snapshot

SOURCE = "gcp"


def read(snapshot: Snapshot, manifest: Manifest, wanted: Container[str]) -> Reading:
    """Everything that a snapshot holds. Raises ``InputError`` where a file of it is damaged."""
    assets = Assets(wanted, None)
    gaps: list[Gap] = []
    for unit in snapshot.units():
        for record in snapshot.read(unit):
            if isinstance(record, Refusal):
                gaps.append(gap_of(unit, record))
            elif isinstance(record, Answer):
                assets.take(record.document, record.operation, record.time, manifest.identities.get(unit.account, ""))
    hidden = next((gap for gap in gaps if "listIamPolicy" in gap.why), None)
    if hidden is not None:
        assets.hide_policies(Unknown(f"policies were not shown: {hidden.why}"))
    reading = assets.reading()
    if not manifest.finished:
        why = "the collection was interrupted; go on with 'pcicheck collect gcp --resume'"
        gaps.append(Gap("incomplete", str(snapshot.folder), why, blinds=("*",)))
    reading.source = SOURCE
    reading.gaps = [*gaps, *reading.gaps]
    return reading
