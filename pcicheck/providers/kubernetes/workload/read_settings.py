"""Connections that config maps speak of, apart from those that the variables of a workload show.

Entries that become variables of workloads of the input are judged there. What is left are entries that nobody of the
input reads as variables, and entries that are files of variables (``.env``). Files of Spring Boot in config maps are
read as files are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.connecting.variables import connections
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.mesh.tokenizing import pod_spec
from pcicheck.providers.kubernetes.names import INLINE, WORKLOADS, types_of
from pcicheck.providers.kubernetes.reached import mounts
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.kubernetes.workload.connections import upstream
from pcicheck.providers.parts import at_line

_Key = tuple[str, str]
"""Namespace and name of a config map."""


def of_config_map(config: Manifest) -> Iterator[Resource]:
    """Connections in the entries of a config map."""
    data, space, name = config.get("data"), config.namespace, config.name
    if not isinstance(data, dict) or not isinstance(space, str) or not isinstance(name, str):
        return
    if (space, name) not in beside(config.document, _readers):
        single = {key: value for key, value in data.items() if not isinstance(value, str) or "\n" not in value.strip()}
        yield from _made(config, single, "")
    for key, value in data.items():
        if str(key).endswith(".env") and isinstance(value, str):
            yield from _made(config, _lines(value), f"{key}/")


def _made(config: Manifest, variables: dict[str, Any], above: str) -> Iterator[Resource]:
    for name, found in connections(variables):
        clients = clients_of(config.document, f"ConfigMap/{config.namespace}/{config.name}:")
        facts = upstream(found, clients, config.document, config.namespace)
        for one in made(config, facts, f"connection/{above}{name}"):
            yield at_line(one, None if above else config.document.lines.get(name))


def _lines(text: str) -> dict[str, Any]:
    """Variables of a file of ``NAME=value`` lines."""
    found: dict[str, Any] = {}
    for line in text.splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and name.strip().replace("_", "").replace(".", "").isalnum():
            bare = value.strip()
            quoted = bare[:1] in ("'", '"') and bare[-1:] == bare[:1]
            found[name.strip()] = bare[1:-1] if quoted else bare.partition(" #")[0].strip()
    return found


def clients_of(document: Document, address: str) -> tuple[Manifest, ...]:
    """The workloads that mount the config map or secret of which an address is a part."""
    kind, _, rest = address.partition("/")
    space, _, name = rest.partition(":")[0].partition("/")
    found = beside(document, _mounting).get((space, f"{kind}/{name}"), ())
    return tuple(manifest_of(document.surroundings.of_type(native)[position]) for native, position in found)


def _mounting(document: Document) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """What each config map and secret is mounted by: native types, and positions among the documents of each."""
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for native in (*types_of(*WORKLOADS), INLINE):
        for position, other in enumerate(document.surroundings.of_type(native)):
            one = manifest_of(other)
            if isinstance(one.namespace, str) and one.kind in WORKLOADS:
                for mounted in dict.fromkeys(mounts(pod_spec(one))):
                    found.setdefault((one.namespace, mounted), []).append((native, position))
    return found


def _readers(document: Document) -> frozenset[_Key]:
    """Every config map that a workload reads as variables."""
    found: set[_Key] = set()
    for kind in WORKLOADS:
        for one in objects(document, kind):
            space, spec = one.namespace, pod_spec(one)
            if isinstance(space, str):
                found |= {(space, name) for name in _drawn_on(spec)}
    return frozenset(found)


def _drawn_on(spec: Block) -> Iterator[str]:
    for kind in ("initContainers", "containers"):
        containers = spec.blocks(kind)
        for container in () if isinstance(containers, Unknown) else containers:
            for listed, path in (("envFrom", "configMapRef.name"), ("env", "valueFrom.configMapKeyRef.name")):
                blocks = container.blocks(listed)
                for block in () if isinstance(blocks, Unknown) else blocks:
                    name = block.get(path)
                    if isinstance(name, str):
                        yield name
