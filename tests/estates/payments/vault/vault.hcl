cluster_name = "payments"
api_addr     = "https://vault.payments.svc.cluster.local:8200"
cluster_addr = "https://vault-0.vault-internal:8201"
ui           = false
log_level    = "info"

default_lease_ttl = "1h"
max_lease_ttl     = "24h"

listener "tcp" {
  address                            = "0.0.0.0:8200"
  cluster_address                    = "0.0.0.0:8201"
  tls_cert_file                      = "/vault/tls/tls.crt"
  tls_key_file                       = "/vault/tls/tls.key"
  tls_client_ca_file                 = "/vault/tls/ca.crt"
  tls_require_and_verify_client_cert = true
  tls_min_version                    = "tls12"
  tls_cipher_suites                  = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
}

seal "pkcs11" {
  lib            = "/opt/cloudhsm/lib/libcloudhsm_pkcs11.so"
  slot           = "0x1"
  key_label      = "vault-root"
  hmac_key_label = "vault-hmac"
}

storage "raft" {
  path    = "/vault/data"
  node_id = "vault-0"

  retry_join {
    leader_api_addr     = "https://vault-1.vault-internal:8200"
    leader_ca_cert_file = "/vault/tls/ca.crt"
  }
}

telemetry {
  disable_hostname          = true
  prometheus_retention_time = "24h"
}

audit "file" "main" {
  path = "file"
  options = {
    file_path = "/vault/audit/audit.log"
  }
}
