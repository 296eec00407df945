"""Security groups with their inline rules, and security group rules that stand on their own.

Terraform registry, hashicorp/aws: a group whose ``ingress`` or ``egress`` is unset has no inline rules, for
Terraform removes the allow-all egress rule that AWS gives a new group (``aws_security_group``) and every rule of
a default group (``aws_default_security_group``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import Firewall, FirewallRule
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.network.group_rules import description, rule
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

Rules = Fact[tuple[FirewallRule | Unknown, ...]]

_RULE_TYPES = (
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
)
_ONLY_OUT = Inapplicable("this is one rule for outgoing traffic")
_ONLY_IN = Inapplicable("this is one rule for incoming traffic")
_NO_COUNT = Inapplicable("it can have no further rules")


def security_group(document: Document) -> Iterator[Resource]:
    """A group and its inline rules; rules written as resources of their own are judged on their own."""
    preset = document.type == "aws_default_security_group"
    facts = Firewall(
        layer="interface",
        preset=preset,
        description=Inapplicable("AWS describes the default group itself") if preset else description(document),
        ingress=inline(document, "ingress"),
        egress=inline(document, "egress"),
        rules_elsewhere=has_attached(document) if preset else _NO_COUNT,
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def group_rule(document: Document) -> Iterator[Resource]:
    """An ``aws_security_group_rule``, whose ``type`` says the direction."""
    direction = document.text("type")
    if isinstance(direction, Unknown):
        yield _single(document, direction, direction)
    elif direction == "egress":
        yield _single(document, _ONLY_OUT, (rule(document, document),))
    else:
        yield _single(document, (rule(document, document),), _ONLY_IN)


def ingress_rule(document: Document) -> Iterator[Resource]:
    """An ``aws_vpc_security_group_ingress_rule``."""
    yield _single(document, (rule(document, document),), _ONLY_IN)


def egress_rule(document: Document) -> Iterator[Resource]:
    """An ``aws_vpc_security_group_egress_rule``."""
    yield _single(document, _ONLY_OUT, (rule(document, document),))


def _single(document: Document, ingress: Rules, egress: Rules) -> Resource:
    facts = Firewall(
        layer="interface",
        preset=False,
        description=description(document),
        ingress=ingress,
        egress=egress,
        rules_elsewhere=_NO_COUNT,
    )
    return resource(document, facts, labels=tags_of(document))


def has_attached(owner: Document) -> bool | Unknown:
    """Whether rules that stand on their own belong to a default group; one that only may leaves it open."""
    return any_true(*(item.values if isinstance(item.values, Unknown) else True for item in attached(owner)))


def attached(owner: Document) -> Iterator[Document]:
    """Rules that stand on their own and refer to the owner."""
    return owner.all_sidecars(*_RULE_TYPES)


def inline(document: Document, path: str) -> Rules:
    """The inline rules of a group."""
    blocks = document.blocks(path)
    if isinstance(blocks, Unknown):
        return blocks
    prefix = f"{path}." if len(blocks) == 1 else None
    return tuple(rule(block, document, prefix) for block in blocks)
