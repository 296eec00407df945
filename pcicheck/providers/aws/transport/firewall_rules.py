"""What rules of web application firewalls do.

Terraform registry, ``aws_wafv2_web_acl``; AWS WAF Developer Guide, "Known bad inputs managed rule group".
"""

from __future__ import annotations

from collections.abc import Callable

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.value import Fact, Inapplicable, Unknown

_REFUSING = ("block", "captcha", "challenge")
_ACTIONS = (
    *(f"action.{name}" for name in ("type", "allow", "block", "count", "captcha", "challenge")),
    *(f"override_action.{name}" for name in ("type", "none", "count")),
    "statement.managed_rule_group_statement",
)
_KNOWN_BAD = "AWSManagedRulesKnownBadInputsRuleSet"
_LOG4J = ("Log4JRCE", "Log4JRCE_HEADER", "Log4JRCE_BODY", "Log4JRCE_URI", "Log4JRCE_QUERYSTRING")
_NO_RULES = Inapplicable("it has no rules")
_UNWRITTEN: tuple[object, ...] = (None, "", [], {})

Rules = tuple[Block, ...] | Unknown
"""The rules of a policy, or why they are not known."""


def any_rule(rules: Rules) -> bool | Unknown:
    """Whether there is a rule at all; an empty block is none."""
    return rules if isinstance(rules, Unknown) else any(_says_something(rule) for rule in rules)


def _says_something(rule: Block) -> bool:
    return isinstance(rule.values, Unknown) or any(value not in _UNWRITTEN for value in rule.values.values())


def each_acts(rules: Rules) -> Fact[bool]:
    """Whether each rule says what to do with a match."""
    if isinstance(rules, Unknown):
        return rules
    return all_true(*(_acts(rule) for rule in rules)) if rules else _NO_RULES


def some(rules: Rules, holds: Callable[[Block], bool | Unknown]) -> bool | Unknown:
    """Whether something holds of one of the rules."""
    return rules if isinstance(rules, Unknown) else any_true(*(holds(rule) for rule in rules))


def only_counts(group: Document) -> bool | Unknown:
    """Whether a group attached from outside is overridden to count."""
    override = group.text("override_action", "none")
    return override if isinstance(override, Unknown) else override == "count"


def attached_stops(group: Document) -> bool | Unknown:
    """Whether a group attached from outside is AWS's group against known bad inputs, in force."""
    name = group.text("managed_rule_group.name")
    if name != _KNOWN_BAD:
        return name if isinstance(name, Unknown) else False
    overrides = _names_log4j(group.blocks("managed_rule_group.rule_action_override"), counting=True)
    return all_true(negated(only_counts(group)), negated(overrides))


def _acts(rule: Block) -> bool | Unknown:
    """Whether a rule says what to do with a match."""
    return any_true(*(rule.has(path) for path in _ACTIONS))


def refuses(rule: Block) -> bool | Unknown:
    """Whether a rule of AWS WAF can turn a request away."""
    own = any_true(*(rule.has(f"action.{name}") for name in _REFUSING))
    return any_true(own, all_true(_is_group(rule), negated(rule.has("override_action.count"))))


def _is_group(rule: Block) -> bool | Unknown:
    return any_true(
        rule.has("statement.managed_rule_group_statement"), rule.has("statement.rule_group_reference_statement")
    )


def classic_refuses(rule: Block) -> bool | Unknown:
    """Whether a rule of AWS WAF Classic can turn a request away."""
    action, override = rule.text("action.type"), rule.text("override_action.type")
    return any_true(
        action if isinstance(action, Unknown) else action == "BLOCK",
        override if isinstance(override, Unknown) else override == "NONE",
    )


def stops_known_exploits(rule: Block) -> bool | Unknown:
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
