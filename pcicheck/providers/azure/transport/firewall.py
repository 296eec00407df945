"""Web application firewall policies of application gateways and Front Door.

Defaults (Terraform registry): ``azurerm_web_application_firewall_policy`` ``policy_settings.enabled`` true and
``mode`` Prevention, ``managed_rule_set.type`` OWASP; ``azurerm_frontdoor_firewall_policy`` ``enabled`` true and
``mode`` Prevention; ``azurerm_cdn_frontdoor_firewall_policy`` ``enabled`` true; an overridden rule that does not say
``enabled`` is off, and so is a whole group that is overridden without rules. The rule against Log4Shell is 944240 of
OWASP 3.1 and later, of Microsoft_DefaultRuleSet and of DefaultRuleSet (Microsoft, "Web Application Firewall DRS and
CRS rule groups and rules"). Firewalls log through the gateway or Front Door that they belong to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import DefaultAction, Waf
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.azure.transport.common import names_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import first_flag

_JAVA = ("REQUEST-944-APPLICATION-ATTACK-JAVA", "JAVA")
_LOG4J = "944240"
_OWN_RULES = ("Block", "JSChallenge", "Redirect")
_STOPPING = ("Block", "Redirect", "AnomalyScoring", "CAPTCHA", "JSChallenge")
_THERE_SAYS = Inapplicable("the gateway or Front Door before which it stands logs for it")
_ALWAYS_ACTS = Inapplicable("no rule can be written without an action")
_ALLOW: DefaultAction = "allow"
Rules = tuple[Block, ...] | Unknown


def gateway_policy(document: Document) -> Iterator[Resource]:
    """A policy for application gateways."""
    enabled = document.flag("policy_settings.enabled", True)
    sets = document.blocks("managed_rules.managed_rule_set")
    custom = document.blocks("custom_rules")
    known = some(sets, _owasp_stops)
    facts = _policy(enabled, document.text("policy_settings.mode", "Prevention"), sets, custom, known)
    yield resource(document, facts, labels=tags_of(document), names=names_of(document))


def front_door_policy(document: Document) -> Iterator[Resource]:
    """A policy for Front Door, of either generation."""
    enabled = first_flag(document, "enabled", "policy_settings.enabled", default=True)
    sets = document.blocks("managed_rule")
    custom = document.blocks("custom_rule")
    known = some(sets, _front_door_stops)
    facts = _policy(enabled, document.text("mode", "Prevention"), sets, custom, known)
    yield resource(document, facts, labels=tags_of(document), names=names_of(document))


def legacy_firewall(block: Block) -> Waf:
    """The older firewall inside an application gateway, ``waf_configuration``."""
    disabled = block.blocks("disabled_rule_group")
    version, kind = block.text("rule_set_version"), block.text("rule_set_type", "OWASP")
    stops = all_true(_has_log4j(kind, version), negated(some(disabled, _disables)))
    return _policy(block.flag("enabled", False), block.text("firewall_mode", "Prevention"), (block,), (), stops)


def _policy(
    enabled: bool | None | Unknown, mode: str | None | Unknown, sets: Rules, custom: Rules, known: bool | Unknown
) -> Waf:
    prevents = all_true(enabled, mode if isinstance(mode, Unknown) else mode == "Prevention")
    blocking = any_true(some(sets, _sets_block), some(custom, _refuses))
    return Waf(
        role="policy",
        enabled=enabled,
        has_rules=any_true(some(sets, _is), some(custom, _is)),
        default_action=_ALLOW,
        rules_act=_ALWAYS_ACTS,
        blocks=all_true(prevents, blocking),
        known_exploits=all_true(prevents, known),
        logging=_THERE_SAYS,
    )


def some(rules: Rules, holds: Callable[[Block], Fact[bool]]) -> bool | Unknown:
    """Whether something holds of one of the rules."""
    return rules if isinstance(rules, Unknown) else any_true(*(holds(rule) for rule in rules))


def _is(_rule: Block) -> bool:
    return True


def _refuses(rule: Block) -> bool | Unknown:
    """Whether a rule of the owner's own can turn a request away."""
    action = rule.text("action")
    acts = action if isinstance(action, Unknown) else action in _OWN_RULES
    return all_true(acts, rule.flag("enabled", True))


def _sets_block(rule: Block) -> bool | Unknown:
    """Whether a managed set can. Only Front Door's newer policies have an action for a whole set."""
    action = rule.text("action", "Block")
    return action if isinstance(action, Unknown) else action != "Log"


def _has_log4j(kind: str | None | Unknown, version: str | None | Unknown) -> bool | Unknown:
    if isinstance(kind, Unknown) or isinstance(version, Unknown):
        return kind if isinstance(kind, Unknown) else version if isinstance(version, Unknown) else False
    if kind == "OWASP":
        return str(version) in ("3.1", "3.2")
    return kind == "Microsoft_DefaultRuleSet"


def _owasp_stops(rule_set: Block) -> Fact[bool]:
    found = _has_log4j(rule_set.text("type", "OWASP"), rule_set.text("version"))
    return all_true(found, negated(some(rule_set.blocks("rule_group_override"), _disables)))


def _disables(override: Block) -> bool | Unknown:
    """Whether an override takes the rule against Log4Shell out. A disabled group without rules is out as a whole."""
    group = override.text("rule_group_name")
    if isinstance(group, Unknown) or group not in _JAVA:
        return group if isinstance(group, Unknown) else False
    for path in ("disabled_rules", "rules"):
        listed = override.get(path)
        if isinstance(listed, Unknown):
            return listed
        if isinstance(listed, list) and listed:
            return _LOG4J in [str(item) for item in listed]
    rules = override.blocks("rule")
    if isinstance(rules, Unknown):
        return rules
    return any_true(*(_is_off(rule, "id") for rule in rules)) if rules else True


def _is_off(rule: Block, key: str) -> bool | Unknown:
    name = rule.text(key)
    if isinstance(name, Unknown) or name != _LOG4J:
        return name if isinstance(name, Unknown) else False
    action = rule.text("action", "Block")
    acts = action if isinstance(action, Unknown) else action in _STOPPING
    return negated(all_true(rule.flag("enabled", False), acts))


def _front_door_stops(rule_set: Block) -> bool | Unknown:
    kind = rule_set.text("type")
    if isinstance(kind, Unknown) or kind not in ("DefaultRuleSet", "Microsoft_DefaultRuleSet"):
        return kind if isinstance(kind, Unknown) else False
    overrides = rule_set.blocks("override")
    return all_true(_sets_block(rule_set), negated(some(overrides, _front_door_disables)))


def _front_door_disables(override: Block) -> bool | Unknown:
    group = override.text("rule_group_name")
    if isinstance(group, Unknown) or group not in _JAVA:
        return group if isinstance(group, Unknown) else False
    rules = override.blocks("rule")
    if isinstance(rules, Unknown):
        return rules
    return any_true(*(_is_off(rule, "rule_id") for rule in rules)) if rules else True
