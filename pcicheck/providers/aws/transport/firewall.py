"""Web ACLs and rule groups of AWS WAF (v2) and AWS WAF Classic.

Sources: Terraform registry, ``aws_wafv2_web_acl`` (``rule``, ``rule_json``, ``default_action``),
``aws_wafv2_rule_group``, ``aws_wafv2_web_acl_logging_configuration``, ``aws_waf_web_acl`` (``rules``),
``aws_wafregional_web_acl`` (``rule``), ``aws_waf_rule_group``/``aws_wafregional_rule_group``
(``activated_rule``). AWS WAF Developer Guide, "Known bad inputs managed rule group".
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import DefaultAction, Waf
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport.common import is_set, is_stub
from pcicheck.providers.aws.transport.firewall_rules import (
    any_rule,
    attached_stops,
    classic_refuses,
    each_acts,
    only_counts,
    refuses,
    some,
    stops_known_exploits,
)
from pcicheck.providers.base import resource

_ATTACHED_GROUPS = "aws_wafv2_web_acl_rule_group_association"
_LOGGING = "aws_wafv2_web_acl_logging_configuration"
_IN_JSON = Unknown("its rules are written as rule_json, which is not read")
_A_PART = Inapplicable("a rule group is only part of a policy")


def web_acl(document: Document) -> Iterator[Resource]:
    """A web ACL of AWS WAF. Rule groups may be attached to it from outside."""
    if is_stub(document):
        return
    rules = document.blocks("rule")
    attached = tuple(document.all_sidecars(_ATTACHED_GROUPS))
    holds_json = _holds_json(document, "rule_json")
    in_json = False if holds_json is False else _IN_JSON
    facts = Waf(
        role="policy",
        has_rules=any_true(any_rule(rules), holds_json, bool(attached)),
        default_action=_default(document),
        rules_act=in_json or each_acts(rules),
        blocks=any_true(
            document.has("default_action.block"),
            some(rules, refuses),
            *(negated(only_counts(group)) for group in attached),
            in_json,
        ),
        known_exploits=any_true(
            some(rules, stops_known_exploits), *(attached_stops(group) for group in attached), in_json
        ),
        logging=_logging(document),
    )
    yield resource(document, facts, labels=tags_of(document), names=_names(document))


def rule_group(document: Document) -> Iterator[Resource]:
    """A rule group of either generation."""
    rules = document.blocks("rule" if document.type == "aws_wafv2_rule_group" else "activated_rule")
    facts = Waf(
        role="rule_group",
        has_rules=any_true(any_rule(rules), _holds_json(document, "rules_json")),
        default_action=_A_PART,
        rules_act=each_acts(rules),
        blocks=_A_PART,
        known_exploits=_A_PART,
        logging=_A_PART,
    )
    yield resource(document, facts, labels=tags_of(document), names=_names(document))


def classic_web_acl(document: Document) -> Iterator[Resource]:
    """A web ACL of AWS WAF Classic, global or regional."""
    if is_stub(document):
        return
    rules = document.blocks("rules" if document.type == "aws_waf_web_acl" else "rule")
    default = document.text("default_action.type")
    shown: Fact[DefaultAction] = (
        default
        if isinstance(default, Unknown)
        else "allow"
        if default is None
        else "block"
        if default.upper() == "BLOCK"
        else "allow"
    )
    facts = Waf(
        role="policy",
        has_rules=any_rule(rules),
        default_action=shown,
        rules_act=each_acts(rules),
        blocks=any_true(shown if isinstance(shown, Unknown) else shown == "block", some(rules, classic_refuses)),
        known_exploits=Inapplicable("AWS WAF Classic has no managed groups of AWS"),
        logging=is_set(document, "logging_configuration.log_destination"),
    )
    yield resource(document, facts, labels=tags_of(document), names=_names(document))


def _holds_json(document: Document, path: str) -> bool | Unknown:
    """Whether rules written as JSON are any at all."""
    text = document.text(path)
    if not text or isinstance(text, Unknown):
        return text if isinstance(text, Unknown) else False
    try:
        return bool(msgspec.json.decode(text))
    except msgspec.DecodeError:
        return Unknown(f"{path} is not valid JSON")


def _names(document: Document) -> tuple[str | None | Unknown, ...]:
    return document.text("arn"), document.text("id"), document.text("name")


def _default(document: Document) -> Fact[DefaultAction]:
    block = document.has("default_action.block")
    return block if isinstance(block, Unknown) else "block" if block else "allow"


def _logging(document: Document) -> Fact[bool]:
    logs = document.sidecar(_LOGGING)
    if logs is None:
        return document.values if isinstance(document.values, Unknown) else False
    return logs.values if isinstance(logs.values, Unknown) else True
