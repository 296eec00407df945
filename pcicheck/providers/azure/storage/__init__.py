"""Stores of bytes on Azure: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_ACCOUNT = SideCar("storage_account_id", ("azurerm_storage_account",))

THEME = Theme(
    adapters={
        "azurerm_storage_account": Row("azure.storage.account:account", ("object_store",)),
        "azurerm_storage_container": Row("azure.storage.container:container", ("object_store",)),
        "azurerm_storage_table": Row("azure.storage.container:table", ("object_store",)),
        "azurerm_managed_disk": Row("azure.storage.disks:disk", ("block_volume",)),
        "azurerm_snapshot": Row("azure.storage.copies:snapshot", ("snapshot",)),
        "azurerm_image": Row("azure.storage.copies:image", ("snapshot",)),
        "azurerm_shared_image_version": Row("azure.storage.copies:gallery_version", ("snapshot",)),
        "azurerm_storage_share": Row("azure.storage.files:share", ("file_store",)),
        "azurerm_storage_sync": Row("azure.storage.files:sync", ("file_store",)),
        "azurerm_netapp_volume": Row("azure.storage.files:netapp_volume", ("file_store",)),
    },
    sidecars={
        "azurerm_storage_account_customer_managed_key": _ACCOUNT,
        "azurerm_storage_account_network_rules": SideCar(
            "storage_account_id", ("azurerm_storage_account",), formerly="storage_account_name"
        ),
        "azurerm_storage_account_queue_properties": _ACCOUNT,
        "azurerm_storage_account_static_website": _ACCOUNT,
        "azurerm_storage_management_policy": _ACCOUNT,
        "azurerm_storage_container_immutability_policy": SideCar(
            "storage_container_resource_manager_id", ("azurerm_storage_container",)
        ),
    },
    helpers=(
        "azurerm_disk_encryption_set",
        "azurerm_log_analytics_storage_insights",
        "azurerm_monitor_diagnostic_setting",
        "azurerm_monitor_log_profile",
        "azurerm_network_watcher_flow_log",
        "azurerm_private_endpoint",
        "azurerm_shared_image_gallery",
        "data.azurerm_disk_encryption_set",
    ),
)
