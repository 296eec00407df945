"""Rules of which no pair can be made, and why."""

from __future__ import annotations

_NOT_ASKED = "no operation is asked about it yet: "
_ONLY_WRITTEN = "only Terraform has it: "
BESIDES = {
    "credential-first-password-changed": "the report does not tell whether a first password must be changed",
    "credential-secret-encrypted": _ONLY_WRITTEN + "the state in which the secret part of a new key stands",
    "key-deletion-window": "a live key has no waiting time; who orders its deletion chooses it",
}
"""Rules on which a plan and the cloud may differ, wherever they ask."""
UNPAIRED = BESIDES | {
    "code-review-two-approvals": _NOT_ASKED + "CodeCommit",
    "code-store-review-rule": _NOT_ASKED + "CodeCommit",
    "headers-force-https": _NOT_ASKED + "policies of CloudFront for headers",
    "headers-script-violations-reported": _NOT_ASKED + "policies of CloudFront for headers",
    "headers-scripts-restricted": _NOT_ASKED + "policies of CloudFront for headers",
    "image-lookup-owner-named": _ONLY_WRITTEN + "the search for an image",
    "mail-dmarc-enforced": _NOT_ASKED + "records of Route 53",
    "mail-sender-tls": _NOT_ASKED + "SES",
    "mail-spf-closed": _NOT_ASKED + "records of Route 53",
    "mesh-client-certificates-required": "AWS closes App Mesh, whose nodes are the only ones",
    "platform-service-disks-customer-key": _NOT_ASKED + "Comprehend, SageMaker and other platforms",
    "platform-service-outbound-named": _NOT_ASKED + "AppFlow and other platforms",
    "platform-service-tls-inside": _NOT_ASKED + "SageMaker and other platforms",
    "remote-desktop-no-copying": _NOT_ASKED + "AppStream and WorkSpaces Web",
    "stored-object-customer-key": "objects are not listed, as there may be billions",
    "tls-policy-modern": _ONLY_WRITTEN + "a policy that no listener uses; live ones stand in their balancer",
}
"""Rule to why no plan and cloud can be compared on it."""
