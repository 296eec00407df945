"""Security contacts and automations of Defender for Cloud.

``azurerm_security_center_contact``: ``email`` and ``alert_notifications``, ``alerts_to_admins`` and ``phone``, which
may be left out; ``azurerm_security_center_automation``: ``enabled`` true by default, ``source.event_source`` says what
is sent on, where Alerts are what Defender has found, and ``rule_set`` narrows it (Terraform registry).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.detection import Alert, Contact
from pcicheck.model.resource import Resource
from pcicheck.model.value import SENSITIVE, Fact, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_FINDINGS = ("threat_findings",)


def contact(document: Document) -> Iterator[Resource]:
    """A contact, and the alerts that are sent there."""
    told = document.flag("alert_notifications", False)
    facts = Contact(
        purpose="security",
        email=_given(document, "email"),
        phone=_given(document, "phone"),
        told_of_alerts=told,
        owners_told=document.flag("alerts_to_admins", False),
    )
    yield resource(document, facts, names=(document.text("id"),))
    address = document.get("email")
    watches: Fact[tuple[Any, ...]] = told if isinstance(told, Unknown) else _FINDINGS if told else ()
    if watches:
        reached = (
            () if address in (None, "") else (address if isinstance(address, Unknown) else "the contact's mailbox",)
        )
        alert = Alert(actions_enabled=True, receivers=reached, watches=watches, metric=None)
        yield resource(document, alert, part="alerts")


def automation(document: Document) -> Iterator[Resource]:
    """An automation that sends findings on."""
    actions = document.blocks("action")
    receivers: Fact[tuple[str | Unknown, ...]] = (
        actions if isinstance(actions, Unknown) else tuple(action.text("resource_id") or "" for action in actions)
    )
    facts = Alert(
        actions_enabled=document.flag("enabled", True),
        receivers=receivers,
        watches=_watches(document),
        metric=None,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def _watches(document: Document) -> Fact[tuple[Any, ...]]:
    sources = document.blocks("source")
    if isinstance(sources, Unknown):
        return sources
    for source in sources:
        event = source.text("event_source")
        if isinstance(event, Unknown):
            return event
        if event == "Alerts" and _lets_severe_ones_through(source):
            return _FINDINGS
    return ()


def _lets_severe_ones_through(source: Block) -> bool:
    """Whether alerts of high severity are sent on: without rules all are, else one set must ask for just these."""
    sets = source.blocks("rule_set")
    if isinstance(sets, Unknown):
        return False
    return not sets or any(_only_severity(rules.blocks("rule")) for rules in sets)


def _only_severity(rules: tuple[Block, ...] | Unknown) -> bool:
    if isinstance(rules, Unknown) or len(rules) != 1:
        return False
    named = rules[0].text("property_path"), rules[0].text("operator"), rules[0].text("expected_value")
    path, operator, value = (str(text).lower() for text in named)
    return path.endswith("severity") and operator == "equals" and value == "high"


def _given(document: Document, path: str) -> Fact[bool]:
    """Whether something is written; what is marked sensitive is written."""
    value = document.get(path)
    return value if isinstance(value, Unknown) and value != SENSITIVE else value not in (None, "")
