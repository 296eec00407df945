"""Network policies as packet filters of workloads.

Kubernetes documentation, "Network Policies", and API reference ``NetworkPolicySpec`` v1: a rule without ``from`` or
``to`` is for everyone, one without ``ports`` for every port, the protocol is TCP where none is written; peers that are
selectors are workloads of the cluster; ``except`` takes ranges out of an ``ipBlock``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import FirewallRule
from pcicheck.model.ports import Ports
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.addresses import Span, remainder, span, wide
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.network.firewall import EVERY_PORT, OTHER_WAY, Rules, allowing, firewall
from pcicheck.providers.kubernetes.network.selection import policy_types
from pcicheck.providers.kubernetes.terraform import manifest_of


def policy(document: Document) -> Iterator[Resource]:
    """A network policy."""
    manifest = manifest_of(document)
    facts = firewall(_rules(manifest, "ingress", "from"), _rules(manifest, "egress", "to"))
    yield from made(manifest, facts)
    yield from placed(manifest)


def _rules(manifest: Manifest, direction: str, peers: str) -> Rules:
    types = policy_types(manifest)
    blocks = manifest.blocks(f"spec.{direction}")
    if isinstance(blocks, Unknown):
        return blocks
    if isinstance(types, Unknown):
        return types
    return tuple(rule for block in blocks for rule in _rule(block, peers)) if direction in types else OTHER_WAY


def _rule(block: Block, peers: str) -> Iterator[FirewallRule | Unknown]:
    if isinstance(block.values, Unknown):
        yield block.values
        return
    named = block.blocks(peers)
    anyone = _anyone(named)
    shown = named if isinstance(named, Unknown) else tuple(_shown(peer) for peer in named)
    yield from allowing(_all_ports(block), anyone, shown)


def _anyone(peers: tuple[Block, ...] | Unknown) -> bool | Unknown:
    """Whether the peers together are the internet; no peer at all is everyone."""
    if isinstance(peers, Unknown):
        return peers
    if not peers:
        return True
    spans: tuple[Span, ...] = ()
    unsure: Unknown | None = None
    for peer in peers:
        found = _spans(peer)
        if isinstance(found, Unknown):
            unsure = unsure or found
        else:
            spans += found
    return wide(spans) or unsure or False


def _spans(peer: Block) -> tuple[Span, ...] | Unknown:
    """The addresses of one peer; ranges taken out that are not known are taken to be small."""
    if isinstance(peer.values, Unknown):
        return peer.values
    if not peer.has("ipBlock"):
        return ()
    written = peer.text("ipBlock.cidr", Unknown("no range is written"))
    whole = span(written) if isinstance(written, str) else None
    if whole is None:
        return written if isinstance(written, Unknown) else Unknown("its range is no address range")
    left_out = peer.texts("ipBlock.except")
    texts = () if isinstance(left_out, Unknown) else left_out
    return remainder((whole,), tuple(f for text in texts if isinstance(text, str) and (f := span(text))))


def _shown(peer: Block) -> str | Unknown:
    if isinstance(peer.values, Unknown):
        return peer.values
    cidr = peer.text("ipBlock.cidr")
    if cidr is not None:
        return cidr
    return "pods of namespaces" if peer.get("namespaceSelector") is not None else "pods"


def _all_ports(block: Block) -> tuple[Ports | Unknown, ...]:
    ports = block.blocks("ports")
    if isinstance(ports, Unknown):
        return (ports,)
    return tuple(_ports(item) for item in ports) or (EVERY_PORT,)


def _ports(block: Block) -> Ports | Unknown:
    protocol = block.text("protocol", "TCP")
    written = block.get("port")
    if isinstance(written, str) and not written.isdigit():
        return Unknown(f"the port that workloads call {written} is not known")
    first, last = block.number("port"), block.number("endPort")
    for found in (protocol, first, last):
        if isinstance(found, Unknown):
            return found
    return Ports.of(str(protocol), first, first if last is None else last)  # type: ignore[arg-type]
