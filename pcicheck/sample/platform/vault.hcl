api_addr     = "https://vault.payments.svc.cluster.local:8200"
cluster_addr = "https://vault-0.vault-internal:8201"
ui           = false

default_lease_ttl = "1h"
max_lease_ttl     = "24h"

listener "tcp" {
  address         = "0.0.0.0:8200"
  tls_cert_file   = "/vault/tls/tls.crt"
  tls_key_file    = "/vault/tls/tls.key"
  tls_min_version = "tls10"
}

storage "raft" {
  path    = "/vault/data"
  node_id = "vault-0"
}
