# Python example using hvac (HashiCorp Vault client) to encrypt a PAN
import hvac, base64

client = hvac.Client(url='https://vault.example.com', token='s.xxxxx')
response = client.secrets.transit.encrypt_data(
    name='payment-key',
    plaintext=base64.b64encode(b'4111111111111111').decode()
)
token = response['data']['ciphertext']
print('Tokenized PAN:', token)
