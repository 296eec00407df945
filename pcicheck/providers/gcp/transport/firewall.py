"""Security policies of Google Cloud Armor.

Terraform registry, ``google_compute_security_policy`` (``rule``), ``google_compute_region_security_policy``
(``rules``), ``google_compute_security_policy_rule``: ``preview`` false; without a rule of priority 2147483647 the
default is to allow. Google Cloud, "Preconfigured WAF rules": the set ``cve-canary`` holds the rules against
Log4Shell, ``owasp-crs-v030001-id044228-cve`` and ``-id144228-cve``. Cloud Armor logs through the backend services.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import DefaultAction, Waf
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import is_stub
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.gcp.transport.common import BACKENDS_SAY, names_of

_RULES = ("google_compute_security_policy_rule", "google_compute_region_security_policy_rule")
_LAST = 2147483647
_CVE = re.compile(r"evaluatePreconfigured(?:Expr|Waf)\(\s*['\"]cve-canary['\"]")
_NARROWED = re.compile(r"&&|!\s*evaluatePreconfigured")
_LOG4J = re.compile(r"id[01]44228-cve")
_NOT_BLOCKING = ("allow", "")


def security_policy(document: Document) -> Iterator[Resource]:
    """A security policy and its rules, written inside or beside it."""
    if is_stub(document):
        return
    inside = document.blocks("rule")
    regional = document.blocks("rules")
    rules: list[Block] = list(document.all_sidecars(*_RULES))
    unknown = next((part for part in (inside, regional) if isinstance(part, Unknown)), False)
    for part in (inside, regional):
        rules += () if isinstance(part, Unknown) else part
    default = _default(rules, unknown)
    facts = Waf(
        role="policy",
        enabled=Inapplicable("a security policy cannot be switched off"),
        has_rules=any_true(*(_is_own(rule) for rule in rules), unknown, _denies(default)),
        default_action=default,
        rules_act=Inapplicable("no rule can be written without an action"),
        blocks=any_true(*(_blocks(rule) for rule in rules), unknown),
        known_exploits=any_true(*(_stops_known_exploits(rule) for rule in rules), unknown),
        logging=BACKENDS_SAY,
    )
    yield resource(document, facts, labels=labels_of(document), names=names_of(document))


def _is_default(rule: Block) -> bool | Unknown:
    priority = rule.number("priority")
    return priority if isinstance(priority, Unknown) else priority == _LAST


def _is_own(rule: Block) -> bool | Unknown:
    return negated(_is_default(rule))


def _default(rules: list[Block], unknown: Unknown | bool) -> Fact[DefaultAction]:
    for rule in rules:
        if _is_default(rule) is True:
            action = rule.text("action", "allow")
            return action if isinstance(action, Unknown) else "block" if str(action).startswith("deny") else "allow"
    return unknown if isinstance(unknown, Unknown) else "allow"


def _denies(default: Fact[DefaultAction]) -> bool | Unknown:
    return default if isinstance(default, Unknown) else default == "block"


def _blocks(rule: Block) -> bool | Unknown:
    """Whether a rule can turn a request away, limits of rate included."""
    action = rule.text("action", "allow")
    acts = action if isinstance(action, Unknown) else str(action) not in _NOT_BLOCKING
    return all_true(acts, negated(rule.flag("preview", False)))


def _stops_known_exploits(rule: Block) -> bool | Unknown:
    expression = rule.text("match.expr.expression")
    if expression is None or isinstance(expression, Unknown):
        return expression or False
    if not _CVE.search(expression) or _LOG4J.search(expression):
        return False
    if _NARROWED.search(expression):
        return Unknown("the rule against known exploits holds for some requests only")
    return _blocks(rule)
