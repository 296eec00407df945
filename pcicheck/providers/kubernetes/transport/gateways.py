"""Gateways of the Gateway API, each listener an endpoint, with what Envoy Gateway's policies say of them.

Gateway API 1.4 (gateway-api.sigs.k8s.io, "API specification"): ``tls.mode`` is ``Terminate`` by default;
``Passthrough`` hands bytes on. Client certificates are asked for by ``spec.tls.frontend`` (``default`` and
``perPort``), formerly by ``frontendValidation`` of the listener; ``AllowInsecureFallback`` lets callers in without. A
listener for HTTP only redirects where every HTTPRoute of it does (filter ``RequestRedirect`` with ``scheme: https``).
Versions and ciphers are left to implementations. Envoy Gateway 1.x (gateway.envoyproxy.io, ``ClientTrafficPolicy``):
``tls.minVersion`` is 1.2 by default and the default ciphers are sound; ``clientValidation.optional`` is false.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Endpoint, Route, TlsPolicy, Upstream
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.ciphers import weak_in_names
from pcicheck.providers.kubernetes.beside import objects
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.kubernetes.transport.ways import doubtful, passing, plain, way_in
from pcicheck.providers.reading import only

GROUP = "gateway.networking.k8s.io/"
ENVOY = "gateway.envoyproxy.io/"
_IMPLEMENTATION = Inapplicable("the implementation of the gateway sets it, not the gateway")
_VERSIONS = {"Auto": 1.2, "1.0": 1.0, "1.1": 1.1, "1.2": 1.2, "1.3": 1.3, "1": 1.0}
_SECONDS = {"Second": 1, "Minute": 60, "Hour": 3600, "Day": 86400, "Month": 2_592_000, "Year": 31_536_000}


def gateway(document: Document) -> Iterator[Resource]:
    """Every listener of a gateway."""
    manifest = manifest_of(document)
    listeners = manifest.blocks("spec.listeners")
    policies = list(_policies(manifest))
    for number, listener in enumerate((Block(listeners),) if isinstance(listeners, Unknown) else listeners):
        name = listener.text("name")
        part = f"listener/{name if isinstance(name, str) else number}"
        yield from made(manifest, _listener(manifest, listener, policies), part)
    yield from placed(manifest)


def _listener(manifest: Manifest, listener: Block, policies: list[Manifest]) -> Endpoint:
    protocol = listener.text("protocol")
    bare = way_in(manifest, Unknown("the service that the implementation makes is not here"))
    if not isinstance(protocol, str):
        return doubtful(bare, protocol or Unknown("it names no protocol"))
    bare = replace(bare, protocols=(protocol.lower(),))
    if protocol == "HTTP":
        return plain(bare, _redirects(manifest, listener))
    if protocol not in ("HTTPS", "TLS") or listener.text("tls.mode") == "Passthrough":
        return passing(bare)
    return _with_tls(replace(bare, encrypted=True), manifest, listener, policies)


def _with_tls(bare: Endpoint, manifest: Manifest, listener: Block, policies: list[Manifest]) -> Endpoint:
    policy = _policy_of(listener, policies)
    asked, anchor = _own_validation(manifest, listener)
    if policy is not None and asked == "none":
        asked, anchor = _policy_validation(policy)
    if policy is None:
        return replace(
            bare,
            min_tls=_IMPLEMENTATION,
            weak_ciphers=_IMPLEMENTATION,
            client_certificates=asked,
            trust_anchor=anchor,
        )
    tls = policy_tls(policy)
    return replace(
        bare, min_tls=tls.min_tls, weak_ciphers=tls.weak_ciphers, client_certificates=asked, trust_anchor=anchor
    )


def _own_validation(manifest: Manifest, listener: Block) -> tuple[Any, Fact[Link]]:
    """Client certificates as the gateway itself asks for them."""
    port = listener.number("port")
    ports = manifest.blocks("spec.tls.frontend.perPort")
    chosen = [] if isinstance(ports, Unknown) else [one for one in ports if one.number("port") == port]
    places = [*((one, "tls.validation") for one in chosen), (manifest, "spec.tls.frontend.default.validation")]
    for block, path in (*places, (listener, "tls.frontendValidation")):
        references = block.get(f"{path}.caCertificateRefs")
        if references:
            mode = block.text(f"{path}.mode", "AllowValidOnly")
            if isinstance(mode, Unknown):
                return mode, mode
            return "optional" if mode == "AllowInsecureFallback" else "required", _anchor(references)
    return "none", None


def _anchor(references: Any) -> Fact[Link]:
    if isinstance(references, Unknown):
        return references
    first = references[0] if isinstance(references, list) else references
    name = first.get("name") if isinstance(first, dict) else first
    return name if isinstance(name, Unknown) else Link(str(name), "trust_store")


def _redirects(manifest: Manifest, listener: Block) -> bool | Unknown:
    """Whether every route of a plain listener only redirects to HTTPS."""
    attached = [route for route in objects(manifest.document, f"{GROUP}HTTPRoute") if _is_of(route, manifest, listener)]
    if not attached:
        return Unknown("no HTTPRoute of this listener is among the objects read, so what it answers is not known")
    rules = [route.blocks("spec.rules") for route in attached]
    unknown = next((found for found in rules if isinstance(found, Unknown)), None)
    if unknown is not None:
        return unknown
    return all(_is_redirect(rule) for found in rules if not isinstance(found, Unknown) for rule in found)


def _is_of(route: Manifest, manifest: Manifest, listener: Block) -> bool:
    parents = route.blocks("spec.parentRefs")
    for parent in () if isinstance(parents, Unknown) else parents:
        same = parent.text("name") == manifest.name and parent.text("kind", "Gateway") == "Gateway"
        near = parent.text("namespace", str(route.namespace)) == manifest.namespace
        section, port = parent.text("sectionName"), parent.number("port")
        if same and near and section in (None, listener.text("name")) and port in (None, listener.number("port")):
            return True
    return False


def _is_redirect(rule: Block) -> bool:
    filters = rule.blocks("filters")
    return not isinstance(filters, Unknown) and any(
        one.text("type") == "RequestRedirect" and one.text("requestRedirect.scheme") == "https" for one in filters
    )


# -- policies -------------------------------------------------------------------------------------------------------


def _policies(manifest: Manifest) -> Iterator[Manifest]:
    """Policies of Envoy Gateway for the connections of callers to this gateway."""
    for policy in objects(manifest.document, f"{ENVOY}ClientTrafficPolicy"):
        if policy.namespace == manifest.namespace and any(
            one.text("name") == manifest.name for one in _targets(policy)
        ):
            yield policy


def _targets(policy: Manifest) -> list[Block]:
    several, one = policy.blocks("spec.targetRefs"), policy.blocks("spec.targetRef")
    return [block for found in (several, one) if not isinstance(found, Unknown) for block in found]


def _policy_of(listener: Block, policies: list[Manifest]) -> Manifest | None:
    """The policy for a listener: one that names it before one for the whole gateway."""
    name = listener.text("name")
    for wanted in (name, None):
        for policy in policies:
            if any(target.text("sectionName") == wanted for target in _targets(policy)):
                return policy
    return None


def policy_tls(policy: Manifest) -> TlsPolicy:
    """Versions and ciphers that a policy of Envoy Gateway sets."""
    written = policy.text("spec.tls.minVersion", "1.2")
    least: Any = (
        written if isinstance(written, Unknown) else _VERSIONS.get(str(written), Unknown(f"{written} is no version"))
    )
    suites = policy.texts("spec.tls.ciphers")
    return TlsPolicy(min_tls=least, weak_ciphers=suites if isinstance(suites, Unknown) else weak_in_names(suites))


def _policy_validation(policy: Manifest) -> tuple[Any, Fact[Link]]:
    validation = policy.get("spec.tls.clientValidation")
    if validation is None:
        return "none", None
    if isinstance(validation, Unknown):
        return validation, validation
    optional = policy.flag("spec.tls.clientValidation.optional", False)
    references = policy.get("spec.tls.clientValidation.caCertificateRefs")
    asked: Any = optional if isinstance(optional, Unknown) else "optional" if optional else "required"
    return asked, _anchor(references) if references else None


def client_traffic(document: Document) -> Iterator[Resource]:
    """A policy for the connections of callers, which may come before its gateway."""
    manifest = manifest_of(document)
    if manifest.get("spec.tls") is not None:
        yield from made(manifest, policy_tls(manifest), "tls")
    yield from placed(manifest)


def security(document: Document) -> Iterator[Resource]:
    """A policy that asks who calls."""
    manifest = manifest_of(document)
    path = next((path for path in _ASKING if manifest.get(path) is not None), None)
    if path is not None:
        value = manifest.get(path)
        asks = value if isinstance(value, Unknown) else _ASKING[path]
        facts = only(Route, "another policy says so", method="ANY", path="", authentication=asks)
        yield from made(manifest, facts, "callers")
    yield from placed(manifest)


_ASKING = {
    "spec.jwt": "token",
    "spec.basicAuth": "custom",
    "spec.apiKeyAuth": "api_key",
    "spec.extAuth": "custom",
    "spec.oidc": "token",
}


def backend_traffic(document: Document) -> Iterator[Resource]:
    """A policy that limits requests."""
    manifest = manifest_of(document)
    rules = [manifest.blocks(f"spec.rateLimit.{form}.rules") for form in ("global", "local")]
    rates = [_rate(rule) for found in rules if not isinstance(found, Unknown) for rule in found]
    if manifest.get("spec.rateLimit") is not None:
        known = [rate for rate in rates if isinstance(rate, float)]
        rate: Any = min(known) if known else next(iter(rates), Unknown("its limits are not written plainly"))
        yield from made(
            manifest, only(Route, "another policy says so", method="ANY", path="", rate_limit=rate), "limit"
        )
    yield from placed(manifest)


def _rate(rule: Block) -> float | Unknown:
    requests, unit = rule.number("limit.requests"), rule.text("limit.unit")
    if isinstance(requests, (int, float)) and unit in _SECONDS:
        return float(requests) / _SECONDS[str(unit)]
    return requests if isinstance(requests, Unknown) else Unknown("its limit is not written plainly")


def backend_tls(document: Document) -> Iterator[Resource]:
    """Connections to services over TLS (BackendTLSPolicy), which always check the server's name and certificate."""
    manifest = manifest_of(document)
    prefix = "spec.validation" if manifest.get("spec.validation") is not None else "spec.tls"
    named = [
        manifest.get(f"{prefix}.{name}") for name in ("caCertificateRefs", "caCertRefs", "wellKnownCACertificates")
    ]
    known = any(value for value in named if not isinstance(value, Unknown))
    unknown = next((value for value in named if isinstance(value, Unknown)), None)
    yield from made(
        manifest,
        Upstream(
            encrypted=True,
            min_tls=_IMPLEMENTATION,
            verified=known or unknown or False,
            presents_certificate=_IMPLEMENTATION,
        ),
    )
    yield from placed(manifest)
