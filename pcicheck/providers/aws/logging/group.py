"""CloudWatch log groups.

``retention_in_days`` defaults to 0, which means for ever; log data is always encrypted, with the service's key where
``kms_key_id`` names none (Terraform registry, ``aws_cloudwatch_log_group``; Amazon CloudWatch Logs User Guide,
"Encrypt log data in CloudWatch Logs using AWS KMS").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.logging import LogStore
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.aws.logging.trail import encryption
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource


def log_group(document: Document) -> Iterator[Resource]:
    """A log group."""
    days = document.number("retention_in_days", 0)
    facts = LogStore(
        retention_days=days if isinstance(days, Unknown) else int(days or 0) or None,
        never_expires=days if isinstance(days, Unknown) else not days,
        encryption=encryption(document),
    )
    arn = document.text("arn")
    short = arn.removesuffix(":*") if isinstance(arn, str) else arn
    names = (short, document.text("id"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)
