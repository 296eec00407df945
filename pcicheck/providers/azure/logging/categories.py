"""Which log categories of a resource hold its audit records.

Azure Monitor documentation, "Supported Resource log categories": the categories of each type of resource. Types whose
audit records are not told apart there are left out.
"""

from __future__ import annotations

_REQUESTS = (("StorageRead", "StorageWrite", "StorageDelete"),)
_SQL = (("SQLSecurityAuditEvents",),)
_HTTP = (("AppServiceHTTPLogs",), ("AppServiceAuditLogs",))
_GATEWAY = (("ApplicationGatewayAccessLog",),)
_VAULT = (("AuditEvent",),)
_COSMOS = (("DataPlaneRequests", "ControlPlaneRequests"),)

AUDIT: dict[str, tuple[tuple[str, ...], ...]] = {
    "azurerm_key_vault": _VAULT,
    "azurerm_key_vault_managed_hardware_security_module": _VAULT,
    "azurerm_kubernetes_cluster": (("kube-audit",), ("kube-audit-admin",)),
    "azurerm_mssql_database": _SQL,
    "azurerm_mssql_managed_instance": _SQL,
    "azurerm_sql_database": _SQL,
    "azurerm_synapse_workspace": _SQL,
    "azurerm_synapse_sql_pool": _SQL,
    "azurerm_mysql_flexible_server": (("MySqlAuditLogs",),),
    "azurerm_mysql_server": (("MySqlAuditLogs",),),
    "azurerm_postgresql_flexible_server": (("PostgreSQLLogs",),),
    "azurerm_postgresql_server": (("PostgreSQLLogs",),),
    "azurerm_cosmosdb_account": _COSMOS,
    "azurerm_storage_account": _REQUESTS,
    "azurerm_container_registry": (("ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"),),
    "azurerm_application_gateway": _GATEWAY,
    "azurerm_app_service": _HTTP,
    "azurerm_linux_web_app": _HTTP,
    "azurerm_windows_web_app": _HTTP,
    "azurerm_network_security_group": (("NetworkSecurityGroupEvent",),),
    "azurerm_api_management": (("GatewayLogs",),),
    "azurerm_cdn_frontdoor_profile": (("FrontDoorAccessLog",),),
    "azurerm_frontdoor": (("FrontdoorAccessLog",),),
    "azurerm_monitor_aad_diagnostic_setting": (("AuditLogs", "SignInLogs"),),
}
"""Type of the resource to its audit records: one of the groups is enough, all names of a group are needed."""

AUDIT_NAMES = tuple(dict.fromkeys(names[0] for groups in AUDIT.values() for names in groups if len(names) == 1))
"""Categories that are audit records whatever the resource."""

BY_ARM_TYPE = {
    "microsoft.keyvault/vaults": "azurerm_key_vault",
    "microsoft.keyvault/managedhsms": "azurerm_key_vault_managed_hardware_security_module",
    "microsoft.containerservice/managedclusters": "azurerm_kubernetes_cluster",
    "microsoft.sql/managedinstances": "azurerm_mssql_managed_instance",
    "microsoft.dbformysql/flexibleservers": "azurerm_mysql_flexible_server",
    "microsoft.dbforpostgresql/flexibleservers": "azurerm_postgresql_flexible_server",
    "microsoft.documentdb/databaseaccounts": "azurerm_cosmosdb_account",
    "microsoft.storage/storageaccounts": "azurerm_storage_account",
    "microsoft.containerregistry/registries": "azurerm_container_registry",
    "microsoft.network/applicationgateways": "azurerm_application_gateway",
    "microsoft.network/networksecuritygroups": "azurerm_network_security_group",
    "microsoft.apimanagement/service": "azurerm_api_management",
}
"""Resource Manager's names of the types, in small letters."""
