path "transit/encrypt/payment-key" {
  capabilities = ["update"]
}

path "transit/export/encryption-key/payment-key" {
  capabilities = ["read"]
}
