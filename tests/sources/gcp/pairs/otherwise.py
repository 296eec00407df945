"""Things that are set the other way than those of the same type elsewhere, in both forms: data."""

from __future__ import annotations

from tests.sources.gcp.pairs.base import KEY, PROJECT, Pair, asset, there

_HERE = f"{PROJECT}/locations/europe-west1"
_NETWORK = f"{PROJECT}/global/networks/cde"
_ON = (
    "log_connections",
    "log_disconnections",
    "log_checkpoints",
    "log_lock_waits",
    "log_hostname",
    "log_duration",
    "log_parser_stats",
    "log_planner_stats",
    "log_executor_stats",
    "log_statement_stats",
    "cloudsql.iam_authentication",
    "cloudsql.enable_pgaudit",
)
_FLAGS = [
    *({"name": name, "value": "on"} for name in _ON),
    {"name": "log_statement", "value": "ddl"},
    {"name": "log_temp_files", "value": "0"},
    {"name": "log_min_duration_statement", "value": "100"},
    {"name": "log_min_messages", "value": "panic"},
    {"name": "log_min_error_statement", "value": "panic"},
]


DATA = [
    Pair(
        "google_sql_database_instance.talking",
        {
            "name": "talking",
            "database_version": "POSTGRES_16",
            "settings": [
                {
                    "tier": "x",
                    "database_flags": _FLAGS,
                    "ip_configuration": [
                        {
                            "ipv4_enabled": False,
                            "private_network": _NETWORK,
                            "ssl_mode": "TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
                        }
                    ],
                    "password_validation_policy": [
                        {
                            "enable_password_policy": True,
                            "min_length": 12,
                            "complexity": "COMPLEXITY_DEFAULT",
                            "reuse_interval": 4,
                        }
                    ],
                }
            ],
        },
        asset(
            "sqladmin.googleapis.com/Instance",
            f"//cloudsql.googleapis.com/{PROJECT}/instances/talking",
            {
                "name": "talking",
                "databaseVersion": "POSTGRES_16",
                "settings": {
                    "tier": "x",
                    "databaseFlags": _FLAGS,
                    "ipConfiguration": {
                        "ipv4Enabled": False,
                        "privateNetwork": _NETWORK,
                        "sslMode": "TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
                    },
                    "passwordValidationPolicy": {
                        "enablePasswordPolicy": True,
                        "minLength": 12,
                        "complexity": "COMPLEXITY_DEFAULT",
                        "reuseInterval": 4,
                    },
                },
            },
        ),
        25,
    ),
    Pair(
        "google_redis_instance.keyed",
        {"name": "keyed", "memory_size_gb": 1, "customer_managed_key": KEY},
        there("redis.googleapis.com/Instance", f"{_HERE}/instances/keyed", {"customerManagedKey": KEY}),
        3,
    ),
    Pair(
        "google_data_fusion_instance.closed",
        {
            "name": "closed",
            "type": "BASIC",
            "private_instance": True,
            "enable_stackdriver_monitoring": True,
            "crypto_key_config": [{"key_reference": KEY}],
        },
        there(
            "datafusion.googleapis.com/Instance",
            f"{_HERE}/instances/closed",
            {
                "type": "BASIC",
                "privateInstance": True,
                "enableStackdriverMonitoring": True,
                "cryptoKeyConfig": {"keyReference": KEY},
            },
        ),
        5,
    ),
    Pair(
        "google_managed_kafka_cluster.plain",
        {
            "cluster_id": "plain",
            "location": "europe-west1",
            "gcp_config": [{"access_config": [{"network_configs": [{"subnet": "s"}]}]}],
        },
        there(
            "managedkafka.googleapis.com/Cluster",
            f"{_HERE}/clusters/plain",
            {"gcpConfig": {"accessConfig": {"networkConfigs": [{"subnet": "s"}]}}},
        ),
    ),
    Pair(
        "google_filestore_instance.plain",
        {"name": "plain", "tier": "BASIC_HDD"},
        there("file.googleapis.com/Instance", f"{_HERE}/instances/plain", {"tier": "BASIC_HDD"}),
        2,
    ),
    Pair(
        "google_netapp_volume.kerberos",
        {
            "name": "kerberos",
            "location": "europe-west1",
            "protocols": ["NFSV4"],
            "kerberos_enabled": True,
            "export_policy": [{"rules": [{"allowed_clients": "10.0.0.0/8", "kerberos5p_read_write": True}]}],
        },
        there(
            "netapp.googleapis.com/Volume",
            f"{_HERE}/volumes/kerberos",
            {
                "protocols": ["NFSV4"],
                "kerberosEnabled": True,
                "exportPolicy": {"rules": [{"allowedClients": "10.0.0.0/8", "kerberos5pReadWrite": True}]},
            },
        ),
        2,
    ),
    Pair(
        "google_bigquery_dataset.plain",
        {"dataset_id": "plain", "access": [{"role": "OWNER", "user_by_email": "a@example.com"}]},
        asset(
            "bigquery.googleapis.com/Dataset",
            f"//bigquery.googleapis.com/{PROJECT}/datasets/plain",
            {
                "id": "pay-prod:plain",
                "datasetReference": {"datasetId": "plain", "projectId": "pay-prod"},
                "access": [{"role": "OWNER", "userByEmail": "a@example.com"}],
            },
        ),
        2,
    ),
    Pair(
        "google_database_migration_service_connection_profile.checked",
        {
            "connection_profile_id": "checked",
            "location": "europe-west1",
            "mysql": [
                {"host": "h", "port": 3306, "username": "u", "ssl": [{"type": "SERVER_ONLY", "ca_certificate": "x"}]}
            ],
        },
        there(
            "datamigration.googleapis.com/ConnectionProfile",
            f"{_HERE}/connectionProfiles/checked",
            {"mysql": {"host": "h", "port": 3306, "username": "u", "ssl": {"type": "SERVER_ONLY"}}},
        ),
        0,
    ),
    Pair(
        "google_pubsub_topic.plain",
        {"name": "plain"},
        there("pubsub.googleapis.com/Topic", f"{PROJECT}/topics/plain", {}),
    ),
    Pair(
        "google_pubsub_schema.cards",
        {
            "name": "cards",
            "type": "AVRO",
            "definition": '{"type":"record","name":"r","fields":[{"name":"cvv2","type":"string"},'
            '{"name":"pin_block","type":"string"},{"name":"track2","type":"string"}]}',
        },
        there(
            "pubsub.googleapis.com/Schema",
            f"{PROJECT}/schemas/cards",
            {
                "type": "AVRO",
                "definition": '{"type":"record","name":"r","fields":[{"name":"cvv2","type":"string"},'
                '{"name":"pin_block","type":"string"},{"name":"track2","type":"string"}]}',
            },
        ),
        3,
    ),
    Pair(
        "google_storage_bucket.listed",
        {"name": "listed", "location": "EU", "uniform_bucket_level_access": False},
        asset(
            "storage.googleapis.com/Bucket",
            "//storage.googleapis.com/listed",
            {
                "name": "listed",
                "location": "EU",
                "acl": [
                    {"entity": "allUsers", "role": "WRITER"},
                    {"entity": "allAuthenticatedUsers", "role": "READER"},
                ],
                "iamConfiguration": {
                    "uniformBucketLevelAccess": {"enabled": False},
                    "publicAccessPrevention": "inherited",
                },
            },
        ),
        6,
        others={
            "google_storage_bucket_access_control.w": {"bucket": "listed", "role": "WRITER", "entity": "allUsers"},
            "google_storage_bucket_access_control.r": {
                "bucket": "listed",
                "role": "READER",
                "entity": "allAuthenticatedUsers",
            },
        },
    ),
]
