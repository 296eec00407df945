"""A thing of each theme."""

from __future__ import annotations

from tests.sources.gcp.pairs.base import KEY, PROJECT, Pair, asset

_NETWORK = f"{PROJECT}/global/networks/cde"

FIRST = [
    Pair(
        "google_storage_bucket.b",
        {
            "name": "pay-audit",
            "location": "EU",
            "uniform_bucket_level_access": True,
            "public_access_prevention": "enforced",
            "versioning": [{"enabled": True}],
            "logging": [{"log_bucket": "logs"}],
            "encryption": [{"default_kms_key_name": KEY}],
            "retention_policy": [{"retention_period": 31536000, "is_locked": True}],
            "lifecycle_rule": [{"action": [{"type": "Delete"}], "condition": [{"age": 400}]}],
        },
        asset(
            "storage.googleapis.com/Bucket",
            "//storage.googleapis.com/pay-audit",
            {
                "name": "pay-audit",
                "location": "EU",
                "iamConfiguration": {
                    "uniformBucketLevelAccess": {"enabled": True},
                    "publicAccessPrevention": "enforced",
                },
                "versioning": {"enabled": True},
                "logging": {"logBucket": "logs"},
                "encryption": {"defaultKmsKeyName": KEY},
                "retentionPolicy": {"retentionPeriod": "31536000", "isLocked": True},
                "lifecycle": {"rule": [{"action": {"type": "Delete"}, "condition": {"age": 400}}]},
            },
        ),
        8,
    ),
    Pair(
        "google_storage_bucket.plain",
        {"name": "pay-plain", "location": "EU"},
        asset(
            "storage.googleapis.com/Bucket",
            "//storage.googleapis.com/pay-plain",
            {"name": "pay-plain", "location": "EU", "iamConfiguration": {"publicAccessPrevention": "inherited"}},
        ),
        5,
    ),
    Pair(
        "google_compute_firewall.f",
        {
            "name": "ssh",
            "network": _NETWORK,
            "direction": "INGRESS",
            "source_ranges": ["0.0.0.0/0"],
            "allow": [{"protocol": "tcp", "ports": ["22", "8000-9000"]}],
        },
        asset(
            "compute.googleapis.com/Firewall",
            f"//compute.googleapis.com/{PROJECT}/global/firewalls/ssh",
            {
                "name": "ssh",
                "network": f"https://www.googleapis.com/compute/v1/{_NETWORK}",
                "direction": "INGRESS",
                "sourceRanges": ["0.0.0.0/0"],
                "allowed": [{"IPProtocol": "tcp", "ports": ["22", "8000-9000"]}],
                "disabled": False,
                "logConfig": {"enable": False},
                "priority": 1000,
            },
        ),
        8,
    ),
    Pair(
        "google_compute_instance.i",
        {
            "name": "pay",
            "machine_type": "n2-standard-2",
            "zone": "europe-west1-b",
            "can_ip_forward": True,
            "boot_disk": [{"initialize_params": [{"image": "debian"}], "kms_key_self_link": KEY}],
            "network_interface": [{"network": _NETWORK, "access_config": [{}]}],
            "metadata": {"block-project-ssh-keys": "true", "serial-port-enable": "true"},
            "service_account": [
                {
                    "email": "1-compute@developer.gserviceaccount.com",
                    "scopes": ["https://www.googleapis.com/auth/cloud-platform"],
                }
            ],
            "shielded_instance_config": [
                {"enable_secure_boot": True, "enable_vtpm": True, "enable_integrity_monitoring": True}
            ],
        },
        asset(
            "compute.googleapis.com/Instance",
            f"//compute.googleapis.com/{PROJECT}/zones/europe-west1-b/instances/pay",
            {
                "name": "pay",
                "canIpForward": True,
                "disks": [{"boot": True, "diskEncryptionKey": {"kmsKeyName": KEY}}],
                "networkInterfaces": [{"network": _NETWORK, "accessConfigs": [{"type": "ONE_TO_ONE_NAT"}]}],
                "metadata": {
                    "items": [
                        {"key": "block-project-ssh-keys", "value": "true"},
                        {"key": "serial-port-enable", "value": "true"},
                    ]
                },
                "serviceAccounts": [
                    {
                        "email": "1-compute@developer.gserviceaccount.com",
                        "scopes": ["https://www.googleapis.com/auth/cloud-platform"],
                    }
                ],
                "shieldedInstanceConfig": {
                    "enableSecureBoot": True,
                    "enableVtpm": True,
                    "enableIntegrityMonitoring": True,
                },
                "zone": "europe-west1-b",
            },
        ),
        6,
    ),
    Pair(
        "google_container_cluster.c",
        {
            "name": "pay",
            "location": "europe-west1",
            "enable_legacy_abac": True,
            "enable_shielded_nodes": True,
            "network_policy": [{"enabled": True, "provider": "CALICO"}],
            "private_cluster_config": [{"enable_private_nodes": True, "enable_private_endpoint": True}],
            "master_authorized_networks_config": [{"cidr_blocks": [{"cidr_block": "10.0.0.0/8"}]}],
            "database_encryption": [{"state": "ENCRYPTED", "key_name": KEY}],
            "release_channel": [{"channel": "REGULAR"}],
            "binary_authorization": [{"evaluation_mode": "PROJECT_SINGLETON_POLICY_ENFORCE"}],
        },
        asset(
            "container.googleapis.com/Cluster",
            f"//container.googleapis.com/{PROJECT}/locations/europe-west1/clusters/pay",
            {
                "name": "pay",
                "location": "europe-west1",
                "legacyAbac": {"enabled": True},
                "shieldedNodes": {"enabled": True},
                "networkPolicy": {"enabled": True, "provider": "CALICO"},
                "privateClusterConfig": {"enablePrivateNodes": True, "enablePrivateEndpoint": True},
                "masterAuthorizedNetworksConfig": {"enabled": True, "cidrBlocks": [{"cidrBlock": "10.0.0.0/8"}]},
                "databaseEncryption": {"state": "ENCRYPTED", "keyName": KEY},
                "releaseChannel": {"channel": "REGULAR"},
                "binaryAuthorization": {"evaluationMode": "PROJECT_SINGLETON_POLICY_ENFORCE"},
            },
        ),
        6,
    ),
    Pair(
        "google_sql_database_instance.s",
        {
            "name": "pay",
            "database_version": "POSTGRES_16",
            "encryption_key_name": KEY,
            "settings": [
                {
                    "tier": "db-custom-2-8192",
                    "ip_configuration": [
                        {
                            "ipv4_enabled": True,
                            "ssl_mode": "ENCRYPTED_ONLY",
                            "authorized_networks": [{"value": "0.0.0.0/0"}],
                        }
                    ],
                    "database_flags": [{"name": "log_connections", "value": "on"}],
                }
            ],
        },
        asset(
            "sqladmin.googleapis.com/Instance",
            f"//cloudsql.googleapis.com/{PROJECT}/instances/pay",
            {
                "name": "pay",
                "databaseVersion": "POSTGRES_16",
                "diskEncryptionConfiguration": {"kmsKeyName": KEY},
                "settings": {
                    "tier": "db-custom-2-8192",
                    "ipConfiguration": {
                        "ipv4Enabled": True,
                        "sslMode": "ENCRYPTED_ONLY",
                        "authorizedNetworks": [{"value": "0.0.0.0/0"}],
                    },
                    "databaseFlags": [{"name": "log_connections", "value": "on"}],
                },
            },
        ),
        6,
    ),
]
