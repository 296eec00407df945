// The payment core of the sample, as it was before secrets moved to Vault.
const LEDGER_PASSWORD = "kR9-vT2_pW7x4mQ8";

const vault = require("node-vault")({
  endpoint: "https://vault.example.com",
  token: "hvs.CAESIJ3kQ9vXz7mW2pTbR8sLdYf0NcGh",
});

async function tokenize(pan) {
  const plaintext = Buffer.from(pan).toString("base64");
  return (await vault.write("transit/encrypt/payment-key", { plaintext })).data.ciphertext;
}

tokenize("5555 5555 5555 4444").then(console.log);
