"""Further settings of single things, in both forms."""

from __future__ import annotations

from typing import Any

from pcicheck.cases.shorthand import Ref
from tests.sources.gcp.pairs.base import PROJECT, Pair, asset, there

_NETWORK = f"{PROJECT}/global/networks/cde"
_HERE = f"{PROJECT}/locations/europe-west1"


def _compute(kind: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
    full = {"name": name.rpartition("/")[2], **data}
    return asset(f"compute.googleapis.com/{kind}", f"//compute.googleapis.com/{PROJECT}/{name}", full)


def _flagged(name: str, version: str, least: int, **flags: str) -> Pair:
    """A database with flags of its engine."""
    written = [
        {"name": flag.replace("_", " ") if "SQLSERVER" in version else flag, "value": value}
        for flag, value in flags.items()
    ]
    return Pair(
        f"google_sql_database_instance.{name}",
        {"name": name, "database_version": version, "settings": [{"tier": "x", "database_flags": written}]},
        asset(
            "sqladmin.googleapis.com/Instance",
            f"//cloudsql.googleapis.com/{PROJECT}/instances/{name}",
            {
                "name": name,
                "databaseVersion": version,
                "settings": {"tier": "x", "databaseFlags": written, "ipConfiguration": {"ipv4Enabled": True}},
            },
        ),
        least,
    )


_SERVER = "SQLSERVER_2019_STANDARD"
_SERVER_FLAGS = (
    "contained database authentication",
    "external scripts enabled",
    "cross db ownership chaining",
    "remote access",
)


def _server(name: str, value: str, masks: str) -> Pair:
    flags = {flag.replace(" ", "_"): value for flag in _SERVER_FLAGS}
    return _flagged(name, _SERVER, 5, **flags, **{"3625": masks})


DATABASES = [
    _flagged("closed", "MYSQL_8_0", 2, skip_show_database="on", local_infile="off"),
    _flagged("open", "MYSQL_8_0", 2, skip_show_database="off", local_infile="on"),
    _server("quiet", "off", "on"),
    _server("loud", "on", "off"),
]


def _records(name: str, rule: str, age: dict[str, Any]) -> Pair:
    """A table with a rule about what is deleted."""
    table = f"{PROJECT}/instances/i/tables/{name}"
    return Pair(
        f"google_bigtable_table.{name}",
        {"name": name, "instance_name": "i"},
        there("bigtableadmin.googleapis.com/Table", table, {"columnFamilies": {"f": {"gcRule": age}}}),
        others={
            "google_bigtable_gc_policy.g": {
                "instance_name": "i",
                "table": Ref((f"google_bigtable_table.{name}.name",)),
                "column_family": "f",
                "gc_rules": rule,
            }
        },
    )


def _labelled(name: str, protection: str, days: int) -> Pair:
    """A bucket that holds card numbers."""
    labels = {"data-class": "pan", "pan-protection": protection}
    return Pair(
        f"google_storage_bucket.{name}",
        {
            "name": name,
            "labels": labels,
            "lifecycle_rule": [{"action": [{"type": "Delete"}], "condition": [{"age": days}]}],
        },
        asset(
            "storage.googleapis.com/Bucket",
            f"//storage.googleapis.com/{name}",
            {
                "name": name,
                "labels": labels,
                "lifecycle": {"rule": [{"action": {"type": "Delete"}, "condition": {"age": days}}]},
            },
        ),
        3,
    )


STORES = [
    _records("expiring", '{"rules": [{"max_age": "168h"}]}', {"maxAge": "604800s"}),
    _records("lasting", '{"rules": [{"max_version": 2}]}', {"maxNumVersions": 2}),
    _labelled("tokenised", "tokens", 300),
    _labelled("plain", "disk", 500),
]


def _egress(name: str, target: str) -> Pair:
    return Pair(
        f"google_compute_firewall.{name}",
        {
            "name": name,
            "network": _NETWORK,
            "direction": "EGRESS",
            "destination_ranges": [target],
            "allow": [{"protocol": "all"}],
        },
        _compute(
            "Firewall",
            f"global/firewalls/{name}",
            {
                "network": f"https://www.googleapis.com/compute/v1/{_NETWORK}",
                "direction": "EGRESS",
                "destinationRanges": [target],
                "allowed": [{"IPProtocol": "all"}],
                "priority": 1000,
            },
        ),
        2,
    )


def _subnet(name: str, access: str) -> Pair:
    stack = "IPV4_IPV6"
    return Pair(
        f"google_compute_subnetwork.{name}",
        {"name": name, "network": _NETWORK, "stack_type": stack, "private_ipv6_google_access": access},
        _compute(
            "Subnetwork",
            f"regions/europe-west1/subnetworks/{name}",
            {"network": _NETWORK, "stackType": stack, "privateIpv6GoogleAccess": access, "purpose": "PRIVATE"},
        ),
        2,
    )


def _tunnel(name: str, cipher: str) -> Pair:
    phase = {"encryption": [cipher], "integrity": ["HMAC-SHA2-256-128"]}
    first, second = {**phase, "prf": ["PRF-HMAC-SHA2-256"], "dh": ["Group-14"]}, {**phase, "pfs": ["Group-14"]}
    return Pair(
        f"google_compute_vpn_tunnel.{name}",
        {"name": name, "ike_version": 2, "cipher_suite": [{"phase1": [first], "phase2": [second]}]},
        _compute(
            "VpnTunnel",
            f"regions/europe-west1/vpnTunnels/{name}",
            {"ikeVersion": 2, "cipherSuite": {"phase1": first, "phase2": second}},
        ),
        2,
    )


def _record(name: str, domain: str, text: str) -> Pair:
    data = {"name": domain, "type": "TXT", "ttl": 300, "rrdatas": [f'"{text}"']}
    return Pair(
        f"google_dns_record_set.{name}",
        {"managed_zone": "z", **data},
        asset(
            "dns.googleapis.com/ResourceRecordSet",
            f"//dns.googleapis.com/{PROJECT}/managedZones/z/rrsets/{domain}/TXT/{name}",
            data,
        ),
    )


NETWORK = [
    _egress("inside", "10.0.0.0/8"),
    _egress("outside", "0.0.0.0/0"),
    _subnet("reached", "ENABLE_OUTBOUND_VM_ACCESS_TO_GOOGLE"),
    _subnet("alone", "DISABLE_GOOGLE_ACCESS"),
    _tunnel("strong", "AES-GCM-16-256"),
    _tunnel("weak", "3DES-CBC-192"),
    _record("rejects", "_dmarc.pay.test.", "v=DMARC1; p=reject; rua=mailto:d@pay.test"),
    _record("watches", "_dmarc.web.test.", "v=DMARC1; p=none"),
    _record("fails", "pay.test.", "v=spf1 include:_spf.google.com -all"),
    _record("passes", "web.test.", "v=spf1 +all"),
    Pair(
        "google_project.kept",
        {"name": "p", "project_id": "pay-prod", "auto_create_network": True},
        asset(
            "cloudresourcemanager.googleapis.com/Project",
            "//cloudresourcemanager.googleapis.com/projects/7",
            {"projectId": "pay-prod", "projectNumber": "7", "lifecycleState": "ACTIVE"},
        ),
        others={"google_compute_network.d": {"name": "default", "auto_create_subnetworks": True}},
        beside=[_compute("Network", "global/networks/default", {"autoCreateSubnetworks": True})],
    ),
]


def _cluster(name: str, version: str) -> Pair:
    return Pair(
        f"google_container_cluster.{name}",
        {"name": name, "location": "europe-west1", "min_master_version": version},
        there(
            "container.googleapis.com/Cluster",
            f"{_HERE}/clusters/{name}",
            {"name": name, "location": "europe-west1", "currentMasterVersion": version},
        ),
    )


def _scanned(name: str, state: str) -> Pair:
    api = "containerscanning.googleapis.com"
    return Pair(
        f"google_artifact_registry_repository.{name}",
        {
            "repository_id": name,
            "format": "DOCKER",
            "vulnerability_scanning_config": [{"enablement_config": state}],
        },
        there(
            "artifactregistry.googleapis.com/Repository",
            f"{_HERE}/repositories/{name}",
            {"format": "DOCKER", "vulnerabilityScanningConfig": {"enablementConfig": state}},
        ),
        others={"google_project_service.s": {"service": api}},
        beside=[
            there("serviceusage.googleapis.com/Service", f"{PROJECT}/services/{api}", {"state": "ENABLED"}),
        ],
    )


def _second_factor(name: str, value: str) -> Pair:
    items = {"enable-oslogin": "TRUE", "enable-oslogin-2fa": value}
    return Pair(
        f"google_compute_project_metadata.{name}",
        {"metadata": items},
        asset(
            "compute.googleapis.com/Project",
            f"//compute.googleapis.com/{PROJECT}",
            {
                "name": "pay-prod",
                "commonInstanceMetadata": {"items": [{"key": k, "value": v} for k, v in items.items()]},
            },
        ),
    )


WORKLOADS = [
    _cluster("new", "1.33.5-gke.1080000"),
    _cluster("old", "1.27.16-gke.1000"),
    _scanned("scanned", "INHERITED"),
    _scanned("unseen", "DISABLED"),
    _second_factor("asked", "TRUE"),
    _second_factor("not-asked", "FALSE"),
]


def _key(name: str, level: str, days: int) -> Pair:
    ring = f"{PROJECT}/locations/eu/keyRings/r"
    template = {"algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION"}
    return Pair(
        f"google_kms_crypto_key.{name}",
        {
            "name": name,
            "key_ring": ring,
            "rotation_period": f"{days * 86400}s",
            "version_template": [{**template, "protection_level": level}],
        },
        there(
            "cloudkms.googleapis.com/CryptoKey",
            f"{ring}/cryptoKeys/{name}",
            {
                "purpose": "ENCRYPT_DECRYPT",
                "rotationPeriod": f"{days * 86400}s",
                "versionTemplate": {**template, "protectionLevel": level},
                "destroyScheduledDuration": "2592000s",
                "primary": {"name": f"{ring}/cryptoKeys/{name}/cryptoKeyVersions/1", "state": "ENABLED"},
            },
        ),
        4,
    )


def _secret(name: str, days: int) -> Pair:
    rotation = f"{days * 86400}s"
    return Pair(
        f"google_secret_manager_secret.{name}",
        {"secret_id": name, "replication": [{"auto": [{}]}], "rotation": [{"rotation_period": rotation}]},
        there(
            "secretmanager.googleapis.com/Secret",
            f"projects/7/secrets/{name}",
            {"replication": {"automatic": {}}, "rotation": {"rotationPeriod": rotation}},
        ),
        2,
    )


def _session(name: str, seconds: int) -> Pair:
    return Pair(
        f"google_iam_workforce_pool.{name}",
        {
            "workforce_pool_id": name,
            "parent": "organizations/3",
            "location": "global",
            "session_duration": f"{seconds}s",
        },
        there(
            "iam.googleapis.com/WorkforcePool",
            f"locations/global/workforcePools/{name}",
            {"parent": "organizations/3", "sessionDuration": f"{seconds}s"},
        ),
    )


SECRETS = [
    _key("hardware", "HSM", 90),
    _key("software", "SOFTWARE", 400),
    _secret("often", 30),
    _secret("seldom", 365),
    _session("brief", 900),
    _session("long", 43200),
]
