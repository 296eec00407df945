"""Which namespaces and workloads stand in a mesh, so that a proxy stands before them.

Istio documentation, "Installing the Sidecar": the label ``istio-injection`` of a namespace (``enabled``, ``disabled``)
comes before ``istio.io/rev``; on pods ``sidecar.istio.io/inject``, a label that used to be an annotation, decides
for itself; pods on the host's network get no proxy. "Add workloads to the mesh": ``istio.io/dataplane-mode`` is
``ambient`` or ``none``, on namespaces and pods. Linkerd documentation, "Automatic Proxy Injection": annotation
``linkerd.io/inject``. Consul documentation, "Annotations and labels": ``consul.hashicorp.com/connect-inject``.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest
from pcicheck.providers.kubernetes.mesh.around import Labels, mesh
from pcicheck.providers.kubernetes.mesh.names import PLATFORM
from pcicheck.providers.kubernetes.mesh.tokenizing import pod_labels, pod_notes, pod_spec

Answer = bool | None | Unknown
NO_MESH = Inapplicable("nothing in this input speaks of a service mesh")
OF_PLATFORM = Inapplicable("it belongs to the platform itself, which stands outside the mesh or is its way in")
_NOT_SEEN = Unknown("the labels of its namespace decide, and the namespace is not in this input")
_ON = ("enabled", "true", "ambient", "ingress", "yes", "1")
_OFF = ("disabled", "false", "none", "no", "0")
_BYPASSED = (
    "traffic.sidecar.istio.io/excludeInboundPorts",
    "config.linkerd.io/skip-inbound-ports",
    "consul.hashicorp.com/transparent-proxy-exclude-inbound-ports",
)


def namespace_member(labels: Labels, notes: Labels) -> Answer:
    """Whether pods of a namespace join a mesh, by its own labels; ``None`` where they say nothing."""
    by_sidecar = _first(_switch(labels, "istio-injection"), _revision(labels))
    ways = (by_sidecar, _switch(labels, "istio.io/dataplane-mode"), _switch(notes, "linkerd.io/inject"))
    if all(way is None for way in ways):
        return None
    return any_true(*(way for way in ways if way is not None))


def workload_member(workload: Manifest) -> Answer:
    """Whether the pods of a workload join a mesh, by their own labels; ``None`` where they say nothing."""
    labels, notes = pod_labels(workload), pod_notes(workload)
    said = [
        _switch(labels, "sidecar.istio.io/inject"),
        _switch(notes, "sidecar.istio.io/inject"),
        _switch(labels, "istio.io/dataplane-mode"),
        _switch(notes, "linkerd.io/inject"),
        _switch(notes, "consul.hashicorp.com/connect-inject"),
    ]
    if False in said:
        return False
    spec = pod_spec(workload)
    if spec.flag("hostNetwork") is True:
        return False if mesh_in_use(workload.document) is True else None
    if _proxied(spec):
        return True
    return _first(*said, _revision(labels))


def member(workload: Manifest) -> Answer:
    """Whether the pods of a workload join a mesh; ``None`` where nothing speaks of one."""
    own = workload_member(workload)
    if own is False and _still_ambient(workload):
        return True
    if own is not None:
        return own
    if mesh_in_use(workload.document) is False:
        return None
    place = workload.namespace
    if isinstance(place, Unknown):
        return place
    known = beside(workload.document, _by_namespace)
    if place not in known:
        return _NOT_SEEN
    return False if known[place] is None else known[place]


def _still_ambient(workload: Manifest) -> bool:
    """Whether a workload without a sidecar is in the mesh all the same, by the node's proxy of an ambient namespace."""
    out = _switch(pod_labels(workload), "istio.io/dataplane-mode") is False
    host = pod_spec(workload).flag("hostNetwork", False) is not False
    return not out and not host and workload.namespace in beside(workload.document, _ambient)


def _ambient(document: Document) -> frozenset[str]:
    each = objects(document, "Namespace")
    found = (one.name for one in each if _switch(one.labels(), "istio.io/dataplane-mode") is True)
    return frozenset(name for name in found if isinstance(name, str))


