"""Connections that the programs of a workload are told to open, by their environment variables.

Kubernetes API reference, ``EnvVar`` and ``EnvFromSource``: ``env`` goes before ``envFrom``, of which the last holds;
``$(NAME)`` in a value stands for a variable that was written before it. What comes from secrets is not read. A mesh
that stands before both ends encrypts what the program itself does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.connecting.connection import ON_MACHINE, Connection, is_public, other_end
from pcicheck.providers.connecting.variables import connections
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.mesh.between import by_mesh
from pcicheck.providers.kubernetes.mesh.membership import mesh_in_use
from pcicheck.providers.kubernetes.reached import Target, target

_NAMED = re.compile(r"\$\(([\w.-]+)\)")
_NO_VERSION = Inapplicable("the program and its library decide which versions of TLS they use")
_BY_MESH = Inapplicable("the mesh encrypts it from proxy to proxy, and checks both ends")
_PUBLIC = Inapplicable("it leads to a public name, behind which others may answer than what was scanned")
_UNREAD = Unknown("no workload that was scanned reads it, and those of the mesh have their connections encrypted")
_MAYBE = "its own settings ask for no TLS; "
_CONTAINERS = ("initContainers", "containers")
Data = Mapping[str, Any] | Unknown


def connections_of(manifest: Manifest, spec: Block) -> Iterator[Resource]:
    """Every connection that the variables of the containers of a workload speak of."""
    told: dict[str, list[tuple[str, Connection]]] = {}
    for container in _containers(spec):
        variables = _variables(manifest, container)
        image = container.get("image")
        told_by = connections(variables, image=image if isinstance(image, str) else "")
        for name, found in told_by if variables else ():
            known = told.setdefault(name, [])
            if found not in [one for _, one in known]:
                known.append((str(container.get("name") or len(known)), found))
    for name, each in told.items():
        for owner, found in each:
            part = f"connection/{name}" if len(each) == 1 else f"connection/{owner}/{name}"
            yield from made(manifest, upstream(found, (manifest,), manifest.document, manifest.namespace), part)


def _containers(spec: Block) -> Iterator[Block]:
    for name in _CONTAINERS:
        blocks = spec.blocks(name)
        yield from () if isinstance(blocks, Unknown) else blocks


def _variables(manifest: Manifest, container: Block) -> dict[str, Any]:
    """Names and values, those that are known in part and those of config maps of the input included."""
    found: dict[str, Any] = {}
    sources, written = container.blocks("envFrom"), container.blocks("env")
    for source in () if isinstance(sources, Unknown) else sources:
        prefix = source.text("prefix", "")
        data = _data(manifest, source.get("configMapRef.name"))
        if isinstance(prefix, str) and not isinstance(data, Unknown):
            found |= {f"{prefix}{name}": value for name, value in data.items()}
    for one in () if isinstance(written, Unknown) else written:
        name = one.get("name")
        if isinstance(name, str):
            found.pop(name, None)
            found[name] = _expanded(_value(manifest, one), found)
    return found


def _value(manifest: Manifest, one: Block) -> Any:
    value = one.get("value")
    if value is not None:
        return value
    key = one.get("valueFrom.configMapKeyRef.key")
    data = _data(manifest, one.get("valueFrom.configMapKeyRef.name")) if isinstance(key, str) else {}
    return data if isinstance(data, Unknown) else data.get(str(key), Unknown("its value stands elsewhere"))


def _expanded(value: Any, before: dict[str, Any]) -> Any:
    """A value with the variables in it that are known put in place."""
    if not isinstance(value, str) or "$(" not in value:
        return value
    known = {name: one for name, one in before.items() if isinstance(one, str)}
    return _NAMED.sub(lambda match: known.get(match[1], match[0]), value)


def _data(manifest: Manifest, name: Any) -> Data:
    """The entries of a config map of the namespace; none where it is not in the input."""
    space = manifest.namespace
    if not isinstance(name, str) or not isinstance(space, str):
        return {}
    return beside(manifest.document, _config_maps).get((space, name), {})


def _config_maps(document: Document) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for one in objects(document, "ConfigMap"):
        data = one.get("data")
        if isinstance(one.namespace, str) and isinstance(one.name, str) and isinstance(data, dict):
            found[one.namespace, one.name] = data
    return found


def upstream(
    found: Connection, clients: tuple[Manifest, ...], document: Document, namespace: str | Unknown
) -> Upstream:
    """The facts of a connection that some workloads of a namespace open."""
    aim = target(document, namespace, found.host, found.port) if found.host else None
    facts = Upstream(
        encrypted=found.encrypted,
        min_tls=_NO_VERSION,
        verified=found.verified,
        presents_certificate=found.presents_certificate,
        to=_to(found, aim),
    )
    if found.encrypted is False and aim is not None:
        return _meshed(facts, clients, aim, document)
    return facts


def _to(found: Connection, aim: Target | None) -> Fact[Link]:
    if found.local or aim is None:
        return ON_MACHINE if found.local else other_end(found.encrypted, None)
    if found.service == "http" and not aim.inside and is_public(found.host):
        return _PUBLIC
    return other_end(found.encrypted, aim.name)


def _meshed(facts: Upstream, clients: tuple[Manifest, ...], aim: Target, document: Document) -> Upstream:
    """The facts of a connection without TLS, with what the mesh makes of it."""
    answers = [by_mesh(client, aim) for client in clients]
    if not answers and mesh_in_use(document) is True:
        answers = [_UNREAD]
    if not answers or any(answer is False for answer in answers):
        return facts
    doubt = next((answer for answer in answers if isinstance(answer, Unknown)), None)
    if doubt is None:
        return replace(facts, encrypted=True, verified=True, presents_certificate=True, to=_BY_MESH)
    unsure = Unknown(_MAYBE + doubt.reason)
    to = other_end(unsure, aim.name)
    return replace(facts, encrypted=unsure, verified=unsure, presents_certificate=unsure, to=to)
