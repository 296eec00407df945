"""Rules of Azure Firewall: classic rule collections, and groups of collections in a firewall policy.

Azure Firewall, "Rule processing logic": what no rule allows is denied; connections from the internet come in through
NAT rules only, so network and application rules speak of what goes out. The lowest priority number comes first. What
a NAT rule opens is the port behind the firewall. Terraform registry, hashicorp/azurerm: a collection has one action
for all its rules; ``Dnat`` is the action of NAT rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import Firewall, FirewallRule
from pcicheck.model.ports import Ports
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.network.peers import both, near, peers, ports
from pcicheck.providers.base import resource
from pcicheck.providers.filters import ANYONE, Action, Entry, Peers, Texts, in_effect

Rules = Fact[tuple[FirewallRule | Unknown, ...]]
Entries = list[Entry] | Unknown

_ACTIONS: dict[str, Action] = {"allow": "allow", "deny": "deny", "dnat": "allow", "snat": "pass_on"}
_NO_WORDS = Inapplicable("a collection has no description; its rules have")
_NO_COUNT = Inapplicable("it is judged by the rules that it holds itself")
_LOGGED_BY_FIREWALL = Inapplicable("the firewall logs what its rules do")
_THROUGH_NAT = Inapplicable("connections from the internet come in through NAT rules only")
_ONLY_IN = Inapplicable("NAT rules are for incoming traffic")
_GROUPS = Unknown("what is in its IP groups is not known")
_WEB_PORTS = {"http": "80", "https": "443", "mssql": "1433"}


def network(document: Document) -> Iterator[Resource]:
    """A classic collection of network rules."""
    yield _resource(document, _THROUGH_NAT, _in_order(_network_rules(document, "rule")))


def application(document: Document) -> Iterator[Resource]:
    """A classic collection of application rules."""
    yield _resource(document, _THROUGH_NAT, _in_order(_application_rules(document, "rule", "target_fqdns", "protocol")))


def nat(document: Document) -> Iterator[Resource]:
    """A classic collection of NAT rules."""
    yield _resource(document, _in_order(_nat_rules(document, "rule")), _ONLY_IN)


def group(document: Document) -> Iterator[Resource]:
    """A group of collections in a firewall policy."""
    incoming: list[Entries] = []
    outgoing: list[Entries] = []
    for block in _collections(document, "nat_rule_collection"):
        incoming.append(block if isinstance(block, Unknown) else _nat_rules(block, "rule"))
    for block in _collections(document, "network_rule_collection"):
        outgoing.append(block if isinstance(block, Unknown) else _network_rules(block, "rule"))
    for block in _collections(document, "application_rule_collection"):
        found = (
            block if isinstance(block, Unknown) else _application_rules(block, "rule", "destination_fqdns", "protocols")
        )
        outgoing.append(found)
    yield _resource(document, _in_order(*incoming), _in_order(*outgoing))


def _resource(document: Document, ingress: Rules, egress: Rules) -> Resource:
    facts = Firewall(
        layer="network",
        preset=False,
        description=_NO_WORDS,
        ingress=ingress,
        egress=egress,
        rules_elsewhere=_NO_COUNT,
        logged=_LOGGED_BY_FIREWALL,
    )
    return resource(document, facts, names=(document.text("id"),))


def _collections(document: Document, path: str) -> tuple[Block, ...] | tuple[Unknown]:
    blocks = document.blocks(path)
    return (blocks,) if isinstance(blocks, Unknown) else blocks


def _in_order(*collections: Entries) -> Rules:
    entries = [entry for found in collections if isinstance(found, list) for entry in found]
    unknown = [found for found in collections if isinstance(found, Unknown)]
    if unknown and len(unknown) == len(collections):
        return unknown[0]
    return (*(item for entry in entries for item in in_effect(entry, entries)), *unknown)


def _network_rules(collection: Block, path: str) -> Entries:
    blocks = collection.blocks(path)
    if isinstance(blocks, Unknown):
        return blocks
    found = []
    for block in blocks:
        shown = both(block, "destination_addresses")
        far = peers(shown, named=block.has("destination_fqdns") is not False)
        if block.has("destination_ip_groups") is not False:
            far = Peers(far.spans, named=far.named, unsure=far.unsure or _GROUPS)
        there = ports(both(block, "protocols"), both(block, "destination_ports"))
        found.append(_entry(collection, block, far, shown, there, _sources(block)))
    return found


def _application_rules(collection: Block, path: str, names: str, protocols: str) -> Entries:
    blocks = collection.blocks(path)
    if isinstance(blocks, Unknown):
        return blocks
    found = []
    for block in blocks:
        shown = both(block, names, "destination_urls")
        unsure = next((text for text in shown if isinstance(text, Unknown)), None)
        far = Peers(ANYONE if "*" in shown else (), named=True, unsure=unsure)
        there = ports(("tcp",), _web_ports(block, protocols))
        found.append(_entry(collection, block, far, shown, there, _sources(block)))
    return found


def _web_ports(block: Block, path: str) -> Texts:
    blocks = block.blocks(path)
    if isinstance(blocks, Unknown):
        return (blocks,)
    found: list[str | Unknown] = []
    for item in blocks:
        kind = item.text("type", "Https")
        usual = kind if isinstance(kind, Unknown) else _WEB_PORTS.get(str(kind).lower(), "443")
        port = item.text("port", usual)
        found.append(usual if port is None else port)
    return tuple(found) or ("443",)


def _nat_rules(collection: Block, path: str) -> Entries:
    blocks = collection.blocks(path)
    if isinstance(blocks, Unknown):
        return blocks
    found = []
    for block in blocks:
        shown = both(block, "source_addresses")
        far = peers(shown)
        if block.has("source_ip_groups") is not False:
            far = Peers(far.spans, named=True, unsure=far.unsure or _GROUPS)
        numbers = both(block, "translated_port") or both(block, "destination_ports")
        there = ports(both(block, "protocols"), numbers)
        found.append(_entry(collection, block, far, shown, there, None))
    return found


def _sources(block: Block) -> frozenset[str] | Unknown | None:
    return near(both(block, "source_addresses", "source_ip_groups"))


def _entry(
    collection: Block,
    block: Block,
    far: Peers,
    shown: Texts,
    ports_there: tuple[Ports | Unknown, ...],
    targets: frozenset[str] | Unknown | None,
) -> Entry:
    action = collection.text("action", "Dnat")
    rank = collection.number("priority")
    return Entry(
        rank=Unknown("the priority is not known") if rank is None else rank,
        action=action if isinstance(action, Unknown) else _ACTIONS.get(str(action).lower(), Unknown("unknown action")),
        ports=ports_there,
        peers=far,
        shown=shown,
        targets=targets,
        description=block.text("description"),
    )
