# The controls that the seed names for Azure: Key Vault with modules, Sentinel, Defender for Cloud.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.10"
    }
  }
}

provider "azurerm" {
  features {}
  subscription_id = "11111111-2222-3333-4444-555555555555"
}

resource "azurerm_key_vault" "payments" {
  name                          = "payments"
  location                      = "westeurope"
  resource_group_name           = "payments"
  tenant_id                     = "99999999-2222-3333-4444-555555555555"
  sku_name                      = "premium"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_key_vault_key" "tokens" {
  name            = "tokens"
  key_vault_id    = azurerm_key_vault.payments.id
  key_type        = "RSA-HSM"
  key_size        = 3072
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = "2027-11-01T00:00:00Z"

  rotation_policy {
    expire_after         = "P365D"
    notify_before_expiry = "P30D"
    automatic {
      time_before_expiry = "P60D"
    }
  }
}

resource "azurerm_private_endpoint" "vault" {
  name                = "vault"
  location            = "westeurope"
  resource_group_name = "payments"
  subnet_id           = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/payments/providers/Microsoft.Network/virtualNetworks/cde/subnets/private"

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.payments.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }
}

resource "azurerm_log_analytics_workspace" "security" {
  name                         = "security"
  location                     = "westeurope"
  resource_group_name          = "security"
  sku                          = "PerGB2018"
  retention_in_days            = 400
  local_authentication_enabled = false
  internet_query_enabled       = false
}

resource "azurerm_log_analytics_cluster" "security" {
  name                = "security"
  location            = "westeurope"
  resource_group_name = "security"
  size_gb             = 500

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_log_analytics_cluster_customer_managed_key" "security" {
  log_analytics_cluster_id = azurerm_log_analytics_cluster.security.id
  key_vault_key_id         = azurerm_key_vault_key.tokens.id
}

resource "azurerm_log_analytics_linked_service" "security" {
  resource_group_name = "security"
  workspace_id        = azurerm_log_analytics_workspace.security.id
  write_access_id     = azurerm_log_analytics_cluster.security.id
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "security" {
  workspace_id                 = azurerm_log_analytics_workspace.security.id
  customer_managed_key_enabled = false
}

resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = "vault"
  target_resource_id         = azurerm_key_vault.payments.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.security.id

  enabled_log {
    category_group = "allLogs"
  }
  enabled_log {
    category_group = "audit"
  }
}

resource "azurerm_security_center_subscription_pricing" "plan" {
  for_each      = toset(["VirtualMachines", "Containers", "StorageAccounts", "KeyVaults", "Arm", "SqlServers", "Api"])
  tier          = "Standard"
  resource_type = each.key
}

resource "azurerm_security_center_contact" "desk" {
  name                = "desk"
  email               = "security@example.com"
  phone               = "+44 20 7946 0000"
  alert_notifications = true
  alerts_to_admins    = true
}
