"""Log Analytics workspaces, their tables and clusters, and Application Insights.

A workspace keeps its tables for ``retention_in_days``, 30 where it says nothing; a table can be kept longer
(``total_retention_in_days`` of ``azurerm_log_analytics_workspace_table``, else the workspace's). It is encrypted with
Microsoft's key, unless it is linked (``azurerm_log_analytics_linked_service.write_access_id``) to a cluster with a
key of the customer. ``internet_query_enabled`` defaults to true. ``azurerm_application_insights`` without
``workspace_id`` keeps data itself for ``retention_in_days``, 90 by default (Terraform registry; Azure Monitor
documentation, "Manage data retention in a Log Analytics workspace").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.logging import LogStore
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_NOT_LOCKED = Inapplicable("a workspace is append-only and has no retention lock")
_BY_WORKSPACE = Inapplicable("the workspace says so")
_BY_TABLES = Unknown("some of its tables are kept longer than others, and which ones hold audit events is not said")
_OTHER_CLUSTER = Unknown("the cluster that it is linked to is not in this input")
_DEFAULT_DAYS = 30
_INSIGHTS_DAYS = 90
_TABLE = "azurerm_log_analytics_workspace_table"


def workspace(document: Document) -> Iterator[Resource]:
    """A workspace."""
    facts = LogStore(
        retention_days=_workspace_days(document),
        never_expires=False,
        encryption=_encryption(document),
        locked=_NOT_LOCKED,
        public_query=document.flag("internet_query_enabled", True),
    )
    names = (document.text("id"), document.text("workspace_id"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def table(document: Document) -> Iterator[Resource]:
    """A table of a workspace with its own retention."""
    owner = document.follow("workspace_id", "azurerm_log_analytics_workspace")
    inherited = (
        owner.number("retention_in_days", _DEFAULT_DAYS) if owner else Unknown("its workspace is not in this input")
    )
    total = document.number("total_retention_in_days")
    days = document.number("retention_in_days", inherited) if total is None else total
    facts = LogStore(
        retention_days=days if isinstance(days, Unknown) else int(days or _DEFAULT_DAYS),
        never_expires=False,
        encryption=Encryption(at_rest=_BY_WORKSPACE, key_owner=_BY_WORKSPACE, key=_BY_WORKSPACE),
        locked=_NOT_LOCKED,
        public_query=_BY_WORKSPACE,
    )
    yield resource(document, facts)


def cluster(document: Document) -> Iterator[Resource]:
    """A cluster, which lends its key to the workspaces that are linked to it."""
    facts = LogStore(
        retention_days=_BY_WORKSPACE,
        never_expires=_BY_WORKSPACE,
        encryption=_cluster_key(document),
        locked=_NOT_LOCKED,
        public_query=_BY_WORKSPACE,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def insights(document: Document) -> Iterator[Resource]:
    """The telemetry of an application, kept in a workspace or by itself."""
    linked = document.get("workspace_id")
    alone = linked in (None, "")
    days = document.number("retention_in_days", _INSIGHTS_DAYS) if alone else _BY_WORKSPACE
    own = Encryption(at_rest=True, key_owner="provider", key=None)
    there = Encryption(at_rest=_BY_WORKSPACE, key_owner=_BY_WORKSPACE, key=_BY_WORKSPACE)
    facts = LogStore(
        retention_days=int(days) if isinstance(days, (int, float)) else days,
        never_expires=False if alone else _BY_WORKSPACE,
        encryption=own if alone else there,
        locked=_NOT_LOCKED,
        public_query=document.flag("internet_query_enabled", True),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def _workspace_days(document: Document) -> Fact[int]:
    days = document.number("retention_in_days", _DEFAULT_DAYS)
    if isinstance(days, Unknown):
        return days
    longer = any(_kept_longer(table_, days or 0) for table_ in document.all_sidecars(_TABLE))
    return _BY_TABLES if longer and (days or 0) < 365 else int(days or _DEFAULT_DAYS)


def _kept_longer(document: Document, days: float) -> bool:
    kept = document.number("total_retention_in_days", document.number("retention_in_days", 0))
    return isinstance(kept, Unknown) or (kept or 0) > days


def _encryption(document: Document) -> Encryption:
    link = document.sidecar("azurerm_log_analytics_linked_service")
    if link is None:
        alone: Fact[str] = document.values if isinstance(document.values, Unknown) else "provider"
        return Encryption(at_rest=True, key_owner=alone, key=None if alone == "provider" else _OTHER_CLUSTER)
    if link.get("write_access_id") is None and link.get("read_access_id") is not None:
        return Encryption(at_rest=True, key_owner="provider", key=None)  # linked to an Automation account
    owner = link.follow("write_access_id", "azurerm_log_analytics_cluster")
    return _cluster_key(owner) if owner else Encryption(at_rest=True, key_owner=_OTHER_CLUSTER, key=_OTHER_CLUSTER)


def _cluster_key(document: Document) -> Encryption:
    """The key of the customer; Terraform has it beside the cluster, Resource Manager inside."""
    key = document.sidecar("azurerm_log_analytics_cluster_customer_managed_key")
    link = (key or document).link("key_vault_key_id", "key")
    if key is None and not isinstance(link, Link):
        return Encryption(at_rest=True, key_owner=link or "provider", key=link)
    return Encryption(at_rest=True, key_owner="customer", key=link)
