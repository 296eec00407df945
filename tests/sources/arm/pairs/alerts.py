"""Alerts on changes and who hears of them, plans and settings of Defender for Cloud, and Sentinel, twice."""

from __future__ import annotations

from tests.sources.arm.pairs.base import GROUP, Written, arm, both, ref

_SUBSCRIPTION = "/subscriptions/0a"
_EVENTS = {
    "policy_written": "Microsoft.Authorization/policyAssignments/write",
    "policy_deleted": "Microsoft.Authorization/policyAssignments/delete",
    "filter_written": "Microsoft.Network/networkSecurityGroups/write",
    "filter_deleted": "Microsoft.Network/networkSecurityGroups/delete",
    "solution_written": "Microsoft.Security/securitySolutions/write",
    "solution_deleted": "Microsoft.Security/securitySolutions/delete",
    "database_written": "Microsoft.Sql/servers/firewallRules/write",
    "database_deleted": "Microsoft.Sql/servers/firewallRules/delete",
    "address_written": "Microsoft.Network/publicIPAddresses/write",
    "address_deleted": "Microsoft.Network/publicIPAddresses/delete",
    "log_stopped": "Microsoft.Insights/diagnosticSettings/delete",
    "log_changed": "Microsoft.Insights/diagnosticSettings/write",
    "keys_lost": "Microsoft.KeyVault/vaults/delete",
    "plan_changed": "Microsoft.Security/pricings/write",
}
_PLANS = (
    *("VirtualMachines", "AppServices", "SqlServers", "SqlServerVirtualMachines", "KubernetesService", "KeyVaults"),
    *("ContainerRegistry", "Containers", "Arm", "Dns", "OpenSourceRelationalDatabases", "CosmosDbs", "CloudPosture"),
    "Api",
)
_EXTRAS = {
    "VirtualMachines": ("AgentlessVmScanning", "FileIntegrityMonitoring"),
    "Containers": ("ContainerRegistriesVulnerabilityAssessments",),
    "CloudPosture": ("SensitiveDataDiscovery",),
}
_PCI = "/providers/Microsoft.Authorization/policySetDefinitions/c676748e-3af9-4e22-bc28-50feed564afb"
_TOLD = [{"name": "soc", "email_address": "soc@example.com"}]


def _alerts() -> Written:
    found: Written = {
        "azurerm_monitor_action_group.soc": {"name": "soc", "short_name": "soc", "email_receiver": _TOLD},
        "azurerm_monitor_activity_log_alert.off": {
            "name": "off",
            "enabled": False,
            "scopes": [_SUBSCRIPTION],
            "criteria": [{"category": "Administrative", "operation_name": _EVENTS["keys_lost"]}],
        },
        "azurerm_monitor_metric_alert.busy": {
            "name": "busy",
            "scopes": [GROUP],
            "action": [{"action_group_id": ref("azurerm_monitor_action_group.soc.id")}],
        },
        "azurerm_monitor_scheduled_query_rules_alert_v2.query": {
            "name": "query",
            "scopes": [GROUP],
            "enabled": False,
            "action": [{"action_groups": [ref("azurerm_monitor_action_group.soc.id")]}],
        },
    }
    for name, operation in _EVENTS.items():
        found[f"azurerm_monitor_activity_log_alert.{name}"] = {
            "name": name,
            "scopes": [_SUBSCRIPTION],
            "criteria": [{"category": "Administrative", "operation_name": operation}],
            "action": [{"action_group_id": ref("azurerm_monitor_action_group.soc.id")}],
        }
    return found


