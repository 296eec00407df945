"""Alerts and their receivers, what Defender for Cloud and Sentinel are told, policies, and where things belong.

Source: ARM template reference and REST reference, ``Microsoft.Insights``, ``Microsoft.Security``,
``Microsoft.SecurityInsights``, ``Microsoft.OperationsManagement``, ``Microsoft.OperationalInsights``,
``Microsoft.Authorization`` and ``Microsoft.Resources``. An alert on the activity log asks for all of its conditions.
"""

from __future__ import annotations

import re
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.azure.arm import ArmShape, each, put_some, switched
from pcicheck.sources.shapes import Values, at

_HUMP = re.compile(r"(?<=[a-z])([A-Z])")
_CRITERIA = (
    *("operation_name", "category", "level", "status", "sub_status", "caller", "resource_group", "resource_id"),
    *("resource_type", "resource_provider", "recommendation_type"),
)
_SEVERAL = {"level": "levels", "status": "statuses", "resource_type": "resource_types"}
_NARROWS = "caller"
"""Where a condition goes that Terraform has no word for: it lets events pass by as one on the caller does."""
_SCOPES = (
    (re.compile(r"/subscriptions/[^/]+", re.I), "azurerm_subscription_policy_assignment"),
    (re.compile(r"/subscriptions/[^/]+/resourcegroups/[^/]+", re.I), "azurerm_resource_group_policy_assignment"),
    (
        re.compile(r"/providers/microsoft\.management/managementgroups/[^/]+", re.I),
        "azurerm_management_group_policy_assignment",
    ),
)
_BY_RESOURCE = "azurerm_resource_policy_assignment"
_RULES = {
    "scheduled": "azurerm_sentinel_alert_rule_scheduled",
    "nrt": "azurerm_sentinel_alert_rule_nrt",
    "fusion": "azurerm_sentinel_alert_rule_fusion",
    "mlbehavioranalytics": "azurerm_sentinel_alert_rule_machine_learning_behavior_analytics",
    "threatintelligence": "azurerm_sentinel_alert_rule_threat_intelligence",
    "microsoftsecurityincidentcreation": "azurerm_sentinel_alert_rule_ms_security_incident",
}


def _activity(values: Values) -> None:
    groups = at(values, "actions.action_groups")
    conditions = each(at(values, "condition.all_of"), lambda item: item)
    values["action"] = each(groups, lambda item: item)
    values["criteria"] = conditions if isinstance(conditions, Unknown) else _criteria(conditions)


def _criteria(conditions: list[Any]) -> Any:
    found: Values = {}
    for condition in conditions:
        if isinstance(condition, Unknown):
            return condition
        name, value = _criterion(condition)
        if name in found:
            return Unknown("several conditions are about the same")
        found[name] = value
    return found


def _criterion(condition: Values) -> tuple[str, Any]:
    """A condition under Terraform's name. Any of several values may be asked for."""
    written = str(condition.get("field"))
    name = _HUMP.sub(r"_\1", written.removeprefix("properties.")).lower()
    if name not in _CRITERIA:
        return _NARROWS, written
    if condition.get("equals") is not None:
        return name, condition["equals"]
    values = condition.get("contains_any")
    if values is None:
        one = each(condition.get("any_of"), lambda item: item.get("equals"))
        values = one if isinstance(one, list) and all(item is not None for item in one) else None
    if isinstance(values, list) and len(values) == 1:
        return name, values[0]
    if values and name in _SEVERAL:
        return _SEVERAL[name], values
    return name, Unknown("a condition asks for one of several values")


def _group(values: Values) -> None:
    for name in [name for name in values if name.endswith("_receivers")]:
        if values[name]:
            values[name.removesuffix("s")] = values[name]


def _metric(values: Values) -> None:
    values["action"] = each(values.get("actions"), lambda item: item)


def _query(values: Values) -> None:
    groups = at(values, "actions.action_groups")
    values["action"] = [{"action_groups": groups}] if groups is not None else []


def _contact(values: Values) -> None:
    sources = values.get("notifications_sources")
    told = at(values, "alert_notifications.state")
    if isinstance(sources, list):
        kinds = [str(at(item, "source_type")).lower() for item in sources]
        on = switched(values.get("is_enabled"))
        told = on if isinstance(on, Unknown) else on is not False and "alert" in kinds
    owners = at(values, "notifications_by_role.state")
    values["alert_notifications"] = told
    put_some(values, {"email": values.get("emails"), "alerts_to_admins": owners})


def _automation(values: Values) -> None:
    values["action"] = each(values.get("actions"), _action)
    values["source"] = each(values.get("sources"), _source)


def _action(item: Values) -> Values:
    names = ("logic_app_resource_id", "event_hub_resource_id", "workspace_resource_id")
    return {"resource_id": next((item[name] for name in names if item.get(name)), None)}


