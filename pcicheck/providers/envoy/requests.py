"""What the HTTP connection manager of Envoy makes of requests, whatever their route.

``HttpConnectionManager``: ``headers_with_underscores_action`` is ALLOW, ``normalize_path`` false and
``allow_chunked_length`` false where unset; ``forward_client_cert_details`` is SANITIZE, and ALWAYS_FORWARD_ONLY hands
the header on "regardless of whether the client connection is mTLS" ("Configuring Envoy as an edge proxy" sets them).
"""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.value import Unknown
from pcicheck.providers.envoy.beside import found
from pcicheck.providers.envoy.filters import Filter, filters_of, for_route, levels
from pcicheck.providers.envoy.messages import choice
from pcicheck.providers.envoy.policies import Proof, enforces, proof_asked

_UNDERSCORES = ("ALLOW", "REJECT_REQUEST", "DROP_HEADER")
_FORWARDS = ("SANITIZE", "FORWARD_ONLY", "APPEND_FORWARD", "SANITIZE_SET", "ALWAYS_FORWARD_ONLY")
_OTHER_VALIDATOR = Unknown("a header validator of its own decides it")
_NO_ROUTES = Unknown("its routes are delivered by a discovery service while Envoy runs; scan what /config_dump prints")


class Manager(Struct, frozen=True):
    """An HTTP connection manager."""

    config: Block
    filters: tuple[Filter, ...] | Unknown
    routes: Block | Unknown
    """The route configuration."""


def manager_of(filter_: Filter, document: Document) -> Manager:
    """The connection manager that a network filter is."""
    config = filter_.config
    inner = config.block("config") if filter_.kind.startswith("EnvoyMobile") else config
    config = inner if isinstance(inner, Block) else Block(inner or {})
    return Manager(config, filters_of(config, "http_filters", document), _routes(config, document))


def _routes(config: Block, document: Document) -> Block | Unknown:
    inline = config.block("route_config")
    if inline is not None:
        return inline
    named = found(document, "envoy:routes", config.get("rds.route_config_name"))
    return named if named is not None else _NO_ROUTES


def drops_headers(manager: Manager) -> bool | Unknown:
    """Whether header names with underscores are refused or removed."""
    action = choice(manager.config, "common_http_protocol_options.headers_with_underscores_action", *_UNDERSCORES)
    return action if isinstance(action, Unknown) else action != "ALLOW"


def resists_smuggling(manager: Manager) -> bool | Unknown:
    """Whether a request with two lengths is refused."""
    return negated(manager.config.flag("http_protocol_options.allow_chunked_length", False))


def normalises_paths(manager: Manager) -> bool | Unknown:
    """Whether ``/a/../b`` is ``/b`` to every filter and route."""
    if manager.config.get("typed_header_validation_config") is not None:
        return _OTHER_VALIDATOR
    return manager.config.flag("normalize_path", False) or False


def forwards_claims(manager: Manager) -> bool | Unknown:
    """Whether the header by which proxies tell of client certificates is taken from anyone."""
    mode = choice(manager.config, "forward_client_cert_details", *_FORWARDS)
    return mode if isinstance(mode, Unknown) else mode == "ALWAYS_FORWARD_ONLY"


def redirects(manager: Manager) -> bool | Unknown:
    """Whether every request gets nothing but a redirect to HTTPS."""
    routes = manager.routes
    hosts = routes if isinstance(routes, Unknown) else routes.blocks("virtual_hosts")
    if isinstance(hosts, Unknown):
        return hosts
    return all_true(*(_host_redirects(host) for host in hosts)) if hosts else False


def _host_redirects(host: Block) -> bool | Unknown:
    demanded = choice(host, "require_tls", "NONE", "EXTERNAL_ONLY", "ALL")
    if demanded == "ALL":
        return True
    routes = host.blocks("routes")
    if isinstance(routes, Unknown) or isinstance(host.values, Unknown):
        return routes if isinstance(routes, Unknown) else True
    every = all_true(*(_is_redirect(route) for route in routes)) if routes else False
    return demanded if isinstance(demanded, Unknown) and every is False else every


def _is_redirect(route: Block) -> bool | Unknown:
    redirect = route.block("redirect")
    if redirect is None or isinstance(redirect, Unknown):
        return redirect or (route.values if isinstance(route.values, Unknown) else False)
    secure = redirect.flag("https_redirect", False)
    scheme = redirect.text("scheme_redirect")
    return any_true(secure, scheme if isinstance(scheme, Unknown) else str(scheme).lower() == "https")


def every_route(manager: Manager) -> list[tuple[Block, Block, Block]]:
    """Routes that lead somewhere, each with its virtual host and its route configuration."""
    routes = manager.routes
    hosts = () if isinstance(routes, Unknown) else routes.blocks("virtual_hosts")
    listed = []
    for host in () if isinstance(hosts, Unknown) else hosts:
        inner = host.blocks("routes")
        listed += [
            (route, host, routes)
            for route in (() if isinstance(inner, Unknown) else inner)
            if isinstance(routes, Block)
        ]
    return listed


def answers_itself(route: Block) -> bool:
    """Whether a route is answered by Envoy, so that nothing is passed on."""
    return any(route.get(way) is not None for way in ("redirect", "direct_response", "non_forwarding_action"))


def enforced(filters: tuple[Filter, ...]) -> bool | None | Unknown:
    """Whether the filters that authorise really refuse; ``None`` where none authorises."""
    answers: list[bool | Unknown] = []
    for filter_ in filters:
        if filter_.kind == "RBAC":
            answers.append(enforces(filter_))
        elif filter_.kind == "ExtAuthz":
            answers.append(filter_.unknown or negated(filter_.config.flag("failure_mode_allow", False)))
    return all_true(*answers) if answers else None


def names_callers(manager: Manager) -> bool | Unknown:
    """Whether access control lets in named certificates only, on every route that leads on."""
    filters = manager.filters
    if isinstance(filters, Unknown):
        return filters
    controls = tuple(filter_ for filter_ in filters if filter_.kind == "RBAC")
    if not controls:
        return False
    routes = [held for held in every_route(manager) if not answers_itself(held[0])]
    if not routes:
        return manager.routes if isinstance(manager.routes, Unknown) else False
    return all_true(*(_named(tuple(for_route(controls, levels(*held)))) for held in routes))


def _named(controls: tuple[Filter, ...]) -> bool | Unknown:
    proofs: list[Proof | Unknown] = [proof_asked(control) for control in controls]
    return any_true(*(proof if isinstance(proof, Unknown) else proof == "name" for proof in proofs))
