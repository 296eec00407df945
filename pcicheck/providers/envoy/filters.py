"""Filters of Envoy, of connections and of requests, and what a route changes of the latter.

``HttpFilter``: "disabled: true" leaves a filter out until a route has a setting for it. ``typed_per_filter_config`` of
weighted clusters, routes, virtual hosts and route configurations is looked up by the filter's name; the most specific
one replaces the others ("HTTP filters", "Route specific config"). ``FilterConfig`` may switch a filter off or hold
its setting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.envoy import type_of
from pcicheck.model.value import Unknown
from pcicheck.providers.envoy.beside import found
from pcicheck.providers.envoy.messages import kind_of

_ELSEWHERE = "is delivered by a discovery service while Envoy runs"


class Filter(Struct, frozen=True):
    """One filter."""

    name: str
    kind: str
    """Last part of the name of its message, such as ``RBAC``; empty where it is not known."""
    config: Block
    disabled: bool | Unknown = False

    @property
    def unknown(self) -> Unknown | None:
        """Why nothing is known of it, where that is so."""
        if isinstance(self.config.values, Unknown):
            return self.config.values
        return None if self.kind else Unknown(f"what its filter '{self.name}' does is not known here")


def filters_of(block: Block, path: str, document: Document) -> tuple[Filter, ...] | Unknown:
    """The filters that are listed at ``path``."""
    listed = block.blocks(path)
    if isinstance(listed, Unknown):
        return listed
    return tuple(_filter(item, document) for item in listed)


def _filter(item: Block, document: Document) -> Filter:
    if isinstance(item.values, Unknown):
        return Filter("?", "", item)
    name = str(item.get("name") or "?")
    typed: Any = item.get("typed_config")
    if typed is None and item.get("config_discovery") is not None:
        sent = found(document, "envoy:extension", name)
        typed = sent.get("typed_config") if sent else item.get("config_discovery.default_config")
        typed = typed if sent else Unknown(f"the filter '{name}' {_ELSEWHERE}")
    if typed is None and name.endswith("router"):  # the only filter that may go without a message
        return Filter(name, "Router", Block({}))
    if typed is None:
        typed = Unknown(f"the filter '{name}' has no typed_config, which Envoy does not load")
    disabled = item.flag("disabled", False)
    return Filter(name, kind_of(typed), Block(typed), False if disabled is None else disabled)


class Levels(Struct, frozen=True):
    """The settings of filters that hold for a route, the most specific first."""

    settings: tuple[Any, ...]
    weighted: tuple[Any, ...] = ()
    """Those of single clusters among several."""

    def of(self, filter_: Filter) -> Filter | None:
        """A filter as it is for the route; ``None`` where it is left out there."""
        if any(
            isinstance(held, Unknown) or (isinstance(held, dict) and filter_.name in held) for held in self.weighted
        ):
            return _unsure(filter_, Unknown("it differs between the clusters that the route chooses among"))
        for held in self.settings:
            if isinstance(held, Unknown):
                return _unsure(filter_, held)
            setting = held.get(filter_.name) if isinstance(held, dict) else None
            if setting is not None:
                return _overridden(filter_, setting)
        if isinstance(filter_.disabled, Unknown):
            return _unsure(filter_, filter_.disabled)
        return None if filter_.disabled else filter_


def levels(*blocks: Block) -> Levels:
    """The settings of a route, its virtual host and its route configuration, in that order."""
    route = blocks[0]
    clusters = route.blocks("route.weighted_clusters.clusters")
    each = [clusters] if isinstance(clusters, Unknown) else [item.get("typed_per_filter_config") for item in clusters]
    return Levels(
        tuple(block.get("typed_per_filter_config") for block in blocks),
        tuple(item for item in each if item is not None),
    )


def _unsure(filter_: Filter, why: Unknown) -> Filter:
    return Filter(filter_.name, filter_.kind, Block(why))


def _overridden(filter_: Filter, setting: Any) -> Filter | None:
    """The filter with the setting of a route."""
    if isinstance(setting, Unknown):
        return _unsure(filter_, setting)
    held = Block(setting if isinstance(setting, dict) else {})
    if kind_of(setting) == "route":  # config.route.v3.FilterConfig
        off = held.flag("disabled", False)
        if off is not False and off is not None:
            return None if off is True else _unsure(filter_, off)
        inner = held.get("config")
        return _overridden(filter_, inner) if inner else Filter(filter_.name, filter_.kind, filter_.config)
    if held.flag("disabled", False) is True:
        return None
    match kind_of(setting):
        case "RBACPerRoute":
            inner = held.block("rbac")
            if inner is None:
                return None
            return Filter(filter_.name, "RBAC", Block(inner) if isinstance(inner, Unknown) else inner)
        case "LocalRateLimit":
            return Filter(filter_.name, "LocalRateLimit", held)
        case "ExtAuthzPerRoute" | "RateLimitPerRoute" | "BufferPerRoute" | "CorsPolicy" | "FaultPerRoute":
            return Filter(filter_.name, filter_.kind, _beneath(filter_.config, held))
        case "PerRouteConfig" if filter_.kind == "JwtAuthentication":
            return Filter(filter_.name, filter_.kind, _beneath(filter_.config, held))
    same = type_of(setting) and kind_of(setting) == filter_.kind
    return Filter(filter_.name, filter_.kind, held) if same else _unsure(filter_, _other(filter_))


def _beneath(config: Block, setting: Block) -> Block:
    """A filter's own setting with that of the route under ``per_route``."""
    return Block(config.values | {"per_route": setting.values}) if isinstance(config.values, dict) else config


def _other(filter_: Filter) -> Unknown:
    return Unknown(f"what the route sets for the filter '{filter_.name}' is not known here")


def for_route(filters: Sequence[Filter] | Unknown, held: Levels) -> Iterator[Filter]:
    """The filters that a request on a route passes."""
    for filter_ in () if isinstance(filters, Unknown) else filters:
        as_it_is = held.of(filter_)
        if as_it_is is not None:
            yield as_it_is
