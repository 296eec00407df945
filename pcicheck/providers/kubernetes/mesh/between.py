"""What a mesh does for a connection that a program opens without TLS.

Istio documentation, "Automatic mutual TLS" and "Understanding TLS Configuration": proxies of the mesh speak mutual TLS
to each other whatever the programs behind them send, unless a destination rule for the host says otherwise; a server
whose mode is strict takes nothing else. A destination rule with SIMPLE or MUTUAL opens TLS to hosts outside. Annotation
``traffic.sidecar.istio.io/excludeOutboundPorts`` leaves ports out. Linkerd documentation, "Automatic mTLS": between
pods that have a proxy.
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.logic import all_true
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest
from pcicheck.providers.kubernetes.mesh.destinations import opened_towards
from pcicheck.providers.kubernetes.mesh.members import force_of
from pcicheck.providers.kubernetes.mesh.membership import bypassed, member, mesh_in_use
from pcicheck.providers.kubernetes.mesh.tokenizing import pod_notes
from pcicheck.providers.kubernetes.names import WORKLOADS
from pcicheck.providers.kubernetes.reached import Place, Target, chosen, full_name

_EXCLUDED = ("traffic.sidecar.istio.io/excludeOutboundPorts", "config.linkerd.io/skip-outbound-ports")
_LENIENT = Unknown("both ends stand in the mesh, whose policy takes plain text from callers as well")


def by_mesh(client: Manifest, aim: Target) -> bool | Unknown:
    """Whether the mesh encrypts what a workload sends to a target."""
    document = client.document
    if mesh_in_use(document) is not True:
        return False
    joined = member(client)
    if joined is None or joined is False:
        return False
    host, _, port = aim.name.partition(":")
    if port and _excluded(client, port):
        return False
    opened = opened_towards(document, host)
    if opened is not None:
        return all_true(joined, opened)
    if aim.service is None:
        missing = Unknown(f"it stands in the mesh, and whether {host} does is not to be seen in what was scanned")
        return missing if aim.inside else False
    served = [_at(document, one.place, port) for one in chosen(document, aim.service)]
    if not served:
        return Unknown(f"the workload behind {full_name(aim.service)} is not among what was scanned")
    return all_true(joined, *served)


def _excluded(client: Manifest, port: str) -> bool:
    notes = pod_notes(client)
    written = [] if isinstance(notes, Unknown) else [str(notes.get(name) or "") for name in _EXCLUDED]
    return any(port in [one.strip() for one in text.split(",")] for text in written)


def _at(document: Document, place: Place, port: str) -> bool | Unknown:
    """Whether a workload takes nothing but mutual TLS at a port."""
    joined, mode, open_ports = beside(document, _servers).get(place, (False, "permissive", ()))
    if joined is None or joined is False:
        return False
    if isinstance(open_ports, Unknown) or open_ports:
        return Unknown("some ports of the server do not pass its proxy, or take less than the others")
    if mode == "strict":
        return joined if isinstance(joined, Unknown) else True
    return mode if isinstance(mode, Unknown) else False if mode == "disabled" else _LENIENT


def _servers(
    document: Document,
) -> dict[Place, tuple[bool | None | Unknown, str | Unknown, tuple[str | Unknown, ...] | Unknown]]:
    """Of every workload: whether it stands in the mesh, what it asks of callers, and ports that are left out."""
    found: dict[Place, tuple[bool | None | Unknown, str | Unknown, tuple[str | Unknown, ...] | Unknown]] = {}
    for kind in WORKLOADS:
        for one in objects(document, kind):
            if isinstance(one.namespace, str) and isinstance(one.name, str):
                force = force_of(one)
                left_out, weaker = bypassed(one), force.weaker
                doubt = next((ports for ports in (left_out, weaker) if isinstance(ports, Unknown)), None)
                known = tuple(p for ports in (left_out, weaker) if not isinstance(ports, Unknown) for p in ports)
                found[one.namespace, one.name] = (member(one), force.mode, known or doubt or ())
    return found
