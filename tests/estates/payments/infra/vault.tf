# What Vault serves: encryption without handing out keys, and database users that live for an hour.
provider "vault" {
  address = "https://vault.payments.svc.cluster.local:8200"
}

resource "vault_audit" "log" {
  type    = "file"
  path    = "log"
  options = { file_path = "/vault/audit/audit.log" }
}

resource "vault_managed_keys" "tokens" {
  pkcs {
    name      = "payment-key"
    library   = "cloudhsm"
    key_label = "payment-key"
    key_id    = "1"
    key_bits  = "256"
    mechanism = "0x1087"
    slot      = "0x1"
    pin       = var.hsm_pin
  }
}

resource "vault_mount" "transit" {
  path                      = "transit"
  type                      = "transit"
  allowed_managed_keys      = ["payment-key"]
  default_lease_ttl_seconds = 3600
  max_lease_ttl_seconds     = 86400
}

resource "vault_transit_secret_backend_key" "payment" {
  backend                = vault_mount.transit.path
  name                   = "payment-key"
  type                   = "managed_key"
  managed_key_name       = "payment-key"
  exportable             = false
  allow_plaintext_backup = false
  deletion_allowed       = false
}

resource "vault_mount" "database" {
  path                      = "database"
  type                      = "database"
  default_lease_ttl_seconds = 3600
  max_lease_ttl_seconds     = 14400
}

resource "vault_database_secret_backend_connection" "ledger" {
  backend           = vault_mount.database.path
  name              = "ledger"
  allowed_roles     = ["payment-core"]
  verify_connection = true
  postgresql {
    connection_url      = "postgresql://{{username}}:{{password}}@ledger.cluster-c0ffee.eu-west-1.rds.amazonaws.com:5432/ledger?sslmode=verify-full"
    username            = "vault"
    password_wo         = var.database_password
    password_wo_version = 1
  }
}

resource "vault_database_secret_backend_role" "payment_core" {
  backend     = vault_mount.database.path
  name        = "payment-core"
  db_name     = vault_database_secret_backend_connection.ledger.name
  default_ttl = 900
  max_ttl     = 3600
  creation_statements = [
    "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';",
    "GRANT SELECT, INSERT ON payments TO \"{{name}}\";",
  ]
  revocation_statements = ["DROP ROLE IF EXISTS \"{{name}}\";"]
}

resource "vault_policy" "payment_core" {
  name   = "payment-core"
  policy = <<-EOT
    path "database/creds/payment-core" {
      capabilities = ["read"]
    }
  EOT
}

resource "vault_policy" "tokenization" {
  name   = "tokenization"
  policy = file("${path.module}/../vault/tokenization.policy.hcl")
}

resource "vault_auth_backend" "kubernetes" {
  type = "kubernetes"
  tune {
    default_lease_ttl = "15m"
    max_lease_ttl     = "1h"
  }
}

resource "vault_kubernetes_auth_backend_role" "service" {
  for_each                         = { tokenization = "tokenization", payment-core = "payment-core" }
  backend                          = vault_auth_backend.kubernetes.path
  role_name                        = each.key
  bound_service_account_names      = [each.value]
  bound_service_account_namespaces = ["payments"]
  audience                         = "vault"
  token_ttl                        = 900
  token_max_ttl                    = 3600
  token_policies                   = [each.key]
}

resource "vault_identity_mfa_totp" "people" {
  issuer = "vault"
}

resource "vault_identity_mfa_login_enforcement" "people" {
  name              = "people"
  mfa_method_ids    = [vault_identity_mfa_totp.people.method_id]
  auth_method_types = ["oidc"]
}

variable "database_password" {
  type      = string
  sensitive = true
  ephemeral = true
}

variable "hsm_pin" {
  type      = string
  sensitive = true
}
