"""CloudTrail trails and event data stores.

Terraform registry, hashicorp/aws. ``aws_cloudtrail``: ``enable_logging`` and ``include_global_service_events`` default
to true, ``is_multi_region_trail``, ``is_organization_trail`` and ``enable_log_file_validation`` to false; without
``kms_key_id`` log files carry the bucket's own encryption. ``aws_cloudtrail_event_data_store``:
``multi_region_enabled`` defaults to true, ``organization_enabled`` and ``suspend`` to false, ``retention_period`` to
2555 days; its events cannot be changed (AWS CloudTrail User Guide, "Working with AWS CloudTrail Lake").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.logging import AuditLog, LogStore
from pcicheck.model.link import Link
from pcicheck.model.logic import negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.logging.selectors import selection
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_KEEPS_ITSELF = Inapplicable("an event data store keeps its events itself")


def trail(document: Document) -> Iterator[Resource]:
    """A trail, which writes log files to a bucket."""
    chosen = selection(document)
    topic = document.link("sns_topic_name")
    facts = AuditLog(
        enabled=document.flag("enable_logging", True),
        all_regions=document.flag("is_multi_region_trail", False),
        global_services=document.flag("include_global_service_events", True),
        organization=document.flag("is_organization_trail", False),
        management_reads=chosen.management_reads,
        management_writes=chosen.management_writes,
        excluded=chosen.excluded,
        object_reads=chosen.object_reads,
        object_writes=chosen.object_writes,
        tamper_evident=document.flag("enable_log_file_validation", False),
        encryption=encryption(document),
        store=document.link("s3_bucket_name", "object_store", "aws_s3_bucket"),
        log_store=_log_group(document),
        announced=topic if isinstance(topic, Unknown) else topic is not None,
    )
    names = (document.text("arn"), document.text("id"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def event_data_store(document: Document) -> Iterator[Resource]:
    """An event data store, which is an audit log and the place where it is kept."""
    chosen = selection(document)
    encrypted = encryption(document)
    labels = tags_of(document)
    part = "store"
    facts = AuditLog(
        enabled=negated(document.flag("suspend", False)),
        all_regions=document.flag("multi_region_enabled", True),
        global_services=True,
        organization=document.flag("organization_enabled", False),
        management_reads=chosen.management_reads,
        management_writes=chosen.management_writes,
        excluded=chosen.excluded,
        object_reads=chosen.object_reads,
        object_writes=chosen.object_writes,
        tamper_evident=True,
        encryption=encrypted,
        store=_KEEPS_ITSELF,
        log_store=Link(f"{document.address}#{part}", "log_store"),
        announced=_KEEPS_ITSELF,
    )
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))
    days = document.number("retention_period", 2555)
    kept = LogStore(
        retention_days=int(days) if isinstance(days, (int, float)) else days,
        never_expires=False,
        encryption=encrypted,
    )
    yield resource(document, kept, part=part, labels=labels)


def encryption(document: Document) -> Encryption:
    """Encryption with the key of ``kms_key_id``, else with the service's own."""
    key = document.link("kms_key_id", "key")
    owner: Fact[str] = key if isinstance(key, Unknown) else "provider" if key is None else "customer"
    return Encryption(at_rest=True, key_owner=owner, key=key)


def _log_group(document: Document) -> Fact[Link]:
    """The log group; CloudTrail writes its ARN with ``:*`` at the end, the group itself is named without."""
    link = document.link("cloud_watch_logs_group_arn", "log_store", "aws_cloudwatch_log_group")
    return Link(link.target.removesuffix(":*"), link.kind) if isinstance(link, Link) else link
