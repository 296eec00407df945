"""What stands behind a server block of nginx, and what its locations ask of callers.

nginx.org: ``proxy_ssl_verify`` and ``grpc_ssl_verify`` are off by default; ``proxy_ssl_protocols`` is ``TLSv1.2
TLSv1.3`` since 1.27.3; ``proxy_ssl`` of ``stream`` is off. ``limit_req`` takes the rate of its ``limit_req_zone``, in
requests a second or minute, and only counts with ``limit_req_dry_run``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.edge import StatusPage
from pcicheck.model.kinds.transport import Authentication, Route, Upstream
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.connecting.connection import other_end
from pcicheck.providers.edge.nginx_files import Directive, Site, Tree, args_of, flat, text_of
from pcicheck.providers.edge.nginx_tls import Listen, client_certificates, lowest_of
from pcicheck.providers.endpoints import NO_TLS, PASSED_THROUGH

_PASSES = ("proxy_pass", "grpc_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass")
_STATUS = ("stub_status", "vhost_traffic_status_display", "api", "status", "req_status_show")
_VARIABLE = re.compile(r"\$(?:\w+|\{\w+\})$")
_LOCAL = ("unix:", "127.", "localhost", "[::1]")
_ON_MACHINE = Inapplicable("it never leaves the machine")
_UNREAD = Inapplicable("nginx passes requests on without looking at their form")
_LEFT = Inapplicable("signing in is left to what stands behind")
_NO_CACHE = Inapplicable("what it caches is a matter of the disk")
_NO_SETTING = Inapplicable("this protocol of nginx knows no TLS")


def locations(tree: Tree) -> list[Directive]:
    """Every location, nested ones too, and named ones."""
    found = []
    for item in tree:
        if item["name"] == "location" and isinstance(item.get("block"), list):
            found += [item, *locations(item["block"])]
    return found


def passes(tree: Tree) -> bool:
    """Whether a block hands requests on, directly or under a condition."""
    return any(item["name"] in _PASSES or (item["name"] == "if" and passes(item.get("block", []))) for item in tree)


def inside(document: Document, site: Site, listens: list[Listen]) -> Iterator[Resource]:
    """The connections that a server opens, its routes and its pages about itself."""
    if site.context == "stream":
        yield from _stream(document, site, listens)
        return
    taken: dict[str, int] = {}
    for item in locations(site.tree):
        block = item["block"]
        path = " ".join(text_of(arg) or "?" for arg in args_of(item))
        taken[path] = taken.get(path, 0) + 1
        part = path if taken[path] == 1 else f"{path}~{taken[path]}"
        target = next((line for line in _straight(block) if line["name"] in _PASSES), None)
        if target is not None:
            yield resource(document, _upstream(site, target, block), part=f"{part} upstream")
            if text_of((args_of(item) or [""])[0])[:1] != "@":
                yield resource(document, _route(site, path, block), part=part)
        if any(line["name"] in _STATUS for line in block):
            yield resource(document, _status(site, block, listens), part=f"{part} status")


def _straight(block: Tree) -> Iterator[Directive]:
    """The directives of a block, and of conditions in it."""
    for item in block:
        yield item
        if item["name"] in ("if", "limit_except") and isinstance(item.get("block"), list):
            yield from _straight(item["block"])


# -- connections ----------------------------------------------------------------------------------------------------


def _stream(document: Document, site: Site, listens: list[Listen]) -> Iterator[Resource]:
    target = next((item for item in site.tree if item["name"] == "proxy_pass"), None)
    if target is None:
        return
    secured = site.on("proxy_ssl")
    host = text_of((args_of(target) or [""])[0])
    plain = all(listen.tls is False for listen in listens)
    encrypted: Fact[bool] = secured
    if secured is False:
        encrypted = PASSED_THROUGH if plain else _ON_MACHINE if _is_local(site, host) else False
    yield resource(document, _connection(site, encrypted, "proxy", []), part="upstream")


def _upstream(site: Site, target: Directive, block: Tree) -> Upstream:
    kind = target["name"].removesuffix("_pass")
    address = (args_of(target) or [""])[0]
    if isinstance(address, Unknown):
        return Upstream(encrypted=address, min_tls=address, verified=address, presents_certificate=address)
    address = _set_once(site, str(address))
    scheme, separator, rest = address.partition("://")
    host = rest if separator else address
    if kind in ("fastcgi", "scgi"):
        encrypted: Fact[bool] = _ON_MACHINE if _is_local(site, host) else False
    elif "$" in scheme and (separator or kind != "grpc"):
        encrypted = Unknown(f"the variable {scheme} holds the target")
    elif scheme in ("https", "grpcs", "suwsgi"):
        encrypted = True
    else:
        encrypted = _ON_MACHINE if _is_local(site, host) else False
    found = _connection(site, encrypted, kind, block)
    service = any(text_of(arg) == host.partition("/")[0] for tree in site.outer for arg in _groups(tree))
    return replace(found, to=other_end(encrypted, None if service else _single(host)))


def _set_once(site: Site, address: str) -> str:
    """A target that is a variable, by its only value; people write ``set`` so that names are looked up each time."""
    if not _VARIABLE.match(address):
        return address
    name = address.replace("{", "").replace("}", "")
    levels = [item for level in site.outer for items in level.by_name.values() for item in items]
    found = {str(args_of(item)[1]) for item in flat([*site.tree, *levels]) if _sets(item, name)}
    return found.pop() if len(found) == 1 else address


def _sets(item: Directive, variable: str) -> bool:
    """Whether a directive gives a variable its value, be it one of several."""
    args = args_of(item)
    if item["name"] == "set":
        return len(args) > 1 and text_of(args[0]) == variable
    return item["name"] in ("map", "geo", "split_clients") and len(args) > 1 and text_of(args[-1]) == variable


def _groups(level: Any) -> list[Any]:
    """The names of groups of servers."""
    return [arg for item in level.by_name.get("upstream", ()) for arg in args_of(item)]


def _single(host: str) -> str | None:
    """The server that a target with TLS names, and its port."""
    name, _, port = host.partition("/")[0].lower().partition(":")
    return None if not name or set("$[").intersection(host) else f"{name}:{port or 443}"


def _connection(site: Site, encrypted: Fact[bool], kind: str, block: Tree) -> Upstream:
    if encrypted is not True:
        why: Any = encrypted if encrypted is not False else NO_TLS
        return Upstream(encrypted=encrypted, min_tls=why, verified=why, presents_certificate=why)
    shown = site.get(f"{kind}_ssl_certificate", block)
    return Upstream(
        encrypted=True,
        min_tls=lowest_of(site, f"{kind}_ssl_protocols", block),
        verified=site.on(f"{kind}_ssl_verify", block),
        presents_certificate=shown if isinstance(shown, Unknown) else bool(shown),
    )


def _is_local(site: Site, host: str) -> bool:
    """Whether a target is on the same machine, by its address or by those of the group that it names."""
    if host.startswith(_LOCAL):
        return True
    name = host.partition("/")[0].partition(":")[0]
    for level in site.outer:
        for item in level.by_name.get("upstream", ()):
            if name in [text_of(arg) for arg in args_of(item)]:
                servers = [line for line in item.get("block", []) if line["name"] == "server"]
                members = [text_of((args_of(line) or [""])[0]) for line in servers]
                return bool(members) and all(member.startswith(_LOCAL) for member in members)
    return False


# -- callers --------------------------------------------------------------------------------------------------------


def _route(site: Site, path: str, block: Tree) -> Route:
    return Route(
        method="ANY",
        path=path,
        authentication=_authentication(site, block),
        request_validation=_UNREAD,
        form_declared=_UNREAD,
        unbounded_fields=_UNREAD,
        address_fields=_UNREAD,
        answer_fields=_UNREAD,
        rate_limit=_rate(site, block),
        caches_in_clear=_NO_CACHE,
        payload_logging=_logs_bodies(site, block),
    )


def _authentication(site: Site, block: Tree) -> Fact[Authentication]:
    for name in (
        "auth_jwt",
        "auth_basic",
        "auth_request",
        "auth_oidc",
        "access_by_lua_block",
        "access_by_lua_file",
        "js_access",
    ):
        word = site.get(name, block)
        if isinstance(word, Unknown):
            return word
        if word is not None and word != ["off"]:
            if "lua" in name or "js" in name:
                return Unknown("code decides who is let in")
            asked: Authentication = "token" if name == "auth_jwt" else "custom"
            return asked if site.word("satisfy", "all", block) == "all" else Unknown("satisfy any lets addresses in")
    return "certificate" if client_certificates(site) == "required" else _LEFT


def _rate(site: Site, block: Tree) -> Fact[float]:
    found = site.all("limit_req", block)
    if isinstance(found, Unknown):
        return found
    if not found or site.on("limit_req_dry_run", block) is True:
        return None
    rates = [_rate_of(site, item) for item in found]
    known = [rate for rate in rates if isinstance(rate, float)]
    return min(known) if known else rates[0]


def _rate_of(site: Site, item: Directive) -> float | Unknown:
    zone = next((word[5:] for arg in args_of(item) if (word := text_of(arg)).startswith("zone=")), "")
    declared = site.all("limit_req_zone")
    if isinstance(declared, Unknown):
        return Unknown(f"the rate of the zone {zone} is not written here: {declared.reason}")
    for line in declared:
        words = [text_of(arg) for arg in args_of(line)]
        rate = next((word[5:] for word in words if word.startswith("rate=")), "")
        if any(word.startswith(f"zone={zone}:") for word in words) and rate[:-3].isdigit():
            return float(rate[:-3]) / (60 if rate.endswith("r/m") else 1)
    return Unknown(f"the zone {zone} is not declared among the files read")


def _logs_bodies(site: Site, block: Tree) -> bool | Unknown:
    logs, formats = site.all("access_log", block), site.all("log_format")
    if isinstance(logs, Unknown) or isinstance(formats, Unknown):
        return logs if isinstance(logs, Unknown) else formats if isinstance(formats, Unknown) else False
    used = {text_of(arg) for item in logs for arg in args_of(item)[1:2]}
    for item in formats:
        words = [text_of(arg) for arg in args_of(item)]
        if words and words[0] in used and any("$request_body" in word or "$resp_body" in word for word in words):
            return True
    return False


# -- pages about itself ---------------------------------------------------------------------------------------------


def _status(site: Site, block: Tree, listens: list[Listen]) -> StatusPage:
    local = all(listen.local for listen in listens)
    writes = any(item["name"] == "api" and "write=on" in [text_of(arg) for arg in args_of(item)] for item in block)
    certified = client_certificates(site) == "required"
    asks = _authentication(site, block)
    signed: bool | Unknown = asks if isinstance(asks, Unknown) else asks in ("token", "custom")
    hidden = any(item["name"] == "internal" for item in block)
    return StatusPage(restricted=any_true(local, certified, signed, hidden, _by_address(site, block)), steers=writes)


def _by_address(site: Site, block: Tree) -> bool | Unknown:
    denied, allowed = site.all("deny", block), site.all("allow", block)
    if isinstance(denied, Unknown):
        return denied
    everyone = {"all", "0.0.0.0/0", "::/0"}
    if isinstance(allowed, Unknown) or any(text_of((args_of(item) or [""])[0]) in everyone for item in allowed):
        return allowed if isinstance(allowed, Unknown) else False
    return any(text_of((args_of(item) or [""])[0]) == "all" for item in denied)
