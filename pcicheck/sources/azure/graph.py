"""Resources in bulk, by Resource Graph.

Of resources one question serves many subscriptions. What is given or assigned above a subscription holds in it too
and has no subscription of its own, so those tables are asked for each subscription by itself (REST reference,
"Resources", ``authorizationScopeFilter``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from azure.core import exceptions as refused
from msgspec import Struct

from pcicheck.sources.azure.child import Table
from pcicheck.sources.azure.details import CHILDREN, asked_of, is_wanted, table_of
from pcicheck.sources.azure.permissions import GRAPH
from pcicheck.sources.azure.problems import check_sign_in, sentence, sort_of
from pcicheck.sources.azure.shapes import SHAPES
from pcicheck.sources.live.clock import Clock, stamp
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal

_OPERATION = "ResourceGraph:Resources"
_PAGE = 1000
_TOGETHER = 50
"""Subscriptions in one question: what is held at a time stays small."""

_LISTED = tuple(sorted({name.lower() for name in (*SHAPES, *CHILDREN) if table_of(name) == "resources"}))
"""ARM types, in small letters, that the largest table lists."""


class GraphTable(Struct, frozen=True):
    """One table, asked for certain Terraform types and facts; empty for all."""

    name: str
    table: Table
    types: frozenset[str]
    facts: frozenset[str] = frozenset()

    @property
    def needed(self) -> bool:
        """Whether any of it is asked for."""
        return not self.types or any(self._takes(name) for name in self.table.types or _LISTED)

    def batches(self, subscriptions: Sequence[str]) -> Iterator[list[str]]:
        """Subscriptions that one question serves."""
        size = 1 if self.table.above else _TOGETHER
        for start in range(0, len(subscriptions), size):
            yield list(subscriptions[start : start + size])

    def records(self, graph: Any, subscriptions: list[str], clock: Clock) -> dict[str, list[Record]]:
        """Subscription to every row that belongs to it. Raises ``InputError`` where the credentials do not do."""
        found: dict[str, list[Record]] = {name: [] for name in subscriptions}
        options = {"authorizationScopeFilter": "AtScopeAboveAndBelow"} if self.table.above else {}
        query = f"{self.name}{self._where()} | order by id asc"
        try:
            for row in rows(graph, query, options, subscriptions=subscriptions):
                kind = str(row.get("type", ""))
                if not self.types or self._takes(kind):
                    owner = found.get(subscription_of(row), found[subscriptions[0]])
                    owner.append(Answer(kind, str(row["id"]), row, operation=_OPERATION, time=stamp(clock)))
        except refused.AzureError as problem:
            check_sign_in(problem)
            if len(subscriptions) > 1:
                return {name: self.records(graph, [name], clock)[name] for name in subscriptions}
            why = Refusal(self.name, sort_of(problem), _OPERATION, GRAPH, sentence(problem), time=stamp(clock))
            return {name: [*records, why] for name, records in found.items()}
        for records in found.values():
            records.append(Listed(self.name, len(records), _OPERATION, stamp(clock)))
        return found

    def _takes(self, kind: str) -> bool:
        return is_wanted(kind, self.types) or any(True for _ in asked_of(kind, self.types, self.facts))

    def _where(self) -> str:
        """The types of the table that are asked for; empty for all of them."""
        names = self.table.types or (_LISTED if self.types else ())
        asked = ", ".join(f"'{name}'" for name in names if self._takes(name))
        return f" | where type in~ ({asked})" if names else ""


def subscription_of(row: dict[str, Any]) -> str:
    """The subscription in whose id a row stands; empty for what stands above all of them."""
    steps = str(row.get("id", "")).lower().split("/")
    return steps[2] if len(steps) > 2 and steps[1] == "subscriptions" else ""


def rows(graph: Any, query: str, options: dict[str, Any] | None = None, **scope: Any) -> Iterator[dict[str, Any]]:
    """Every row of all pages. Raises ``AzureError``, also where the graph cuts the list short."""
    token = None
    while True:
        chosen = {"resultFormat": "objectArray", "$top": _PAGE, **(options or {})}
        if token:
            chosen["$skipToken"] = token
        answer = graph.resources(msgspec.json.encode({"query": query, "options": chosen, **scope}))
        yield from answer.data
        token = answer.skip_token
        if not token:
            break
    if str(answer.result_truncated).lower().endswith("true"):
        raise refused.HttpResponseError(message="the graph cut the list short")
