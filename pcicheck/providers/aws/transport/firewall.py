"""Web ACLs and rule groups of AWS WAF (v2) and AWS WAF Classic.

Sources: Terraform registry, ``aws_wafv2_web_acl`` (``rule``, ``rule_json``, ``default_action``),
``aws_wafv2_rule_group``, ``aws_wafv2_web_acl_logging_configuration``, ``aws_waf_web_acl`` (``rules``),
``aws_wafregional_web_acl`` (``rule``), ``aws_waf_rule_group``/``aws_wafregional_rule_group``
(``activated_rule``). AWS WAF Developer Guide, "Known bad inputs managed rule group".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import DefaultAction, Waf
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.transport.common import is_set, is_stub, labels_of
from pcicheck.providers.base import resource

_ATTACHED_GROUPS = "aws_wafv2_web_acl_rule_group_association"
_LOGGING = "aws_wafv2_web_acl_logging_configuration"
_REFUSING = ("block", "captcha", "challenge")
_ACTIONS = (
    *(f"action.{name}" for name in ("type", "allow", "block", "count", "captcha", "challenge")),
    *(f"override_action.{name}" for name in ("type", "none", "count")),
    "statement.managed_rule_group_statement",
)
_KNOWN_BAD = "AWSManagedRulesKnownBadInputsRuleSet"
_LOG4J = ("Log4JRCE", "Log4JRCE_HEADER", "Log4JRCE_BODY", "Log4JRCE_URI", "Log4JRCE_QUERYSTRING")
_IN_JSON = Unknown("its rules are written as rule_json, which is not read")
_NO_RULES = Inapplicable("it has no rules")
_A_PART = Inapplicable("a rule group is only part of a policy")

Rules = tuple[Block, ...] | Unknown


def web_acl(document: Document) -> Iterator[Resource]:
    """A web ACL of AWS WAF. Rule groups may be attached to it from outside."""
    if is_stub(document):
        return
    rules = document.blocks("rule")
    attached = tuple(document.all_sidecars(_ATTACHED_GROUPS))
    in_json = _IN_JSON if document.has("rule_json") is not False else False
    facts = Waf(
        role="policy",
        has_rules=any_true(_any_rule(rules), in_json is not False, bool(attached)),
        default_action=_default(document),
        rules_act=in_json or _each_acts(rules),
        blocks=any_true(
            document.has("default_action.block"),
            _some(rules, _refuses),
            *(negated(_only_counts(group)) for group in attached),
            in_json,
        ),
        known_exploits=any_true(
            _some(rules, _stops_known_exploits), *(_attached_stops(group) for group in attached), in_json
        ),
        logging=_logging(document),
    )
    yield resource(document, facts, labels=labels_of(document), names=_names(document))


def rule_group(document: Document) -> Iterator[Resource]:
    """A rule group of either generation."""
    rules = document.blocks("rule" if document.type == "aws_wafv2_rule_group" else "activated_rule")
    facts = Waf(
        role="rule_group",
        has_rules=any_true(_any_rule(rules), document.has("rules_json")),
        default_action=_A_PART,
        rules_act=_each_acts(rules),
        blocks=_A_PART,
        known_exploits=_A_PART,
        logging=_A_PART,
    )
    yield resource(document, facts, labels=labels_of(document), names=_names(document))


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
        has_rules=_any_rule(rules),
        default_action=shown,
        rules_act=_each_acts(rules),
        blocks=any_true(shown if isinstance(shown, Unknown) else shown == "block", _some(rules, _classic_refuses)),
        known_exploits=Inapplicable("AWS WAF Classic has no managed groups of AWS"),
        logging=is_set(document, "logging_configuration.log_destination"),
    )
    yield resource(document, facts, labels=labels_of(document), names=_names(document))


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


def _any_rule(rules: Rules) -> bool | Unknown:
    return rules if isinstance(rules, Unknown) else bool(rules)


def _each_acts(rules: Rules) -> Fact[bool]:
    if isinstance(rules, Unknown):
        return rules
    return all_true(*(_acts(rule) for rule in rules)) if rules else _NO_RULES


def _some(rules: Rules, holds: Callable[[Block], bool | Unknown]) -> bool | Unknown:
    return rules if isinstance(rules, Unknown) else any_true(*(holds(rule) for rule in rules))


def _only_counts(group: Document) -> bool | Unknown:
    """Whether a group attached from outside is overridden to count."""
    override = group.text("override_action", "none")
    return override if isinstance(override, Unknown) else override == "count"


def _attached_stops(group: Document) -> bool | Unknown:
    name = group.text("managed_rule_group.name")
    if name != _KNOWN_BAD:
        return name if isinstance(name, Unknown) else False
    overrides = _names_log4j(group.blocks("managed_rule_group.rule_action_override"), counting=True)
    return all_true(negated(_only_counts(group)), negated(overrides))


def _acts(rule: Block) -> bool | Unknown:
    """Whether a rule says what to do with a match."""
    return any_true(*(rule.has(path) for path in _ACTIONS))


def _refuses(rule: Block) -> bool | Unknown:
    own = any_true(*(rule.has(f"action.{name}") for name in _REFUSING))
    return any_true(own, all_true(_is_group(rule), negated(rule.has("override_action.count"))))


def _is_group(rule: Block) -> bool | Unknown:
    return any_true(
        rule.has("statement.managed_rule_group_statement"), rule.has("statement.rule_group_reference_statement")
    )


def _classic_refuses(rule: Block) -> bool | Unknown:
    action, override = rule.text("action.type"), rule.text("override_action.type")
    return any_true(
        action if isinstance(action, Unknown) else action == "BLOCK",
        override if isinstance(override, Unknown) else override == "NONE",
    )


def _stops_known_exploits(rule: Block) -> bool | Unknown:
    """Whether a rule is AWS's group against known bad inputs, with its Log4j rules left in force."""
    group = "statement.managed_rule_group_statement"
    name = rule.text(f"{group}.name")
    if name != _KNOWN_BAD:
        return name if isinstance(name, Unknown) else False
    return all_true(
        negated(rule.has("override_action.count")),
        negated(_names_log4j(rule.blocks(f"{group}.excluded_rule"), counting=False)),
        negated(_names_log4j(rule.blocks(f"{group}.rule_action_override"), counting=True)),
    )


def _names_log4j(blocks: Rules, *, counting: bool) -> bool | Unknown:
    if isinstance(blocks, Unknown):
        return blocks
    answers: list[bool | Unknown] = []
    for block in blocks:
        name = block.text("name")
        named = name if isinstance(name, Unknown) else name in _LOG4J
        off = any_true(block.has("action_to_use.count"), block.has("action_to_use.allow")) if counting else True
        answers.append(all_true(named, off))
    return any_true(*answers)
