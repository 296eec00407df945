"""Things that are set the other way than those of the same type elsewhere, in both forms: networks, oversight."""

from __future__ import annotations

from typing import Any

from tests.sources.gcp.pairs.base import KEY, PROJECT, Pair, asset, there

_HERE = f"{PROJECT}/locations/europe-west1"
_NETWORK = f"{PROJECT}/global/networks/cde"


def _compute(kind: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
    full = {"name": name.rpartition("/")[2], **data}
    return asset(f"compute.googleapis.com/{kind}", f"//compute.googleapis.com/{PROJECT}/{name}", full)


def _allows(name: str, protocol: str, *ports: str) -> Pair:
    """A firewall rule for everybody."""
    return Pair(
        f"google_compute_firewall.{name}",
        {
            "name": name,
            "network": _NETWORK,
            "direction": "INGRESS",
            "source_ranges": ["0.0.0.0/0"],
            "allow": [{"protocol": protocol, **({"ports": list(ports)} if ports else {})}],
        },
        _compute(
            "Firewall",
            f"global/firewalls/{name}",
            {
                "network": f"https://www.googleapis.com/compute/v1/{_NETWORK}",
                "direction": "INGRESS",
                "sourceRanges": ["0.0.0.0/0"],
                "allowed": [{"IPProtocol": protocol, **({"ports": list(ports)} if ports else {})}],
                "priority": 1000,
                "logConfig": {"enable": False},
            },
        ),
        6,
    )


NETWORK = [
    _allows("everything", "all"),
    _allows("datagrams", "udp", "53", "161", "1-65535"),
    Pair(
        "google_dns_managed_zone.signed",
        {
            "name": "signed",
            "dns_name": "web.example.",
            "dnssec_config": [
                {"state": "on", "default_key_specs": [{"algorithm": "rsasha1", "key_type": "keySigning"}]}
            ],
            "cloud_logging_config": [{"enable_logging": True}],
        },
        asset(
            "dns.googleapis.com/ManagedZone",
            f"//dns.googleapis.com/{PROJECT}/managedZones/2",
            {
                "name": "signed",
                "dnsName": "web.example.",
                "visibility": "PUBLIC",
                "dnssecConfig": {
                    "state": "ON",
                    "defaultKeySpecs": [{"algorithm": "RSASHA1", "keyType": "KEY_SIGNING"}],
                },
                "cloudLoggingConfig": {"enableLogging": True},
            },
        ),
        3,
    ),
    Pair(
        "google_dns_policy.silent",
        {"name": "silent", "enable_logging": False},
        asset(
            "dns.googleapis.com/Policy",
            f"//dns.googleapis.com/{PROJECT}/policies/2",
            {"name": "silent", "enableLogging": False},
        ),
    ),
    Pair(
        "google_compute_router_nat.silent",
        {"name": "silent", "router": "r"},
        _compute("Router", "regions/europe-west1/routers/s", {"nats": [{"name": "silent"}]}),
    ),
    Pair(
        "google_compute_service_attachment.asked",
        {"name": "asked", "region": "europe-west1", "connection_preference": "ACCEPT_MANUAL"},
        _compute(
            "ServiceAttachment",
            "regions/europe-west1/serviceAttachments/asked",
            {"connectionPreference": "ACCEPT_MANUAL"},
        ),
    ),
    Pair(
        "google_compute_network.own",
        {"name": "own", "auto_create_subnetworks": False},
        _compute("Network", "global/networks/own", {"autoCreateSubnetworks": False}),
        3,
        others={
            "google_compute_firewall.stop": {
                "name": "stop",
                "network": "own",
                "direction": "EGRESS",
                "priority": 65534,
                "destination_ranges": ["0.0.0.0/0"],
                "deny": [{"protocol": "all"}],
            }
        },
        beside=[
            _compute(
                "Firewall",
                "global/firewalls/stop",
                {
                    "network": f"https://www.googleapis.com/compute/v1/{PROJECT}/global/networks/own",
                    "direction": "EGRESS",
                    "priority": 65534,
                    "destinationRanges": ["0.0.0.0/0"],
                    "denied": [{"IPProtocol": "all"}],
                },
            )
        ],
    ),
    Pair(
        "google_compute_backend_service.checked",
        {
            "name": "checked",
            "protocol": "HTTPS",
            "load_balancing_scheme": "EXTERNAL_MANAGED",
            "security_policy": "w",
            "log_config": [{"enable": True, "sample_rate": 1}],
            "iap": [{"enabled": True}],
        },
        _compute(
            "BackendService",
            "global/backendServices/checked",
            {
                "protocol": "HTTPS",
                "loadBalancingScheme": "EXTERNAL_MANAGED",
                "securityPolicy": f"https://www.googleapis.com/compute/v1/{PROJECT}/global/securityPolicies/w",
                "logConfig": {"enable": True, "sampleRate": 1},
                "iap": {"enabled": True},
            },
        ),
        3,
    ),
    Pair(
        "google_compute_security_policy.tries",
        {
            "name": "tries",
            "rule": [
                {"action": "allow", "priority": 2147483647, "match": [{"versioned_expr": "SRC_IPS_V1"}]},
                {
                    "action": "deny(403)",
                    "priority": 1,
                    "preview": True,
                    "match": [{"expr": [{"expression": "evaluatePreconfiguredWaf('sqli-v33-stable')"}]}],
                },
            ],
        },
        _compute(
            "SecurityPolicy",
            "global/securityPolicies/tries",
            {
                "rules": [
                    {"action": "allow", "priority": 2147483647, "match": {"versionedExpr": "SRC_IPS_V1"}},
                    {
                        "action": "deny(403)",
                        "priority": 1,
                        "preview": True,
                        "match": {"expr": {"expression": "evaluatePreconfiguredWaf('sqli-v33-stable')"}},
                    },
                ]
            },
        ),
    ),
]

OVERSIGHT = [
    Pair(
        "google_logging_project_bucket_config.keyed",
        {
            "project": "pay-prod",
            "location": "europe-west1",
            "bucket_id": "keyed",
            "retention_days": 400,
            "cmek_settings": [{"kms_key_name": KEY}],
        },
        there(
            "logging.googleapis.com/LogBucket",
            f"{_HERE}/buckets/keyed",
            {"retentionDays": 400, "cmekSettings": {"kmsKeyName": KEY}},
        ),
        3,
    ),
    Pair(
        "google_logging_organization_sink.alone",
        {"name": "alone", "org_id": "3", "destination": "storage.googleapis.com/audit", "disabled": True},
        asset(
            "logging.googleapis.com/LogSink",
            "//logging.googleapis.com/organizations/3/sinks/alone",
            {"name": "alone", "destination": "storage.googleapis.com/audit", "disabled": True},
        ),
        2,
    ),
    Pair(
        "google_os_config_patch_deployment.everything",
        {
            "patch_deployment_id": "everything",
            "one_time_schedule": [{"execute_time": "2026-01-01T00:00:00Z"}],
            "patch_config": [{"reboot_config": "ALWAYS"}],
        },
        there(
            "osconfig.googleapis.com/PatchDeployment",
            f"{PROJECT}/patchDeployments/everything",
            {"oneTimeSchedule": {"executeTime": "2026-01-01T00:00:00Z"}, "patchConfig": {"rebootConfig": "ALWAYS"}},
        ),
        2,
    ),
    Pair(
        "google_iam_workload_identity_pool_provider.bound",
        {
            "workload_identity_pool_id": "p",
            "workload_identity_pool_provider_id": "bound",
            "attribute_mapping": {"google.subject": "assertion.sub"},
            "attribute_condition": 'assertion.repository_owner == "pay"',
            "oidc": [{"issuer_uri": "https://token.actions.githubusercontent.com"}],
        },
        there(
            "iam.googleapis.com/WorkloadIdentityPoolProvider",
            "projects/7/locations/global/workloadIdentityPools/p/providers/bound",
            {
                "attributeMapping": {"google.subject": "assertion.sub"},
                "attributeCondition": 'assertion.repository_owner == "pay"',
                "oidc": {"issuerUri": "https://token.actions.githubusercontent.com"},
            },
        ),
        2,
    ),
    Pair(
        "google_kms_crypto_key.small",
        {
            "name": "small",
            "key_ring": f"{PROJECT}/locations/europe-west1/keyRings/r",
            "purpose": "ASYMMETRIC_SIGN",
            "destroy_scheduled_duration": "86400s",
            "version_template": [{"algorithm": "RSA_SIGN_RAW_PKCS1_2048", "protection_level": "SOFTWARE"}],
        },
        there(
            "cloudkms.googleapis.com/CryptoKey",
            f"{_HERE}/keyRings/r/cryptoKeys/small",
            {
                "purpose": "ASYMMETRIC_SIGN",
                "destroyScheduledDuration": "86400s",
                "versionTemplate": {"algorithm": "RSA_SIGN_RAW_PKCS1_2048", "protectionLevel": "SOFTWARE"},
            },
        ),
        2,
    ),
    Pair(
        "google_privateca_ca_pool.bounded",
        {
            "name": "bounded",
            "tier": "ENTERPRISE",
            "issuance_policy": [
                {
                    "allowed_key_types": [{"elliptic_curve": [{"signature_algorithm": "ECDSA_P256"}]}],
                    "maximum_lifetime": "315360000s",
                    "identity_constraints": [
                        {
                            "allow_subject_passthrough": False,
                            "allow_subject_alt_names_passthrough": True,
                            "cel_expression": [{"expression": "subject_alt_names.all(n, n.value.endsWith('.test'))"}],
                        }
                    ],
                }
            ],
        },
        there(
            "privateca.googleapis.com/CaPool",
            f"{_HERE}/caPools/bounded",
            {
                "tier": "ENTERPRISE",
                "issuancePolicy": {
                    "allowedKeyTypes": [{"ellipticCurve": {"signatureAlgorithm": "ECDSA_P256"}}],
                    "maximumLifetime": "315360000s",
                    "identityConstraints": {
                        "allowSubjectAltNamesPassthrough": True,
                        "celExpression": {"expression": "subject_alt_names.all(n, n.value.endsWith('.test'))"},
                    },
                },
            },
        ),
        3,
    ),
]
