"""What surrounds a workload: the network policies that select it, and whether it is a program of the cluster itself."""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block
from pcicheck.model.kinds.cluster import WorkloadNetwork
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.beside import beside
from pcicheck.providers.kubernetes.control.components import in_pod
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.network.selection import EGRESS, INGRESS, Selections, selections, selects

_ON_HOST = Inapplicable("it uses the network of its machine, which policies do not filter")
_NO_POLICIES = Unknown("no network policy is in this input")


def place(manifest: Manifest, path: str) -> Iterator[Resource]:
    """The network policies of a workload, and the programs of the cluster that it runs."""
    spec = manifest.block(path)
    block = Block(spec) if isinstance(spec, Unknown) else spec or Block({})
    yield from made(manifest, _network(manifest, path, block), "network")
    for name in ("containers", "initContainers"):
        yield from in_pod(manifest, block.blocks(name))


def _network(manifest: Manifest, path: str, spec: Block) -> WorkloadNetwork:
    host = spec.flag("hostNetwork", False)
    if host is True:
        return WorkloadNetwork(incoming_filtered=_ON_HOST, outgoing_filtered=_ON_HOST)
    found = beside(manifest.document, selections)
    labels = manifest.labels(f"{path.rpartition('spec')[0]}metadata.labels")
    if isinstance(manifest.values, Unknown):
        labels = manifest.values
    answers = [host if isinstance(host, Unknown) else _filtered(manifest, found, labels, d) for d in (INGRESS, EGRESS)]
    return WorkloadNetwork(incoming_filtered=answers[0], outgoing_filtered=answers[1])


def _filtered(
    manifest: Manifest, found: Selections, labels: dict[str, object] | Unknown, direction: str
) -> bool | Unknown:
    namespace = manifest.namespace
    if isinstance(namespace, Unknown):
        return namespace
    if not found.any:
        return _NO_POLICIES
    return any_true(
        *(all_true(s.covers(namespace), selects(s.selector, labels), s.closed[direction]) for s in found.of(namespace))
    )
