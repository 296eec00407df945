"""Server blocks of nginx as endpoints, with the firewall, the authorities and the headers that they bring along.

nginx.org: ``access_log`` is on by default for HTTP (``logs/access.log combined``) and off for ``stream``;
``server_tokens`` is on, ``autoindex`` off. ``add_header`` of an outer block holds only where the inner one has none.
ModSecurity's connector: ``modsecurity`` off by default; F5 App Protect:
``app_protect_enable`` off by default.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.edge import WebServer
from pcicheck.model.kinds.transport import Endpoint, TrustStore, Waf
from pcicheck.model.link import Link
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.edge.nginx_files import Directive, Site, args_of, text_of
from pcicheck.providers.edge.nginx_headers import headers
from pcicheck.providers.edge.nginx_locations import inside, locations, passes
from pcicheck.providers.edge.nginx_sharing import lowest_shared, shared_listens
from pcicheck.providers.edge.nginx_tls import (
    Listen,
    anchor_of,
    client_certificates,
    revocation_of,
    weak_ciphers,
)
from pcicheck.providers.endpoints import BARE, NO_SUCH, NO_TLS, ONLY_REDIRECTS, PASSED_THROUGH
from pcicheck.providers.kubernetes.reached import served_at, spellings

LOCAL = Inapplicable("only programs on the same machine reach it")
_REFUSES = Inapplicable("it refuses every request")
_NO_REQUESTS = Inapplicable("it does not read requests")


def server(document: Document) -> Iterator[Resource]:
    """A server block."""
    site = Site(document)
    listens = shared_listens(document, site)
    endpoint = _endpoint(site, listens, document)
    yield resource(document, endpoint, names=tuple(_names(document, site, listens, endpoint)))
    if endpoint.client_certificates in ("required", "optional"):
        store = TrustStore(authorities=_stated(anchor_of(site)), revocation=revocation_of(site))
        yield resource(document, store, part="trust")
    if isinstance(endpoint.waf, Link):
        yield resource(document, _waf(site), part="waf")
    if site.context == "http" and not _only_refuses(site):
        yield from headers(document, site, listens)
        if endpoint.redirects_to_tls is not True:
            yield resource(document, _web_server(site), part="web")
    yield from inside(document, site, listens)


def _names(document: Document, site: Site, listens: list[Listen], endpoint: Endpoint) -> Iterator[str]:
    """Names by which callers reach it: those that it has itself, at its ports, and those of services of a cluster.

    Beside a port without TLS that answers more than redirects, what holds for one with TLS is not told apart.
    """
    plain = any(listen.tls is not True for listen in listens) and endpoint.redirects_to_tls is not True
    own = [text_of(arg).lower() for item in site.tree if item["name"] == "server_name" for arg in args_of(item)]
    for listen in listens:
        port = listen.address.rpartition(":")[2]
        if not port.isdigit() or (plain and listen.tls is not False):
            continue
        for name in own:
            if name.strip("_") and not set("*~$").intersection(name):
                yield from spellings(f"{name}:{port}")
        yield from served_at(document, port)


def _stated(value: Any) -> bool | Unknown:
    return value if isinstance(value, Unknown) else value is not None


def _endpoint(site: Site, listens: list[Listen], document: Document) -> Endpoint:
    remote = [listen for listen in listens if not listen.local]
    tls = any_true(*(listen.tls for listen in listens))
    redirects = _redirects(site)
    plain = [listen for listen in remote if listen.tls is not True]
    encrypted = _encrypted(site, remote, plain, tls)
    facts = replace(
        BARE,
        role="server",
        exposure="internal" if not remote else Unknown("how far its address is reached is not written here"),
        audience=None,
        protocols=_protocols(site, listens),
        encrypted=encrypted,
        redirects_to_tls=encrypted if isinstance(encrypted, Inapplicable) else redirects if plain else False,
        execution_logging=NO_SUCH,
        waf=_firewall(site, document) if site.context == "http" else _NO_REQUESTS,
        access_logging=_logged(site),
    )
    if _only_refuses(site) or not remote:
        why = _REFUSES if remote else LOCAL
        return replace(facts, min_tls=why, weak_ciphers=why, client_certificates=why, trust_anchor=why, waf=why)
    if tls is False:
        lowest: Any = ONLY_REDIRECTS if redirects is True else _without_tls(site)
        why = ONLY_REDIRECTS if redirects is True else NO_TLS
        return replace(facts, min_tls=lowest, weak_ciphers=why, client_certificates=why, trust_anchor=why)
    if isinstance(tls, Unknown):
        return replace(facts, min_tls=tls, weak_ciphers=tls, client_certificates=tls, trust_anchor=tls)
    lowest = lowest_shared(document, site, listens)
    asked = client_certificates(site)
    return replace(
        facts,
        min_tls=lowest,
        weak_ciphers=weak_ciphers(site, lowest),
        certificate=_certificate(site),
        client_certificates=asked,
        trust_anchor=_anchor(site, asked, document),
        client_expiry_checked=True if asked in ("required", "optional") else NO_SUCH,
    )


def _without_tls(site: Site) -> None | Inapplicable:
    return PASSED_THROUGH if _passes_bytes(site) else None


def _passes_bytes(site: Site) -> bool:
    return site.context == "stream" and site.get("proxy_pass") is not None


def _encrypted(site: Site, remote: list[Listen], plain: list[Listen], tls: bool | Unknown) -> Fact[bool]:
    if not remote:
        return LOCAL
    if _only_refuses(site):
        return _REFUSES
    if _passes_bytes(site) and tls is False:
        return PASSED_THROUGH
    unknown = next((listen.tls for listen in plain if isinstance(listen.tls, Unknown)), None)
    if any(listen.tls is False for listen in plain):
        return False
    return unknown or True


def _protocols(site: Site, listens: list[Listen]) -> Fact[tuple[str, ...]]:
    plain, secure = ("http", "https") if site.context == "http" else ("tcp", "tls")
    found = [listen.tls if isinstance(listen.tls, Unknown) else secure if listen.tls else plain for listen in listens]
    unknown = next((item for item in found if isinstance(item, Unknown)), None)
    return unknown or tuple(dict.fromkeys(str(item) for item in found))


def _certificate(site: Site) -> Fact[Link]:
    args = site.get("ssl_certificate")
    if isinstance(args, Unknown):
        return Unknown("several certificates, or one that another file names")
    return Link(text_of(args[0]), "certificate") if args else None


def _anchor(site: Site, asked: Any, document: Document) -> Fact[Link]:
    if asked == "none":
        return None
    if asked == "passthrough":
        return Unknown("nginx does not check the certificate; what stands behind must")
    if isinstance(asked, Unknown):
        return asked
    named = anchor_of(site)
    return named if named is None or isinstance(named, Unknown) else Link(f"{document.address}#trust", "trust_store")


# -- what it answers ------------------------------------------------------------------------------------------------


def _redirects(site: Site) -> bool | Unknown:
    """Whether plain requests get nothing but a redirect to HTTPS."""
    if any(_redirects_plain(item) for item in site.tree):
        return True
    own = [item for item in site.tree if item["name"] in ("return", "rewrite", "if")]
    if own and _leads_away(own) and any(item["name"] != "if" for item in own):
        return _has_secure_target(own)
    hidden = next((target for item in site.tree if (target := _hidden_target(item))), None)
    if hidden is not None and not passes(site.tree):
        return Unknown(f"the variable {hidden} holds where plain requests are led to")
    answers = [item for item in locations(site.tree) if not _is_challenge(item)]
    return bool(answers) and all(_leads_away(item["block"]) for item in answers) and not passes(site.tree)


def _redirects_plain(item: Directive) -> bool:
    """Whether this is ``if ($scheme = http) { return 301 https://…; }``."""
    if item["name"] != "if" or not isinstance(item.get("block"), list):
        return False
    condition = "".join(text_of(arg) for arg in args_of(item)).strip("()").replace('"', "").replace("'", "")
    asks_scheme = condition in ("$scheme=http", "$scheme!=https", "$https=", "$https!=on", "$ssl_protocol=")
    return asks_scheme and any(_to_https(line) for line in item["block"])


def _leads_away(tree: list[Directive]) -> bool:
    """Whether all that a block does is to redirect to HTTPS or to refuse."""
    found = False
    for item in tree:
        if item["name"] == "if" and isinstance(item.get("block"), list):
            if not _leads_away(item["block"]):
                return False
        elif item["name"] in ("return", "rewrite"):
            if not (_to_https(item) or _refusal(item)):
                return False
            found = True
    return found and not passes(tree)


def _has_secure_target(tree: list[Directive]) -> bool:
    return any(_to_https(item) or any(_to_https(line) for line in item.get("block", ())) for item in tree)


def _to_https(item: Directive) -> bool:
    args = [text_of(arg) for arg in args_of(item)]
    if item["name"] == "return" and args:
        target = args[1] if len(args) > 1 and args[0] in ("301", "302", "303", "307", "308") else args[0]
        return target.startswith("https://")
    every = len(args) > 1 and args[0] in (
        "^",
        "^/",
        "^(.*)$",
        "^(.*)",
        "^/(.*)$",
        "^/(.*)",
        ".*",
        "(.*)",
        "/(.*)",
        "^.*$",
    )
    return item["name"] == "rewrite" and every and args[1].startswith("https://")


def _hidden_target(item: Directive) -> str | None:
    """The variable to whose value a server leads every request."""
    args = [text_of(arg) for arg in args_of(item)]
    whole = item["name"] == "return" and len(args) > 1 and args[0] in ("301", "302", "303", "307", "308")
    return args[1] if whole and args[1].startswith("$") and not args[1].startswith("$scheme") else None


def _refusal(item: Directive) -> bool:
    args = [text_of(arg) for arg in args_of(item)]
    return item["name"] == "return" and bool(args) and args[0][:1] in ("4", "5") and len(args) == 1


def _only_refuses(site: Site) -> bool:
    """Whether no request gets an answer, as servers for unknown names do."""
    if site.on("ssl_reject_handshake") is True and not any(item["name"] in ("location", "root") for item in site.tree):
        return True
    returns = [item for item in site.tree if item["name"] == "return"]
    others = any(item["name"] in ("if", "rewrite") for item in site.tree)
    return bool(returns) and all(_refusal(item) for item in returns) and not others


def _is_challenge(item: Directive) -> bool:
    return any("acme-challenge" in text_of(arg) for arg in args_of(item))


# -- logs, firewall, folders ----------------------------------------------------------------------------------------


def _logged(site: Site) -> bool | Unknown:
    """Whether each request is logged, in every place from which requests are passed on."""
    blocks = (
        [[]] if site.context != "http" else [item["block"] for item in locations(site.tree) if passes(item["block"])]
    )
    answers = [_logged_in(site, block) for block in blocks or [[]]]
    if False in answers:
        return False
    return next((answer for answer in answers if isinstance(answer, Unknown)), True)


def _logged_in(site: Site, block: list[Directive]) -> bool | Unknown:
    found = site.all("access_log", block)
    if isinstance(found, Unknown):
        return found
    if not found:
        return site.context == "http"
    targets = [[text_of(arg) for arg in args_of(item)] for item in found]
    whole = [target for target in targets if target and target[0] not in ("off", "/dev/null")]
    if not whole:
        return False
    condition = next((word for target in whole for word in target if word.startswith("if=")), "")
    if condition and all(any(word.startswith("if=") for word in target) for target in whole):
        return Unknown(f"only requests are logged for which {condition[3:]} holds")
    return True


def _firewall(site: Site, document: Document) -> Fact[Link]:
    on = any_true(site.on("modsecurity"), site.on("app_protect_enable"), site.on("ModSecurityEnabled"))
    if isinstance(on, Unknown):
        return on
    return Link(f"{document.address}#waf", "waf") if on else None


def _waf(site: Site) -> Waf:
    written = site.get("modsecurity_rules")
    texts = [text_of(arg) for arg in written] if isinstance(written, list) else []
    files = [
        site.get(name) for name in ("modsecurity_rules_file", "modsecurity_rules_remote", "app_protect_policy_file")
    ]
    says = " ".join(texts)
    own: bool | Unknown = Unknown("whether its rules block is written in the file that they stand in")
    if "SecRuleEngine" in says:
        own = "SecRuleEngine On" in says
    hidden = next((item for item in (written, *files) if isinstance(item, Unknown)), None)
    known = bool(texts) or any(isinstance(item, list) for item in files) or site.on("app_protect_enable") is True
    return Waf(
        role="policy",
        enabled=True,
        has_rules=known or hidden or False,
        default_action="allow",
        rules_act=own,
        blocks=own,
        known_exploits=Unknown("its rules stand in a file of their own"),
        logging=Unknown("its log is set where its rules stand"),
    )


def _web_server(site: Site) -> WebServer:
    listing = any_true(
        *(site.on("autoindex", *blocks) for blocks in [(), *((item["block"],) for item in locations(site.tree))])
    )
    word = site.word("server_tokens", "on")
    return WebServer(
        lists_folders=listing,
        tells_version=word if isinstance(word, Unknown) else word in ("on", "build"),
    )
