"""Listeners of Vault and OpenBao servers, agents and proxies.

Vault documentation, "tcp listener": TLS unless ``tls_disable`` is true; ``tls_min_version`` is tls12 where unset;
``tls_cipher_suites`` is Go's own choice where unset, which left 3DES out only late in 2024, and TLS 1.3 has none to
choose; a client certificate is asked for and not checked unless ``tls_require_and_verify_client_cert`` is true, then
against ``tls_client_ca_file`` or else the system's public authorities; ``address`` is 127.0.0.1:8200; metrics,
profiles and requests in flight need a token; ``x_forwarded_for_authorized_addrs`` and ``proxy_protocol_behavior`` say
whose word on the caller's address is taken. "unix listener": a socket on the machine itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint, Role
from pcicheck.model.link import Link
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.connecting.connection import is_wildcard
from pcicheck.providers.kubernetes.reached import served_at, spellings

_SOCKET = Inapplicable("a socket is reached on the machine itself only")
_LOOPBACK = Inapplicable("it answers on the machine itself only")
_NO_TLS = Inapplicable("it speaks no TLS")
_AUDIT = Inapplicable("audit devices record each request; they are judged on their own")
_NO_FILTER = Inapplicable("callers sign in to it; it is no web page")
_NOT_PROXIED = Inapplicable("it takes nobody's word on the address of callers")
_RELEASE = Unknown("no suites are named, and releases built before 2025 may offer 3DES to old clients")
_VERSIONS = {"tls10": 1.0, "tls11": 1.1, "tls12": 1.2, "tls13": 1.3}
_LOCAL = re.compile(r"^(?:127\.|localhost(?::|$)|\[?::1\]?(?::|$))", re.IGNORECASE)
_WEAK = (("3des", "3DES"), ("rc4", "RC4"), ("cbc_sha1", "_CBC_SHA"), ("cbc_sha2", "_CBC_SHA256"))
_EVERYONE = ("0.0.0.0/0", "::/0")
_DIAGNOSTICS = (
    "telemetry.unauthenticated_metrics_access",
    "profiling.unauthenticated_pprof_access",
    "inflight_requests_logging.unauthenticated_in_flight_requests_access",
)


def is_local(address: Any) -> bool:
    """Whether an address is of the machine itself."""
    text = str(address).partition("://")[2] or str(address)
    return bool(_LOCAL.match(text))


def has_tls(address: str | Unknown) -> bool | Unknown:
    """Whether an address is one with TLS; what stands before a part that is filled in may tell."""
    if isinstance(address, Unknown):
        return True if address.draft.lower().startswith("https://") else address
    return address.strip().lower().startswith("https://")


def listener(document: Document) -> Iterator[Resource]:
    """A listener of a server."""
    yield resource(document, _endpoint(document, "server"), names=tuple(_names(document)))


def _names(document: Document) -> Iterator[str]:
    """Names by which callers reach it: its own address, the one that the server gives out, and those of services."""
    host, _, port = str(document.text("address", "127.0.0.1:8200")).rpartition(":")
    if host and not is_wildcard(host) and not is_local(host):
        yield f"{host}:{port}".lower()
    for server in document.surroundings.of_type("vault:server"):
        given = server.text("api_addr")
        if isinstance(given, str) and server.origin.file == document.origin.file:
            rest = given.lower().partition("://")[2].partition("/")[0]
            told = rest if ":" in rest else f"{rest}:{443 if given.lower().startswith('https') else 80}"
            if told.endswith(f":{port}") and not is_local(rest):
                yield from spellings(told)
    yield from served_at(document, port)


def of_agent(document: Document) -> Iterator[Resource]:
    """A listener of an agent or proxy, for programs beside it."""
    yield resource(document, _endpoint(document, "application"))


def _endpoint(document: Document, role: Role) -> Endpoint:
    socket = document.get("type") == "unix"
    address = document.text("address", "127.0.0.1:8200")
    local = _SOCKET if socket else _LOOPBACK if isinstance(address, str) and is_local(address) else None
    plain = document.flag("tls_disable", False)
    min_tls = _min_tls(document, plain)
    certificates: Any = "none" if role == "application" else _client_certificates(document)
    return Endpoint(
        role=role,
        exposure="internal" if local else Unknown("who can reach its address is not in its configuration"),
        audience=None,
        protocols=("unix",) if socket else plain if isinstance(plain, Unknown) else ("http" if plain else "https",),
        encrypted=local or negated(plain),
        redirects_to_tls=local or False,
        min_tls=local or min_tls,
        weak_ciphers=local or _weak_ciphers(document, plain, min_tls),
        client_certificates=local or (_NO_TLS if plain is True else plain or certificates),
        trust_anchor=local or (_NO_TLS if plain is True else plain or _trust_anchor(document, certificates)),
        waf=_NO_FILTER,
        access_logging=_AUDIT,
        open_diagnostics=any_true(*(document.flag(path, False) for path in _DIAGNOSTICS)),
        callers_forged=_SOCKET if socket else _forged(document),
    )


def _min_tls(document: Document, plain: Any) -> Fact[float]:
    if plain is True or isinstance(plain, Unknown):
        return None if plain is True else plain
    name = document.text("tls_min_version", "tls12")
    if isinstance(name, Unknown):
        return name
    return _VERSIONS.get(str(name).lower(), Unknown("the lowest TLS version is none that Vault knows"))


def _weak_ciphers(document: Document, plain: Any, min_tls: Fact[float]) -> Fact[tuple[str, ...]]:
    if plain is True:
        return _NO_TLS
    if isinstance(plain, Unknown) or isinstance(min_tls, Unknown):
        return plain if isinstance(plain, Unknown) else min_tls  # type: ignore[return-value]
    if min_tls == _VERSIONS["tls13"]:
        return ()
    suites = document.text("tls_cipher_suites")
    if suites is None or isinstance(suites, Unknown):
        return suites or _RELEASE
    named = [suite.strip().upper() for suite in suites.split(",")]
    found = [weak for weak, part in _WEAK for suite in named if suite.endswith(part) or f"_{part}_" in suite]
    found += ["rsa_key_exchange" for suite in named if suite.startswith("TLS_RSA_")]
    return tuple(dict.fromkeys(found))


def _client_certificates(document: Document) -> Fact[str]:
    required = document.flag("tls_require_and_verify_client_cert", False)
    if required is False:
        off = document.flag("tls_disable_client_certs", False)
        return off if isinstance(off, Unknown) else "none" if off else "optional"
    return "required" if required is True else required


def _trust_anchor(document: Document, certificates: Any) -> Any:
    if isinstance(certificates, Unknown):
        return certificates
    file = document.text("tls_client_ca_file")
    return Link(file, "trust_store") if isinstance(file, str) else file


def _forged(document: Document) -> Fact[bool]:
    behaviour = document.text("proxy_protocol_behavior")
    if behaviour == "use_always":
        return True
    asked = [document.get(path) for path in ("x_forwarded_for_authorized_addrs", "proxy_protocol_authorized_addrs")]
    answers = [_anyone(value) for value in asked if value not in (None, "", [])]
    if isinstance(behaviour, Unknown):
        answers.append(behaviour)
    return any_true(*answers) if answers else _NOT_PROXIED


def _anyone(value: Any) -> bool | Unknown:
    if isinstance(value, Unknown):
        return value
    parts = value if isinstance(value, list) else str(value).split(",")
    return any_true(*(p if isinstance(p, Unknown) else str(p).strip() in _EVERYONE for p in parts))
