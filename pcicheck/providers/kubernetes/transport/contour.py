"""HTTPProxy objects of Contour (projectcontour.io, "API reference", v1).

With ``virtualhost.tls`` plain requests are redirected unless a route has ``permitInsecure``; ``minimumProtocolVersion``
is 1.2 by default since 1.13 (1.1 before, which nobody supports any more). ``clientValidation`` asks for client
certificates: ``skipClientCertValidation`` leaves the check to what stands behind, ``optionalClientCertificate`` lets
callers in without. ``passthrough`` hands bytes on. An HTTPProxy without ``virtualhost`` is a part of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.edge import IngressRules
from pcicheck.model.kinds.transport import Endpoint, TrustStore, Upstream
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.endpoints import NO_TLS
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.kubernetes.transport.ways import doubtful, passing, plain, way_in

_VERSIONS = {"1.1": 1.1, "1.2": 1.2, "1.3": 1.3}
_NO_FILES = Inapplicable("paths never reach the files of Envoy's machine")
_CHECK = "spec.virtualhost.tls.clientValidation"


def proxy(document: Document) -> Iterator[Resource]:
    """A proxy, with the connections to services that it secures."""
    manifest = manifest_of(document)
    host = manifest.get("spec.virtualhost")
    if host is not None or isinstance(manifest.values, Unknown):
        facts = _endpoint(manifest)
        yield from made(manifest, facts)
        if facts.client_certificates in ("required", "optional"):
            crl = manifest.get(f"{_CHECK}.crlSecret")
            store = TrustStore(authorities=True, revocation=crl if isinstance(crl, Unknown) else crl is not None)
            yield from made(manifest, store, "trust")
        name = manifest.text("spec.virtualhost.fqdn", "")
        wildcard: Any = name if isinstance(name, Unknown) else "*" in str(name)
        rules = IngressRules(own_code=False, wildcard_hosts=wildcard, catches_all=False, file_paths=_NO_FILES)
        yield from made(manifest, rules, "rules")
    yield from _upstreams(manifest)
    yield from placed(manifest)


def _endpoint(manifest: Manifest) -> Endpoint:
    bare = way_in(manifest, Unknown("the service before Contour's proxies decides"))
    tls = manifest.get("spec.virtualhost.tls")
    if isinstance(tls, Unknown):
        return doubtful(bare, tls)
    if not tls:
        return plain(bare)
    if manifest.flag("spec.virtualhost.tls.passthrough", False) is True:
        return passing(bare)
    asked, anchor = _client_certificates(manifest)
    version = manifest.text("spec.virtualhost.tls.minimumProtocolVersion", "1.2")
    least: Any = (
        version if isinstance(version, Unknown) else _VERSIONS.get(str(version), Unknown(f"{version} is no version"))
    )
    return replace(
        bare,
        encrypted=_only_secure(manifest),
        min_tls=least,
        weak_ciphers=Unknown("the ciphers are a setting of Contour itself"),
        client_certificates=asked,
        trust_anchor=anchor,
    )


def _only_secure(manifest: Manifest) -> bool | Unknown:
    routes = manifest.blocks("spec.routes")
    if isinstance(routes, Unknown):
        return routes
    open_routes = [route.flag("permitInsecure", False) for route in routes]
    if True in open_routes:
        return False
    return next((answer for answer in open_routes if isinstance(answer, Unknown)), True)


def _client_certificates(manifest: Manifest) -> tuple[Any, Fact[Link]]:
    check = manifest.get(_CHECK)
    if check is None or isinstance(check, Unknown):
        return check or "none", check
    if manifest.flag(f"{_CHECK}.skipClientCertValidation", False) is not False:
        return "passthrough", Unknown("Contour does not check the certificate; what stands behind must")
    optional = manifest.flag(f"{_CHECK}.optionalClientCertificate", False)
    asked: Any = optional if isinstance(optional, Unknown) else "optional" if optional else "required"
    authorities = manifest.text(f"{_CHECK}.caSecret")
    return asked, Link(authorities, "trust_store") if isinstance(authorities, str) else authorities


def _upstreams(manifest: Manifest) -> Iterator[Resource]:
    """Connections to services whose protocol is written."""
    routes = manifest.blocks("spec.routes")
    for number, route in enumerate(() if isinstance(routes, Unknown) else routes):
        services = route.blocks("services")
        for service in () if isinstance(services, Unknown) else services:
            protocol = service.text("protocol")
            if protocol is not None:
                name = service.text("name")
                part = f"route/{number}/{name if isinstance(name, str) else '?'}"
                yield from made(manifest, _connection(service, protocol), part)


def _connection(service: Block, protocol: str | Unknown) -> Upstream:
    if isinstance(protocol, Unknown):
        return Upstream(encrypted=protocol, min_tls=protocol, verified=protocol, presents_certificate=protocol)
    if protocol not in ("tls", "h2"):
        return Upstream(encrypted=False, min_tls=NO_TLS, verified=NO_TLS, presents_certificate=NO_TLS)
    check = service.get("validation")
    of_contour = Inapplicable("it is a setting of Contour")
    return Upstream(
        encrypted=True,
        min_tls=of_contour,
        verified=check if isinstance(check, Unknown) else bool(check),
        presents_certificate=of_contour,
    )
