"""Flow logs of Network Watcher.

Terraform registry, hashicorp/azurerm, ``azurerm_network_watcher_flow_log``: ``enabled`` and ``storage_account_id``
are required; ``retention_policy`` says whether records are deleted, and after how many days, 0 meaning never;
``traffic_analytics`` sends them to a workspace. Flow logs hold allowed and denied connections (Azure Network Watcher,
"Virtual network flow logs").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import FlowLog
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_ELSEWHERE = Inapplicable("the log goes to a storage account")


def flow_log(document: Document) -> Iterator[Resource]:
    """A flow log."""
    kept = document.flag("retention_policy.enabled", False)
    facts = FlowLog(
        traffic="all",
        destination="object_store",
        log_store=_ELSEWHERE,
        object_store=document.link("storage_account_id", "object_store", "azurerm_storage_account"),
        enabled=document.flag("enabled", False),
        retention_set=kept,
        retention_days=_days(document, kept),
        complete=True,
        analysed=all_true(document.flag("traffic_analytics.enabled", False)),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def _days(document: Document, kept: bool | None | Unknown) -> Fact[int]:
    if kept is False:
        return None
    days = document.number("retention_policy.days", 0)
    return days if isinstance(days, Unknown) else int(days) if days else None
