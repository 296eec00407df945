"""Routes of Envoy: how callers of each prove who they are, how many requests it takes, and whether it checks them.

``http_filters`` of the connection manager, as the route changes them. ``LocalRateLimit``: ``filter_enabled`` and
``filter_enforced`` "default to 0% of requests for safety". The global limit is kept by a service of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Authentication, Route
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.envoy.chains import Chain
from pcicheck.providers.envoy.clients import Clients
from pcicheck.providers.envoy.filters import Filter, filters_of, for_route, levels
from pcicheck.providers.envoy.messages import HARMLESS, percent, seconds
from pcicheck.providers.envoy.policies import asks_token, proof_asked
from pcicheck.providers.envoy.requests import Manager, answers_itself, every_route

_ANSWERED = Inapplicable("Envoy answers it itself and passes nothing on")
_NO_CACHE = Inapplicable("it keeps no cache")
_ALONE = Unknown("the listener that uses these routes is not in this input")
_SERVICE = Unknown("the rate limit service holds the number; show its configuration")
_PART = Unknown("only a part of the requests is limited")
_TAPPED = Unknown("whoever reaches the administration address can switch tapping on")
_PASSING = (
    *("Router", "Cors", "HTTPFault", "HealthCheck", "Compressor", "Decompressor", "Gzip", "GrpcWeb", "Buffer", "Tap"),
    *("CsrfPolicy", "RBAC", "JwtAuthentication", "ExtAuthz", "LocalRateLimit", "RateLimit", "BasicAuth", "OAuth2"),
    *("RateLimitQuotaFilterConfig", "ApiKeyAuth", "GrpcJsonTranscoder", "AdaptiveConcurrency", "AdmissionControl"),
    *("BandwidthLimit", "OriginalSrc", "OnDemand", "CredentialInjector", "Geoip", "FileSystemBufferFilterConfig"),
    *("JsonToMetadata", "HeaderMutation", "StatefulSession", "CacheConfig", "header_to_metadata", "set_metadata"),
    *("grpc_stats", "dynamic_forward_proxy", "grpc_http1_reverse_bridge", "grpc_http1_bridge", "set_filter_state"),
    *("CdnLoop", HARMLESS),
)
"""HTTP filters that do nothing else than their name says. Any other, such as Lua, may check anything."""


def routes_of(
    document: Document,
    chains: tuple[Chain, ...],
    clients: list[Clients | Inapplicable | Unknown],
    labels: dict[str, str],
) -> Iterator[Resource]:
    """The routes of a listener; those of several chains alike, in each."""
    names: dict[str, int] = {}
    several = sum(len(chain.managers) for chain in chains) > 1
    for chain, one in zip(chains, clients, strict=True):
        for manager in chain.managers if chain.carries != "redirect" else ():
            for name, facts in _each(manager, one):
                place = f"{chain.name}/{name}" if several else name
                names[place] = names.get(place, 0) + 1
                part = place if names[place] == 1 else f"{place}~{names[place]}"
                yield resource(document, facts, part=part, labels=labels)


def _each(manager: Manager, one: Clients | Inapplicable | Unknown) -> Iterator[tuple[str, Route]]:
    """The routes of one connection manager; one of which nothing is known where they are not at hand."""
    unseen = manager.routes if isinstance(manager.routes, Unknown) else manager.routes.blocks("virtual_hosts")
    if isinstance(unseen, Unknown):
        yield "routes", Route(method="ANY", path=unseen, **dict.fromkeys(_JUDGED, unseen))
    for held in every_route(manager):
        yield _name(held), _route(manager, held, one)


def unattached(document: Document) -> Iterator[Resource]:
    """Routes of the discovery service whose listener is not at hand."""
    for other in document.surroundings.of_type("envoy:listener"):
        if _uses(other, document.get("name")):
            return
    hosts = document.blocks("virtual_hosts")
    for host in () if isinstance(hosts, Unknown) else hosts:
        routes = host.blocks("routes")
        for number, route in enumerate(() if isinstance(routes, Unknown) else routes):
            if not answers_itself(route):
                facts = Route(method=_method(route), path=_path(route), **dict.fromkeys(_JUDGED, _ALONE))
                yield resource(document, facts, part=f"{_name((route, host, document))}~{number}")


_JUDGED = ("authentication", "request_validation", "rate_limit", "caches_in_clear", "payload_logging")


def _uses(listener: Document, name: Any) -> bool:
    chains = listener.blocks("filter_chains")
    for chain in (*(() if isinstance(chains, Unknown) else chains), Block(listener.get("default_filter_chain") or {})):
        filters = filters_of(chain, "filters", listener)
        for filter_ in () if isinstance(filters, Unknown) else filters:
            if filter_.config.get("rds.route_config_name") == name:
                return True
    return False


def _name(held: tuple[Block, Block, Block]) -> str:
    route, host, _ = held
    own = route.text("name")
    path = _path(route)
    return (
        f"{host.get('name') or '*'}{'/' if isinstance(own, str) else ''}{own if isinstance(own, str) else path or '?'}"
    )


def _path(route: Block) -> Fact[str]:
    for way, ending in (("prefix", "*"), ("path_separated_prefix", "/*"), ("path", ""), ("safe_regex.regex", "")):
        value = route.get(f"match.{way}")
        if value is not None:
            return value if isinstance(value, Unknown) else f"{value}{ending}"
    return Unknown("what it matches is not known here")


def _method(route: Block) -> Fact[str]:
    headers = route.blocks("match.headers")
    for header in () if isinstance(headers, Unknown) else headers:
        exact = header.get("string_match.exact") or header.get("exact_match")
        if header.get("name") == ":method" and isinstance(exact, str):
            return exact
    return "ANY"


def _route(manager: Manager, held: tuple[Block, Block, Block], one: Clients | Inapplicable | Unknown) -> Route:
    route = held[0]
    facts: dict[str, Any] = {"method": _method(route), "path": _path(route)}
    if answers_itself(route):
        return Route(**facts, **dict.fromkeys(_JUDGED, _ANSWERED))
    if isinstance(manager.filters, Unknown):
        return Route(**facts, **dict.fromkeys(_JUDGED, manager.filters))
    filters = tuple(for_route(manager.filters, levels(*held)))
    return Route(
        **facts,
        authentication=_authentication(filters, route, one),
        request_validation=_validation(filters),
        rate_limit=_limit(filters, held),
        caches_in_clear=_cached(filters),
        payload_logging=_tapped(filters),
    )


def _authentication(
    filters: tuple[Filter, ...], route: Block, one: Clients | Inapplicable | Unknown
) -> Fact[Authentication]:
    """The first way in which nobody gets past unproved."""
    certificate = one.proved if isinstance(one, Clients) else one if isinstance(one, Unknown) else False
    unsure = certificate if isinstance(certificate, Unknown) else None
    if certificate is True:
        return "certificate"
    for filter_ in filters:
        kind, answer = _proof(filter_, route)
        if answer is True:
            return kind
        unsure = unsure or (answer if isinstance(answer, Unknown) else None)
    return unsure or "none"


def _proof(filter_: Filter, route: Block) -> tuple[Authentication, bool | Unknown]:
    """How a filter asks callers who they are, and whether it asks all of them."""
    match filter_.kind:
        case "JwtAuthentication":
            return "token", asks_token(filter_, Block(route.get("match") or {}))
        case "OAuth2":
            return "token", filter_.unknown or negated(filter_.config.has("config.pass_through_matcher"))
        case "BasicAuth":
            return "custom", filter_.unknown or True
        case "ApiKeyAuth":
            return "api_key", filter_.unknown or True
        case "ExtAuthz":
            return "custom", _asked_outside(filter_)
        case "RBAC":
            proof = proof_asked(filter_)
            return "certificate", proof if isinstance(proof, Unknown) else proof != "none"
    return "custom", _own_doing(filter_) or False


def _asked_outside(filter_: Filter) -> bool | Unknown:
    if filter_.unknown:
        return filter_.unknown
    if filter_.config.get("filter_enabled_metadata") is not None:
        return Unknown("what other filters found out decides whether the authorization service is asked")
    share = percent(filter_.config, "filter_enabled", 100)
    denied = filter_.config.flag("deny_at_disable.default_value", False)
    return share if isinstance(share, Unknown) else any_true(share >= 100, denied)


def _own_doing(filter_: Filter) -> Unknown | None:
    """Why a filter may do anything; ``None`` for one of which it is known what it does."""
    if filter_.unknown:
        return filter_.unknown
    return (
        None if filter_.kind in _PASSING else Unknown(f"what the filter '{filter_.name}' does is a program of its own")
    )


def _validation(filters: tuple[Filter, ...]) -> Fact[bool]:
    unsure: Unknown | None = None
    for filter_ in filters:
        if filter_.kind == "GrpcJsonTranscoder" and not filter_.unknown:
            if filter_.config.flag("request_validation_options.reject_unknown_method", False) is True:
                return True
            unsure = Unknown("its transcoder passes on unread what fits no declared method")
        elif filter_.kind == "ExtAuthz" and filter_.config.get("with_request_body") is not None:
            unsure = Unknown("the authorization service reads bodies; show what it checks")
        else:
            unsure = unsure or _own_doing(filter_)
    return unsure or False


def _limit(filters: tuple[Filter, ...], held: tuple[Block, Block, Block]) -> Fact[float]:
    """Requests a second; the smallest of several limits."""
    numbers: list[float] = []
    unsure: Unknown | None = None
    for filter_ in filters:
        if filter_.kind == "LocalRateLimit":
            number = filter_.unknown or _bucket(filter_.config)
        elif filter_.kind == "RateLimit":
            number = filter_.unknown or (_SERVICE if _described(filter_, held) else None)
        elif filter_.kind == "RateLimitQuotaFilterConfig":
            number = _SERVICE
        else:
            number = _own_doing(filter_)
        unsure = number if isinstance(number, Unknown) else unsure
        numbers += [number] if isinstance(number, (int, float)) else []
    return min(numbers) if numbers else unsure


def _bucket(config: Block) -> float | None | Unknown:
    """How many requests a second a local limit lets through; ``None`` where it stops nobody."""
    bucket = config.block("token_bucket")
    if bucket is None or isinstance(bucket, Unknown):
        return bucket
    for share in (percent(config, "filter_enabled", 0), percent(config, "filter_enforced", 0)):
        if isinstance(share, Unknown) or 0 < share < 100:
            return share if isinstance(share, Unknown) else _PART
        if share <= 0:
            return None
    tokens, interval = bucket.number("tokens_per_fill", 1), seconds(bucket, "fill_interval")
    if isinstance(tokens, Unknown) or isinstance(interval, Unknown):
        return tokens if isinstance(tokens, Unknown) else interval
    return float(tokens or 0) / interval if interval else Unknown("its token bucket names no fill_interval")


def _described(filter_: Filter, held: tuple[Block, Block, Block]) -> bool:
    """Whether a request gives the rate limit service something to count by."""
    route, host, _ = held
    places = (route.get("route.rate_limits"), host.get("rate_limits"), filter_.config.get("rate_limits"))
    return any(place not in (None, []) for place in (*places, filter_.config.get("per_route.rate_limits")))


def _cached(filters: tuple[Filter, ...]) -> Fact[bool]:
    for filter_ in filters:
        if filter_.kind == "CacheConfig":
            typed = filter_.config.get("typed_config")
            on_disk = isinstance(typed, dict) and "FileSystem" in str(typed.get("@type"))
            return True if on_disk else Inapplicable("its cache is in memory only")
    return _NO_CACHE


def _tapped(filters: tuple[Filter, ...]) -> Fact[bool]:
    """Whether requests are copied whole, as the tap filter does."""
    for filter_ in filters:
        if filter_.kind == "Tap":
            return True if filter_.config.get("common_config.static_config") is not None else _TAPPED
    return next((filter_.unknown for filter_ in filters if filter_.unknown), None) or False
