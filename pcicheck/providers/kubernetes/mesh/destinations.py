"""Connections that proxies of a mesh open: destination rules and services outside of the mesh.

Istio documentation, "Destination Rule" (``ClientTLSSettings``): mode DISABLE sends plain text, SIMPLE opens TLS, MUTUAL
shows a certificate too, ISTIO_MUTUAL one of the mesh. Where no mode is written auto mutual TLS uses the mesh's
certificates towards everything that has a proxy (``enableAutoMtls``, true unless changed). Settings of a port or
subset take the place of those above them. Without ``caCertificates`` the server's certificate is checked by the
authorities of the operating system since Istio 1.21 (``VERIFY_CERTIFICATE_AT_CLIENT``, which 1.24 took away), and not
at all before, nor is its name where ``subjectAltNames`` is missing; the API version ``networking.istio.io/v1`` is of
1.22 and later. "Service Entry": ``location`` is MESH_EXTERNAL unless written.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.mesh.around import mesh, sound
from pcicheck.providers.kubernetes.mesh.names import DESTINATION_RULE
from pcicheck.providers.kubernetes.mesh.waivers import of_connections
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.reading import word

_VERSION = Inapplicable("the lowest TLS version is a setting of the whole mesh")
_AUTOMATIC = Inapplicable(
    "it leaves TLS to the mesh, which uses its own certificates wherever the other side has a proxy"
)
_PLAIN = Inapplicable("the connection is not encrypted, so there is no certificate")
_BY_RELEASE = Unknown(
    "no authorities or names of one's own are given; Istio checks both by itself since 1.21 and not before"
)
_BY_PROGRAM = Unknown("the program itself may speak TLS over this port, which is no setting of the mesh")
_INSIDE = Inapplicable("the service is inside the mesh, where its own policies decide")
_MODES = ("disable", "simple", "mutual", "istio_mutual")


def destination_rule(document: Document) -> Iterator[Resource]:
    """A destination rule: its own policy, and those of ports and subsets that say something else."""
    manifest = sound(manifest_of(document))
    for part, policy in _policies(manifest):
        yield from made(manifest, _facts(manifest, policy), part)
    yield from of_connections(manifest, [tls_mode(policy) for _, policy in _policies(manifest)])
    yield from placed(manifest)


def _policies(manifest: Manifest) -> Iterator[tuple[str, Block]]:
    own = manifest.get("spec.trafficPolicy")
    policy = Block(manifest.values if isinstance(manifest.values, Unknown) else own if own is not None else {})
    yield "", policy
    yield from _ports("", policy)
    subsets = manifest.blocks("spec.subsets")
    for subset in () if isinstance(subsets, Unknown) else subsets:
        inner = subset.get("trafficPolicy")
        if isinstance(inner, dict):
            name = subset.text("name", "?")
            if inner.get("tls"):
                yield f"subset/{name}", Block(inner)
            yield from _ports(f"subset/{name}/", Block(inner))


def _ports(above: str, policy: Block) -> Iterator[tuple[str, Block]]:
    settings = policy.blocks("portLevelSettings")
    for setting in () if isinstance(settings, Unknown) else settings:
        if setting.get("tls") is not None:
            yield f"{above}port/{setting.text('port.number', '?')}", setting


def _facts(manifest: Manifest, policy: Block) -> Upstream:
    mode = tls_mode(policy)
    if mode is None:
        return _without_mode(manifest)
    if isinstance(mode, Unknown):
        return Upstream(encrypted=mode, min_tls=_VERSION, verified=mode, presents_certificate=mode)
    if mode == "disable":
        return Upstream(encrypted=False, min_tls=_VERSION, verified=_PLAIN, presents_certificate=_PLAIN)
    shows = mode in ("mutual", "istio_mutual")
    return Upstream(
        encrypted=True, min_tls=_VERSION, verified=_verified(manifest, policy, mode), presents_certificate=shows
    )


def _without_mode(manifest: Manifest) -> Upstream:
    manual = any_true(*(_not_automatic(Block(each)) for each in mesh(manifest.document).settings))
    if manual is True:
        return Upstream(encrypted=False, min_tls=_VERSION, verified=_PLAIN, presents_certificate=_PLAIN)
    why = manual if isinstance(manual, Unknown) else _AUTOMATIC
    return Upstream(encrypted=why, min_tls=_VERSION, verified=why, presents_certificate=why)


def _not_automatic(settings: Block) -> bool | Unknown:
    automatic = settings.flag("enableAutoMtls", True)
    return automatic if isinstance(automatic, Unknown) else not automatic


def tls_mode(policy: Block) -> str | None | Unknown:
    """How a policy opens connections; ``None`` where it says nothing of TLS."""
    found = policy.get("tls")
    if found is None or isinstance(found, Unknown):
        return found
    if not isinstance(found, dict):
        return Unknown("its tls is no mapping")
    mode = word(policy, "tls.mode", "disable")
    if isinstance(mode, Unknown) or mode in _MODES:
        return mode
    return Unknown(f"'{mode}' is no TLS mode that Istio knows")


def _verified(manifest: Manifest, policy: Block, mode: str) -> bool | Unknown:
    if mode == "istio_mutual":
        return True
    skipped = policy.flag("tls.insecureSkipVerify", False)
    if skipped is not False:
        return False if skipped is True else skipped if isinstance(skipped, Unknown) else False
    if manifest.text("apiVersion", "") == "networking.istio.io/v1":
        return True
    by_system = policy.get("tls.caCertificates") == "system" and not policy.get("tls.subjectAltNames")
    named = any_true(policy.has("tls.caCertificates"), policy.has("tls.credentialName"))
    return _BY_RELEASE if by_system or named is False else named


class _Rule(Struct, frozen=True):
    """A destination rule as service entries see it."""

    host: str | Unknown
    modes: tuple[str | None | Unknown, ...]
    space: str | Unknown = ""
    """Its namespace, in which a host without dots is looked for."""


def service_entry(document: Document) -> Iterator[Resource]:
    """Services that the mesh is told of: each port of one outside of it is a connection."""
    manifest = sound(manifest_of(document))
    location, ports = word(manifest, "spec.location", "mesh_external"), manifest.blocks("spec.ports")
    each = (Block(ports),) if isinstance(ports, Unknown) else ports
    used: set[str] = set()
    for number, port in enumerate(each):
        encrypted = _INSIDE if location == "mesh_internal" else _port_encrypted(manifest, port, location)
        checked = Inapplicable("who checks the certificate is not decided here")
        facts = Upstream(encrypted=encrypted, min_tls=_VERSION, verified=checked, presents_certificate=checked)
        named = port.text("name") or port.text("number")
        name = named if isinstance(named, str) and named not in used else str(number)
        used.add(name)
        yield from made(manifest, facts, f"port/{name}")
    yield from placed(manifest)


def _port_encrypted(manifest: Manifest, port: Block, location: str | Unknown) -> Fact[bool]:
    if isinstance(location, Unknown):
        return location
    protocol = word(port, "protocol", "tcp")
    if isinstance(protocol, Unknown):
        return protocol
    if protocol in ("https", "tls"):
        return True
    opened = _opened(manifest)
    if opened is not False:
        return opened
    return False if protocol in ("http", "http2", "grpc", "grpc-web") else _BY_PROGRAM


def _opened(manifest: Manifest) -> bool | Unknown:
    """Whether destination rules open TLS towards every host of a service entry."""
    hosts = manifest.texts("spec.hosts")
    if isinstance(hosts, Unknown):
        return hosts
    rules = beside(manifest.document, _rules)
    return all_true(*(_host_opened(host, rules) for host in hosts)) if hosts else False


def _host_opened(host: str | Unknown, rules: tuple[_Rule, ...]) -> bool | Unknown:
    if isinstance(host, Unknown):
        return host
    modes = [mode for rule in rules if isinstance(rule.host, Unknown) or _meets(rule.host, host) for mode in rule.modes]
    return any_true(
        *(mode if isinstance(mode, Unknown) else mode in ("simple", "mutual", "istio_mutual") for mode in modes)
    )


def opened_towards(document: Document, host: str) -> bool | Unknown | None:
    """What destination rules do with connections to a host; ``None`` where they leave it to the mesh."""
    rules = beside(document, _rules)
    meant = [rule for rule in rules if isinstance(rule.host, str) and _fits(rule, rule.host, host)]
    modes = [mode for rule in meant for mode in rule.modes]
    said = [mode for mode in modes if mode is not None]
    if not said:
        return None
    return all_true(*(mode if isinstance(mode, Unknown) else mode != "disable" for mode in said))


def _fits(rule: _Rule, pattern: str, host: str) -> bool:
    short = host.partition(".svc.")[0]
    own = f"{pattern}.{rule.space}" == short if "." not in pattern else False
    return _meets(pattern, host) or pattern in (short, f"{short}.svc") or own


def _meets(pattern: str, host: str) -> bool:
    return pattern == host or (pattern.startswith("*") and host.endswith(pattern[1:]))


def _rules(document: Document) -> tuple[_Rule, ...]:
    found = []
    for manifest in objects(document, DESTINATION_RULE):
        host = manifest.text("spec.host", "")
        modes = tuple(tls_mode(policy) for _, policy in _policies(manifest))
        found.append(_Rule(host or "", modes, manifest.namespace))
    return tuple(found)
