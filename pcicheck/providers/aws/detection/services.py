"""Macie, Security Hub, Inspector, Access Analyzer, Detective and the account's contacts.

Terraform registry, hashicorp/aws: ``aws_macie2_account.status`` (ENABLED when the account is made),
``aws_macie2_classification_job`` (``job_type`` SCHEDULED with ``schedule_frequency``), ``aws_securityhub_account``,
``aws_securityhub_standards_subscription.standards_arn``, ``aws_inspector2_enabler.resource_types``,
``aws_accessanalyzer_analyzer.type`` (ACCOUNT by default), ``aws_account_alternate_contact``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pcicheck.model.document import Document
from pcicheck.model.kinds.detection import Contact, Coverage, Detector
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import only

_ALL_THE_TIME = Inapplicable("it looks all the time")
_NOTHING = Inapplicable("it does not look at this")
_NO_PLAN = Inapplicable("it is not a plan for one sort of resource")
_SEPARATE = Unknown("which standards it measures against is said by resources of their own")
_COVERS_NOTHING = only(Coverage, _NOTHING.reason)
_CONTACTS: dict[str, Literal["security", "billing", "operations"]] = {
    "SECURITY": "security",
    "BILLING": "billing",
    "OPERATIONS": "operations",
}


def macie(document: Document) -> Iterator[Resource]:
    """Macie in one account and region."""
    status = document.text("status", "ENABLED")
    enabled = status if isinstance(status, Unknown) else status == "ENABLED"
    facts = Detector(
        purpose="account_data", enabled=enabled, covers=_COVERS_NOTHING, protects=_NO_PLAN, every_days=None
    )
    yield resource(document, facts)


def macie_job(document: Document) -> Iterator[Resource]:
    """A job that searches buckets for sensitive data."""
    status = document.text("job_status", "RUNNING")
    enabled = status if isinstance(status, Unknown) else status not in ("CANCELLED", "USER_PAUSED")
    facts = Detector(
        purpose="account_data",
        enabled=enabled,
        covers=_COVERS_NOTHING,
        protects=_NO_PLAN,
        every_days=_every_days(document),
    )
    yield resource(document, facts, labels=tags_of(document))


def security_hub(document: Document) -> Iterator[Resource]:
    """Security Hub in one account and region."""
    facts = Detector(
        purpose="posture",
        enabled=True,
        covers=_COVERS_NOTHING,
        protects=_NO_PLAN,
        standards=_SEPARATE,
        every_days=_ALL_THE_TIME,
    )
    yield resource(document, facts, names=(document.text("arn"),))


def standard(document: Document) -> Iterator[Resource]:
    """A standard that Security Hub measures against, such as ``pci-dss/v/4.0.1``."""
    arn = document.text("standards_arn")
    name = arn if isinstance(arn, Unknown) else str(arn).partition("/")[2]
    facts = Detector(
        purpose="posture",
        enabled=True,
        covers=_COVERS_NOTHING,
        protects=_NO_PLAN,
        standards=(name,),
        every_days=_ALL_THE_TIME,
    )
    yield resource(document, facts, names=(document.text("arn"),))


def inspector(document: Document) -> Iterator[Resource]:
    """Inspector in some accounts of one region."""
    types = document.texts("resource_types")

    def covered(name: str) -> Fact[bool]:
        if isinstance(types, Unknown):
            return types
        return name in types or next((item for item in types if isinstance(item, Unknown)), False)

    covers = only(Coverage, _NOTHING.reason, compute=covered("EC2"), images=covered("ECR"), functions=covered("LAMBDA"))
    yield resource(
        document,
        Detector(purpose="vulnerabilities", enabled=True, covers=covers, protects=_NO_PLAN, every_days=_ALL_THE_TIME),
    )


def analyzer(document: Document) -> Iterator[Resource]:
    """An analyzer of access from outside (ACCOUNT, ORGANIZATION), of unused or of internal access."""
    kind = document.text("type", "ACCOUNT")
    purpose: Fact[Literal["external_access", "unused_access", "internal_access"]] = (
        kind
        if isinstance(kind, Unknown)
        else "external_access"
        if kind in ("ACCOUNT", "ORGANIZATION")
        else "unused_access"
        if "UNUSED" in str(kind)
        else "internal_access"
    )
    facts = Detector(purpose=purpose, enabled=True, covers=_COVERS_NOTHING, protects=_NO_PLAN, every_days=_ALL_THE_TIME)
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"),))


def detective(document: Document) -> Iterator[Resource]:
    """Detective in one account and region."""
    facts = Detector(
        purpose="inquiry", enabled=True, covers=_COVERS_NOTHING, protects=_NO_PLAN, every_days=_ALL_THE_TIME
    )
    yield resource(document, facts, labels=tags_of(document))


def contact(document: Document) -> Iterator[Resource]:
    """A contact of the account beside its owner."""
    kind = document.text("alternate_contact_type")
    purpose: Fact[Literal["security", "billing", "operations"]] = (
        kind
        if isinstance(kind, Unknown)
        else _CONTACTS.get(str(kind).upper(), Unknown("this type of contact is not known"))
    )
    yield resource(
        document,
        Contact(purpose=purpose, email=_given(document, "email_address"), phone=_given(document, "phone_number")),
    )


def _given(document: Document, path: str) -> Fact[bool]:
    """Whether something is written; what is marked sensitive is written."""
    value = document.get(path)
    return value is not None and value != ""


def _every_days(document: Document) -> Fact[int]:
    kind = document.text("job_type")
    if isinstance(kind, Unknown) or kind != "SCHEDULED":
        return kind if isinstance(kind, Unknown) else None
    daily = document.flag("schedule_frequency.daily_schedule", False)
    if daily is True:
        return 1
    for path, days in (("weekly_schedule", 7), ("monthly_schedule", 31)):
        written = document.get(f"schedule_frequency.{path}")
        if written not in (None, "", 0):
            return written if isinstance(written, Unknown) else days
    return daily if isinstance(daily, Unknown) else None
