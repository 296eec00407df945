"""Services of the platform: automation, batch, settings, machine learning, backup, search, data and analytics.

Source: ARM template reference, ``Microsoft.Automation``, ``Microsoft.Batch``, ``Microsoft.AppConfiguration``,
``Microsoft.MachineLearningServices``, ``Microsoft.RecoveryServices``, ``Microsoft.Search``, ``Microsoft.DataFactory``,
``Microsoft.Databricks``, ``Microsoft.Synapse``, ``Microsoft.Kusto``, ``Microsoft.EventGrid``, ``Microsoft.Devices``,
``Microsoft.SignalRService`` and ``Microsoft.ServiceFabric``. Where a lowest TLS version, or
whether the workers of Databricks have public addresses, is not written, no default is documented.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, customer_key, each, first_unknown, put_some
from pcicheck.sources.shapes import Values, at

_PUBLIC = {"public_network_access_enabled": "public_network_access"}
_LOCAL = {"local_auth_enabled": "disable_local_auth"}


def _automation(values: Values) -> None:
    properties = "key_vault_properties"
    key = customer_key(values, "encryption", "key_source", f"{properties}.keyvault_uri", f"{properties}.key_name")
    put_some(values, {"encryption.key_vault_key_id": key})


def _learning(values: Values) -> None:
    key = at(values, "encryption.key_vault_properties.key_identifier")
    values["encryption"] = None if key is None else [{"key_id": key}]


def _vault(values: Values) -> None:
    key = at(values, "encryption.key_vault_properties.key_uri")
    twice = at(values, "encryption.infrastructure_encryption")
    values["encryption"] = [{"key_id": key, "infrastructure_encryption_enabled": twice}] if key or twice else None


def _batch(values: Values) -> None:
    put_some(values, {"encryption.key_vault_key_id": at(values, "encryption.key_vault_properties.key_identifier")})


def _search(values: Values) -> None:
    rules = at(values, "network_rule_set.ip_rules")
    put_some(values, {"allowed_ips": each(rules, lambda rule: rule.get("value")) if rules else None})


def _factory(values: Values) -> None:
    vault, name = at(values, "encryption.vault_base_url"), at(values, "encryption.key_name")
    if isinstance(name, str):
        values["customer_managed_key_id"] = f"{str(vault).rstrip('/')}/keys/{name}"
    else:
        put_some(values, {"customer_managed_key_id": name})


def _databricks(values: Values) -> None:
    values["sku"] = at(values, "sku.name")
    put_some(values, {"custom_parameters.no_public_ip": at(values, "parameters.enable_no_public_ip.value")})
    values["customer_managed_key_enabled"] = at(values, "parameters.prepare_encryption.value") or False
    source = at(values, "parameters.encryption.value.key_source")
    if source is not None and str(source).lower() == "microsoft.keyvault":
        values["customer_managed_key_enabled"] = NOT_STATED  # the key stands in a resource of its own in Terraform


def _synapse(values: Values) -> None:
    key = at(values, "encryption.cmk.key.key_vault_url")
    network = values.get("managed_virtual_network")
    values["managed_virtual_network_enabled"] = network if isinstance(network, Unknown) else bool(network)
    put_some(
        values,
        {
            "customer_managed_key.key_versionless_id": key,
            "data_exfiltration_protection_enabled": at(
                values, "managed_virtual_network_settings.prevent_data_exfiltration"
            ),
        },
    )


def _kusto(values: Values) -> None:
    outbound = values.get("restrict_outbound_network_access")
    put_some(values, {"outbound_network_access_restricted": outbound})


def _live(values: Values) -> None:
    found = each(at(values, "resource_log_configuration.categories"), lambda item: item)
    on: dict[str, Any] = {}
    for item in found if isinstance(found, list) else ():
        name = item if isinstance(item, Unknown) else str(item.get("name")).lower()
        if isinstance(name, str):
            on[name] = item.get("enabled")
    put_some(
        values,
        {
            "http_request_logs_enabled": found if isinstance(found, Unknown) else on.get("httprequestlogs"),
            "connectivity_logs_enabled": found if isinstance(found, Unknown) else on.get("connectivitylogs"),
        },
    )


def _fabric(values: Values) -> None:
    settings = values.get("fabric_settings")
    if isinstance(settings, list):
        values["fabric_settings"] = each(settings, _section)


def _section(item: Values) -> Values:
    listed = each(item.get("parameters"), lambda one: one)
    unknown = listed if isinstance(listed, Unknown) else first_unknown([at(one, "name") for one in listed])
    parameters = unknown or {str(one.get("name")): one.get("value") for one in listed}
    return {"name": item.get("name"), "parameters": parameters}


_LIVE = {
    **_PUBLIC,
    "tls_client_cert_enabled": "tls.client_cert_enabled",
}

SHAPES: dict[str, ArmShape] = {
    "Microsoft.Automation/automationAccounts": ArmShape(
        "azurerm_automation_account",
        moves=_PUBLIC,
        turned={"local_authentication_enabled": "disable_local_auth"},
        more=_automation,
    ),
    "Microsoft.Automation/automationAccounts/variables": ArmShape(
        "azurerm_automation_variable_string", moves={"encrypted": "is_encrypted"}
    ),
    "Microsoft.Batch/batchAccounts": ArmShape("azurerm_batch_account", moves=_PUBLIC, more=_batch),
    "Microsoft.AppConfiguration/configurationStores": ArmShape(
        "azurerm_app_configuration",
        moves={"encryption.key_vault_key_identifier": "encryption.key_vault_properties.key_identifier"},
        turned=_LOCAL,
    ),
    "Microsoft.MachineLearningServices/workspaces": ArmShape(
        "azurerm_machine_learning_workspace", moves=_PUBLIC, more=_learning
    ),
    "Microsoft.Logic/workflows": ArmShape("azurerm_logic_app_workflow"),
    "Microsoft.StreamAnalytics/streamingjobs": ArmShape("azurerm_stream_analytics_job"),
    "Microsoft.RecoveryServices/vaults": ArmShape("azurerm_recovery_services_vault", moves=_PUBLIC, more=_vault),
    "Microsoft.Search/searchServices": ArmShape("azurerm_search_service", moves=_PUBLIC, more=_search),
    "Microsoft.DataFactory/factories": ArmShape(
        "azurerm_data_factory", moves={"public_network_enabled": "public_network_access"}, more=_factory
    ),
    "Microsoft.Databricks/workspaces": ArmShape(
        "azurerm_databricks_workspace",
        moves=_PUBLIC,
        unstated=("custom_parameters.no_public_ip",),
        more=_databricks,
    ),
    "Microsoft.Synapse/workspaces": ArmShape(
        "azurerm_synapse_workspace",
        moves={**_PUBLIC, "azuread_authentication_only": "azure_adonly_authentication"},
        more=_synapse,
    ),
    "Microsoft.Synapse/workspaces/firewallRules": ArmShape(
        "azurerm_synapse_firewall_rule", parents=("synapse_workspace_id",)
    ),
    "Microsoft.Kusto/clusters": ArmShape(
        "azurerm_kusto_cluster",
        moves={
            **_PUBLIC,
            "disk_encryption_enabled": "enable_disk_encryption",
            "double_encryption_enabled": "enable_double_encryption",
        },
        more=_kusto,
    ),
    "Microsoft.EventGrid/topics": ArmShape("azurerm_eventgrid_topic", moves=_PUBLIC, turned=_LOCAL),
    "Microsoft.EventGrid/domains": ArmShape("azurerm_eventgrid_domain", moves=_PUBLIC, turned=_LOCAL),
    "Microsoft.Devices/IotHubs": ArmShape(
        "azurerm_iothub", moves=_PUBLIC, turned={"local_authentication_enabled": "disable_local_auth"}
    ),
    "Microsoft.SignalRService/SignalR": ArmShape("azurerm_signalr_service", moves=_LIVE, more=_live),
    "Microsoft.SignalRService/WebPubSub": ArmShape("azurerm_web_pubsub", moves=_LIVE, more=_live),
    "Microsoft.ServiceFabric/clusters": ArmShape("azurerm_service_fabric_cluster", more=_fabric),
}
"""ARM type to its shape."""
