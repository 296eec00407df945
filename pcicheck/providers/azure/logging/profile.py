"""Log profiles, which kept the activity log before diagnostic settings of subscriptions did.

``categories`` are Write, Delete and Action; ``locations`` names regions, and ``global`` for what has none;
``retention_policy`` has ``enabled`` and ``days`` (0 by default), where a policy that is off keeps everything, and so
does one of 0 days (Terraform registry, ``azurerm_monitor_log_profile``, azurerm 1 to 3; Azure CLI reference,
``az monitor log-profiles create``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.logging import AuditLog
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.logging.diagnostics import (
    BY_EACH_STORE,
    BY_STORE,
    ENCRYPTED_THERE,
    NO_READS,
    log_store,
    object_store,
)
from pcicheck.providers.base import resource

_NOT_APART = Inapplicable("a log profile chooses by what is done, not by category")
_REGIONS = frozenset(
    {
        "australiacentral",
        "australiaeast",
        "australiasoutheast",
        "brazilsouth",
        "canadacentral",
        "canadaeast",
        "centralindia",
        "centralus",
        "eastasia",
        "eastus",
        "eastus2",
        "francecentral",
        "germanywestcentral",
        "japaneast",
        "japanwest",
        "koreacentral",
        "koreasouth",
        "northcentralus",
        "northeurope",
        "norwayeast",
        "southafricanorth",
        "southcentralus",
        "southeastasia",
        "southindia",
        "swedencentral",
        "switzerlandnorth",
        "uaenorth",
        "uksouth",
        "ukwest",
        "westcentralus",
        "westeurope",
        "westindia",
        "westus",
        "westus2",
        "westus3",
    }
)
"""Regions that every customer can use."""


def profile(document: Document) -> Iterator[Resource]:
    """A log profile."""
    days, forever = _retention(document)
    facts = AuditLog(
        enabled=True,
        all_regions=_all_of(document, "locations", _REGIONS | {"global"}),
        global_services=_all_of(document, "locations", frozenset({"global"})),
        organization=False,
        management_reads=NO_READS,
        management_writes=_all_of(document, "categories", frozenset({"write", "delete", "action"})),
        excluded=(),
        object_reads=BY_EACH_STORE,
        object_writes=BY_EACH_STORE,
        tamper_evident=BY_STORE,
        encryption=ENCRYPTED_THERE,
        store=object_store(document),
        log_store=log_store(document, "servicebus_rule_id"),
        announced=document.has("servicebus_rule_id"),
        all_services=True,
        data_reads=BY_EACH_STORE,
        data_writes=BY_EACH_STORE,
        exempted=(),
        security_events=_NOT_APART,
        retention_days=days,
        never_expires=forever,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _all_of(document: Document, path: str, wanted: frozenset[str]) -> Fact[bool]:
    texts = document.texts(path)
    if isinstance(texts, Unknown):
        return texts
    known = {text.replace(" ", "").lower() for text in texts if isinstance(text, str)}
    unknown = [text for text in texts if isinstance(text, Unknown)]
    return all_true(*(any_true(name in known, *unknown) for name in sorted(wanted)))


def _retention(document: Document) -> tuple[Fact[int], Fact[bool]]:
    """Days after which events are deleted, and whether they never are. Terraform asks for the block."""
    policy = document.block("retention_policy")
    if policy is None:
        return None, False
    if isinstance(policy, Unknown):
        return policy, policy
    enabled = policy.flag("enabled", False)
    if enabled is not True:
        return (enabled, enabled) if isinstance(enabled, Unknown) else (None, True)
    days = policy.number("days", 0)
    if isinstance(days, Unknown):
        return days, days
    return (int(days), False) if days else (None, True)
