"""Network security groups with their inline rules, and rules that stand on their own.

Azure, "Network security groups": of all rules of a group the one with the lowest priority number that matches
decides, whether written inline or on its own. Every group ends with rules that nobody can remove: 65000 lets in the
network itself, 65001 lets in the load balancer's probes and, for outgoing traffic, lets everything out to the
internet, 65500 denies the rest. The default outgoing rule is shown with the group that it belongs to, the incoming
ones open nothing to the internet. Ports that an earlier rule of the same group denies are taken out of a later one,
wherever either stands. Terraform registry, hashicorp/azurerm: one of the singular and plural attributes names the
ports and the ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import Firewall, FirewallRule
from pcicheck.model.ports import Ports
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.network.peers import both, near, peers, ports
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.filters import ANYONE, Action, Entry, Peers, Texts, in_effect

Rules = Fact[tuple[FirewallRule | Unknown, ...]]

_GROUP = "azurerm_network_security_group"
_RULE = "azurerm_network_security_rule"
_ACTIONS: dict[str, Action] = {"allow": "allow", "deny": "deny"}
_NO_WORDS = Inapplicable("a network security group has no description")
_SAID_ABOVE = Inapplicable("what it is for is said of the rule as a whole")
_ONLY_IN = Inapplicable("this is one rule for incoming traffic")
_NO_COUNT = Inapplicable("it is judged by the rules that it holds itself")
_FLOW_LOGS = Inapplicable("connections are logged by flow logs of the network")
_OUT_BY_DEFAULT = Entry(
    rank=65001,
    action="allow",
    ports=(Ports("any", 0, 65535),),
    peers=Peers(ANYONE),
    shown=("Internet",),
    targets=None,
    description=Inapplicable("Azure makes this rule itself"),
)


def group(document: Document) -> Iterator[Resource]:
    """A group with its inline rules and the outgoing rule that Azure adds; rules on their own are judged there."""
    blocks = document.blocks("security_rule")
    apart = list(document.all_sidecars(_RULE))
    facts = Firewall(
        layer="interface",
        preset=False,
        description=_NO_WORDS,
        ingress=blocks if isinstance(blocks, Unknown) else _effective(blocks, apart, outgoing=False),
        egress=blocks if isinstance(blocks, Unknown) else _effective(blocks, apart, outgoing=True),
        rules_elsewhere=_NO_COUNT,
        logged=_FLOW_LOGS,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def rule(document: Document) -> Iterator[Resource]:
    """A rule on its own, as the other rules of its group leave it."""
    outgoing = _is_outbound(document)
    rules: Rules = ()
    if isinstance(outgoing, bool):
        entry = _entry(document, _SAID_ABOVE)
        rules = tuple(in_effect(entry, _siblings(document, entry, outgoing=outgoing)))
    facts = Firewall(
        layer="interface",
        preset=False,
        description=document.text("description"),
        ingress=outgoing if isinstance(outgoing, Unknown) else () if outgoing else rules,
        egress=outgoing if isinstance(outgoing, Unknown) else rules if outgoing else _ONLY_IN,
        rules_elsewhere=_NO_COUNT,
        logged=_FLOW_LOGS,
    )
    yield resource(document, facts, names=(document.text("id"),))


def _effective(blocks: Iterable[Block], apart: list[Document], *, outgoing: bool) -> Rules:
    own: list[Entry] = [_OUT_BY_DEFAULT] if outgoing else []
    unsure: list[Unknown] = []
    for block in blocks:
        direction = _is_outbound(block)
        if direction is outgoing:
            own.append(_entry(block, block.text("description")))
        elif isinstance(direction, Unknown):
            unsure.append(direction)
    every = [*own, *(_entry(item, None) for item in (*blocks, *apart) if _may_stop(item, outgoing=outgoing))]
    return (*(item for entry in own for item in in_effect(entry, every)), *unsure)


def _siblings(document: Document, entry: Entry, *, outgoing: bool) -> list[Entry]:
    """Rules of the same group that may stop traffic before ``entry``."""
    owner = document.follow("network_security_group_name", _GROUP)
    if owner is None or entry.action == "deny":
        return []
    inline = owner.blocks("security_rule")
    blocks: list[Block] = [] if isinstance(inline, Unknown) else list(inline)
    blocks += [item for item in owner.all_sidecars(_RULE) if item is not document]
    return [_entry(block, None) for block in blocks if _may_stop(block, outgoing=outgoing)]


def _may_stop(block: Block, *, outgoing: bool) -> bool:
    """Whether a rule is no allow, and is or may be for that direction."""
    return str(block.get("access")).lower() != "allow" and _is_outbound(block) is not (not outgoing)


def _is_outbound(block: Block) -> bool | Unknown:
    direction = block.text("direction", "Inbound")
    return direction if isinstance(direction, Unknown) else str(direction).lower() == "outbound"


def _entry(block: Block, description: Fact[str]) -> Entry:
    direction = _is_outbound(block)
    far, close = ("destination", "source") if direction is True else ("source", "destination")
    far_ends = both(block, f"{far}_address_prefix", f"{far}_address_prefixes")
    grouped = block.has(f"{far}_application_security_group_ids") is not False and not far_ends
    rank = block.number("priority")
    access = block.text("access")
    return Entry(
        rank=Unknown("the priority is not known") if rank is None else rank,
        action=access
        if isinstance(access, Unknown)
        else _ACTIONS.get(str(access).lower(), Unknown("the access is not known")),
        ports=ports(both(block, "protocol"), both(block, "destination_port_range", "destination_port_ranges")),
        peers=peers(far_ends, named=grouped),
        shown=far_ends,
        targets=_targets(block, close),
        description=description,
        doubt=direction if isinstance(direction, Unknown) else None,
        every_packet=not isinstance(near(_source_ports(block)), frozenset),
    )


def _targets(block: Block, side: str) -> frozenset[str] | Unknown | None:
    if block.has(f"{side}_application_security_group_ids") is not False and not isinstance(block.values, Unknown):
        return Unknown(f"the {side} application security groups are not known")
    if any(isinstance(text, Unknown) for text in _source_ports(block)):
        return Unknown("the source ports are not known")
    return near(both(block, f"{side}_address_prefix", f"{side}_address_prefixes"), "virtualnetwork")


def _source_ports(block: Block) -> Texts:
    return both(block, "source_port_range", "source_port_ranges")
