"""Backend services and what else calls servers: firewall, access log, and the hop to the backends.

Defaults (Terraform registry): ``google_compute_backend_service`` ``load_balancing_scheme`` EXTERNAL, in newer versions
EXTERNAL_MANAGED, ``protocol`` HTTP; ``google_compute_region_backend_service`` ``load_balancing_scheme`` INTERNAL,
``protocol`` HTTP (TCP for the schemes INTERNAL and EXTERNAL, which pass packets through); no ``log_config``, which is
no log, ``sample_rate`` 1; no ``security_policy``. ``google_network_security_client_tls_policy``: without
``server_validation_ca`` the server is not checked. ``google_apigee_target_server``: no ``s_sl_info``,
``ignore_validation_errors`` false. Load balancers check the certificates of backends only where backend
authentication is set (Google Cloud, "Encryption to the backends").
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Exposure, Upstream
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import NO_SUCH, NO_TLS_SETTING, PASSED_THROUGH, lowest, silent
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.gcp.transport.common import FORWARDING_SAYS, follow, names_of
from pcicheck.providers.reading import is_set

_WAFS = ("google_compute_security_policy", "google_compute_region_security_policy")
_GROUP = "google_compute_region_network_endpoint_group"
_AUTHENTICATION = "google_network_security_backend_authentication_config"
_CLIENT_POLICY = "google_network_security_client_tls_policy"
_NO_REQUESTS = Inapplicable("it does not read requests")
_NOT_ENCRYPTED = Inapplicable("the call is not encrypted")
_INSIDE = Inapplicable("serverless backends are reached inside Google's own network")
_SAYS = silent(FORWARDING_SAYS, "load_balancer")
_READS = ("HTTP", "HTTPS", "HTTP2", "H2C", "GRPC")
_VERSIONS = {"SSLv3": 0.3, "TLSv1": 1.0, "TLSv1.0": 1.0, "TLSv1.1": 1.1, "TLSv1.2": 1.2, "TLSv1.3": 1.3}


def backend_service(document: Document) -> Iterator[Resource]:
    """A backend service: the endpoint's firewall and log, and the connection to what stands behind."""
    scheme = _scheme(document)
    protocol = _protocol(document, scheme)
    reads = protocol if isinstance(protocol, Unknown) else protocol in _READS
    waf = document.link("security_policy", "waf", *_WAFS)
    facts = structs.replace(
        _SAYS,
        exposure=_exposure(scheme),
        audience=FORWARDING_SAYS,
        waf=_NO_REQUESTS if reads is False else waf,
        access_logging=_logs(document),
        platform_sign_in=_signs_in(document),
    )
    yield resource(document, facts, names=names_of(document))
    yield resource(document, _upstream(document, scheme, protocol), part="backends", names=())


def client_policy(document: Document) -> Iterator[Resource]:
    """How services of a mesh call others."""
    facts = Upstream(
        encrypted=True,
        min_tls=NO_TLS_SETTING,
        verified=document.has("server_validation_ca"),
        presents_certificate=document.has("client_certificate"),
    )
    yield resource(document, facts, labels=labels_of(document), names=names_of(document))


def target_server(document: Document) -> Iterator[Resource]:
    """A server that Apigee calls."""
    tls = document.block("s_sl_info")
    encrypted = tls.flag("enabled", False) if isinstance(tls, Block) else tls or False
    facts = Upstream(
        encrypted=encrypted,
        min_tls=_server_tls(tls),
        verified=_NOT_ENCRYPTED
        if encrypted is False
        else negated(document.flag("s_sl_info.ignore_validation_errors", False)),
        presents_certificate=document.flag("s_sl_info.client_auth_enabled", False),
    )
    yield resource(document, facts, names=names_of(document))


def _scheme(document: Document) -> str | Unknown:
    default = "INTERNAL" if "_region_" in document.type else "EXTERNAL"
    scheme = document.text("load_balancing_scheme", default)
    return scheme if isinstance(scheme, Unknown) else str(scheme).upper()