def mesh_in_use(document: Document) -> bool | Unknown:
    """Whether anything in the input speaks of a mesh."""
    return beside(document, _in_use)


def _in_use(document: Document) -> bool | Unknown:
    around = mesh(document)
    if around.istio or around.linkerd or around.settings:
        return True
    return any_true(*(value for value in beside(document, _by_namespace).values() if value is not None))


def namespace_facts(namespace: Manifest) -> bool | Unknown | Inapplicable:
    """The fact of a namespace: whether its workloads join the mesh of the input."""
    own = namespace_member(namespace.labels(), namespace.labels("metadata.annotations"))
    if own is not None:
        return own if namespace.name not in PLATFORM else OF_PLATFORM
    if mesh_in_use(namespace.document) is False:
        return NO_MESH
    return OF_PLATFORM if namespace.name in PLATFORM or namespace.name == mesh(namespace.document).root else False


def bypassed(workload: Manifest) -> tuple[str | Unknown, ...] | Unknown:
    """Ports whose incoming traffic does not pass the proxy."""
    notes = pod_notes(workload)
    if isinstance(notes, Unknown):
        return notes
    ports: list[str | Unknown] = []
    for name in _BYPASSED:
        value = notes.get(name)
        if isinstance(value, Unknown):
            ports.append(value)
        elif value is not None:
            ports += [port.strip() for port in str(value).split(",") if port.strip() and port.strip() not in _OWN_PORTS]
    if "traffic.sidecar.istio.io/includeInboundPorts" in notes:
        ports += _not_included(notes["traffic.sidecar.istio.io/includeInboundPorts"])
    known = tuple(dict.fromkeys(port for port in ports if isinstance(port, str)))
    return known or next((port for port in ports if isinstance(port, Unknown)), known)


_OWN_PORTS = ("15020", "15021", "15090", "4190", "4191")
"""Ports of the proxy itself, for health and metrics, which the installation leaves out on its own."""


def _not_included(value: Any) -> list[str | Unknown]:
    if isinstance(value, Unknown):
        return [value]
    if str(value).strip() == "*":
        return []
    return (
        ["*"]
        if not str(value).strip()
        else [Unknown("only some ports pass the proxy, and which others there are is open")]
    )


def _by_namespace(document: Document) -> dict[str, Answer]:
    return {
        name: namespace_member(each.labels(), each.labels("metadata.annotations"))
        for each in objects(document, "Namespace")
        if isinstance(name := each.name, str)
    }


def _switch(found: Labels, name: str) -> Answer:
    value = found if isinstance(found, Unknown) else found.get(name)
    if value is None or isinstance(value, Unknown):
        return value
    word = str(value).strip().lower()
    return True if word in _ON else False if word in _OFF else None


def _revision(labels: Labels) -> Answer:
    value = labels if isinstance(labels, Unknown) else labels.get("istio.io/rev")
    return value if isinstance(value, Unknown) else True if value else None


def _first(*said: Answer) -> Answer:
    return next((answer for answer in said if answer is not None), None)


def _proxied(spec: Block) -> bool:
    """Whether the proxy is among the containers already, as in what a cluster prints."""
    found = [*_listed(spec.blocks("containers")), *_listed(spec.blocks("initContainers"))]
    return any(block.get("name") in ("istio-proxy", "linkerd-proxy", "consul-dataplane") for block in found)


def _listed(blocks: tuple[Block, ...] | Unknown) -> tuple[Block, ...]:
    return () if isinstance(blocks, Unknown) else blocks


def in_mesh(namespace: Manifest) -> bool | Unknown:
    """Whether policies of a mesh are to be asked for in a namespace."""
    if namespace.name in PLATFORM or namespace.name == mesh(namespace.document).root:
        return False
    own = namespace_member(namespace.labels(), namespace.labels("metadata.annotations"))
    return all_true(own) if own is not None else namespace.name in mesh(namespace.document).placed
