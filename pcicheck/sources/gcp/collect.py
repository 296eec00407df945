"""Take a snapshot of Google Cloud: everything by one family of calls, Cloud Asset Inventory's ``ListAssets``.

Calls grow with the number of assets only by pages of a thousand. Rights: ``cloudasset.assets.listResource``,
``cloudasset.assets.listIamPolicy``, ``cloudasset.assets.listOrgPolicy`` and ``cloudasset.assets.listAccessPolicy``
(Cloud Asset Inventory documentation, "Access control"), all of them in ``roles/cloudasset.viewer``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import msgspec
from google.api_core import exceptions as refused
from google.api_core.retry import Retry, if_exception_type
from google.auth.exceptions import DefaultCredentialsError, RefreshError
from google.cloud import asset_v1
from msgspec import Struct

from pcicheck.errors import InputError
from pcicheck.sources.gcp.catalog import CONTENTS
from pcicheck.sources.gcp.catalog import asked as asked_of
from pcicheck.sources.live.clock import Clock, now, stamp
from pcicheck.sources.live.progress import Progress, silent
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal, RefusalKind
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from pcicheck.version import __version__

PERMISSIONS = tuple(sorted(permission for _, permission in CONTENTS.values()))
_PAGE = 1000
_AGAIN = Retry(
    predicate=if_exception_type(refused.ResourceExhausted, refused.ServiceUnavailable, refused.DeadlineExceeded),
    initial=1.0,
    maximum=30.0,
    timeout=300.0,
)


class Asked(Struct, frozen=True):
    """What the user names; at least one of them."""

    projects: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()

    def parents(self) -> list[str]:
        """The parents as the API names them."""
        kinds = (("projects", self.projects), ("folders", self.folders), ("organizations", self.organizations))
        return [f"{kind}/{name.rpartition('/')[2]}" for kind, names in kinds for name in names]


def collect(
    asked: Asked,
    folder: Path,
    *,
    types: Collection[str] = (),
    resume: bool = False,
    clock: Clock = now,
    progress: Progress = silent,
    client: Any = None,
    retry: Retry = _AGAIN,
) -> int:
    """Write a snapshot to ``folder`` and return the number of pages read.

    ``types`` are Terraform types to keep to; empty for all. ``client`` is an asset client; one with the user's default
    credentials is made where there is none. Raises ``InputError`` where the credentials do not do.
    """
    parents = asked.parents()
    if not parents:
        raise InputError("gcp: name what to look at with --project, --folder or --organization")
    snapshot = Snapshot(folder)
    snapshot.check("gcp", resume=resume)
    progress("signing in")
    asset_client = client or _client()
    manifest = Manifest(
        provider="gcp",
        tool_version=__version__,
        started=stamp(clock),
        scope={"parents": parents},
        types=sorted(types),
        identities=dict.fromkeys(parents, _principal(asset_client)),
    )
    manifest = snapshot.start(manifest, resume=resume)
    pages, units = 0, [(parent, content) for parent in parents for content in CONTENTS]
    for done, (parent, content) in enumerate(units):
        unit = unit_of(parent, content)
        assets = asked_of(content, types)
        if assets is not None and not snapshot.has(unit):
            progress(f"{content} of {parent}", done, len(units))
            asking = _Asking(asset_client, parent, content, assets, clock, retry)
            snapshot.write(unit, asking.records())
            pages += asking.pages
    snapshot.write_manifest(msgspec.structs.replace(manifest, finished=stamp(clock)))
    return pages


def unit_of(parent: str, content: str) -> Unit:
    """The unit of a snapshot that holds one sort of content of one parent."""
    return Unit(parent.replace("/", "-"), GLOBAL, content)


class _Asking:
    def __init__(self, client: Any, parent: str, content: str, types: list[str], clock: Clock, retry: Retry) -> None:
        self.client, self.parent, self.content, self.types = client, parent, content, types
        self.clock, self.retry = clock, retry
        self.pages = 0

    def records(self) -> Iterator[Record]:
        """Every asset of one content type below one parent."""
        name, permission = CONTENTS[self.content]
        operation = "cloudasset:ListAssets"
        counts: dict[str, int] = {}
        request = {
            "parent": self.parent,
            "content_type": getattr(asset_v1.ContentType, name),
            "asset_types": self.types,
            "page_size": _PAGE,
        }
        try:
            for page in self.client.list_assets(request=request, retry=self.retry).pages:
                self.pages += 1
                for asset in page.assets:
                    document = _plain(asset_v1.Asset.to_dict(asset, use_integers_for_enums=False))
                    kind = str(document.get("asset_type", ""))
                    counts[kind] = counts.get(kind, 0) + 1
                    part = "" if self.content == "resource" else self.content
                    yield Answer(kind, str(document.get("name", "")), document, part, operation, stamp(self.clock))
        except (DefaultCredentialsError, RefreshError) as problem:
            raise InputError(
                f"gcp: the credentials are not accepted ({problem}); run 'gcloud auth application-default login'"
            ) from problem
        except refused.GoogleAPICallError as problem:
            yield Refusal("*", _sort(problem), operation, permission, _sentence(problem), time=stamp(self.clock))
            return
        for kind in sorted(counts):
            yield Listed(kind, counts[kind], operation, stamp(self.clock))
        yield Listed("*", sum(counts.values()), operation, stamp(self.clock))


def _client() -> Any:
    try:
        return asset_v1.AssetServiceClient()
    except DefaultCredentialsError as problem:
        raise InputError("gcp: no credentials were found; run 'gcloud auth application-default login'") from problem


def _principal(client: Any) -> str:
    given = getattr(client.transport, "_credentials", None)
    return str(getattr(given, "service_account_email", "") or getattr(given, "account", "") or "")


def _sort(problem: refused.GoogleAPICallError) -> RefusalKind:
    if isinstance(problem, (refused.PermissionDenied, refused.Unauthenticated)):
        return "denied"
    if isinstance(problem, refused.ResourceExhausted):
        return "throttled"
    return "unsupported" if isinstance(problem, refused.InvalidArgument) else "failed"


def _sentence(problem: refused.GoogleAPICallError) -> str:
    return " ".join(str(problem.message).split())[:300]


def _plain(value: Any) -> Any:
    """Whole numbers as such: the inventory carries all numbers as floating ones. What nobody set is left out, but not
    an empty object, which stands for something that is set."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if item not in (None, "", [])}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
