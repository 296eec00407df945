"""Keys, secrets and certificates on Azure: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_MANAGED = "azurerm_key_vault_managed_hardware_security_module"

THEME = Theme(
    adapters={
        "azurerm_key_vault": Row("azure.keys.vault:vault", ("key_store",)),
        "azurerm_key_vault_key": Row("azure.keys.keys:key", ("key",)),
        "azurerm_key_vault_secret": Row("azure.keys.secrets:secret", ("secret",)),
        "azurerm_key_vault_certificate": Row("azure.keys.secrets:certificate", ("certificate",)),
        "azurerm_disk_encryption_set": Row("azure.keys.keys:disk_set", ("key_assignment",)),
        _MANAGED: Row("azure.keys.hsm:managed", ("hsm", "key_store")),
        f"{_MANAGED}_key": Row("azure.keys.keys:managed_key", ("key",)),
        "azurerm_dedicated_hardware_security_module": Row("azure.keys.hsm:dedicated", ("hsm",)),
    },
    sidecars={
        "azurerm_key_vault_access_policy": SideCar("key_vault_id", ("azurerm_key_vault",)),
        f"{_MANAGED}_key_rotation_policy": SideCar("managed_hsm_key_id", (f"{_MANAGED}_key",)),
    },
    helpers=("azurerm_monitor_diagnostic_setting", "azurerm_private_endpoint", "azurerm_role_assignment"),
)
