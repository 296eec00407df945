"""The tokenization service encrypts a card number with a key that never leaves the HSM."""

import base64
import os

import hvac


def tokenize(pan: str) -> str:
    client = hvac.Client(url=os.environ["VAULT_ADDR"], cert=("/vault/tls/tls.crt", "/vault/tls/tls.key"), verify="/vault/tls/ca.crt")
    client.auth.kubernetes.login(role="tokenization", jwt=open("/run/secrets/token").read())
    response = client.secrets.transit.encrypt_data(
        name="payment-key",
        plaintext=base64.b64encode(pan.encode()).decode(),
    )
    return str(response["data"]["ciphertext"])
