"""What objects ask for themselves: to stay outside the mesh, to send a port past it, to go without its encryption.

What holds in the end is judged elsewhere (members, peers, destinations); here it is what the object says, whatever
stands beside it. Istio documentation, "Resource Annotations": ``traffic.sidecar.istio.io/excludeInboundPorts``,
``excludeOutboundPorts`` and ``excludeOutboundIPRanges``; "PeerAuthentication": mode UNSET, or none, inherits.
Linkerd documentation, "Proxy Configuration": ``config.linkerd.io/skip-inbound-ports`` and ``skip-outbound-ports``.
Consul documentation, "Annotations and labels": ``transparent-proxy-exclude-*``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.mesh import MeshWaiver, MutualTls
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.mesh.membership import bypassed, mesh_in_use, workload_member
from pcicheck.providers.kubernetes.mesh.names import PLATFORM
from pcicheck.providers.kubernetes.mesh.tokenizing import pod_labels, pod_notes
from pcicheck.providers.kubernetes.names import WORKLOADS

Words = tuple[str | Unknown, ...] | Unknown

_PART = "waiver"
_NO_POLICY = Inapplicable("it is a workload, and no policy on callers or connections")
_NO_WORKLOAD = Inapplicable("it is a policy, and no workload")
_OUTGOING = (
    "traffic.sidecar.istio.io/excludeOutboundPorts",
    "traffic.sidecar.istio.io/excludeOutboundIPRanges",
    "config.linkerd.io/skip-outbound-ports",
    "consul.hashicorp.com/transparent-proxy-exclude-outbound-ports",
    "consul.hashicorp.com/transparent-proxy-exclude-outbound-cidrs",
)
_WORDS = (
    *("sidecar.istio.io/", "traffic.sidecar.istio.io/", "istio.io/", "linkerd.io/", "config.linkerd.io/"),
    "consul.hashicorp.com/",
)


def of_workload(workload: Manifest) -> Iterator[Resource]:
    """What a workload asks for, where something in the input speaks of a mesh."""
    if workload.namespace in PLATFORM or isinstance(workload.values, Unknown):
        return
    if mesh_in_use(workload.document) is not True and not beside(workload.document, _spoken_of):
        return
    own = workload_member(workload)
    facts = MeshWaiver(
        leaves=own if isinstance(own, Unknown) else own is False,
        skipped=_skipped(workload),
        plain_callers=_NO_POLICY,
        plain_connections=_NO_POLICY,
    )
    yield from made(workload, facts, _PART)


def of_callers(policy: Manifest, mode: MutualTls | Unknown | None) -> Iterator[Resource]:
    """What a policy on callers asks for by its own mode."""
    plain = mode if isinstance(mode, Unknown) else mode not in (None, "strict")
    yield from made(policy, _of_policy(plain_callers=plain), _PART)


def of_connections(rule: Manifest, modes: list[str | None | Unknown]) -> Iterator[Resource]:
    """What a rule on connections asks for by its own modes."""
    plain = any_true(*(mode if isinstance(mode, Unknown) else mode == "disable" for mode in modes))
    yield from made(rule, _of_policy(plain_connections=plain), _PART)


def _of_policy(
    plain_callers: bool | Unknown | Inapplicable = Inapplicable("it says nothing of callers"),
    plain_connections: bool | Unknown | Inapplicable = Inapplicable("it says nothing of connections"),
) -> MeshWaiver:
    return MeshWaiver(
        leaves=_NO_WORKLOAD, skipped=_NO_WORKLOAD, plain_callers=plain_callers, plain_connections=plain_connections
    )


def _skipped(workload: Manifest) -> Words:
    incoming, notes = bypassed(workload), pod_notes(workload)
    if isinstance(incoming, Unknown) or isinstance(notes, Unknown):
        return incoming if isinstance(incoming, Unknown) else notes  # type: ignore[return-value]
    outgoing = [notes[name] for name in _OUTGOING if notes.get(name) not in (None, "")]
    known = (*incoming, *(str(value) for value in outgoing if not isinstance(value, Unknown)))
    return known or next((value for value in outgoing if isinstance(value, Unknown)), known)


def _spoken_of(document: Document) -> bool:
    """Whether labels or annotations of some pods are words of a mesh."""
    return any(_speaks(workload) for kind in WORKLOADS for workload in objects(document, kind))


def _speaks(workload: Manifest) -> bool:
    found = (pod_labels(workload), pod_notes(workload))
    return any(str(name).startswith(_WORDS) for each in found if isinstance(each, dict) for name in each)
