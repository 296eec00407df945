"""Services of a cluster as addresses: what a host name means, and by which names a program in a pod is reached.

Kubernetes documentation, "DNS for Services and Pods": ``name``, ``name.namespace``, ``name.namespace.svc`` and
``name.namespace.svc.cluster.local`` are a service, the first one of the caller's own namespace; a pod of a headless
service stands before it. "Service": ``targetPort`` is the port of the pod, by number or by the name that the container
gives it, and the same as ``port`` where it is not written; ``ExternalName`` is another name. Strimzi makes the service
``CLUSTER-kafka-bootstrap``, the operator of OpenTelemetry ``NAME-collector``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest
from pcicheck.providers.kubernetes.mesh.tokenizing import pod_labels, pod_spec
from pcicheck.providers.kubernetes.names import WORKLOADS

Place = tuple[str, str]
"""Namespace and name."""
_CLUSTER = re.compile(r"^(?:[\w-]+\.)?([\w-]+)\.([\w-]+)\.svc(?:\.[\w.-]+)?\.?$", re.IGNORECASE)
_HELD = re.compile(r"^(ConfigMap|Secret)/([^/]+)/([^:]+):")


class Service(Struct, frozen=True):
    """A service as callers need it."""

    selector: tuple[tuple[str, str], ...] = ()
    ports: tuple[tuple[str, str], ...] = ()
    """Each port, and what it is in the pod: a number or a name."""
    external: str = ""
    """The other name that it stands for."""


class Behind(Struct, frozen=True):
    """A workload as callers and files need it."""

    place: Place
    labels: tuple[tuple[str, str], ...]
    named_ports: tuple[tuple[str, str], ...]
    mounts: frozenset[str]
    """Config maps and secrets that it mounts: ``ConfigMap/name``."""


class Target(Struct, frozen=True):
    """Where a connection leads."""

    name: str
    """Host and port, in full where it is a service of the cluster."""
    service: Place | None = None
    """The service, where it is in the input."""
    inside: bool = False
    """Whether the name is one of the cluster."""


def target(document: Document, namespace: str | Unknown, host: str, port: str) -> Target:
    """What a host and a port mean to a program of a namespace."""
    name = host.lower().rstrip(".")
    place = _place(document, namespace, name)
    known = beside(document, services)
    if place is None:
        return Target(_joined(name, port), None, "." not in name)
    found = known.get(place)
    if found is not None and found.external:
        return Target(_joined(found.external.lower().rstrip("."), port))
    return Target(_joined(full_name(place), port), place if found is not None else None, inside=True)


def _place(document: Document, namespace: str | Unknown, name: str) -> Place | None:
    match = _CLUSTER.match(name)
    if match is not None:
        return match[2], match[1]
    known = beside(document, services)
    first, _, second = name.partition(".")
    if not second:
        return (namespace, name) if isinstance(namespace, str) and (namespace, name) in known else None
    return (second, first) if (second, first) in known or second in beside(document, _namespaces) else None


def _namespaces(document: Document) -> frozenset[str]:
    """Namespaces that some object of the input stands in."""
    named = [one.name for one in objects(document, "Namespace")]
    of_services = (place[0] for place in beside(document, services))
    return frozenset((*(name for name in named if isinstance(name, str)), *of_services, *beside(document, workloads)))


def full_name(place: Place) -> str:
    """The name of a service in full."""
    return f"{place[1]}.{place[0]}.svc.cluster.local"


def _joined(host: str, port: str) -> str:
    return f"{host}:{port}" if port else host


def services(document: Document) -> dict[Place, Service]:
    """Every service of the input whose name is known, and those that Strimzi makes."""
    found: dict[Place, Service] = {}
    for cluster in objects(document, "kafka.strimzi.io/Kafka"):
        if isinstance(cluster.namespace, str) and isinstance(cluster.name, str):
            found[cluster.namespace, f"{cluster.name}-kafka-bootstrap"] = Service()
    for kind in ("opentelemetry.io/OpenTelemetryCollector", "OpenTelemetryCollector"):
        for one in objects(document, kind):
            if isinstance(one.namespace, str) and isinstance(one.name, str):
                found[one.namespace, f"{one.name}-collector"] = Service()
    for one in objects(document, "Service"):
        if isinstance(one.namespace, str) and isinstance(one.name, str):
            found[one.namespace, one.name] = _service(one)
    return found


def _service(one: Manifest) -> Service:
    ports = one.blocks("spec.ports")
    external = one.text("spec.externalName", "") if one.text("spec.type") == "ExternalName" else ""
    return Service(
        _pairs(one.labels("spec.selector")),
        tuple(_port(port) for port in (() if isinstance(ports, Unknown) else ports)),
        external if isinstance(external, str) else "",
    )


def _port(port: Block) -> tuple[str, str]:
    outer = str(port.get("port"))
    inner = port.get("targetPort")
    return outer, outer if inner is None or isinstance(inner, Unknown) else str(inner)


def _pairs(found: dict[str, Any] | Unknown) -> tuple[tuple[str, str], ...]:
    if isinstance(found, Unknown):
        return ()
    return tuple((str(name), str(value)) for name, value in found.items() if not isinstance(value, Unknown))


def workloads(document: Document) -> dict[str, list[Behind]]:
    """Every workload of the input whose name is known, by its namespace."""
    found: dict[str, list[Behind]] = {}
    for kind in WORKLOADS:
        for one in objects(document, kind):
            if isinstance(one.namespace, str) and isinstance(one.name, str):
                found.setdefault(one.namespace, []).append(_behind(one, one.namespace, one.name))
    return found


def _behind(one: Manifest, namespace: str, name: str) -> Behind:
    spec = pod_spec(one)
    containers = spec.blocks("containers")
    listed = [c.blocks("ports") for c in (() if isinstance(containers, Unknown) else containers)]
    ports = [port for found in listed if not isinstance(found, Unknown) for port in found]
    named = tuple((str(p.get("name")), str(p.get("containerPort"))) for p in ports if p.get("name"))
    return Behind((namespace, name), _pairs(pod_labels(one)), named, frozenset(mounts(spec)))


def mounts(spec: Block) -> Iterator[str]:
    """Config maps and secrets that pods mount: ``ConfigMap/name``."""
    volumes = spec.blocks("volumes")
    for volume in () if isinstance(volumes, Unknown) else volumes:
        sources = volume.blocks("projected.sources")
        for held in (volume, *(() if isinstance(sources, Unknown) else sources)):
            for kind, path in (
                ("ConfigMap", "configMap.name"),
                ("Secret", "secret.secretName"),
                ("Secret", "secret.name"),
            ):
                name = held.get(path)
                if isinstance(name, str):
                    yield f"{kind}/{name}"


def chosen(document: Document, place: Place) -> list[Behind]:
    """The workloads that a service of the input leads to."""
    found = beside(document, services).get(place)
    if found is None or not found.selector:
        return []
    wanted = set(found.selector)
    return [one for one in beside(document, workloads).get(place[0], ()) if wanted <= set(one.labels)]


def served_at(document: Document, port: object) -> tuple[str, ...]:
    """Names by which the program is reached that a file in a config map or secret is for, at a port of its pod."""
    held = _HELD.match(document.address)
    if held is None:
        return ()
    mounted, found = f"{held[1]}/{held[3]}", []
    for place, service in beside(document, services).items():
        if place[0] != held[2]:
            continue
        for one in chosen(document, place):
            if mounted in one.mounts:
                named = dict(one.named_ports)
                found += [outer for outer, inner in service.ports if named.get(inner, inner) == str(port)]
                found = [f"{full_name(place)}:{outer}" if ":" not in outer else outer for outer in found]
    return tuple(dict.fromkeys(name for full in found for name in spellings(full)))


def spellings(name: str) -> tuple[str, ...]:
    """The ways to write the full name of a service, other than by its first part alone; another name as it is."""
    host, _, port = name.partition(":")
    match = _CLUSTER.match(host)
    if match is None:
        return (name,)
    base = f"{match[1]}.{match[2]}"
    each = (f"{base}.svc.cluster.local", f"{base}.svc", base)
    return tuple(dict.fromkeys((name, *(f"{one}:{port}" if port else one for one in each))))
