"""Snapshots as inputs of a scan."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from pcicheck.errors import InputError
from pcicheck.results.results import Taken
from pcicheck.sources.base import Gathered, Reading
from pcicheck.sources.digest import digest_of
from pcicheck.sources.live.snapshot import Manifest, Snapshot
from pcicheck.sources.shown import shown

READERS = {
    "aws": "pcicheck.sources.aws.documents:read",
    "gcp": "pcicheck.sources.gcp.documents:read",
    "azure": "pcicheck.sources.azure.documents:read",
}
"""Provider to ``module:function`` that reads its snapshots."""


def gather_snapshot(folder: Path, wanted: Container[str], shown_as: Mapping[str, str]) -> Gathered:
    """Everything that a snapshot holds, with a digest over its files."""
    name = shown(str(folder), shown_as)
    snapshot = Snapshot(folder)
    try:
        manifest = snapshot.manifest()
        files = [(str(path.relative_to(folder)), path.read_bytes()) for path in snapshot.files()]
        reading = _read(snapshot, manifest, wanted)
    except InputError as problem:
        return Gathered(name, "", 0, None, str(problem))
    digest = digest_of((path, hashlib.sha256(data).hexdigest()) for path, data in files)
    return Gathered(name, digest, sum(len(data) for _, data in files), reading, "")


def _read(snapshot: Snapshot, manifest: Manifest, wanted: Container[str]) -> Reading:
    row = READERS.get(manifest.provider)
    if row is None:
        raise InputError(f"{snapshot.folder}: a snapshot of '{manifest.provider}', which this version does not know")
    module, _, function = row.partition(":")
    reading = cast("Reading", getattr(import_module(module), function)(snapshot, manifest, wanted))
    reading.taken = _taken(manifest)
    reading.only_for = frozenset(manifest.rules)
    return reading


def _taken(manifest: Manifest) -> Taken:
    """When, where and by whom, as every report shows it."""
    return Taken(
        provider=manifest.provider,
        started=manifest.started,
        finished=manifest.finished,
        identities=manifest.identities,
        regions=manifest.scope.get("regions", []),
    )
