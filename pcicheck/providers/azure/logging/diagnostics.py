"""Diagnostic settings: of a subscription they keep the activity log, of a resource its own logs.

``enabled_log`` blocks are always on; ``log`` blocks (before azurerm 4) have ``enabled``, true by default; each names a
``category`` or a ``category_group``, of which ``allLogs`` is every log and ``audit`` every audit record (Terraform
registry, ``azurerm_monitor_diagnostic_setting``). Their ``retention_policy`` has had no effect since September 2025
(Azure Monitor documentation, "Migrate from diagnostic settings storage retention"), so it is not read. The activity
log holds what was made, changed, deleted and started in every region, and never what was only looked at; its
categories are Administrative, Security, ServiceHealth, Alert, Recommendation, Policy, Autoscale and ResourceHealth
(same documentation, "Azure activity log event schema").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.logging import AuditLog, LogRoute
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.logging.categories import AUDIT, AUDIT_NAMES, BY_ARM_TYPE
from pcicheck.providers.base import resource

Texts = tuple[str | Unknown, ...]

NO_READS = Inapplicable("the activity log records no reads")
BY_STORE = Inapplicable("the place says so to which the record is sent")
BY_EACH_STORE = Inapplicable("reads and writes of data are logged by the diagnostic setting of each store")
ENCRYPTED_THERE = Encryption(at_rest=BY_STORE, key_owner=BY_STORE, key=BY_STORE)
_NO_STORE = Inapplicable("it sends the events to another sort of place")
_ONE_RESOURCE = Inapplicable("it sends the logs of one resource")
_PASSED_ON = Unknown("an event hub or a partner passes the events on to something that the source does not name")
_MEASURES = Inapplicable("it sends measures only")
_OTHER_SETTING = Inapplicable("another diagnostic setting of the same resource sends its audit records")
_OPEN = Unknown("which of its categories are audit records depends on the sort of resource")
_ACCOUNT = re.compile(r"/(subscriptions/[^/]+|providers/Microsoft\.Management/managementGroups/[^/]+)/?", re.IGNORECASE)
_ACCOUNT_TYPES = ("azurerm_subscription", "azurerm_management_group", "azurerm_client_config")
_ARM_TYPE = re.compile(r"/providers/([^/]+/[^/]+)/[^/]+(?:/[a-z]+Services/default)?/?$", re.IGNORECASE)
_TYPE = re.compile(r"(?:^|\.)(az\w+)\.")
_SECURITY = ("Security", "Alert", "Policy")


def setting(document: Document) -> Iterator[Resource]:
    """A diagnostic setting of a subscription, a management group or a resource."""
    logs = _logs(document)
    if _of_account(document, logs):
        yield resource(document, _audit_log(document, logs), names=(document.text("id"),))
    else:
        yield resource(document, _route(document, logs, _audit_here(document, logs)), names=(document.text("id"),))


def directory_setting(document: Document) -> Iterator[Resource]:
    """A diagnostic setting of the directory: who signed in, and who changed users, groups and roles."""
    logs = _logs(document)
    yield resource(document, _route(document, logs, _audit("azurerm_monitor_aad_diagnostic_setting", logs)))


def log_store(document: Document, *onwards: str) -> Fact[Link]:
    """The workspace that receives the events; unknown where they go on to something else, else none."""
    link = document.link("log_analytics_workspace_id", "log_store", "azurerm_log_analytics_workspace")
    if link is None and any(document.get(path) not in (None, "") for path in onwards):
        return _PASSED_ON
    return link


def object_store(document: Document) -> Fact[Link]:
    """The storage account that receives the events."""
    link = document.link("storage_account_id", "object_store", "azurerm_storage_account")
    return _NO_STORE if link is None else link


def _logs(document: Document) -> Texts | Unknown:
    """Names of the categories and groups that are on."""
    names: list[str | Unknown] = []
    for path in ("enabled_log", "log"):
        blocks = document.blocks(path)
        if isinstance(blocks, Unknown):
            return blocks
        for block in blocks:
            on = block.flag("enabled", True) if path == "log" else True
            name = block.text("category_group") or block.text("category")
            if on is not False:
                names.append(
                    on if isinstance(on, Unknown) else Unknown("a category is not known") if name is None else name
                )
    return tuple(names)


def _on(logs: Texts | Unknown, *wanted: str) -> bool | Unknown:
    """Whether one of the names is on."""
    if isinstance(logs, Unknown):
        return logs
    low = [name.lower() for name in wanted]
    return any_true(*(name if isinstance(name, Unknown) else name.lower() in low for name in logs))


def _any_log(logs: Texts | Unknown) -> bool | Unknown:
    if isinstance(logs, Unknown):
        return logs
    return any_true(*(name if isinstance(name, Unknown) else True for name in logs))


def _of_account(document: Document, logs: Texts | Unknown) -> bool:
    """Whether its target is a whole subscription or management group. Only these have administrative events."""
    if isinstance(logs, tuple) and any(name in ("Administrative", *_SECURITY) for name in logs):
        return True
    target = document.get("target_resource_id")
    if isinstance(target, str):
        return _ACCOUNT.fullmatch(target) is not None
    types = _types_named(document)
    return bool(types) and all(name in _ACCOUNT_TYPES for name in types)


def _types_named(document: Document) -> list[str]:
    names = document.surroundings.names(document, "target_resource_id")
    return [match[1] for match in map(_TYPE.search, names) if match]


def _target_type(document: Document) -> str | None:
    followed = document.follow("target_resource_id")
    if followed is not None:
        return followed.type
    target = document.get("target_resource_id")
    if isinstance(target, str):
        match = _ARM_TYPE.search(target)
        return BY_ARM_TYPE.get(match[1].lower()) if match else None
    return next(iter(_types_named(document)), None)


def _audit(kind: str | None, logs: Texts | Unknown) -> Fact[bool]:
    """Whether the audit records of a sort of resource are among the logs."""
    some = _any_log(logs)
    if some is not True:
        return some
    whole = _on(logs, "allLogs", "audit")
    if whole is True:
        return True
    if kind in AUDIT:
        return any_true(whole, *(all_true(*(_on(logs, name) for name in names)) for names in AUDIT[kind]))
    return True if _on(logs, *AUDIT_NAMES) is True else _OPEN


def _audit_here(document: Document, logs: Texts | Unknown) -> Fact[bool]:
    """The same for one setting of a resource, which may have others for other logs."""
    kind = _target_type(document)
    found = _audit(kind, logs)
    if _sends_logs(document, logs) is _MEASURES:
        return _MEASURES
    if found is False:
        target = _target(document)
        others = document.surroundings.of_type(document.type) if target else ()
        for other in others:
            if other is not document and _target(other) == target and _audit(kind, _logs(other)) is True:
                return _OTHER_SETTING
    return found


def _target(document: Document) -> str | None:
    """What tells its target from others."""
    target = document.get("target_resource_id")
    if isinstance(target, str):
        return target.lower()
    followed = document.follow("target_resource_id")
    return (
        followed.address if followed else next(iter(document.surroundings.names(document, "target_resource_id")), None)
    )


def _sends_logs(document: Document, logs: Texts | Unknown) -> Fact[bool]:
    """Whether it sends logs at all. A setting for measures alone is none that could have been switched off."""
    if not any(document.has(path) is not False for path in ("enabled_log", "log")):
        return _MEASURES
    return _any_log(logs)


def _audit_log(document: Document, logs: Texts | Unknown) -> AuditLog:
    """What it records. Where not even its name is known, there may be no such setting."""
    whole = _on(logs, "allLogs")
    security = all_true(*(any_true(whole, _on(logs, name)) for name in _SECURITY))
    hub = document.has("eventhub_authorization_rule_id")
    name = document.get("name")
    there: Fact[bool] = name if isinstance(name, Unknown) and isinstance(logs, Unknown) else True
    return AuditLog(
        enabled=_any_log(logs),
        all_regions=there,
        global_services=there,
        organization=False,
        management_reads=NO_READS,
        management_writes=any_true(whole, _on(logs, "Administrative", "audit")),
        excluded=(),
        object_reads=BY_EACH_STORE,
        object_writes=BY_EACH_STORE,
        tamper_evident=BY_STORE,
        encryption=ENCRYPTED_THERE,
        store=object_store(document),
        log_store=log_store(document, "eventhub_authorization_rule_id", "partner_solution_id"),
        announced=hub,
        all_services=there,
        data_reads=BY_EACH_STORE,
        data_writes=BY_EACH_STORE,
        exempted=(),
        security_events=security,
        retention_days=BY_STORE,
        never_expires=BY_STORE,
    )


def _route(document: Document, logs: Texts | Unknown, audit: Fact[bool]) -> LogRoute:
    return LogRoute(
        purpose="resource",
        enabled=_sends_logs(document, logs),
        everything=_on(logs, "allLogs"),
        carries=_ONE_RESOURCE,
        audit_events=audit,
        drops_audit=_ONE_RESOURCE,
        children=_ONE_RESOURCE,
        store=object_store(document),
        log_store=log_store(document, "eventhub_authorization_rule_id", "partner_solution_id"),
    )