def _arm_alerts() -> Written:
    told = {"name": "soc", "emailAddress": "soc@example.com", "status": "Enabled"}
    soc = ref("azapi_resource.soc.id")
    found: Written = {
        "soc": arm(
            "Insights/actionGroups@2023-01-01",
            {"groupShortName": "soc", "enabled": True, "emailReceivers": [told], "smsReceivers": []},
            "soc",
        ),
        "off": arm(
            "Insights/activityLogAlerts@2020-10-01",
            {
                "enabled": False,
                "scopes": [_SUBSCRIPTION],
                "condition": {"allOf": _conditions(_EVENTS["keys_lost"])},
                "actions": {"actionGroups": []},
            },
            "off",
        ),
        "busy": arm(
            "Insights/metricAlerts@2018-03-01",
            {"enabled": True, "scopes": [GROUP], "severity": 3, "actions": [{"actionGroupId": soc}]},
            "busy",
        ),
        "query": arm(
            "Insights/scheduledQueryRules@2023-03-15-preview",
            {"enabled": False, "scopes": [GROUP], "actions": {"actionGroups": [soc]}},
            "query",
        ),
    }
    for name, operation in _EVENTS.items():
        found[name] = arm(
            "Insights/activityLogAlerts@2020-10-01",
            {
                "enabled": True,
                "scopes": [_SUBSCRIPTION],
                "condition": {"allOf": _conditions(operation)},
                "actions": {"actionGroups": [{"actionGroupId": soc, "webhookProperties": {}}]},
            },
            name,
        )
    return found


def _conditions(operation: str) -> list[dict[str, str]]:
    return [{"field": "category", "equals": "Administrative"}, {"field": "operationName", "equals": operation}]


def _plans(tier: str) -> Written:
    return {
        f"azurerm_security_center_subscription_pricing.{name}": {
            "resource_type": name,
            "tier": tier,
            "extension": [{"name": extra} for extra in _EXTRAS.get(name, ()) if tier == "Standard"],
        }
        for name in _PLANS
    }


def _arm_plans(tier: str) -> Written:
    on = "True" if tier == "Standard" else "False"
    return {
        name: arm(
            "Security/pricings@2024-01-01",
            {
                "pricingTier": tier,
                "extensions": [{"name": extra, "isEnabled": on} for extra in _EXTRAS.get(name, ())],
            },
            name,
            _SUBSCRIPTION,
        )
        for name in _PLANS
    }


def _switches(on: bool) -> Written:
    return {
        "azurerm_security_center_setting.MCAS": {"setting_name": "MCAS", "enabled": on},
        "azurerm_security_center_setting.WDATP": {"setting_name": "WDATP", "enabled": on},
        "azurerm_security_center_auto_provisioning.default": {"auto_provision": "On" if on else "Off"},
    }


def _arm_switches(on: bool) -> Written:
    return {
        **{
            name: arm("Security/settings@2022-05-01", {"enabled": on}, name, _SUBSCRIPTION, kind="DataExportSettings")
            for name in ("MCAS", "WDATP")
        },
        "default": arm(
            "Security/autoProvisioningSettings@2017-08-01-preview",
            {"autoProvision": "On" if on else "Off"},
            "default",
            _SUBSCRIPTION,
        ),
    }


