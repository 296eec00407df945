"""Activity log alerts, metric alerts and alerts on queries.

An activity log alert fires on events of the activity log that meet all its ``criteria``, inside its ``scopes``;
``enabled`` defaults to true. It tells the action groups of its ``action`` blocks; a group whose ``enabled`` is false
or that has no ``…_receiver`` block tells nobody (Terraform registry, ``azurerm_monitor_activity_log_alert``,
``azurerm_monitor_action_group``). The operations to watch for are those of the CIS Microsoft Azure Foundations
Benchmark, section 5.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.detection import Alert
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_OPERATIONS = {
    "microsoft.authorization/policyassignments/write": "policy_assignment_written",
    "microsoft.authorization/policyassignments/delete": "policy_assignment_deleted",
    "microsoft.network/networksecuritygroups/write": "firewall_written",
    "microsoft.network/networksecuritygroups/delete": "firewall_deleted",
    "microsoft.security/securitysolutions/write": "security_solution_written",
    "microsoft.security/securitysolutions/delete": "security_solution_deleted",
    "microsoft.sql/servers/firewallrules/write": "database_firewall_written",
    "microsoft.sql/servers/firewallrules/delete": "database_firewall_deleted",
    "microsoft.network/publicipaddresses/write": "public_address_written",
    "microsoft.network/publicipaddresses/delete": "public_address_deleted",
    "microsoft.insights/diagnosticsettings/delete": "audit_log_stopped",
    "microsoft.insights/diagnosticsettings/write": "audit_log_changed",
    "microsoft.keyvault/vaults/delete": "key_loss",
    "microsoft.security/pricings/write": "detector_stopped",
}
"""Operation to the neutral name of what an alert on it watches for."""

_NARROWING = (
    *("caller", "resource_group", "resource_groups", "resource_id", "resource_ids", "sub_status", "sub_statuses"),
    *("recommendation_type", "resource_health", "service_health"),
)
_SUBSCRIPTION = re.compile(r"/subscriptions/[^/]+/?", re.IGNORECASE)
_WHOLE = ("azurerm_subscription", "azurerm_client_config")
_TYPE = re.compile(r"(?:^|\.)(az\w+)\.")
_LEVELS = ("informational", "verbose")
_STATUSES = ("succeeded", "started", "accepted")
_GROUP = "azurerm_monitor_action_group"


def activity_alert(document: Document) -> Iterator[Resource]:
    """An alert on events of the activity log."""
    facts = Alert(
        actions_enabled=document.flag("enabled", True),
        receivers=_receivers(document, "action", "action_group_id"),
        watches=_watches(document),
        metric=None,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def other_alert(document: Document) -> Iterator[Resource]:
    """An alert on a measure or on a query, which is not followed."""
    path = "action_groups" if document.type == "azurerm_monitor_scheduled_query_rules_alert_v2" else "action_group_id"
    if document.type == "azurerm_monitor_scheduled_query_rules_alert":
        path = "action_group"
    facts = Alert(
        actions_enabled=document.flag("enabled", True),
        receivers=_receivers(document, "action", path),
        watches=(),
        metric=None,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def _receivers(document: Document, block: str, path: str) -> Fact[tuple[str | Unknown, ...]]:
    blocks = document.blocks(block)
    if isinstance(blocks, Unknown):
        return blocks
    found = tuple(name for part in blocks for name in _listed(part.texts(path)))
    followed = document.follow_all(f"{block}.{path}", _GROUP)
    if len(found) == 1 and len(followed) == 1 and _tells_nobody(followed[0]):
        return ()
    return found


def _tells_nobody(group: Document) -> bool:
    """Whether an action group is off or has no receivers."""
    if isinstance(group.values, Unknown):
        return False
    return group.flag("enabled", True) is False or not any(name.endswith("_receiver") for name in _written(group))


def _written(group: Document) -> list[str]:
    return [name for name in group.values if group.has(name) is not False] if isinstance(group.values, dict) else []


def _listed(texts: tuple[str | Unknown, ...] | Unknown) -> tuple[str | Unknown, ...]:
    return (texts,) if isinstance(texts, Unknown) else texts


def _watches(document: Document) -> Fact[tuple[Any, ...]]:
    """The operation that it watches for, if it does so in the whole subscription and for everybody."""
    criteria = document.block("criteria")
    if criteria is None or isinstance(criteria, Unknown):
        return () if criteria is None else criteria
    operation = criteria.text("operation_name")
    if operation is None or isinstance(operation, Unknown):
        return () if operation is None else operation
    name = _OPERATIONS.get(operation.lower())
    whole = _whole_subscription(document)
    if name is None or whole is False or _narrowed(criteria, operation):
        return ()
    return whole if isinstance(whole, Unknown) else (name,)


def _narrowed(criteria: Block, operation: str) -> bool:
    """Whether some other criterion lets the event pass by."""
    if any(criteria.has(path) is not False for path in _NARROWING):
        return True
    wanted = ((("level", "levels"), _LEVELS), (("status", "statuses"), _STATUSES))
    for paths, usual in wanted:
        texts = [text for path in paths for text in _listed(criteria.texts(path))]
        if texts and not any(isinstance(text, str) and text.lower() in usual for text in texts):
            return True
    kinds = [text for path in ("resource_type", "resource_types") for text in _listed(criteria.texts(path))]
    providers = [text for path in ("resource_provider", "resource_providers") for text in _listed(criteria.texts(path))]
    return not all(
        any(isinstance(text, str) and operation.lower().startswith(text.lower()) for text in texts)
        for texts in (kinds, providers)
        if texts
    )


def _whole_subscription(document: Document) -> bool | Unknown:
    scopes = document.texts("scopes")
    if isinstance(scopes, tuple) and any(isinstance(scope, str) and _SUBSCRIPTION.fullmatch(scope) for scope in scopes):
        return True
    unknown = scopes if isinstance(scopes, Unknown) else next((s for s in scopes if isinstance(s, Unknown)), None)
    if unknown is None:
        return False
    types = [match[1] for match in map(_TYPE.search, document.surroundings.names(document, "scopes")) if match]
    return any(name in _WHOLE for name in types) if types else unknown
