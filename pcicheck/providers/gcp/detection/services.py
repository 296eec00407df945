"""Sensitive Data Protection, asset feeds, essential contacts and access approval.

``google_data_loss_prevention_job_trigger``: ``status`` HEALTHY by default, else PAUSED or CANCELLED, and
``triggers.schedule.recurrence_period_duration`` in seconds; ``google_data_loss_prevention_discovery_config``:
``status`` RUNNING or PAUSED; ``google_cloud_asset_*_feed``: ``asset_types``, where ``.*`` is every type, and
``asset_names`` and ``condition``, which narrow; ``google_essential_contacts_contact``: ``email`` and
``notification_category_subscriptions``, of which ALL and SECURITY take in security (Terraform registry,
hashicorp/google; Essential Contacts documentation, "Notification categories"). There is no telephone number.
``google_*_access_approval_settings.enrolled_services`` names products, of which ``all`` is every one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.detection import Contact, Detector, ProviderAccess, Recorder
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.detection.findings import ALL_THE_TIME, COVERS_NOTHING

_NO_STANDARD = Inapplicable("it measures against no standard")
_NO_PLAN = Inapplicable("it is not a plan that is switched on by itself")
_NO_PHONE = Inapplicable("Google writes to contacts and does not call them")
_NO_ALERTS = Inapplicable("Google's notices go to contacts, findings of detectors do not")
_SECURITY = ("ALL", "SECURITY")
_DAY = 86400


def job_trigger(document: Document) -> Iterator[Resource]:
    """A search for sensitive data that is started again and again."""
    status = document.text("status", "HEALTHY")
    enabled: Fact[bool] = status if isinstance(status, Unknown) else status == "HEALTHY"
    yield _search(document, enabled, _every_days(document))


def discovery(document: Document) -> Iterator[Resource]:
    """A profile of all data, kept up to date by the service."""
    status = document.text("status")
    enabled: Fact[bool] = status if isinstance(status, Unknown) else status == "RUNNING"
    yield _search(document, enabled, ALL_THE_TIME)


def feed(document: Document) -> Iterator[Resource]:
    """A stream of changes to the configuration."""
    types = document.texts("asset_types")
    if isinstance(types, Unknown):
        every: Fact[bool] = types
    else:
        every = ".*" in types or next((name for name in types if isinstance(name, Unknown)), False)
    unnarrowed = (negated(document.has(path)) for path in ("asset_names", "condition"))
    everything = all_true(every, *unnarrowed)
    yield resource(document, Recorder(running=True, all_types=everything, global_types=everything))


def contact(document: Document) -> Iterator[Resource]:
    """Somebody to whom Google writes."""
    given = document.get("email")
    facts = Contact(
        purpose=_purpose(document),
        email=given is not None and given != "",
        phone=_NO_PHONE,
        told_of_alerts=_NO_ALERTS,
        owners_told=_NO_ALERTS,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _purpose(document: Document) -> Fact[Literal["security", "billing", "operations"]]:
    categories = document.texts("notification_category_subscriptions")
    if isinstance(categories, Unknown):
        return categories
    if any(name in _SECURITY for name in categories):
        return "security"
    return next(
        (name for name in categories if isinstance(name, Unknown)),
        "billing" if "BILLING" in categories else "operations",
    )


def _every_days(document: Document) -> Fact[int]:
    blocks = document.blocks("triggers")
    if isinstance(blocks, Unknown):
        return blocks
    return next((days for days in map(_days, blocks) if days is not None), None)


def _days(block: Block) -> Fact[int]:
    period = block.text("schedule.recurrence_period_duration")
    if period is None or isinstance(period, Unknown):
        return period
    try:
        return max(1, round(float(period.removesuffix("s")) / _DAY))
    except ValueError:
        return Unknown("the period cannot be read")


def _search(document: Document, enabled: Fact[bool], every_days: Fact[int]) -> Resource:
    facts = Detector(
        purpose="account_data",
        whole_account=False,
        enabled=enabled,
        covers=COVERS_NOTHING,
        standards=_NO_STANDARD,
        every_days=every_days,
        protects=_NO_PLAN,
    )
    return resource(document, facts, names=(document.text("id"),))


def access_approval(document: Document) -> Iterator[Resource]:
    """Whether Google's staff need an approval for each service."""
    blocks = document.blocks("enrolled_services")
    products = (
        blocks if isinstance(blocks, Unknown) else tuple(block.text("cloud_product") for block in blocks if block)
    )
    every: Fact[bool] = (
        products
        if isinstance(products, Unknown)
        else any_true(*(name if isinstance(name, Unknown) else str(name).lower() == "all" for name in products))
    )
    yield resource(document, ProviderAccess(approved=every))
