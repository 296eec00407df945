"""Firewall policies, hierarchical, global and regional: rules of their own, and policies that hold their rules.

Terraform registry, hashicorp/google (``google_compute_network_firewall_policy_rule`` and its relatives): ``disabled``
is false, ``direction`` INGRESS; ``layer4_configs`` names protocols and ports, a protocol without ports means all of
them; goto_next leaves the traffic to the next policy, apply_security_profile_group lets it through under inspection.
Cloud NGFW, "Firewall policy rule details": what the kinds of source name is joined by "or", except for the network
type or context, which narrows them; without any source or destination every address is meant. A region code stands
for a whole country, so it counts as anyone. The lowest priority number that matches decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import Firewall, FirewallRule
from pcicheck.model.ports import Ports
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import wide
from pcicheck.providers.base import resource
from pcicheck.providers.filters import ANYONE, Action, Entry, Peers, Texts, in_effect, ranges
from pcicheck.providers.gcp.network.places import Place, network_of, stops_at
from pcicheck.providers.gcp.network.rules import NO_COUNT, ONLY_IN, SAID_ABOVE, is_egress, read_ports, targets

Rules = Fact[tuple[FirewallRule | Unknown, ...]]

_ACTIONS: dict[str, Action] = {
    "allow": "allow",
    "apply_security_profile_group": "allow",
    "deny": "deny",
    "goto_next": "pass_on",
}
_TARGETS = ("target_service_accounts", "target_resources", "target_forwarding_rules")
_TAGS = ("target_secure_tags", "target_secure_tag")
_NAMED = ("fqdns", "secure_tags", "secure_tag", "networks", "threat_intelligences")
_INSIDE = ("INTRA_VPC", "VPC_NETWORKS", "NON_INTERNET")
_NO_WORDS_OF_ITS_OWN = Inapplicable("its rules are judged by what is said of each")
_LOGGED_EACH = Inapplicable("each of its rules has a log of its own")


def rule(document: Document) -> Iterator[Resource]:
    """One rule of a policy."""
    outgoing = is_egress(document)
    entry = _entry(document, SAID_ABOVE)
    rules: Rules = entry if isinstance(entry, Unknown) else ()
    if isinstance(entry, Entry):
        rules = tuple(in_effect(entry, _siblings(document, entry, outgoing=outgoing)))
    facts = Firewall(
        layer="network",
        preset=False,
        description=document.text("description"),
        ingress=outgoing if isinstance(outgoing, Unknown) else () if outgoing else rules,
        egress=outgoing if isinstance(outgoing, Unknown) else rules if outgoing else ONLY_IN,
        rules_elsewhere=NO_COUNT,
        logged=document.flag("enable_logging", False),
    )
    yield resource(document, facts, names=(document.text("id"),))


def policy_with_rules(document: Document) -> Iterator[Resource]:
    """A policy that holds all its rules."""
    facts = Firewall(
        layer="network",
        preset=False,
        description=_NO_WORDS_OF_ITS_OWN,
        ingress=_inside(document, outgoing=False),
        egress=_inside(document, outgoing=True),
        rules_elsewhere=NO_COUNT,
        logged=_LOGGED_EACH,
    )
    yield resource(document, facts, names=(document.text("self_link"), document.text("id")))


def _inside(document: Document, *, outgoing: bool) -> Rules:
    blocks = document.blocks("rule")
    if isinstance(blocks, Unknown):
        return blocks
    entries: list[Entry] = []
    unknown: list[Unknown] = []
    for block in blocks:
        direction = is_egress(block)
        entry = direction if isinstance(direction, Unknown) else _entry(block, block.text("description"))
        if isinstance(entry, Unknown):
            unknown.append(entry)
        elif entry is not None and direction is outgoing:
            entries.append(entry)
    return (*(item for entry in entries for item in in_effect(entry, entries)), *unknown)


def _siblings(document: Document, entry: Entry, *, outgoing: bool | Unknown) -> list[Entry]:
    """Rules of the same policy and direction that may stop traffic before ``entry``."""
    policy = network_of(document, "firewall_policy")
    if policy is None or isinstance(outgoing, Unknown) or not wide(entry.peers.spans):
        return []
    return stops_at((policy, outgoing), document, _stops)


def _stops(document: Document) -> Iterator[tuple[Place, Entry]]:
    policy, outgoing = network_of(document, "firewall_policy"), is_egress(document)
    entry = _entry(document, None) if document.get("action") != "allow" else None
    if policy is not None and not isinstance(outgoing, Unknown) and isinstance(entry, Entry):
        yield (policy, outgoing), entry


def _entry(block: Block, description: Fact[str]) -> Entry | Unknown | None:
    """A rule, or ``None`` where it is switched off."""
    disabled = block.flag("disabled", False)
    if disabled is True:
        return None
    if isinstance(block.values, Unknown):
        return block.values
    match = block.block("match")
    outgoing = is_egress(block)
    if isinstance(match, Unknown) or isinstance(outgoing, Unknown):
        return match if isinstance(match, Unknown) else outgoing if isinstance(outgoing, Unknown) else None
    peers, shown = _peers(match or Block({}), "dest" if outgoing else "src")
    rank = block.number("priority")
    action = block.text("action")
    return Entry(
        rank=Unknown("the priority is not known") if rank is None else rank,
        action=action
        if isinstance(action, Unknown)
        else _ACTIONS.get(str(action).lower(), Unknown("the action is not known")),
        ports=_ports(match or Block({})),
        peers=peers,
        shown=shown,
        targets=frozenset({"tagged"})
        if any(block.has(path) is not False for path in _TAGS)
        else targets(block, _TARGETS),
        description=description,
        doubt=disabled if isinstance(disabled, Unknown) else None,
        every_packet=not any(block.has(path) is not False for path in _TAGS),
    )


def _ports(match: Block) -> tuple[Ports | Unknown, ...]:
    """What ``layer4_configs`` names; in policies that hold their rules it is ``layer4_config``."""
    for path in ("layer4_configs", "layer4_config"):
        blocks = match.blocks(path)
        if isinstance(blocks, Unknown):
            return (blocks,)
        if blocks:
            return tuple(ports for block in blocks for ports in read_ports(block, "ip_protocol"))
    return (Ports.of("all", None, None),)


def _peers(match: Block, side: str) -> tuple[Peers, Texts]:
    texts = match.texts(f"{side}_ip_ranges")
    if isinstance(texts, Unknown):
        texts = (texts,)
    if any(match.text(f"{side}_network_{name}") in _INSIDE for name in ("scope", "context", "type")):
        return Peers((), named=True), texts
    named = any(match.has(f"{side}_{name}") is not False for name in _NAMED)
    groups = match.has(f"{side}_address_groups") is not False
    regions = match.has(f"{side}_region_codes") is not False
    if regions or (not texts and not named and not groups):
        return Peers(ANYONE), texts or ("0.0.0.0/0",)
    found = ranges(texts, named=named)
    if groups and found.unsure is None:
        found = Peers(found.spans, named=named, unsure=Unknown("what is in its address groups is not known"))
    return found, texts
