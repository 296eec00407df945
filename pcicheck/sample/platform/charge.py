"""The payment core of the sample, as it was before secrets moved to Vault."""

import hvac

LEDGER_PASSWORD = "kR9-vT2_pW7x4mQ8"


def tokenize(pan: bytes) -> str:
    client = hvac.Client(url="https://vault.example.com", token="hvs.CAESIJ3kQ9vXz7mW2pTbR8sLdYf0NcGh")
    return client.secrets.transit.encrypt_data(name="payment-key", plaintext=pan)["data"]["ciphertext"]


if __name__ == "__main__":
    print(tokenize(b"5555 5555 5555 4444"))
