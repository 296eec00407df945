"""Rules of which no pair can be made, and why."""

from __future__ import annotations

_ONLY_WRITTEN = "only Terraform has it: "
BESIDES = {
    "credential-first-password-changed": "the report does not tell whether a first password must be changed",
    "credential-secret-encrypted": _ONLY_WRITTEN + "the state in which the secret part of a new key stands",
    "key-deletion-window": "a live key has no waiting time until somebody orders its deletion and chooses one",
    "key-store-connected": "no argument of Terraform connects a key store, so only the cloud knows",
}
"""Rules on which a plan and the cloud may differ, wherever they ask."""
UNPAIRED = BESIDES | {
    "address-rule-not-everyone": _ONLY_WRITTEN + "security groups outside a VPC, which AWS has retired",
    "image-lookup-owner-named": _ONLY_WRITTEN + "the search for an image",
    "mesh-client-certificates-required": "AWS closes App Mesh, whose nodes are the only ones",
    "stored-object-customer-key": "objects are not listed, as there may be billions",
    "tls-policy-ciphers-strong": _ONLY_WRITTEN + "a policy that no listener uses; live ones stand in their balancer",
    "tls-policy-modern": _ONLY_WRITTEN + "a policy that no listener uses; live ones stand in their balancer",
}
"""Rule to why no plan and cloud can be compared on it."""
