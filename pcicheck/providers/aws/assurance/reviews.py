"""Repositories and approval rules of CodeCommit, and searches for machine images.

AWS CodeCommit User Guide, "Create an approval rule template": ``content`` is JSON with ``Statements``, each of type
``Approvers`` with ``NumberOfApprovalsNeeded``; the author of a pull request cannot approve it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.assurance import CodeStore, ImageLookup, ReviewRule
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_SURE_FILTERS = ("owner-id", "owner-alias", "image-id")


def approval_rule(document: Document) -> Iterator[Resource]:
    """A template of approval rules."""
    yield resource(document, ReviewRule(approvals=_approvals(document.json("content"))))


def repository(document: Document) -> Iterator[Resource]:
    """A repository with the rules that are attached to it."""
    rule = document.sidecar("aws_codecommit_approval_rule_template_association")
    attached = rule.values if rule is not None and isinstance(rule.values, Unknown) else rule is not None
    names = (document.text("arn"), document.text("repository_name"))
    yield resource(document, CodeStore(review_rule=attached), labels=tags_of(document), names=names)


def image_lookup(document: Document) -> Iterator[Resource]:
    """A search for a machine image. ``owners`` is optional; without it images of every account match."""
    named = document.has("owners")
    filters = document.blocks("filter")
    if isinstance(filters, Unknown):
        answers: list[bool | Unknown] = [filters]
    else:
        names = [part.text("name") for part in filters]
        answers = [name if isinstance(name, Unknown) else name in _SURE_FILTERS for name in names]
    written = True if isinstance(named, Unknown) else named
    yield resource(document, ImageLookup(owner_named=any_true(written, *answers)))


def _approvals(content: object) -> Fact[int]:
    if isinstance(content, Unknown):
        return content
    statements = content.get("Statements") if isinstance(content, dict) else None
    if isinstance(statements, Unknown):
        return statements
    if not isinstance(statements, list):
        return 0
    needed = [item.get("NumberOfApprovalsNeeded") for item in statements if isinstance(item, dict)]
    known = [int(number) for number in needed if isinstance(number, int) and not isinstance(number, bool)]
    return max(known, default=0) if known or not needed else Unknown("the number of approvals is not known")
