"""Take a snapshot of Azure: all resources in bulk by Resource Graph, and by Resource Manager what the graph lacks.

Rights: ``Microsoft.ResourceGraph/resources/read`` and the reader's right on what is looked at, which the built-in role
Reader has; ``pcicheck permissions azure`` lists them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import msgspec
from azure.core import exceptions as refused
from azure.identity import CredentialUnavailableError, DefaultAzureCredential
from azure.mgmt.resource.resources import ResourceManagementClient
from azure.mgmt.resource.subscriptions import SubscriptionClient
from azure.mgmt.resourcegraph import ResourceGraphClient
from azure.mgmt.resourcegraph.models import QueryRequest, QueryRequestOptions
from msgspec import Struct

from pcicheck.errors import InputError
from pcicheck.sources.azure.details import CHILDREN, SUBSCRIPTION, Child
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal, RefusalKind
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from pcicheck.version import __version__

Clock = Callable[[], dt.datetime]
TABLES = ("resources", "resourcecontainers", "authorizationresources", "securityresources", "policyresources")
"""Tables of Resource Graph that hold what rules ask about."""
PERMISSIONS = ("Microsoft.ResourceGraph/resources/read", "*/read")
_PAGE = 1000
_QUERY = "{table} | order by id asc"
_RETRIES = {"retry_total": 8, "retry_backoff_factor": 0.8}


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
    clock: Clock = lambda: dt.datetime.now(dt.UTC),
    progress: Callable[[str], None] = lambda _: None,
    connection: Connection | None = None,
) -> int:
    """Write a snapshot to ``folder`` and return the number of calls. ``types`` are ARM types; empty for all.

    Raises ``InputError`` where the credentials do not do.
    """
    connection = connection or Connection(DefaultAzureCredential())
    subscriptions = _subscriptions(asked, connection)
    manifest = Manifest(
        provider="azure",
        tool_version=__version__,
        started=_stamp(clock),
        scope={"subscriptions": subscriptions, "management_groups": list(asked.management_groups)},
        types=sorted(types),
    )
    snapshot = Snapshot(folder)
    manifest = snapshot.start(manifest, resume=resume)
    calls = 0
    for subscription in subscriptions:
        asking = _Asking(connection, subscription, {name.lower() for name in types}, clock)
        for table in TABLES:
            unit = Unit(subscription, GLOBAL, table)
            if not snapshot.has(unit):
                progress(f"{table} of {subscription}")
                snapshot.write(unit, asking.table(table))
        unit = Unit(subscription, GLOBAL, "details")
        if not snapshot.has(unit):
            progress(f"details of {subscription}")
            known = (record for record in snapshot.read(Unit(subscription, GLOBAL, "resources")))
            snapshot.write(unit, asking.details([r for r in known if isinstance(r, Answer)]))
        calls += asking.calls
    snapshot.write_manifest(msgspec.structs.replace(manifest, finished=_stamp(clock)))
    return calls


class _Asking:
    def __init__(self, connection: Connection, subscription: str, types: set[str], clock: Clock) -> None:
        self.graph = connection.make(ResourceGraphClient)
        self.manager = connection.make(ResourceManagementClient, subscription)
        self.subscription = subscription
        self.types = types
        self.clock = clock
        self.calls = 0

    def table(self, table: str) -> Iterator[Record]:
        """Every row of a table that belongs to the subscription."""
        count, token = 0, None
        try:
            while True:
                options = QueryRequestOptions(result_format="objectArray", top=_PAGE, skip_token=token)
                query = QueryRequest(
                    query=_QUERY.format(table=table), subscriptions=[self.subscription], options=options
                )
                self.calls += 1
                answer = self.graph.resources(query)
                for row in answer.data:
                    kind = str(row.get("type", ""))
                    if not self.types or kind.lower() in self.types:
                        count += 1
                        yield Answer(
                            kind, str(row["id"]), row, operation="ResourceGraph:Resources", time=_stamp(self.clock)
                        )
                token = answer.skip_token
                if not token:
                    break
        except refused.ClientAuthenticationError as problem:
            raise InputError(
                f"azure: the credentials are not accepted ({_sentence(problem)}); run 'az login'"
            ) from problem
        except refused.AzureError as problem:
            yield self._refusal(table, "ResourceGraph:Resources", PERMISSIONS[0], problem)
            return
        yield Listed(table, count, "ResourceGraph:Resources", _stamp(self.clock))

    def details(self, resources: list[Answer]) -> Iterator[Record]:
        """What is asked of each resource by itself."""
        for child in SUBSCRIPTION:
            yield from self._children(f"/subscriptions/{self.subscription}", "subscription", child)
        for resource in resources:
            for child in CHILDREN.get(resource.type.lower(), ()):
                yield from self._children(resource.id, resource.type, child)

    def _children(self, owner: str, owner_type: str, child: Child) -> Iterator[Record]:
        self.calls += 1
        operation = f"{child.type}:read"
        try:
            found = self.manager.resources.get_by_id(owner + child.path, api_version=child.version).as_dict()
        except refused.ResourceNotFoundError:
            return
        except refused.AzureError as problem:
            yield self._refusal(owner_type, operation, child.permission, problem, owner, child.type)
            return
        for item in found.get("value", []) if child.listed else [found]:
            document = {"type": child.type, **item}
            ident = str(document.get("id") or f"{owner}{child.path}")
            yield Answer(child.type, ident, document, operation=operation, time=_stamp(self.clock))

    def _refusal(
        self, kind: str, operation: str, permission: str, problem: Exception, ident: str = "", part: str = ""
    ) -> Refusal:
        return Refusal(kind, _sort(problem), operation, permission, _sentence(problem), ident, part, _stamp(self.clock))


def _subscriptions(asked: Asked, connection: Connection) -> list[str]:
    try:
        if asked.subscriptions:
            return sorted(asked.subscriptions)
        if asked.management_groups:
            return sorted(_below(asked.management_groups, connection))
        found = sorted(item.subscription_id for item in connection.make(SubscriptionClient).subscriptions.list())
    except (refused.ClientAuthenticationError, CredentialUnavailableError) as problem:
        raise InputError("azure: no credentials were found or accepted; run 'az login'") from problem
    except refused.AzureError as problem:
        raise InputError(f"azure: {_sentence(problem)}") from problem
    if not found:
        raise InputError("azure: the identity can see no subscription; name one with --subscription")
    return found


def _below(groups: Collection[str], connection: Connection) -> set[str]:
    graph = connection.make(ResourceGraphClient)
    query = "resourcecontainers | where type == 'microsoft.resources/subscriptions' | project subscriptionId"
    rows = graph.resources(QueryRequest(query=query, management_groups=list(groups))).data
    return {str(row["subscriptionId"]) for row in rows}


def _sort(problem: Exception) -> RefusalKind:
    status = getattr(problem, "status_code", 0)
    if status in (401, 403):
        return "denied"
    return "throttled" if status == 429 else "unsupported" if status in (400, 404, 405) else "failed"


def _sentence(problem: Exception) -> str:
    error = getattr(problem, "error", None)
    said = getattr(error, "message", "") or getattr(problem, "message", "") or str(problem)
    return " ".join(str(said).split())[:300]


def _stamp(clock: Clock) -> str:
    return clock().strftime("%Y-%m-%dT%H:%M:%SZ")
