"""Detection plans, alerts and contacts on Azure: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

_DETECTOR = ("detector",)
_GUARDING = ("detector", "malware_guard")
_ALERT = ("alert",)
_RULE = Row("azure.detection.sentinel:alert_rule", _ALERT)

THEME = Theme(
    adapters={
        "azurerm_security_center_subscription_pricing": Row("azure.detection.plans:pricing", _GUARDING),
        "azurerm_advanced_threat_protection": Row("azure.detection.plans:threat_protection", _DETECTOR),
        "azurerm_security_center_storage_defender": Row("azure.detection.plans:storage_defender", _GUARDING),
        "azurerm_security_center_server_vulnerability_assessments_setting": Row(
            "azure.detection.plans:vulnerability_setting", _DETECTOR
        ),
        "azurerm_security_center_setting": Row("azure.detection.plans:integration", _GUARDING),
        "azurerm_security_center_auto_provisioning": Row("azure.detection.plans:provisioning", ("agent_rollout",)),
        "azurerm_maintenance_configuration": Row("azure.detection.patches:configuration", ("patch_plan",)),
        "azurerm_virtual_machine_extension": Row("azure.detection.extensions:extension", ("malware_guard",)),
        "azurerm_security_center_contact": Row("azure.detection.contacts:contact", ("contact", "alert")),
        "azurerm_security_center_automation": Row("azure.detection.contacts:automation", _ALERT),
        "azurerm_monitor_activity_log_alert": Row("azure.detection.alerts:activity_alert", _ALERT),
        "azurerm_monitor_metric_alert": Row("azure.detection.alerts:other_alert", _ALERT),
        "azurerm_monitor_scheduled_query_rules_alert": Row("azure.detection.alerts:other_alert", _ALERT),
        "azurerm_monitor_scheduled_query_rules_alert_v2": Row("azure.detection.alerts:other_alert", _ALERT),
        "azurerm_sentinel_log_analytics_workspace_onboarding": Row("azure.detection.sentinel:onboarding", _DETECTOR),
        "azurerm_sentinel_alert_rule_scheduled": _RULE,
        "azurerm_sentinel_alert_rule_nrt": _RULE,
        "azurerm_sentinel_alert_rule_fusion": _RULE,
        "azurerm_sentinel_alert_rule_machine_learning_behavior_analytics": _RULE,
        "azurerm_sentinel_alert_rule_threat_intelligence": _RULE,
        "azurerm_sentinel_alert_rule_ms_security_incident": _RULE,
        "azurerm_log_analytics_solution": Row("azure.detection.sentinel:solution", _DETECTOR),
    },
    helpers=("azurerm_monitor_action_group",),
)
