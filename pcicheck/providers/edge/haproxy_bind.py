"""Addresses that HAProxy listens on (configuration manual, 5.1 "Bind options", 3.1, 4.2; docs.haproxy.org).

``verify`` is ``none`` by default; ``ca-ignore-err`` and ``crt-ignore-err`` let faulty certificates pass. Something
is only logged where ``log`` names a target, or says ``global`` and the global section does; ``option dontlog-normal``
leaves out what went well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.assurance import HeaderPolicy
from pcicheck.model.kinds.transport import Authentication, ClientCertificates, Endpoint, Route, TrustStore
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.ciphers import Weak, weak_in_openssl
from pcicheck.providers.edge.haproxy_certificates import all_weak, same_of, ways_in, worst_version
from pcicheck.providers.edge.haproxy_file import QUIC, Place, Words, after, is_local, lowest_version
from pcicheck.providers.endpoints import BARE, NO_SUCH, NO_TLS, ONLY_REDIRECTS, PASSED_THROUGH
from pcicheck.providers.headers import HSTS, forces_https

_LOCAL = Inapplicable("only programs on the same machine reach it")
_UNREAD = Inapplicable("HAProxy passes requests on without looking at their form")
_LEFT = Inapplicable("signing in is left to what stands behind")
_NOT_HERE = Inapplicable("a proxy does not write the policy of a page")
_RATE = re.compile(r"sc\d?_(?:http_req_rate|conn_rate)(?:\(\d+\))?\s+(?:gt|ge)\s+(\d+)")
_PERIOD = re.compile(r"(?:http_req_rate|conn_rate)\((\d+)(ms|s|m|h)?\)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


def bind(document: Document) -> Iterator[Resource]:
    """A ``bind`` line."""
    place = Place(document)
    words = place.words
    tls = "ssl" in words
    endpoint = _endpoint(place, tls, document)
    yield resource(document, endpoint)
    if endpoint.client_certificates in ("required", "optional"):
        ways = ways_in(document, words)
        revocation = ways if isinstance(ways, Unknown) else all(after(way, "crl-file") is not None for way in ways)
        yield resource(document, TrustStore(authorities=True, revocation=revocation), part="trust")
    if place.mode == "http" and not is_local(words[1]) and endpoint.redirects_to_tls is not True:
        if tls:
            yield resource(document, _headers(place), part="headers")
        if any(place.lines(name) for name in ("default_backend", "use_backend", "server", "server-template")):
            yield resource(document, _route(place, endpoint), part="route")


def _endpoint(place: Place, tls: bool, document: Document) -> Endpoint:
    words = place.words
    local = is_local(words[1])
    http = place.mode == "http"
    passes = not tls and not http
    redirects = _redirects(place) if http and not tls else False
    encrypted: Fact[bool] = _LOCAL if local else PASSED_THROUGH if passes else tls
    facts = replace(
        BARE,
        role="listener",
        exposure="internal" if local else Unknown("how far its address is reached is not written here"),
        audience=None,
        protocols=("https" if tls else "http",) if http else ("tls" if tls else "tcp",),
        encrypted=encrypted,
        redirects_to_tls=encrypted if isinstance(encrypted, Inapplicable) else redirects,
        execution_logging=NO_SUCH,
        waf=_firewall(place) if http else Inapplicable("it does not read requests"),
        access_logging=_logged(place),
    )
    why: Any = _LOCAL if local else PASSED_THROUGH if passes else ONLY_REDIRECTS if redirects is True else None
    if why is not None or not tls:
        reason = why or NO_TLS
        return replace(facts, min_tls=why, weak_ciphers=reason, client_certificates=reason, trust_anchor=reason)
    ways = ways_in(document, words)
    if isinstance(ways, Unknown):
        return replace(facts, min_tls=ways, weak_ciphers=ways, client_certificates=ways, trust_anchor=ways)
    shared = place.shared("ssl-default-bind-options")
    lowest = [1.3 if _is_quic(way) else lowest_version(way, shared, "ssl-default-bind-options") for way in ways]
    asked = same_of([_client_certificates(place, way) for way in ways])
    return replace(
        facts,
        min_tls=worst_version(lowest),
        weak_ciphers=all_weak([_ciphers(place, way, low) for way, low in zip(ways, lowest, strict=True)]),
        certificate=_certificate(words),
        client_certificates=asked,
        trust_anchor=_anchor(ways, asked, document),
        client_expiry_checked=True if asked in ("required", "optional") else NO_SUCH,
    )


def _is_quic(words: Words) -> bool:
    return isinstance(words[1], str) and all(one.startswith(QUIC) for one in words[1].split(","))


def _certificate(words: Words) -> Fact[Link]:
    named = after(words, "crt")
    return named if isinstance(named, Unknown) or named is None else Link(str(named), "certificate")


def _ciphers(place: Place, words: Words, lowest: float | Unknown) -> Weak | Unknown:
    if lowest == 1.3:
        return ()
    own = after(words, "ciphers")
    shared = place.shared("ssl-default-bind-ciphers")
    found = own if own is not None else shared[0] if isinstance(shared, list) and shared else shared
    return found if isinstance(found, Unknown) else weak_in_openssl(str(found or "DEFAULT"))


def _client_certificates(place: Place, words: Words) -> Fact[ClientCertificates]:
    verify = after(words, "verify") or "none"
    if isinstance(verify, Unknown):
        return verify
    if verify == "none":
        hidden = next((word for word in words[2:] if isinstance(word, Unknown)), None)
        return hidden if hidden is not None and "verify" not in words and "crt" not in words else "none"
    checked = any("ssl_c_verify" in " ".join(map(str, line)) for line in place.lines("http-request", "deny"))
    if "all" in (after(words, "ca-ignore-err"), after(words, "crt-ignore-err")) and not checked:
        return "passthrough"
    if verify == "required":
        return "required"
    used = any(_refuses_without(line) for line in place.lines("http-request", "deny") + place.lines("tcp-request"))
    return "required" if used else "optional"


def _refuses_without(line: Words) -> bool:
    text = " ".join(map(str, line))
    return bool(re.search(r"(?:deny|reject)\b.*(?:unless|if\s+!)\s*\{?\s*(?:ssl_c_used|ssl_fc_has_crt)\b", text))


def _anchor(ways: list[Words], asked: Any, document: Document) -> Fact[Link]:
    if asked == "none":
        return None
    if isinstance(asked, Unknown) or asked == "passthrough":
        return (
            asked
            if isinstance(asked, Unknown)
            else Unknown("faulty certificates are handed on; what stands behind must check")
        )
    files = [after(words, "ca-file") or after(words, "ca-verify-file") for words in ways]
    named = next((file for file in files if file is None or isinstance(file, Unknown)), files[0])
    return named if named is None or isinstance(named, Unknown) else Link(f"{document.address}#trust", "trust_store")


def _redirects(place: Place) -> bool | Unknown:
    """Whether plain requests get nothing but a redirect to HTTPS."""
    for line in [*place.lines("http-request", "redirect"), *place.lines("redirect")]:
        text = " ".join(map(str, line))
        if "scheme https" not in text and not re.search(r"(?:location|prefix)\s+https://", text):
            continue
        condition = re.search(r"\s(if|unless)\s+(.*)$", text)
        if condition is None or re.fullmatch(r"(?:if !|unless )\s*\{ *ssl_fc *\}", condition[0].strip()):
            return True
        if re.fullmatch(r"(?:if !)\s*\{ *ssl_fc *\}.*acme.*|if !\S*(?:acme|letsencrypt|well)\S*", condition[0].strip()):
            return True
        return Unknown(f"plain requests are redirected only {condition[0].strip()}")
    return False


def _logged(place: Place) -> bool | Unknown:
    if place.inherited("no", "log") and not place.lines("log"):
        return False
    normal = place.inherited("option", "dontlog-normal")
    targets = place.inherited("log")
    if normal or not targets:
        return False
    if any(words[1:2] != ["global"] for words in targets):
        return True
    shared = place.shared("log")
    return shared if isinstance(shared, Unknown) else shared is not None


def _firewall(place: Place) -> Fact[Link]:
    agents = place.inherited("filter", "spoe")
    return Unknown("an agent looks at requests, and whether it is a firewall is not written here") if agents else None


def _headers(place: Place) -> HeaderPolicy:
    lines = [line for line in place.lines("http-response") + place.lines("http-after-response") if len(line) > 3]
    value = next(
        (line[3] for line in lines if line[1] in ("set-header", "add-header") and str(line[2]).lower() == HSTS), None
    )
    behind = Unknown("HAProxy adds no such header here; what stands behind it may")
    hsts = behind if value is None else forces_https(value)
    return HeaderPolicy(forces_https=hsts, scripts_restricted=_NOT_HERE, violations_reported=_NOT_HERE)


def _route(place: Place, endpoint: Endpoint) -> Route:
    return Route(
        method="ANY",
        path=str(place.section["name"]),
        authentication=_authentication(place, endpoint),
        request_validation=_UNREAD,
        form_declared=_UNREAD,
        unbounded_fields=_UNREAD,
        address_fields=_UNREAD,
        answer_fields=_UNREAD,
        rate_limit=_rate(place),
        caches_in_clear=Inapplicable("what it caches stays in memory"),
        payload_logging=_logs_bodies(place),
    )


def _authentication(place: Place, endpoint: Endpoint) -> Fact[Authentication]:
    rules = place.lines("http-request")
    if any("jwt_verify" in " ".join(map(str, line)) for line in rules):
        return "token"
    if any(line[1:2] == ["auth"] for line in rules):
        return "custom"
    return "certificate" if endpoint.client_certificates == "required" else _LEFT


def _rate(place: Place) -> Fact[float]:
    """Requests a second that one caller may send."""
    rules = [" ".join(map(str, line)) for line in place.lines("http-request") + place.lines("tcp-request")]
    acls = [" ".join(map(str, line)) for line in place.lines("acl")]
    tracks = any(" track-sc" in rule for rule in rules)
    if not tracks:
        others = any("track-sc" in str(line) for section in place.sections for line in section["lines"])
        return Unknown("another section counts requests, and which of them is not written plainly") if others else None
    limit = next((match for text in [*rules, *acls] if (match := _RATE.search(text))), None)
    tables = [
        " ".join(map(str, line["words"]))
        for section in place.sections
        for line in section["lines"]
        if line["words"][0] == "stick-table"
    ]
    period = next((match for text in tables if (match := _PERIOD.search(text))), None)
    if limit is None or period is None:
        refuses = any(re.search(r"\b(?:deny|reject|tarpit)\b", rule) for rule in rules)
        return Unknown("requests are counted, and how many are let through is not written plainly") if refuses else None
    return float(limit[1]) / (float(period[1]) * _SECONDS[period[2] or "ms"])


def _logs_bodies(place: Place) -> bool:
    texts = [
        " ".join(map(str, line)) for line in place.inherited("log-format") + place.lines("http-request", "capture")
    ]
    return any("req.body" in text or "res.body" in text for text in texts)
