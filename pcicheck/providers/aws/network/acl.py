"""Network ACLs with their inline rules, and network ACL rules that stand on their own.

Amazon VPC User Guide, "Network ACL rules": rules are tried from the lowest number, the first that matches decides,
and what no rule matches is denied; protocols other than tcp, udp and icmp concern every port. Terraform registry:
without ``ingress`` or ``egress`` blocks an ACL has no rules, which denies everything (``aws_default_network_acl``);
``aws_network_acl_rule`` is for incoming traffic unless ``egress`` is true.

Inline rules are given as they take effect: ports that an earlier deny covers are taken out of a later allow. A rule
of its own is judged alone, since the order among separate objects is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import Firewall, FirewallRule
from pcicheck.model.ports import Ports
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import internet, span
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.filters import without

Rules = Fact[tuple[FirewallRule | Unknown, ...]]

_NO_WORDS = Inapplicable("network ACLs and their rules have no description")
_NO_COUNT = Inapplicable("it is judged by the rules that it holds itself")
_ONLY_OUT = Inapplicable("this is one rule for outgoing traffic")
_ONLY_IN = Inapplicable("this is one rule for incoming traffic")
_UNSURE_ORDER = Unknown("an earlier rule that is not fully known may stop this traffic")
_EACH = ("tcp", "udp", "icmp")


class _Numbered(Struct, frozen=True):
    """A rule with its number and its range of addresses."""

    number: float | Unknown
    address: str | Unknown
    rule: FirewallRule


def network_acl(document: Document) -> Iterator[Resource]:
    """An ACL and its inline rules."""
    facts = Firewall(
        layer="subnet",
        preset=document.type == "aws_default_network_acl",
        description=_NO_WORDS,
        ingress=_inline(document, "ingress"),
        egress=_inline(document, "egress"),
        rules_elsewhere=_NO_COUNT,
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def network_acl_rule(document: Document) -> Iterator[Resource]:
    """An ``aws_network_acl_rule``."""
    outgoing = document.flag("egress", False)
    single = (_rule(document, "rule_action", "rule_number").rule,)
    facts = Firewall(
        layer="subnet",
        preset=False,
        description=_NO_WORDS,
        ingress=outgoing if isinstance(outgoing, Unknown) else _ONLY_OUT if outgoing else single,
        egress=outgoing if isinstance(outgoing, Unknown) else single if outgoing else _ONLY_IN,
        rules_elsewhere=_NO_COUNT,
    )
    yield resource(document, facts)


def _inline(document: Document, path: str) -> Rules:
    blocks = document.blocks(path)
    if isinstance(blocks, Unknown):
        return blocks
    numbered = [_rule(block, "action", "rule_no") for block in blocks]
    return tuple(piece for item in numbered for piece in _in_effect(item, numbered))


def _rule(block: Block, action_path: str, number_path: str) -> _Numbered:
    number = block.number(number_path)
    address = block.text("cidr_block", block.text("ipv6_cidr_block"))
    ports = _ports(block)
    action = block.text(action_path)
    rule = FirewallRule(
        action=action if isinstance(action, Unknown) else "allow" if str(action).lower() == "allow" else "deny",
        ports=ports,
        span=ports if isinstance(ports, Unknown) else str(ports),
        internet=internet(() if address is None else (address,)),
        peers=() if address is None else (address,),
        description=_NO_WORDS,
    )
    return _Numbered(0 if number is None else number, "" if address is None else address, rule)


def _ports(block: Block) -> Ports | Unknown:
    protocol = block.text("protocol", "-1")
    if isinstance(protocol, Unknown):
        return protocol
    whole = Ports.of(str(protocol), None, None)
    if whole.protocol not in _EACH:
        return whole
    first = block.number("from_port")
    last = block.number("to_port")
    if isinstance(first, Unknown):
        return first
    if isinstance(last, Unknown):
        return last
    return Ports.of(str(protocol), first, last)


def _in_effect(item: _Numbered, numbered: Iterable[_Numbered]) -> list[FirewallRule]:
    """What is left of a rule after the earlier ones that stop some of its traffic."""
    if item.rule.action != "allow" or item.rule.internet is False or isinstance(item.rule.ports, Unknown):
        return [item.rule]
    left = [item.rule.ports] if isinstance(item.rule.ports, Ports) else []
    unsure = False
    for other in numbered:
        if other is item or other.rule.action == "allow" or _later(other.number, item.number):
            continue
        stops = _stops(other, item)
        if stops is True and isinstance(other.rule.ports, Ports):
            left = [piece for ports in left for piece in without(ports, other.rule.ports)]
        elif stops is not False:
            unsure = True
    doubtful = _UNSURE_ORDER if unsure and item.rule.internet is True else item.rule.internet
    return [msgspec.structs.replace(item.rule, ports=p, span=str(p), internet=doubtful) for p in left]


def _later(number: float | Unknown, than: float | Unknown) -> bool:
    return not isinstance(number, Unknown) and not isinstance(than, Unknown) and number > than


def _stops(other: _Numbered, item: _Numbered) -> bool | Unknown:
    """Whether ``other`` surely comes first and denies all addresses of ``item``."""
    if isinstance(other.address, Unknown) or isinstance(item.address, Unknown):
        return _UNSURE_ORDER
    wide, narrow = span(other.address), span(item.address)
    if wide is None or narrow is None or not wide.covers(narrow):
        return False
    facts = (other.number, item.number, other.rule.action, other.rule.ports)
    return next((fact for fact in facts if isinstance(fact, Unknown)), True)
