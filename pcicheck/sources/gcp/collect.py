"""Take a snapshot of Google Cloud: everything by one family of calls, Cloud Asset Inventory's ``ListAssets``.

Calls grow with the number of assets only by pages of a thousand. Rights: ``cloudasset.assets.listResource``,
``cloudasset.assets.listIamPolicy``, ``cloudasset.assets.listOrgPolicy`` and ``cloudasset.assets.listAccessPolicy``
(Cloud Asset Inventory documentation, "Roles and permissions"), all of them in ``roles/cloudasset.viewer``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import msgspec
from google.api_core.retry import Retry
from msgspec import Struct

from pcicheck.errors import InputError
from pcicheck.sources.gcp.asking import Asking, Means
from pcicheck.sources.gcp.catalog import CONTENTS
from pcicheck.sources.gcp.catalog import asked as asked_of
from pcicheck.sources.gcp.refusals import again
from pcicheck.sources.gcp.signing import principal, sign_in
from pcicheck.sources.live.clock import Clock, now, stamp
from pcicheck.sources.live.only import EVERYTHING, Only
from pcicheck.sources.live.progress import Progress, silent
from pcicheck.sources.live.snapshot import MANIFEST, Manifest, Snapshot
from pcicheck.version import __version__

_AGAIN = Retry(predicate=again, initial=1.0, maximum=30.0, timeout=300.0)
_PAGES_A_FILE = 50


class Asked(Struct, frozen=True):
    """What the user names; at least one of them."""

    projects: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()

    def parents(self) -> list[str]:
        """The parents as the API names them, each once."""
        kinds = (("projects", self.projects), ("folders", self.folders), ("organizations", self.organizations))
        return list(dict.fromkeys(f"{kind}/{name.rpartition('/')[2]}" for kind, names in kinds for name in names))


def collect(
    asked: Asked,
    folder: Path,
    *,
    only: Only = EVERYTHING,
    resume: bool = False,
    clock: Clock = now,
    progress: Progress = silent,
    client: Any = None,
    retry: Retry = _AGAIN,
    pages_a_file: int = _PAGES_A_FILE,
) -> int:
    """Write a snapshot to ``folder`` and return the number of pages read.

    Assets tell of a thing as a whole: ``only`` narrows by types. ``client`` is an asset client; one with the user's
    default credentials is made where there is none. Raises ``InputError`` where the credentials do not do, a
    parent is not there, or nothing may be seen at all.
    """
    parents = asked.parents()
    if not parents:
        raise InputError("gcp: name what to look at with --project, --folder or --organization")
    snapshot = Snapshot(folder)
    snapshot.check("gcp", resume=resume)
    progress("signing in")
    asset_client = client or sign_in()
    manifest = Manifest(
        provider="gcp",
        tool_version=__version__,
        started=stamp(clock),
        scope={"parents": parents},
        types=sorted(only.types),
        rules=sorted(only.rules),
        identities=dict.fromkeys(parents, principal(asset_client)),
    )
    manifest = snapshot.start(manifest, resume=resume)
    means = Means(asset_client, clock, retry, pages_a_file)
    try:
        askings = _ask_all(means, parents, only.types, snapshot, progress)
    except InputError:
        _clear(snapshot)
        raise
    snapshot.write_manifest(msgspec.structs.replace(manifest, finished=stamp(clock)))
    return sum(asking.pages for asking in askings)


def _ask_all(
    means: Means, parents: Sequence[str], types: Collection[str], snapshot: Snapshot, progress: Progress
) -> list[Asking]:
    """Everything that is left to ask. Raises ``InputError`` where every single list was denied."""
    wishes = [(parent, content, asked_of(content, types)) for parent in parents for content in CONTENTS]
    askings: list[Asking] = []
    for done, (parent, content, assets) in enumerate(wishes):
        if assets is None:
            continue

        def tell(text: str, done: int = done) -> None:
            progress(text, done, len(wishes))

        tell(f"{content} of {parent}")
        asking = Asking(means, parent, content, assets, tell)
        asking.write(snapshot)
        askings.append(asking)
    denied = [asking.denial for asking in askings if asking.denial is not None and asking.denial.kind == "denied"]
    if denied and len(denied) == len(askings):
        raise InputError(
            f"gcp: nothing of {', '.join(parents)} may be seen ({denied[0].why}); "
            "roles/cloudasset.viewer is needed there, and the Cloud Asset API in the project that asks"
        )
    return askings


def _clear(snapshot: Snapshot) -> None:
    """Leave no trace where nothing at all was learned."""
    if not snapshot.units():
        with contextlib.suppress(OSError):
            (snapshot.folder / MANIFEST).unlink()
            snapshot.folder.rmdir()
