"""What a mesh means for the namespaces and workloads of the input: resources beside those that they are themselves.

Linkerd documentation, "Authorization Policy": ``config.linkerd.io/default-inbound-policy`` of a namespace or pod is
``all-unauthenticated``, ``all-authenticated``, ``cluster-authenticated``, ``cluster-unauthenticated``, ``audit`` or
``deny``; where none is written the installation's ``proxy.defaultInboundPolicy`` holds, ``all-unauthenticated``
unless changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.kinds.mesh import MeshPolicy, MeshWorkload
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.mesh.around import Labels, mesh
from pcicheck.providers.kubernetes.mesh.membership import (
    bypassed,
    in_mesh,
    member,
    mesh_in_use,
    namespace_member,
    workload_member,
)
from pcicheck.providers.kubernetes.mesh.names import PLATFORM
from pcicheck.providers.kubernetes.mesh.peers import Force, in_force
from pcicheck.providers.kubernetes.mesh.standing import Standing, default_denied, standing
from pcicheck.providers.kubernetes.mesh.tokenizing import pod_labels, pod_notes, says_tokenization

_OUTSIDE = Inapplicable("it stands outside the mesh, so no policy of the mesh holds for it")
_GATEWAY = Inapplicable("it is a gateway, the way in for callers from outside")
_BY_WORKLOAD = Inapplicable("exceptions of ports only count in policies for some workloads")
_INBOUND = "config.linkerd.io/default-inbound-policy"
_INSTALLED = Unknown("the default that Linkerd was installed with decides; unless changed it lets everyone in")
_BY_NAMESPACE = Inapplicable("its whole namespace stands outside the mesh, which is judged by itself")
_RUNS_ONCE = Inapplicable("it runs once and answers nobody")


def of_namespace(namespace: Manifest) -> Iterator[Resource]:
    """What a mesh asks of callers in a namespace that stands in it."""
    if in_mesh(namespace) is not True:
        return
    document, name = namespace.document, namespace.name
    linkerd = _linkerd_default(namespace)
    force = in_force(document, name, None).mode if linkerd is None else linkerd.mode
    denied = default_denied(document, name) if linkerd is None else linkerd.open
    facts = MeshPolicy(level="namespace", mutual_tls=force, weaker_ports=_BY_WORKLOAD, default_denied=denied)
    yield from made(namespace, facts, "mesh")


class _Linkerd:
    """What Linkerd's default policy means."""

    def __init__(self, policy: str | None | Unknown) -> None:
        known = policy if isinstance(policy, Unknown) else _INSTALLED if policy is None else None
        strict = policy in ("deny", "all-authenticated", "cluster-authenticated")
        self.mode: Any = known or ("strict" if strict else "permissive")
        self.open: Any = known or policy == "deny"


def _linkerd_default(namespace: Manifest) -> _Linkerd | None:
    notes = namespace.labels("metadata.annotations")
    if isinstance(notes, Unknown) or namespace_member({}, notes) is not True:
        return None
    if namespace_member(namespace.labels(), {}) is True:
        return None
    policy = notes.get(_INBOUND)
    return _Linkerd(policy if policy is None or isinstance(policy, Unknown) else str(policy))


def of_workload(workload: Manifest) -> Iterator[Resource]:
    """A workload as the mesh sees it, where the input speaks of a mesh."""
    place = workload.namespace
    joined = member(workload)
    if joined is None or place in PLATFORM or isinstance(workload.values, Unknown):
        return
    if joined is not True and joined is not False and mesh_in_use(workload.document) is not True:
        return
    labels, notes = pod_labels(workload), pod_notes(workload)
    once = workload.kind in ("Job", "CronJob")
    facts = _facts(workload, joined, labels, notes) if joined is not False else _outside(workload)
    if once:
        facts = _answers_nobody(facts)
    yield from made(workload, facts, "mesh")


def _outside(workload: Manifest) -> MeshWorkload:
    return MeshWorkload(
        member=False if workload_member(workload) is False else _BY_NAMESPACE,
        mutual_tls=_OUTSIDE,
        weaker_ports=_OUTSIDE,
        bypassed_ports=_OUTSIDE,
        open=_OUTSIDE,
        callers=_OUTSIDE,
        methods_named=_OUTSIDE,
        paths_named=_OUTSIDE,
        tokenizes=_OUTSIDE,
    )


def _answers_nobody(facts: MeshWorkload) -> MeshWorkload:
    return MeshWorkload(
        member=facts.member,
        mutual_tls=_RUNS_ONCE,
        weaker_ports=_RUNS_ONCE,
        bypassed_ports=facts.bypassed_ports,
        open=_RUNS_ONCE,
        callers=_RUNS_ONCE,
        methods_named=_RUNS_ONCE,
        paths_named=_RUNS_ONCE,
        tokenizes=_RUNS_ONCE,
    )


def _facts(workload: Manifest, joined: bool | Unknown, labels: Labels, notes: Labels) -> MeshWorkload:
    gateway = _is_gateway(labels, notes)
    force, stands = _policies(workload, labels, notes)
    return MeshWorkload(
        member=joined,
        mutual_tls=_GATEWAY if gateway else force.mode,
        weaker_ports=_GATEWAY if gateway else force.weaker,
        bypassed_ports=bypassed(workload),
        open=_GATEWAY if gateway else stands.open,
        callers=_GATEWAY if gateway else stands.ways,
        methods_named=_GATEWAY if gateway else stands.methods,
        paths_named=_GATEWAY if gateway else stands.paths,
        tokenizes=False if gateway else says_tokenization(workload.name, labels),
    )


def _policies(workload: Manifest, labels: Labels, notes: Labels) -> tuple[Force, Standing]:
    document, place = workload.document, workload.namespace
    around = mesh(document)
    own = notes.get(_INBOUND) if isinstance(notes, dict) else None
    if not around.istio and (around.linkerd or own is not None):
        found = _Linkerd(own if own is None or isinstance(own, Unknown) else str(own))
        rest = Unknown("which servers and authorizations of Linkerd lead to it is not worked out")
        return Force(found.mode), Standing(False if own == "deny" else rest, rest, rest, rest)
    return in_force(document, place, labels), standing(document, place, labels)


def force_of(workload: Manifest) -> Force:
    """What a workload that stands in the mesh asks of callers."""
    return _policies(workload, pod_labels(workload), pod_notes(workload))[0]


def _is_gateway(labels: Labels, notes: Labels) -> bool:
    known = labels if isinstance(labels, dict) else {}
    said = any_true(
        "gateway" in str(known.get("istio", "")), "gateway" in str(known.get("gateway.istio.io/managed", ""))
    )
    if "gateway.networking.k8s.io/gateway-name" in known:
        return True
    template = notes.get("inject.istio.io/templates") if isinstance(notes, dict) else ""
    return said is True or template == "gateway"
