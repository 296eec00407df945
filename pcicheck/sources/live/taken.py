"""When, where and by whom a snapshot was taken, as every report shows it."""

from __future__ import annotations

from pcicheck.results.results import Taken
from pcicheck.sources.live.snapshot import Manifest


def taken_of(manifest: Manifest) -> Taken:
    """What the results keep of a manifest."""
    return Taken(
        provider=manifest.provider,
        started=manifest.started,
        finished=manifest.finished,
        identities=manifest.identities,
        regions=manifest.scope.get("regions", []),
    )