ALERTS = [
    both("alerts on what is changed", 30, _alerts(), _arm_alerts()),
    both(
        "plans of Defender that are on, and whoever is told",
        20,
        {
            **_plans("Standard"),
            **_switches(True),
            "azurerm_security_center_contact.contact": {
                "name": "default",
                "email": "soc@example.com",
                "phone": "+15551234",
                "alert_notifications": True,
                "alerts_to_admins": True,
            },
            "azurerm_security_center_server_vulnerability_assessments_setting.scan": {
                "vulnerability_assessment_provider": "MdeTvm"
            },
            "azurerm_subscription_policy_assignment.pci": {
                "name": "pci",
                "subscription_id": _SUBSCRIPTION,
                "policy_definition_id": _PCI,
            },
        },
        {
            **_arm_plans("Standard"),
            **_arm_switches(True),
            "contact": arm(
                "Security/securityContacts@2020-01-01-preview",
                {
                    "emails": "soc@example.com",
                    "phone": "+15551234",
                    "alertNotifications": {"state": "On", "minimalSeverity": "High"},
                    "notificationsByRole": {"state": "On", "roles": ["Owner"]},
                },
                "default",
                _SUBSCRIPTION,
            ),
            "scan": arm(
                "Security/serverVulnerabilityAssessmentsSettings@2023-05-01",
                {"selectedProvider": "MdeTvm"},
                "azureServersSetting",
                _SUBSCRIPTION,
                kind="AzureServersSetting",
            ),
            "pci": arm(
                "Authorization/policyAssignments@2022-06-01",
                {"policyDefinitionId": _PCI, "enforcementMode": "Default", "scope": _SUBSCRIPTION},
                "pci",
                _SUBSCRIPTION,
            ),
        },
    ),
    both(
        "plans of Defender that are off, and a contact that hears nothing",
        16,
        {
            **_plans("Free"),
            **_switches(False),
            "azurerm_security_center_contact.contact": {
                "name": "default",
                "email": "soc@example.com",
                "alert_notifications": False,
                "alerts_to_admins": False,
            },
            "azurerm_resource_group_policy_assignment.audited": {
                "name": "audited",
                "resource_group_id": GROUP,
                "policy_definition_id": _PCI,
                "enforce": False,
            },
        },
        {
            **_arm_plans("Free"),
            **_arm_switches(False),
            "contact": arm(
                "Security/securityContacts@2020-01-01-preview",
                {
                    "emails": "soc@example.com",
                    "phone": "",
                    "alertNotifications": {"state": "Off", "minimalSeverity": "High"},
                    "notificationsByRole": {"state": "Off", "roles": []},
                },
                "default",
                _SUBSCRIPTION,
            ),
            "audited": arm(
                "Authorization/policyAssignments@2022-06-01",
                {"policyDefinitionId": _PCI, "enforcementMode": "DoNotEnforce", "scope": GROUP},
                "audited",
                GROUP,
            ),
        },
    ),
    both(
        "Sentinel with its rules, and an automation",
        5,
        {
            "azurerm_log_analytics_workspace.workspace": {"name": "w", "retention_in_days": 400},
            "azurerm_sentinel_log_analytics_workspace_onboarding.sentinel": {
                "workspace_id": ref("azurerm_log_analytics_workspace.workspace.id")
            },
            "azurerm_sentinel_alert_rule_ms_security_incident.incidents": {
                "name": "incidents",
                "log_analytics_workspace_id": ref("azurerm_log_analytics_workspace.workspace.id"),
                "product_filter": "Azure Security Center",
            },
            "azurerm_sentinel_alert_rule_scheduled.query": {
                "name": "query",
                "log_analytics_workspace_id": ref("azurerm_log_analytics_workspace.workspace.id"),
                "enabled": False,
            },
            "azurerm_security_center_automation.stream": {
                "name": "stream",
                "scopes": [_SUBSCRIPTION],
                "source": [{"event_source": "Alerts"}],
                "action": [{"type": "logicapp", "resource_id": f"{GROUP}/logic"}],
            },
        },
        {
            "workspace": arm("OperationalInsights/workspaces@2023-09-01", {"retentionInDays": 400}, "w"),
            "sentinel": arm(
                "SecurityInsights/onboardingStates@2023-11-01",
                {"customerManagedKey": False},
                "default",
                ref("azapi_resource.workspace.id"),
            ),
            "incidents": arm(
                "SecurityInsights/alertRules@2023-11-01",
                {"enabled": True, "productFilter": "Azure Security Center"},
                "incidents",
                ref("azapi_resource.workspace.id"),
                kind="MicrosoftSecurityIncidentCreation",
            ),
            "query": arm(
                "SecurityInsights/alertRules@2023-11-01",
                {"enabled": False, "query": "AzureActivity"},
                "query",
                ref("azapi_resource.workspace.id"),
                kind="Scheduled",
            ),
            "stream": arm(
                "Security/automations@2019-01-01-preview",
                {
                    "isEnabled": True,
                    "scopes": [{"scopePath": _SUBSCRIPTION}],
                    "sources": [{"eventSource": "Alerts", "ruleSets": []}],
                    "actions": [{"actionType": "LogicApp", "logicAppResourceId": f"{GROUP}/logic"}],
                },
                "stream",
            ),
        },
    ),
]