def _source(item: Values) -> Values:
    sets = each(item.get("rule_sets"), lambda rules: {"rule": each(rules.get("rules"), _rule)})
    return {"event_source": item.get("event_source"), "rule_set": sets}


def _rule(item: Values) -> Values:
    return {**item, "property_path": item.get("property_jpath")}


def _storage(values: Values) -> None:
    upload = "malware_scanning.on_upload"
    put_some(
        values,
        {
            "malware_scanning_on_upload_enabled": at(values, f"{upload}.is_enabled"),
            "malware_scanning_on_upload_cap_gb_per_month": at(values, f"{upload}.cap_gbper_month"),
            "sensitive_data_discovery_enabled": at(values, "sensitive_data_discovery.is_enabled"),
        },
    )


def _solution(values: Values) -> None:
    name = values.get("name")
    values["solution_name"] = name.partition("(")[0] if isinstance(name, str) else name


def _sentinel_type(values: Values) -> str:
    return _RULES.get(str(values.get("kind")).lower(), "")


def _assigned_type(values: Values) -> str:
    scope = values.get("scope")
    if not isinstance(scope, str):
        return ""
    return next((kind for pattern, kind in _SCOPES if pattern.fullmatch(scope)), _BY_RESOURCE)


def _assigned(values: Values) -> None:
    mode = values.get("enforcement_mode")
    values["enforce"] = mode if isinstance(mode, Unknown) else str(mode).lower() != "donotenforce"


_LOGS = "Microsoft.OperationalInsights/workspaces"
_WORKSPACE = ("workspace_id",)

SHAPES: dict[str, ArmShape] = {
    "Microsoft.Insights/activityLogAlerts": ArmShape("azurerm_monitor_activity_log_alert", more=_activity),
    "Microsoft.Insights/actionGroups": ArmShape("azurerm_monitor_action_group", more=_group),
    "Microsoft.Insights/metricAlerts": ArmShape("azurerm_monitor_metric_alert", more=_metric),
    "Microsoft.Insights/scheduledQueryRules": ArmShape("azurerm_monitor_scheduled_query_rules_alert_v2", more=_query),
    "Microsoft.Insights/components": ArmShape(
        "azurerm_application_insights",
        moves={
            "workspace_id": "workspace_resource_id",
            "internet_query_enabled": "public_network_access_for_query",
        },
    ),
    "Microsoft.Security/securityContacts": ArmShape("azurerm_security_center_contact", more=_contact),
    "Microsoft.Security/automations": ArmShape(
        "azurerm_security_center_automation", moves={"enabled": "is_enabled"}, more=_automation
    ),
    "Microsoft.Security/settings": ArmShape("azurerm_security_center_setting", moves={"setting_name": "name"}),
    "Microsoft.Security/autoProvisioningSettings": ArmShape("azurerm_security_center_auto_provisioning"),
    "Microsoft.Security/serverVulnerabilityAssessmentsSettings": ArmShape(
        "azurerm_security_center_server_vulnerability_assessments_setting"
    ),
    "Microsoft.Security/defenderForStorageSettings": ArmShape(
        "azurerm_security_center_storage_defender", parents=("storage_account_id",), more=_storage
    ),
    "Microsoft.SecurityInsights/onboardingStates": ArmShape(
        "azurerm_sentinel_log_analytics_workspace_onboarding", parents=_WORKSPACE
    ),
    "Microsoft.SecurityInsights/alertRules": ArmShape(
        "azurerm_sentinel_alert_rule_scheduled",
        pick=_sentinel_type,
        picks=tuple(_RULES.values()),
        unclear="its kind is not known",
        parents=("log_analytics_workspace_id",),
    ),
    "Microsoft.OperationsManagement/solutions": ArmShape("azurerm_log_analytics_solution", more=_solution),
    f"{_LOGS}/linkedServices": ArmShape(
        "azurerm_log_analytics_linked_service",
        moves={"write_access_id": "write_access_resource_id", "read_access_id": "resource_id"},
        parents=_WORKSPACE,
    ),
    f"{_LOGS}/storageInsightConfigs": ArmShape(
        "azurerm_log_analytics_storage_insights",
        moves={
            "storage_account_id": "storage_account.id",
            "blob_container_names": "containers",
            "table_names": "tables",
        },
        parents=_WORKSPACE,
    ),
    "Microsoft.Authorization/policyAssignments": ArmShape(
        _SCOPES[0][1],
        pick=_assigned_type,
        picks=(*(kind for _, kind in _SCOPES), _BY_RESOURCE),
        unclear="its scope is not stated",
        more=_assigned,
    ),
    "Microsoft.Resources/subscriptions": ArmShape("azurerm_subscription"),
    "Microsoft.Resources/subscriptions/resourceGroups": ArmShape("azurerm_resource_group"),
}
"""ARM type to its shape."""
