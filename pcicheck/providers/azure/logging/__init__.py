"""Audit logs and where they are kept on Azure: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_STORE = ("log_store",)
_WORKSPACE = ("azurerm_log_analytics_workspace",)

THEME = Theme(
    adapters={
        "azurerm_monitor_diagnostic_setting": Row("azure.logging.diagnostics:setting", ("audit_log", "log_route")),
        "azurerm_monitor_aad_diagnostic_setting": Row("azure.logging.diagnostics:directory_setting", ("log_route",)),
        "azurerm_monitor_log_profile": Row("azure.logging.profile:profile", ("audit_log",)),
        "azurerm_log_analytics_workspace": Row("azure.logging.workspace:workspace", _STORE),
        "azurerm_log_analytics_workspace_table": Row("azure.logging.workspace:table", _STORE),
        "azurerm_log_analytics_cluster": Row("azure.logging.workspace:cluster", _STORE),
        "azurerm_application_insights": Row("azure.logging.workspace:insights", _STORE),
    },
    sidecars={
        "azurerm_log_analytics_workspace_table": SideCar("workspace_id", _WORKSPACE),
        "azurerm_log_analytics_linked_service": SideCar("workspace_id", _WORKSPACE),
        "azurerm_log_analytics_cluster_customer_managed_key": SideCar(
            "log_analytics_cluster_id", ("azurerm_log_analytics_cluster",)
        ),
    },
)
