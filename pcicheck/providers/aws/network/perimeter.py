"""AWS Network Firewall: firewalls and their policies.

Terraform registry, hashicorp/aws: a policy must state its default actions for whole packets and for fragments
(``aws:drop``, ``aws:forward_to_sfe`` or ``aws:pass``, with custom actions beside it); a firewall logs nothing
until ``aws_networkfirewall_logging_configuration`` names a destination.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import Perimeter, PerimeterPolicy
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

Action = Literal["drop", "inspect", "pass"]

_ACTIONS: dict[str, Action] = {"aws:pass": "pass", "aws:forward_to_sfe": "inspect", "aws:drop": "drop"}
_LOGGING = "aws_networkfirewall_logging_configuration"
_GROUPS = ("stateful_rule_group_reference", "stateless_rule_group_reference")


def firewall(document: Document) -> Iterator[Resource]:
    """A firewall with its logging."""
    facts = Perimeter(
        logging=_logging(document),
        policy=document.link("firewall_policy_arn", "perimeter_policy", "aws_networkfirewall_firewall_policy"),
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def policy(document: Document) -> Iterator[Resource]:
    """A firewall policy."""
    facts = PerimeterPolicy(
        default_action=_action(document, "stateless_default_actions"),
        fragment_action=_action(document, "stateless_fragment_default_actions"),
        has_rules=any_true(*(document.has(f"firewall_policy.{group}") for group in _GROUPS)),
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _logging(document: Document) -> bool | Unknown:
    sidecar = document.sidecar(_LOGGING)
    if sidecar is None:
        return document.values if isinstance(document.values, Unknown) else False
    return sidecar.has("logging_configuration.log_destination_config")


def _action(document: Document, path: str) -> Fact[Action]:
    actions = document.texts(f"firewall_policy.{path}")
    if isinstance(actions, Unknown):
        return actions
    for text, action in _ACTIONS.items():
        if text in actions:
            return action
    return next((item for item in actions if isinstance(item, Unknown)), Unknown(f"{path} names no standard action"))
