"""Take a snapshot of Azure: all resources in bulk by Resource Graph, and by Resource Manager what the graph lacks.

Rights: ``Microsoft.ResourceGraph/resources/read`` and the reader's right on what is looked at, which the built-in role
Reader has; ``pcicheck permissions azure`` lists them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
from azure.core import exceptions as refused
from azure.identity import CredentialUnavailableError, DefaultAzureCredential
from azure.mgmt.resource.subscriptions import SubscriptionClient
from azure.mgmt.resourcegraph import ResourceGraphClient
from azure.mgmt.resourcegraph.models import QueryRequest, QueryRequestOptions
from msgspec import Struct

from pcicheck.errors import InputError
from pcicheck.sources.azure.details import RIGHTS, SUBSCRIPTION_TYPE, TABLES, Child, Table, asked_of, is_wanted
from pcicheck.sources.azure.manager import Manager
from pcicheck.sources.azure.permissions import GRAPH, LISTING
from pcicheck.sources.azure.shapes import SHAPES
from pcicheck.sources.live.clock import Clock, now, stamp
from pcicheck.sources.live.progress import Progress, silent
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal, RefusalKind
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from pcicheck.version import __version__

_PAGE = 1000
_AT_ONCE = 8
_RETRIES = {"retry_total": 8, "retry_backoff_factor": 0.8}
_NONE_HERE = ("FeatureNotSupportedForAccount",)
"""Error codes that say that a resource cannot have such children."""
_GRAPH = "ResourceGraph:Resources"
_SIGN_IN = "run 'az login'"


class Asked(Struct, frozen=True):
    """What the user names; every subscription that the identity can see where nothing is named."""

    subscriptions: tuple[str, ...] = ()
    management_groups: tuple[str, ...] = ()


class Connection(Struct, frozen=True):
    """With which credential and where."""

    credential: Any
    base_url: str = ""
    """Address of Resource Manager; empty for the public cloud."""
    options: dict[str, Any] = {}
    """Further options of Azure's clients."""

    def manager(self) -> Manager:
        """A reader of Resource Manager."""
        return Manager(self.credential, self.base_url, **_RETRIES, **self.options)

    def make(self, client: Any, *arguments: Any) -> Any:
        """A client."""
        more = {"base_url": self.base_url, "credential_scopes": [f"{self.base_url}/.default"]} if self.base_url else {}
        return client(self.credential, *arguments, **more, **_RETRIES, **self.options)


def collect(
    asked: Asked,
    folder: Path,
    *,
    types: Collection[str] = (),
    resume: bool = False,
    clock: Clock = now,
    progress: Progress = silent,
    connection: Connection | None = None,
) -> int:
    """Write a snapshot to ``folder`` and return the number of calls. ``types`` are Terraform types; empty for all.

    Raises ``InputError`` where the credentials do not do.
    """
    snapshot = Snapshot(folder)
    snapshot.check("azure", resume=resume)
    connection = connection or Connection(DefaultAzureCredential())
    progress("signing in")
    subscriptions = _subscriptions(asked, connection)
    manifest = Manifest(
        provider="azure",
        tool_version=__version__,
        started=stamp(clock),
        scope={"subscriptions": subscriptions, "management_groups": list(asked.management_groups)},
        types=sorted(types),
    )
    manifest = snapshot.start(manifest, resume=resume)
    calls, done, total = 1, 0, len(subscriptions) * (len(TABLES) + 1)
    for subscription in subscriptions:
        asking = _Asking(connection, subscription, frozenset(types), clock)
        for name, table in TABLES.items():
            unit = Unit(subscription, GLOBAL, name)
            if not snapshot.has(unit):
                progress(f"{name} of {subscription}", done, total)
                snapshot.write(unit, list(asking.table(name, table)))
            done += 1
        unit = Unit(subscription, GLOBAL, "details")
        if not snapshot.has(unit):
            progress(f"details of {subscription}", done, total)
            known = snapshot.read(Unit(subscription, GLOBAL, "resources"))
            snapshot.write(unit, list(asking.details([r for r in known if isinstance(r, Answer)])))
        done += 1
        calls += asking.calls
    snapshot.write_manifest(msgspec.structs.replace(manifest, finished=stamp(clock)))
    return calls


