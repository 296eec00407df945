"""Things that are judged by what stands beside them, in both forms: balancers, logs, authorities, environments."""

from __future__ import annotations

from typing import Any

from pcicheck.cases.shorthand import Ref
from tests.sources.gcp.pairs.base import KEY, PROJECT, Pair, asset, there

_API = f"https://www.googleapis.com/compute/v1/{PROJECT}"
_REGION = "europe-west1"
_HERE = f"{PROJECT}/locations/{_REGION}"
_PARTNER = {"pci_audience": "partner"}


def _compute(kind: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
    full = {"name": name.rpartition("/")[2], "selfLink": f"{_API}/{name}", **data}
    return asset(f"compute.googleapis.com/{kind}", f"//compute.googleapis.com/{PROJECT}/{name}", full)


def _proxy(name: str, mode: str, version: str) -> Pair:
    """A load balancer on the internet, with a TLS policy and a policy for client certificates."""
    place = f"{PROJECT}/locations/global"
    trust = f"{place}/trustConfigs/t"
    mutual = {"client_validation_mode": mode, "client_validation_trust_config": Ref((f"{_TRUST}.id",))}
    return Pair(
        f"google_compute_target_https_proxy.{name}",
        {
            "name": name,
            "url_map": "u",
            "ssl_policy": Ref(("google_compute_ssl_policy.s.id",)),
            "server_tls_policy": Ref(("google_network_security_server_tls_policy.m.id",)),
        },
        _compute(
            "TargetHttpsProxy",
            f"global/targetHttpsProxies/{name}",
            {
                "urlMap": f"{_API}/global/urlMaps/u",
                "sslPolicy": f"{_API}/global/sslPolicies/s",
                "serverTlsPolicy": f"//networksecurity.googleapis.com/{place}/serverTlsPolicies/m",
            },
        ),
        3,
        others={
            _TRUST: {
                "name": "t",
                "location": "global",
                "trust_stores": [{"trust_anchors": [{"pem_certificate": "x"}]}],
            },
            "google_network_security_server_tls_policy.m": {"name": "m", "mtls_policy": [mutual]},
            "google_compute_ssl_policy.s": {"name": "s", "profile": "MODERN", "min_tls_version": version},
            "google_compute_global_forwarding_rule.f": {
                "name": "f",
                "load_balancing_scheme": "EXTERNAL_MANAGED",
                "port_range": "443",
                "labels": _PARTNER,
                "target": Ref((f"google_compute_target_https_proxy.{name}.id",)),
            },
        },
        beside=[
            there(
                "certificatemanager.googleapis.com/TrustConfig",
                trust,
                {"trustStores": [{"trustAnchors": [{"pemCertificate": "x"}]}]},
            ),
            there(
                "networksecurity.googleapis.com/ServerTlsPolicy",
                f"{place}/serverTlsPolicies/m",
                {"mtlsPolicy": {"clientValidationMode": mode, "clientValidationTrustConfig": trust}},
            ),
            _compute("SslPolicy", "global/sslPolicies/s", {"profile": "MODERN", "minTlsVersion": version}),
            _compute(
                "GlobalForwardingRule",
                "global/forwardingRules/f",
                {
                    "loadBalancingScheme": "EXTERNAL_MANAGED",
                    "portRange": "443-443",
                    "labels": _PARTNER,
                    "target": f"{_API}/global/targetHttpsProxies/{name}",
                },
            ),
        ],
    )


_TRUST = "google_certificate_manager_trust_config.t"
PROXIES = [
    _proxy("strict", "REJECT_INVALID", "TLS_1_2"),
    _proxy("loose", "ALLOW_INVALID_OR_MISSING_CLIENT_CERT", "TLS_1_0"),
]


def _copied(name: str, *, well: bool) -> Pair:
    """A sink that copies everything to a bucket."""
    days = 400 if well else 30
    prevention = "enforced" if well else "inherited"
    grant = [] if well else ["allUsers"]
    bucket = f"audit-{name}"
    policy = {"bindings": [{"role": "roles/storage.objectViewer", "members": grant}]} if grant else {"etag": "x"}
    shown = {
        "name": bucket,
        "location": "EU",
        "iamConfiguration": {
            "uniformBucketLevelAccess": {"enabled": True},
            "publicAccessPrevention": prevention,
        },
        "retentionPolicy": {"retentionPeriod": str(days * 86400), "isLocked": well},
    }
    planned = {
        "name": bucket,
        "location": "EU",
        "uniform_bucket_level_access": True,
        "public_access_prevention": prevention,
        "retention_policy": [{"retention_period": days * 86400, "is_locked": well}],
    }
    sink = {"name": name, "destination": f"storage.googleapis.com/{bucket}"}
    member = {"bucket": bucket, "role": "roles/storage.objectViewer", "member": "allUsers"}
    stored = asset("storage.googleapis.com/Bucket", f"//storage.googleapis.com/{bucket}", shown)
    return Pair(
        f"google_logging_project_sink.{name}",
        {"name": name, "destination": Ref(("google_storage_bucket.l.name",))},
        asset("logging.googleapis.com/LogSink", f"//logging.googleapis.com/{PROJECT}/sinks/{name}", sink),
        4,
        others={
            "google_storage_bucket.l": planned,
            **({} if well else {"google_storage_bucket_iam_member.m": member}),
        },
        beside=[{**stored, "iam_policy": policy}],
    )


COPIES = [_copied("kept", well=True), _copied("lost", well=False)]


def _authority(name: str, algorithm: str, *, published: bool) -> Pair:
    pool = f"{_HERE}/caPools/{name}"
    return Pair(
        f"google_privateca_certificate_authority.{name}",
        {
            "certificate_authority_id": name,
            "location": _REGION,
            "pool": Ref(("google_privateca_ca_pool.p.name",)),
            "key_spec": [{"algorithm": algorithm}],
        },
        there(
            "privateca.googleapis.com/CertificateAuthority",
            f"{pool}/certificateAuthorities/{name}",
            {"type": "SELF_SIGNED", "state": "ENABLED", "keySpec": {"algorithm": algorithm}},
        ),
        others={
            "google_privateca_ca_pool.p": {
                "name": name,
                "location": _REGION,
                "tier": "ENTERPRISE",
                "publishing_options": [{"publish_ca_cert": True, "publish_crl": published}],
            }
        },
        beside=[
            there(
                "privateca.googleapis.com/CaPool",
                pool,
                {
                    "tier": "ENTERPRISE",
                    "publishingOptions": {"publishCaCert": True, **({"publishCrl": True} if published else {})},
                },
            )
        ],
    )


def _certificate(name: str, algorithm: str) -> Pair:
    config = f"{PROJECT}/locations/global/certificateIssuanceConfigs/{name}"
    address = "google_certificate_manager_certificate_issuance_config.c"
    life = {"lifetime": "1814400s"}
    return Pair(
        f"google_certificate_manager_certificate.{name}",
        {"name": name, "managed": [{"domains": ["pay.internal"], "issuance_config": Ref((f"{address}.id",))}]},
        there(
            "certificatemanager.googleapis.com/Certificate",
            f"{PROJECT}/locations/global/certificates/{name}",
            {"managed": {"domains": ["pay.internal"], "issuanceConfig": config, "state": "ACTIVE"}},
        ),
        others={address: {"name": name, "key_algorithm": algorithm, "rotation_window_percentage": 50, **life}},
        beside=[
            there(
                "certificatemanager.googleapis.com/CertificateIssuanceConfig",
                config,
                {"keyAlgorithm": algorithm, "rotationWindowPercentage": 50, **life},
            )
        ],
    )


AUTHORITIES = [
    _authority("published", "EC_P384_SHA384", published=True),
    _authority("silent", "RSA_PSS_2048_SHA256", published=False),
    _certificate("curve", "ECDSA_P256"),
    _certificate("short", "RSA_2048"),
]


def _environment(name: str, env: str) -> Pair:
    """A queue that a key of production encrypts."""
    ring = f"{PROJECT}/locations/eu/keyRings/r"
    return Pair(
        f"google_pubsub_topic.{name}",
        {"name": name, "kms_key_name": Ref(("google_kms_crypto_key.k.id",)), "labels": {"env": env}},
        there("pubsub.googleapis.com/Topic", f"{PROJECT}/topics/{name}", {"kmsKeyName": KEY, "labels": {"env": env}}),
        others={"google_kms_crypto_key.k": {"name": "k", "key_ring": ring, "labels": {"env": "prod"}}},
        beside=[
            there(
                "cloudkms.googleapis.com/CryptoKey",
                KEY,
                {
                    "purpose": "ENCRYPT_DECRYPT",
                    "labels": {"env": "prod"},
                    "versionTemplate": {"protectionLevel": "SOFTWARE", "algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION"},
                    "primary": {"name": f"{KEY}/cryptoKeyVersions/1", "state": "ENABLED"},
                },
            )
        ],
    )


def _copy(name: str, env: str) -> Pair:
    """A disk of a test that is made from a snapshot."""
    snapshot = f"global/snapshots/{env}"
    return Pair(
        f"google_compute_disk.{name}",
        {
            "name": name,
            "zone": f"{_REGION}-b",
            "snapshot": Ref(("google_compute_snapshot.s.id",)),
            "labels": {"env": "test"},
        },
        _compute(
            "Disk",
            f"zones/{_REGION}-b/disks/{name}",
            {"sourceSnapshot": f"{_API}/{snapshot}", "labels": {"env": "test"}},
        ),
        others={"google_compute_snapshot.s": {"name": env, "labels": {"env": env}}},
        beside=[_compute("Snapshot", snapshot, {"labels": {"env": env}})],
    )


ENVIRONMENTS = [
    _environment("live", "production"),
    _environment("trial", "test"),
    _copy("clean", "test"),
    _copy("copied", "prod"),
]
PATHS = [
    Pair(
        "google_compute_global_address.google",
        {"name": "google", "purpose": "PRIVATE_SERVICE_CONNECT", "address_type": "INTERNAL", "address": "10.0.0.5"},
        _compute(
            "GlobalAddress",
            "global/addresses/google",
            {
                "purpose": "PRIVATE_SERVICE_CONNECT",
                "addressType": "INTERNAL",
                "address": "10.0.0.5",
                "users": [f"{_API}/global/forwardingRules/g"],
            },
        ),
        others={
            "google_compute_global_forwarding_rule.g": {
                "name": "g",
                "load_balancing_scheme": "",
                "target": "all-apis",
                "ip_address": Ref(("google_compute_global_address.google.id",)),
            }
        },
        beside=[
            _compute(
                "GlobalForwardingRule",
                "global/forwardingRules/g",
                {"IPAddress": "10.0.0.5", "target": "all-apis"},
            )
        ],
    ),
]
