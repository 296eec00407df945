"""Notices of database services.

Terraform registry, ``aws_db_event_subscription``: ``enabled`` is true, ``source_type`` unset is every source,
``source_ids`` unset is every database, and ``event_categories`` unset is every category. Amazon RDS User Guide, "Amazon
RDS event categories": a changed setting of an instance is a ``configuration change``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.detection import WATCHES, Alert
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource


def subscription(document: Document) -> Iterator[Resource]:
    """A subscription to what happens to databases."""
    topic = document.get("sns_topic") or document.get("sns_topic_arn")
    facts = Alert(
        actions_enabled=document.flag("enabled", True),
        receivers=(topic if isinstance(topic, Unknown) else str(topic),) if topic else (),
        watches=_watches(document),
        metric=None,
    )
    names = (document.text("arn"), document.text("id"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _watches(document: Document) -> Fact[tuple[WATCHES, ...]]:
    source, some = document.text("source_type"), document.has("source_ids")
    categories = document.texts("event_categories")
    unknown = next((value for value in (source, some, categories) if isinstance(value, Unknown)), None)
    if unknown is not None or isinstance(categories, Unknown):
        return unknown
    if some or source not in (None, "db-instance"):
        return ()
    if categories and "configuration change" not in categories:
        return next((category for category in categories if isinstance(category, Unknown)), ())
    return ("database_changes",)
