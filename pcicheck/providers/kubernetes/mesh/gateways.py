"""Gateways of Istio: where connections enter or leave the mesh, each server an endpoint.

Istio documentation, "Gateway" (API ``networking.istio.io`` v1alpha3, v1beta1 and v1): ``tls.mode`` is PASSTHROUGH where
a server with TLS names none; MUTUAL asks for client certificates and checks them by ``caCertificates``,
``caCertCredentialName`` or the CA in the secret ``credentialName``, OPTIONAL_MUTUAL takes requests without one too,
ISTIO_MUTUAL uses the mesh's own certificates. ``minProtocolVersion`` is TLS 1.2 where none is written (since Istio
1.14, as Envoy 1.22 has it), and Envoy's own list of ciphers, none of them broken, holds where ``cipherSuites`` is
empty. ``httpsRedirect`` answers plain requests with a redirect.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import known_texts
from pcicheck.providers.ciphers import weak_in_names
from pcicheck.providers.endpoints import BARE, NO_TLS, ONLY_REDIRECTS, PASSED_THROUGH, audience
from pcicheck.providers.kubernetes.beside import objects
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.mesh.around import fits, selector_of, sound
from pcicheck.providers.kubernetes.mesh.settings import version
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.kubernetes.workload.services import is_public
from pcicheck.providers.reading import word

_LOGS = Inapplicable("whether proxies log is a setting of the mesh, which is judged by itself")
_NO_WAF = Inapplicable("a gateway of a mesh has no web application firewall of its own")
_BEHIND = Unknown("TLS ends behind the gateway, so who is asked for a certificate is decided there")
_PASSING = ("passthrough", "auto_passthrough")
_MODES = ("simple", "mutual", "optional_mutual", "istio_mutual", *_PASSING)
_TLS_PROTOCOLS = ("https", "tls")
_CHECKS = {"simple": "none", "mutual": "required", "optional_mutual": "optional", "istio_mutual": "required"}


def gateway(document: Document) -> Iterator[Resource]:
    """Every server of a gateway."""
    manifest = sound(manifest_of(document))
    servers = manifest.blocks("spec.servers")
    each = (Block(servers),) if isinstance(servers, Unknown) else servers
    labels, exposure = _labels(manifest), _exposure(manifest)
    used: set[str] = set()
    for number, server in enumerate(each):
        facts = _server(server, audience(labels, document), exposure)
        yield from made(manifest, facts, _part(server, number, used))
    yield from placed(manifest)


def _labels(manifest: Manifest) -> dict[str, str]:
    """Labels and annotations; the ones that speak of PCI DSS may be written with a slash or dot, as colons are not
    allowed there."""
    found = known_texts(manifest, "metadata.annotations", "metadata.labels")
    return found | {
        name.replace("/", ":").replace(".", ":"): value for name, value in found.items() if name.startswith("pci")
    }


def _part(server: Block, number: int, used: set[str]) -> str:
    named = server.text("name") or server.text("port.name") or server.text("port.number")
    name = named if isinstance(named, str) else str(number)
    part = f"server/{name}" if name not in used else f"server/{name}-{number}"
    used.add(name)
    return part


def _server(server: Block, audience: Fact[str], exposure: Any) -> Endpoint:
    protocol = word(server, "port.protocol", Unknown("no protocol is written for the port"))
    bare = replace(BARE, role="gateway", exposure=exposure, audience=audience, access_logging=_LOGS, waf=_NO_WAF)
    if isinstance(server.values, Unknown) or isinstance(protocol, Unknown):
        doubt = server.values if isinstance(server.values, Unknown) else protocol
        return replace(
            bare, protocols=doubt, encrypted=doubt, min_tls=doubt, weak_ciphers=doubt, client_certificates=doubt
        )
    bare = replace(bare, protocols=(protocol,))
    mode = _mode(server, protocol)
    if mode is None:
        redirects = server.flag("tls.httpsRedirect", False)
        plain = replace(bare, encrypted=False, redirects_to_tls=redirects, min_tls=NO_TLS, weak_ciphers=NO_TLS)
        asks = ONLY_REDIRECTS if redirects is True else redirects if isinstance(redirects, Unknown) else None
        return plain if asks is None else replace(plain, client_certificates=asks, trust_anchor=asks)
    if mode in _PASSING:
        asks = _BEHIND if audience == "partner" else PASSED_THROUGH
        return replace(
            bare,
            encrypted=PASSED_THROUGH,
            redirects_to_tls=PASSED_THROUGH,
            min_tls=PASSED_THROUGH,
            weak_ciphers=PASSED_THROUGH,
            client_certificates=asks,
            trust_anchor=asks,
        )
    return _ending_tls(bare, server, mode)


def _ending_tls(bare: Endpoint, server: Block, mode: str | Unknown) -> Endpoint:
    suites = server.texts("tls.cipherSuites")
    weak = suites if isinstance(suites, Unknown) else weak_in_names(suites)
    return replace(
        bare,
        encrypted=mode if isinstance(mode, Unknown) else True,
        min_tls=mode if isinstance(mode, Unknown) else version(server, "tls.minProtocolVersion"),
        weak_ciphers=weak,
        client_certificates=mode if isinstance(mode, Unknown) else _CHECKS[mode],
        trust_anchor=mode if isinstance(mode, Unknown) else _anchor(server, mode),
    )


def _mode(server: Block, protocol: str) -> str | None | Unknown:
    """How TLS is handled; ``None`` where the server speaks none."""
    written = word(server, "tls.mode", "")
    if isinstance(written, Unknown):
        return written
    if not written:
        return "passthrough" if protocol in _TLS_PROTOCOLS else None
    if written not in _MODES:
        return Unknown(f"'{written}' is no TLS mode that Istio knows")
    return written if protocol in (*_TLS_PROTOCOLS, "tcp", "mongo", "mysql", "redis") else None


def _anchor(server: Block, mode: str) -> Fact[Link]:
    if mode == "simple":
        return None
    if mode == "istio_mutual":
        return Link("the certificate authority of the mesh", "trust_store")
    for path in ("tls.caCertificates", "tls.caCertCredentialName", "tls.credentialName"):
        found = server.text(path)
        if found is not None:
            return found if isinstance(found, Unknown) else Link(found, "trust_store")
    many = server.get("tls.credentialNames")
    if isinstance(many, list) and many and isinstance(many[0], str):
        return Link(many[0], "trust_store")
    return many if isinstance(many, Unknown) else None


def _exposure(manifest: Manifest) -> Any:
    """Whether the service before the gateway's pods has a public address."""
    chosen = selector_of(manifest, "spec.selector")
    if isinstance(chosen, Unknown):
        return chosen
    if any("egress" in str(value) or "eastwest" in str(value) for _, value in chosen or ()):
        return "internal"
    for service in objects(manifest.document, "Service"):
        wanted = service.labels("spec.selector")
        if isinstance(wanted, dict) and wanted and fits(chosen, wanted) is True:
            public = is_public(service)
            return public if isinstance(public, Unknown) else "internet" if public else "internal"
    return Unknown("the service before this gateway is not in this input")