def _protocol(document: Document, scheme: str | Unknown) -> str | Unknown:
    protocol = document.text("protocol")
    if protocol is not None:
        return protocol if isinstance(protocol, Unknown) else protocol.upper()
    if "_region_" not in document.type:
        return "HTTP"
    if isinstance(scheme, Unknown):
        return scheme
    return "TCP" if scheme in ("INTERNAL", "EXTERNAL") else "HTTP"


def _exposure(scheme: str | Unknown) -> Fact[Exposure]:
    if isinstance(scheme, Unknown):
        return scheme
    return "internet" if scheme.startswith("EXTERNAL") else "internal"


def _logs(document: Document) -> Fact[bool]:
    log = document.block("log_config")
    if log is None or isinstance(log, Unknown):
        return log or (document.values if isinstance(document.values, Unknown) else False)
    rate = log.number("sample_rate", 1)
    return all_true(log.flag("enable", False), rate if isinstance(rate, Unknown) else (rate or 0) >= 1)


def _signs_in(document: Document) -> Fact[bool]:
    """Identity-Aware Proxy. Older versions of the provider have a block without ``enabled``."""
    proxy = document.block("iap")
    return proxy.flag("enabled", True) if isinstance(proxy, Block) else proxy or False


def _upstream(document: Document, scheme: str | Unknown, protocol: str | Unknown) -> Upstream:
    encrypted: Fact[bool]
    group = follow(document, "backend.group", _GROUP)
    if group is not None and group.text("network_endpoint_type", "SERVERLESS") == "SERVERLESS":
        return Upstream(encrypted=_INSIDE, min_tls=_INSIDE, verified=_INSIDE, presents_certificate=_INSIDE)
    if isinstance(protocol, Unknown):
        encrypted = protocol
    elif protocol in ("HTTPS", "HTTP2", "SSL"):
        encrypted = True
    elif protocol in ("HTTP", "H2C"):
        encrypted = is_set(document, "security_settings.client_tls_policy")
    elif protocol == "GRPC":
        encrypted = Unknown("the service mesh decides whether gRPC is encrypted")
    else:
        encrypted = PASSED_THROUGH
    return Upstream(
        encrypted=encrypted,
        min_tls=NO_TLS_SETTING,
        verified=_verified(document, scheme, encrypted),
        presents_certificate=NO_SUCH,
    )


def _verified(document: Document, scheme: str | Unknown, encrypted: Fact[bool]) -> Fact[bool]:
    if encrypted is False or isinstance(encrypted, (Unknown, Inapplicable)):
        return _NOT_ENCRYPTED if encrypted is False else encrypted
    mesh = follow(document, "security_settings.client_tls_policy", _CLIENT_POLICY)
    if mesh is not None:
        return mesh.has("server_validation_ca")
    configured = is_set(document, "tls_settings.authentication_config")
    found = follow(document, "tls_settings.authentication_config", _AUTHENTICATION)
    if found is not None:
        roots = found.text("well_known_roots", "NONE")
        return any_true(is_set(found, "trust_config"), roots if isinstance(roots, Unknown) else roots == "PUBLIC_ROOTS")
    if configured is False and scheme != "EXTERNAL_MANAGED":
        return Inapplicable("only global external load balancers of the newer kind can check backends")
    return configured


def _server_tls(tls: Block | None | Unknown) -> Fact[float]:
    if not isinstance(tls, Block):
        return tls
    names = tls.texts("protocols")
    if isinstance(names, Unknown) or not names:
        return names if isinstance(names, Unknown) else NO_TLS_SETTING
    return lowest(
        name
        if isinstance(name, Unknown)
        else _VERSIONS.get(name.strip(), Unknown(f"{name} is no TLS version known here"))
        for name in names
    )
