"""Network policies of Cilium as packet filters of workloads.

Cilium documentation, "Layer 3 Policies" and "Layer 4 Policies": ``fromEntities`` (``toEntities``) ``all`` and
``world`` hold the internet, ``fromCIDR`` and ``fromCIDRSet`` are ranges, the latter with exceptions; endpoints, nodes
and services are workloads of the cluster; ``toFQDNs`` are names. A rule without any of them but with ports is for
everybody; one without anything allows nothing. ``toPorts`` names ports, of every protocol where none is written; none
are every port.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import FirewallRule
from pcicheck.model.logic import any_true
from pcicheck.model.ports import Ports
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.addresses import Span, remainder, span, wide
from pcicheck.providers.kubernetes.manifest import made, placed
from pcicheck.providers.kubernetes.network.firewall import EVERY_PORT, OTHER_WAY, Rules, allowing, firewall
from pcicheck.providers.kubernetes.network.selection import CILIUM, cilium_specs
from pcicheck.providers.kubernetes.terraform import manifest_of

_INTERNET = ("all", "world", "world-ipv4", "world-ipv6")
_PEERS = ("Endpoints", "Entities", "CIDR", "CIDRSet", "Services", "Nodes", "Groups", "FQDNs", "Requires")


def policy(document: Document) -> Iterator[Resource]:
    """A policy of a namespace or of the whole cluster."""
    manifest = manifest_of(document)
    specs = cilium_specs(manifest)
    facts = firewall(_rules(specs, "ingress", "from"), _rules(specs, "egress", "to"))
    yield from made(manifest, facts)
    if manifest.kind == CILIUM:
        yield from placed(manifest)


def _rules(specs: tuple[Block, ...], direction: str, word: str) -> Rules:
    found: list[FirewallRule | Unknown] = []
    filters = False
    for spec in specs:
        blocks = spec.blocks(direction)
        if isinstance(blocks, Unknown):
            return blocks
        filters = filters or bool(blocks) or spec.has(f"{direction}Deny") is not False
        found += [rule for block in blocks for rule in _rule(block, word)]
    return tuple(found) if filters else OTHER_WAY


def _rule(block: Block, word: str) -> Iterator[FirewallRule | Unknown]:
    if isinstance(block.values, Unknown):
        yield block.values
        return
    named = [name for name in _PEERS if block.get(f"{word}{name}") is not None]
    if not named and block.has("toPorts") is False and block.has("icmps") is False:
        return
    anyone = _internet(block, word) if named else True
    shown = tuple(name.lower() for name in named)
    yield from allowing(_all_ports(block), anyone, shown)


def _internet(block: Block, word: str) -> bool | Unknown:
    entities = block.texts(f"{word}Entities")
    if isinstance(entities, Unknown):
        return entities
    spans = _spans(block, word)
    by_range = spans if isinstance(spans, Unknown) else bool(wide(spans))
    return any_true(*(e if isinstance(e, Unknown) else e in _INTERNET for e in entities), by_range)


def _spans(block: Block, word: str) -> tuple[Span, ...] | Unknown:
    texts, sets = block.texts(f"{word}CIDR"), block.blocks(f"{word}CIDRSet")
    if isinstance(texts, Unknown) or isinstance(sets, Unknown):
        return texts if isinstance(texts, Unknown) else sets  # type: ignore[return-value]
    found: tuple[Span, ...] = ()
    for text in texts:
        whole = text if isinstance(text, Unknown) else span(text)
        if whole is None or isinstance(whole, Unknown):
            return whole or Unknown("its range is no address range")
        found += (whole,)
    for one in sets:
        written = one.text("cidr")
        whole = span(written) if isinstance(written, str) else None
        if whole is None:
            return written if isinstance(written, Unknown) else Unknown("its range is kept in another object")
        left_out = one.texts("except")
        outs = () if isinstance(left_out, Unknown) else left_out
        found += remainder((whole,), tuple(s for text in outs if isinstance(text, str) and (s := span(text))))
    return found


def _all_ports(block: Block) -> tuple[Ports | Unknown, ...]:
    groups = block.blocks("toPorts")
    if isinstance(groups, Unknown):
        return (groups,)
    found: list[Ports | Unknown] = []
    for group in groups:
        ports = group.blocks("ports")
        found += [ports] if isinstance(ports, Unknown) else [one for port in ports for one in _ports(port)]
    return tuple(found) or (EVERY_PORT,)


def _ports(block: Block) -> tuple[Ports | Unknown, ...]:
    protocol, first, last = block.text("protocol", "ANY"), block.number("port"), block.number("endPort")
    for found in (protocol, first, last):
        if isinstance(found, Unknown):
            return (found,)
    name = str(protocol).lower()
    if not first:
        return (Ports.of(name, None, None),)
    each = ("tcp", "udp") if name == "any" else (name,)
    return tuple(Ports.of(one, first, last or first) for one in each)  # type: ignore[arg-type]
