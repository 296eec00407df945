"""Address rules, auditing policies, security alert policies and vulnerability assessments, each judged by itself.

Defaults (Terraform registry): auditing policies have ``enabled`` and ``log_monitoring_enabled`` true and
``retention_in_days`` 0, for ever; one that is not enabled records nothing. Security alert policies have no disabled
alerts, no addresses and ``email_account_admins`` false, and one that is not enabled looks for no attack at all;
assessments have ``recurring_scans`` with ``enabled`` and ``email_subscription_admins`` false and no ``emails``. An
assessment works only while the security alert policy that it rests on is enabled.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import AddressRule, DatabaseAuditPolicy, DatabaseScan, DatabaseThreatPolicy
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.azure.data.common import made, rule_admits_cloud, rule_admits_everyone
from pcicheck.providers.azure.data.mssql import policy_enabled, retention
from pcicheck.providers.reading import first_flag
from pcicheck.providers.referrers import may_be_named

SCANS = {
    "azurerm_mssql_server_vulnerability_assessment": "server_security_alert_policy_id",
    "azurerm_mssql_managed_instance_vulnerability_assessment": "managed_instance_id",
    "azurerm_synapse_workspace_vulnerability_assessment": "workspace_security_alert_policy_id",
    "azurerm_synapse_sql_pool_vulnerability_assessment": "sql_pool_security_alert_policy_id",
}
"""Native types of assessments, and the attribute that names what they rest on."""
_SOME_SCAN = Unknown("an assessment rests on a policy that cannot be told")


def address_rule(document: Document) -> Iterator[Resource]:
    """A range of addresses that may connect."""
    facts = AddressRule(everyone=rule_admits_everyone(document), whole_cloud=rule_admits_cloud(document))
    yield from made(document, facts)


def audit_policy(document: Document) -> Iterator[Resource]:
    """An auditing policy of a server, a database, a workspace or a pool."""
    enabled = document.flag("enabled", True)
    days, forever = retention(document, document)
    if enabled is not True:
        days, forever = (enabled, enabled) if isinstance(enabled, Unknown) else (0, False)
    facts = DatabaseAuditPolicy(
        log_service=all_true(enabled, document.flag("log_monitoring_enabled", True)),
        kept_days=days,
        kept_forever=forever,
    )
    yield from made(document, facts)


def threat_policy(document: Document) -> Iterator[Resource]:
    """A security alert policy of a server, a managed instance, a workspace or a pool."""
    facts = DatabaseThreatPolicy(
        enabled=_enabled(document),
        all_threats=all_true(_enabled(document), negated(document.has("disabled_alerts"))),
        receivers=document.has("email_addresses"),
        tells_owners=first_flag(document, "email_account_admins_enabled", "email_account_admins"),
        scans=any_true(
            *(_recurring(scan) for scan in document.all_sidecars(*SCANS)), _express(document), _hidden_scan(document)
        ),
    )
    yield from made(document, facts)


def _hidden_scan(document: Document) -> bool | Unknown:
    """Whether an assessment of which it cannot be told what it rests on may rest on this policy."""
    kind = document.type.replace("security_alert_policy", "vulnerability_assessment")
    return _SOME_SCAN if kind in SCANS and may_be_named(document, kind, SCANS[kind]) else False


def _enabled(document: Document) -> bool | Unknown:
    """Managed instances say ``enabled``, true by default; the others have a state."""
    if document.type == "azurerm_mssql_managed_instance_security_alert_policy":
        return first_flag(document, "enabled", default=True)
    return policy_enabled(document)


def _express(document: Document) -> bool | Unknown:
    """Whether the server has the scan that needs no storage account. Pools and workspaces have none."""
    server = document.follow("server_name", "azurerm_mssql_server")
    return first_flag(server, "express_vulnerability_assessment_enabled") if server else False


def scan(document: Document) -> Iterator[Resource]:
    """A vulnerability assessment."""
    works = _policy_works(document)
    owners = first_flag(
        document, "recurring_scans.email_subscription_admins", "recurring_scans.email_subscription_admins_enabled"
    )
    named = document.has("recurring_scans.emails")
    recurring = all_true(_recurring(document), works)
    facts = DatabaseScan(
        recurring=recurring,
        reported=all_true(any_true(owners, named), recurring),
        reported_to_owners=all_true(owners, named, recurring),
    )
    yield from made(document, facts)


def _recurring(document: Document) -> bool | Unknown:
    return first_flag(document, "recurring_scans.enabled")


def _policy_works(document: Document) -> bool | Unknown:
    path = SCANS[document.type]
    if path == "managed_instance_id":
        return True
    policy = document.follow(path)
    return _enabled(policy) if policy else Unknown("the security alert policy that it rests on is not in this input")
