"""Alertmanager: routes, and the ways by which its receivers are told.

Alertmanager documentation, "Configuration": ``smtp_require_tls`` is true unless set, ``http_config`` of the global
part holds for receivers without one, and the URLs of hosted services have https defaults; ``webhook_configs`` has
none. A receiver that only has a name tells nobody. The root route takes what no child takes and is never muted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.containers import ConfigurationData
from pcicheck.model.kinds.detection import AlertRoute
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.outward import Tls, connection, is_loopback
from pcicheck.providers.parts import at
from pcicheck.providers.prometheus.http_client import call, tls_of
from pcicheck.providers.prometheus.routing import Match, Route, Tree, tree_of
from pcicheck.providers.prometheus.told import reached
from pcicheck.providers.reading import first_flag, first_get
from pcicheck.providers.written_secrets import in_settings

_SECRETS = ("slack_api_url", "smtp_auth_password", "smtp_auth_secret", "routing_key", "service_key", "webhook_url")
_HARMLESS = ("send_resolved",)
_LEVEL = re.compile(r"sever|priorit|level|page|urgency|^sev$")
_HIGHEST = ("critical", "page", "crit", "p1", "sev1", "high", "emergency", "disaster", "fatal")
_URLS = ("url", "api_url", "apiURL", "webhook_url", "webhookURL", "apiUrl", "webhookUrl")
_DEFAULT_URLS = {
    "webhook": None,
    "slack": "global.slack_api_url",
    "pagerduty": "global.pagerduty_url",
    "opsgenie": "global.opsgenie_api_url",
    "victorops": "global.victorops_api_url",
    "telegram": "global.telegram_api_url",
    "webex": "global.webex_api_url",
    "wechat": "global.wechat_api_url",
    "jira": "global.jira_api_url",
    "rocketchat": "global.rocketchat_api_url",
}
_HOSTED = "https://hosted.invalid"
"""Stands for the default address of a hosted service, which is an https one."""
_ROOT = Inapplicable("the root of the tree cannot be muted")


def config(document: Document) -> Iterator[Resource]:
    """A configuration file."""
    yield from _routes(document, document)
    yield from _notifications(document, document)
    secrets = in_settings(document.values, secret=_SECRETS, harmless=_HARMLESS)
    yield at(document, ConfigurationData(plain_secrets=secrets), "settings")


def config_object(document: Document) -> Iterator[Resource]:
    """An ``AlertmanagerConfig`` of the Prometheus operator; its secrets stand in objects of their own."""
    spec = document.get("spec")
    if isinstance(spec, dict):
        yield from _routes(document, Block(spec))
        yield from _notifications(document, Block(spec))


def _routes(document: Document, config: Block) -> Iterator[Resource]:
    tree = tree_of(config)
    if isinstance(tree, Unknown):
        yield at(document, AlertRoute(takes=tree, receivers=tree, muted=tree), "route")
        return
    for route in _below(tree.root):
        yield at(document, _route_facts(route, tree), route.place)


def _below(route: Route) -> Iterator[Route]:
    yield route
    for child in route.children:
        yield from _below(child)


def _route_facts(route: Route, tree: Tree) -> AlertRoute:
    root = route is tree.root
    names = route.receiver
    if isinstance(names, Unknown):
        told: Any = names
    else:
        told = reached(frozenset((names,) if names else ()), tree.receivers)
    return AlertRoute(takes=_takes(route, tree), receivers=told, muted=_ROOT if root else route.muted)


def _takes(route: Route, tree: Tree) -> Any:
    """What a branch is for. A child without conditions takes everything in place of its parent."""
    takes = []
    if route is _catch_all(tree.root):
        takes.append("everything")
    unsure = next((one for one in route.matches if isinstance(one, Unknown)), None)
    if any(isinstance(one, Match) and _highest(one) for one in route.matches) and route is _catch_all(route):
        takes.append("critical")
    return tuple(takes) or unsure or ()


def _catch_all(route: Route) -> Route:
    """The branch that takes what nothing else takes below a route."""
    for child in route.children:
        if not child.matches and child.goes_on is False:
            return _catch_all(child)
    return route


def _highest(match: Match) -> bool:
    if not _LEVEL.search(match.label.lower()) or match.operator not in ("=", "=~") or isinstance(match.value, Unknown):
        return False
    if match.operator == "=":
        return match.value.lower() in _HIGHEST
    try:
        return any(re.fullmatch(match.value, word, re.IGNORECASE) for word in _HIGHEST)
    except re.error:
        return False


def _notifications(document: Document, config: Block) -> Iterator[Resource]:
    receivers = config.blocks("receivers")
    shared = config.block("global")
    for receiver in () if isinstance(receivers, Unknown) else receivers:
        if not isinstance(receiver.values, dict):
            continue
        for key, listed in receiver.values.items():
            kind = re.sub("_?[cC]onfigs$", "", str(key))
            if kind != str(key) and isinstance(listed, list):
                for index, item in enumerate(listed):
                    if isinstance(item, dict):
                        facts = _way(kind.lower(), Block(item), config, shared)
                        if facts is not None:
                            yield at(document, facts, f"receiver/{receiver.text('name')}/{kind}[{index}]")


def _way(kind: str, item: Block, config: Block, shared: Block | None | Unknown) -> Upstream | None:
    """The connection by which one integration tells somebody; ``None`` for those that a cloud's own client makes."""
    if kind == "email":
        return _mail(item, config)
    if kind in ("sns", "pushover"):
        return None
    own = item.block("http_config") or item.block("httpConfig")
    client = own or (shared.block("http_config") if isinstance(shared, Block) else None) or Block({})
    if isinstance(client, Unknown):
        client = Block(client)
    url = first_get(item, *_URLS)
    path = _DEFAULT_URLS.get(kind, "")
    if url is None and path:
        url = config.get(path)
    if url is None and item.get("url_file") is None and path is not None:
        url = _HOSTED
    return call(url, client, "tlsConfig" if client.has("tlsConfig") is True else "tls_config")


def _mail(item: Block, config: Block) -> Upstream:
    default = first_flag(config, "global.smtp_require_tls", default=True)
    required = first_flag(item, "require_tls", "requireTLS", default=default)
    host = item.text("smarthost") or config.text("global.smtp_smarthost")
    path = "tlsConfig" if item.has("tlsConfig") is True else "tls_config"
    settings = item if item.has(path) is not False else Block({path: config.get("global.smtp_tls_config")})
    tls = tls_of(settings, path)
    implicit = isinstance(host, str) and host.endswith(":465")
    on = True if implicit else required
    return connection(
        Tls(on=on, verified=tls.verified, min_tls=tls.min_tls, presents_certificate=tls.presents_certificate),
        loopback=is_loopback(host),
    )