class _Asking:
    def __init__(self, connection: Connection, subscription: str, types: frozenset[str], clock: Clock) -> None:
        self.graph = connection.make(ResourceGraphClient)
        self.manager = connection.manager()
        self.subscription = subscription
        self.types = types
        self.clock = clock
        self.calls = 0

    def table(self, name: str, table: Table) -> Iterator[Record]:
        """Every row of a table that belongs to the subscription."""
        query = f"{name}{self._where(table)} | order by id asc"
        count, token = 0, None
        try:
            while True:
                options = QueryRequestOptions(
                    result_format="objectArray",
                    top=_PAGE,
                    skip_token=token,
                )
                self.calls += 1
                answer = self.graph.resources(
                    QueryRequest(query=query, subscriptions=[self.subscription], options=options)
                )
                for row in answer.data:
                    kind = str(row.get("type", ""))
                    if self._is_asked(kind):
                        count += 1
                        yield Answer(kind, str(row["id"]), row, operation=_GRAPH, time=stamp(self.clock))
                token = answer.skip_token
                if not token:
                    break
        except refused.AzureError as problem:
            _check_sign_in(problem)
            yield self._refusal(name, _GRAPH, GRAPH, problem)
            return
        yield Listed(name, count, _GRAPH, stamp(self.clock))

    def _is_asked(self, kind: str) -> bool:
        return is_wanted(kind, self.types) or any(True for _ in asked_of(kind, self.types))

    def _where(self, table: Table) -> str:
        """The types of a table that are asked for; empty for all of them."""
        names = table.types or tuple(SHAPES if self.types else ())
        asked = sorted(name.lower() for name in names if self._is_asked(name)) or ["none"]
        return " | where type in~ ({})".format(", ".join(f"'{name}'" for name in asked)) if names else ""

    def details(self, resources: list[Answer]) -> Iterator[Record]:
        """What is asked of the subscription and of each resource by itself, several at a time, in their order."""
        above = f"/subscriptions/{self.subscription}"
        yield from self._children(above, SUBSCRIPTION_TYPE, {}, (RIGHTS,))
        owners = [(above, SUBSCRIPTION_TYPE, {}), *((found.id, found.type, found.document) for found in resources)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for records in pool.map(self._of, owners):
                yield from records

    def _of(self, owner: tuple[str, str, dict[str, Any]]) -> list[Record]:
        ident, kind, document = owner
        return list(self._children(ident, kind, document, asked_of(kind, self.types)))

    def _children(self, owner: str, kind: str, document: dict[str, Any], children: Iterable[Child]) -> Iterator[Record]:
        for child in children:
            if child.when is not None and not child.when(document):
                continue
            operation = f"{child.type}:read"
            try:
                found = self._found(owner, child)
            except refused.AzureError as problem:
                _check_sign_in(problem)
                if not _says_none(problem, child):
                    yield self._refusal(kind, operation, child.permission, problem, owner, child.part)
                    continue
                found = None
            yield Answer(kind, owner, found, part=child.part, operation=operation, time=stamp(self.clock))
            for item in found if isinstance(found, list) else ():
                within = asked_of(child.type, self.types)
                yield from self._children(str(item.get("id")), child.type, item, within)

    def _found(self, owner: str, child: Child) -> Any:
        """The children of an owner that say something."""
        if not child.listed:
            self.calls += 1
            found = self.manager.get(owner + child.path, child.version)
            return found if child.counts is None or child.counts(found) else None
        items: list[dict[str, Any]] = []
        for page in self.manager.pages(owner + child.path, child.version):
            self.calls += 1
            items += page.get("value") or []
        if child.again:
            self.calls += len(items)
            items = [self.manager.get(str(item.get("id")), child.version) for item in items]
        return [item for item in items if child.counts is None or child.counts(item)]

    def _refusal(
        self, kind: str, operation: str, permission: str, problem: Exception, ident: str = "", part: str = ""
    ) -> Refusal:
        return Refusal(kind, _sort(problem), operation, permission, _sentence(problem), ident, part, stamp(self.clock))


def _subscriptions(asked: Asked, connection: Connection) -> list[str]:
    try:
        if asked.subscriptions:
            return sorted(asked.subscriptions)
        if asked.management_groups:
            return sorted(_below(asked.management_groups, connection))
        found = sorted(item.subscription_id for item in connection.make(SubscriptionClient).subscriptions.list())
    except refused.AzureError as problem:
        _check_sign_in(problem)
        needed = f"{GRAPH if asked.management_groups else LISTING} is needed, or name them with --subscription"
        raise InputError(f"azure: the subscriptions cannot be listed ({_sentence(problem)}); {needed}") from problem
    if not found:
        raise InputError("azure: the identity can see no subscription; name one with --subscription")
    return found


def _below(groups: Collection[str], connection: Connection) -> set[str]:
    graph = connection.make(ResourceGraphClient)
    query = "resourcecontainers | where type == 'microsoft.resources/subscriptions' | project subscriptionId"
    rows = graph.resources(QueryRequest(query=query, management_groups=list(groups))).data
    return {str(row["subscriptionId"]) for row in rows}


def _check_sign_in(problem: refused.AzureError) -> None:
    """End the collection where it is the credentials that are not taken."""
    if isinstance(problem, CredentialUnavailableError):
        raise InputError(f"azure: no credentials were found; {_SIGN_IN}") from problem
    if isinstance(problem, refused.ClientAuthenticationError):
        raise InputError(f"azure: the credentials are not accepted ({_sentence(problem)}); {_SIGN_IN}") from problem


def _says_none(problem: refused.AzureError, child: Child) -> bool:
    """Whether an error says that there is no such child."""
    code = getattr(getattr(problem, "error", None), "code", "")
    return getattr(problem, "status_code", 0) in child.absent or code in _NONE_HERE


def _sort(problem: Exception) -> RefusalKind:
    status = getattr(problem, "status_code", 0)
    if status in (401, 403):
        return "denied"
    return "throttled" if status == 429 else "unsupported" if status in (400, 404, 405) else "failed"


def _sentence(problem: Exception) -> str:
    error = getattr(problem, "error", None)
    said = getattr(error, "message", "") or getattr(problem, "message", "") or str(problem)
    return " ".join(str(said).split())[:300]
