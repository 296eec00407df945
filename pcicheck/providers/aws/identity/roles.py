"""Roles: who may act as one, and what it may do where that stands in the role itself.

Terraform registry, hashicorp/aws, ``aws_iam_role``: ``assume_role_policy`` is required; ``inline_policy`` and
``managed_policy_arns`` (deprecated since provider 5.68) are exclusive lists when they are written.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.aws.identity.grants import of_its_holder, of_policy, of_predefined, predefined
from pcicheck.providers.aws.identity.parties import trust
from pcicheck.providers.aws.policy import Policy, parse_policy, read_policy, resolved
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource


def role(document: Document) -> Iterator[Resource]:
    """A role: its trust, the managed policies that it lists and each policy that it holds."""
    labels = tags_of(document)
    unknown = document.values if isinstance(document.values, Unknown) else None
    trusted = unknown or read_policy(document, "assume_role_policy")
    names = (document.text("arn"), document.text("id"), document.text("name"))
    yield resource(document, trust(trusted, document), labels=labels, names=names)
    attached = of_predefined(unknown or predefined(document, "managed_policy_arns"), ("role",))
    yield resource(document, attached, part="managed", labels=labels)
    for part, policy in _inline(document):
        yield resource(document, of_policy(of_its_holder(policy), ("role",)), part=part, labels=labels)


def _inline(document: Document) -> Iterator[tuple[str, Policy | None | Unknown]]:
    blocks = document.blocks("inline_policy")
    if isinstance(blocks, Unknown):
        yield "inline", blocks
        return
    for index, block in enumerate(blocks):
        text = block.get("policy")
        if text is None:
            continue
        if isinstance(text, Unknown) and len(blocks) == 1:
            yield "inline", read_policy(document, "inline_policy.policy")
        else:
            name = block.text("name")
            part = name if isinstance(name, str) else str(index)
            yield f"inline/{part}", resolved(document, text) if isinstance(text, Unknown) else parse_policy(text)
