"""Machines, containers and platform services on Azure: which native types there are and who reads them.

App Service and function apps are read here too (``apps``), but their rows stand in the table of the transport theme.
"""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_MACHINE = Row("azure.workload.machines:machine", ("compute",))
_LEGACY = Row("azure.workload.machines:legacy_machine", ("compute",))
_VARIABLE = Row("azure.workload.services:variable", ("stored_setting",))
_COGNITIVE = Row("azure.workload.services:cognitive_account", ("platform_service",))
_LEARNING = Row("azure.workload.services:learning_compute", ("platform_service",))
_APP = Row("azure.workload.containers:container_app", ("container_service", "container_workload"))
_GROUP = Row("azure.workload.containers:container_group", ("container_service", "container_workload"))

THEME = Theme(
    adapters={
        "azurerm_linux_virtual_machine": _MACHINE,
        "azurerm_windows_virtual_machine": _MACHINE,
        "azurerm_linux_virtual_machine_scale_set": _MACHINE,
        "azurerm_windows_virtual_machine_scale_set": _MACHINE,
        "azurerm_orchestrated_virtual_machine_scale_set": Row(
            "azure.workload.machines:flexible_scale_set", ("compute",)
        ),
        "azurerm_virtual_machine": _LEGACY,
        "azurerm_virtual_machine_scale_set": _LEGACY,
        "azurerm_kubernetes_cluster": Row("azure.workload.clusters:cluster", ("cluster", "node_pool")),
        "azurerm_kubernetes_cluster_node_pool": Row("azure.workload.clusters:node_pool", ("node_pool",)),
        "azurerm_container_registry": Row("azure.workload.containers:registry", ("registry",)),
        "azurerm_container_group": _GROUP,
        "azurerm_container_app": _APP,
        "azurerm_container_app_job": Row("azure.workload.containers:container_job", ("container_workload",)),
        "azurerm_automation_account": Row("azure.workload.services:automation_account", ("platform_service",)),
        "azurerm_automation_variable_bool": _VARIABLE,
        "azurerm_automation_variable_datetime": _VARIABLE,
        "azurerm_automation_variable_int": _VARIABLE,
        "azurerm_automation_variable_object": _VARIABLE,
        "azurerm_automation_variable_string": _VARIABLE,
        "azurerm_batch_account": Row("azure.workload.services:batch_account", ("platform_service",)),
        "azurerm_app_configuration": Row("azure.workload.services:app_configuration", ("platform_service",)),
        "azurerm_ai_services": _COGNITIVE,
        "azurerm_cognitive_account": _COGNITIVE,
        "azurerm_machine_learning_workspace": Row("azure.workload.services:learning_workspace", ("platform_service",)),
        "azurerm_machine_learning_compute_cluster": _LEARNING,
        "azurerm_machine_learning_compute_instance": _LEARNING,
        "azurerm_logic_app_workflow": Row("azure.workload.services:workflow", ("platform_service",)),
        "azurerm_recovery_services_vault": Row("azure.workload.services:recovery_vault", ("platform_service",)),
        "azurerm_spring_cloud_service": Row("azure.workload.services:spring_service", ("platform_service",)),
        "azurerm_spring_cloud_api_portal": Row("azure.workload.services:spring_portal", ("platform_service",)),
        "azurerm_spring_cloud_app": Row("azure.workload.services:spring_app", ("platform_service",)),
        "azurerm_service_fabric_cluster": Row("azure.workload.services:fabric_cluster", ("platform_service",)),
    },
    sidecars={
        "azurerm_virtual_machine_extension": SideCar(
            "virtual_machine_id",
            ("azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_virtual_machine"),
            several=True,
        ),
        "azurerm_cognitive_account_customer_managed_key": SideCar(
            "cognitive_account_id", ("azurerm_cognitive_account", "azurerm_ai_services")
        ),
    },
    helpers=(
        "azurerm_app_service_virtual_network_swift_connection",
        "azurerm_monitor_diagnostic_setting",
        "azurerm_network_interface",
        "azurerm_private_endpoint",
    ),
)
