"""Forwarding rules: the addresses and ports of Google's load balancers.

Defaults (Terraform registry, ``google_compute_forwarding_rule`` and ``google_compute_global_forwarding_rule``):
``load_balancing_scheme`` EXTERNAL, newer versions of the global one EXTERNAL_MANAGED; an empty text is a Private
Service Connect endpoint. Target proxies listen to HTTP, HTTPS, SSL or TCP; every other target gets packets unread.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Exposure
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import PASSED_THROUGH, audience, silent
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.gcp.transport.common import PROXY_SAYS, follow, names_of
from pcicheck.providers.gcp.transport.redirects import redirects_of

RULES = ("google_compute_forwarding_rule", "google_compute_global_forwarding_rule")
_HTTP = ("google_compute_target_http_proxy", "google_compute_region_target_http_proxy")
_KINDS = {"HttpProx": "http", "HttpsProx": "https", "SslProx": "tls", "TcpProx": "tcp", "GrpcProx": "grpc"}
_NATIVE = {"http_proxy": "http", "https_proxy": "https", "ssl_proxy": "tls", "tcp_proxy": "tcp", "grpc_proxy": "grpc"}
_GOOGLE_APIS = ("all-apis", "vpc-sc")
"""Bundles of Google's own services, targets of Private Service Connect."""
_SAYS = silent(PROXY_SAYS, "listener")


def forwarding_rule(document: Document) -> Iterator[Resource]:
    """A forwarding rule. The proxy behind it says which TLS it speaks; this says whether it speaks any."""
    labels = labels_of(document)
    protocol = protocol_of(document)
    encrypted: Fact[bool] = PASSED_THROUGH
    redirects: Fact[bool] = PASSED_THROUGH
    if isinstance(protocol, Unknown):
        encrypted = redirects = protocol
    elif protocol == "http":
        encrypted, redirects = False, _redirects(document)
    elif protocol in ("https", "tls"):
        encrypted, redirects = True, False
    elif protocol == "grpc":
        encrypted = redirects = Inapplicable("proxies of the service mesh decide")
    facts = structs.replace(
        _SAYS,
        exposure=exposure_of(document),
        audience=audience(labels, document),
        protocols=protocol if isinstance(protocol, Unknown) else (protocol,),
        encrypted=encrypted,
        redirects_to_tls=redirects,
    )
    yield resource(document, facts, labels=labels, names=names_of(document))


def exposure_of(document: Document) -> Fact[Exposure]:
    """Whether the address of a forwarding rule is a public one."""
    written = document.get("load_balancing_scheme")
    scheme = "PSC" if written == "" else document.text("load_balancing_scheme", "EXTERNAL")
    if isinstance(scheme, Unknown):
        return scheme
    return "internet" if str(scheme).upper().startswith("EXTERNAL") else "internal"


def protocol_of(document: Document) -> str | Unknown:
    """``http``, ``https``, ``tls``, ``grpc`` or ``tcp``, by the kind of target; ``tcp`` for whatever is not read."""
    target = document.get("target")
    if target is None or target == "":
        return document.values if isinstance(document.values, Unknown) else "tcp"
    followed = document.follow("target")
    named = [followed.type] if followed else document.surroundings.names(document, "target")
    for name in named:
        return next((kind for mark, kind in _NATIVE.items() if f"_target_{mark}" in name), "tcp")
    if isinstance(target, str):
        if "/" not in target and target not in _GOOGLE_APIS:
            return Unknown("its target is named without its type")
        return next((kind for mark, kind in _KINDS.items() if f"target{mark}" in target), "tcp")
    return target if isinstance(target, Unknown) else Unknown("its target is no reference")


def _redirects(document: Document) -> Fact[bool]:
    proxy = follow(document, "target", *_HTTP)
    return redirects_of(proxy) if proxy is not None else Unknown("its target proxy is not in this input")
