"""Further things in both forms: databases, messages, keys, identities and oversight."""

from __future__ import annotations

from tests.sources.gcp.pairs.base import KEY, PROJECT, Pair, asset

_HERE = f"{PROJECT}/locations/eu"
_RING = f"{_HERE}/keyRings/r"

DATA = [
    Pair(
        "google_bigquery_dataset.d",
        {
            "dataset_id": "d",
            "default_encryption_configuration": [{"kms_key_name": KEY}],
            "access": [{"role": "READER", "special_group": "allAuthenticatedUsers"}],
        },
        asset(
            "bigquery.googleapis.com/Dataset",
            f"//bigquery.googleapis.com/{PROJECT}/datasets/d",
            {
                "id": "pay-prod:d",
                "datasetReference": {"datasetId": "d", "projectId": "pay-prod"},
                "defaultEncryptionConfiguration": {"kmsKeyName": KEY},
                "access": [{"role": "READER", "specialGroup": "allAuthenticatedUsers"}],
            },
        ),
        2,
    ),
    Pair(
        "google_redis_instance.r",
        {"name": "r", "auth_enabled": True, "transit_encryption_mode": "SERVER_AUTHENTICATION"},
        asset(
            "redis.googleapis.com/Instance",
            f"//redis.googleapis.com/{_HERE}/instances/r",
            {"name": f"{_HERE}/instances/r", "authEnabled": True, "transitEncryptionMode": "SERVER_AUTHENTICATION"},
        ),
        3,
    ),
    Pair(
        "google_spanner_database.s",
        {"name": "s", "instance": "i", "encryption_config": [{"kms_key_name": KEY}]},
        asset(
            "spanner.googleapis.com/Database",
            f"//spanner.googleapis.com/{PROJECT}/instances/i/databases/s",
            {"name": f"{PROJECT}/instances/i/databases/s", "encryptionConfig": {"kmsKeyName": KEY}},
        ),
        1,
    ),
    Pair(
        "google_alloydb_instance.a",
        {
            "instance_id": "a",
            "cluster": "c",
            "database_flags": {"alloydb.enable_pgaudit": "on"},
            "client_connection_config": [{"ssl_config": [{"ssl_mode": "ALLOW_UNENCRYPTED_AND_ENCRYPTED"}]}],
            "network_config": [{"enable_public_ip": True}],
        },
        asset(
            "alloydb.googleapis.com/Instance",
            f"//alloydb.googleapis.com/{_HERE}/clusters/c/instances/a",
            {
                "name": f"{_HERE}/clusters/c/instances/a",
                "databaseFlags": {"alloydb.enable_pgaudit": "on"},
                "clientConnectionConfig": {"sslConfig": {"sslMode": "ALLOW_UNENCRYPTED_AND_ENCRYPTED"}},
                "networkConfig": {"enablePublicIp": True},
            },
        ),
        5,
    ),
    Pair(
        "google_dataproc_cluster.d",
        {
            "name": "d",
            "cluster_config": [
                {
                    "encryption_config": [{"kms_key_name": KEY}],
                    "gce_cluster_config": [{"internal_ip_only": False}],
                }
            ],
        },
        asset(
            "dataproc.googleapis.com/Cluster",
            f"//dataproc.googleapis.com/{PROJECT}/regions/europe-west1/clusters/d",
            {
                "clusterName": "d",
                "config": {
                    "encryptionConfig": {"gcePdKmsKeyName": KEY},
                    "gceClusterConfig": {"internalIpOnly": False},
                },
            },
        ),
        2,
    ),
    Pair(
        "google_data_fusion_instance.d",
        {"name": "d", "type": "BASIC", "private_instance": False, "enable_stackdriver_logging": True},
        asset(
            "datafusion.googleapis.com/Instance",
            f"//datafusion.googleapis.com/{_HERE}/instances/d",
            {"name": f"{_HERE}/instances/d", "type": "BASIC", "enableStackdriverLogging": True},
        ),
        3,
    ),
    Pair(
        "google_pubsub_topic.t",
        {"name": "t", "kms_key_name": KEY},
        asset(
            "pubsub.googleapis.com/Topic",
            f"//pubsub.googleapis.com/{PROJECT}/topics/t",
            {"name": f"{PROJECT}/topics/t", "kmsKeyName": KEY},
        ),
        1,
    ),
]

KEYS = [
    Pair(
        "google_kms_crypto_key.k",
        {
            "name": "k",
            "key_ring": _RING,
            "rotation_period": "7776000s",
            "version_template": [{"algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION", "protection_level": "HSM"}],
            "destroy_scheduled_duration": "2592000s",
        },
        asset(
            "cloudkms.googleapis.com/CryptoKey",
            f"//cloudkms.googleapis.com/{_RING}/cryptoKeys/k",
            {
                "name": f"{_RING}/cryptoKeys/k",
                "purpose": "ENCRYPT_DECRYPT",
                "rotationPeriod": "7776000s",
                "versionTemplate": {"algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION", "protectionLevel": "HSM"},
                "destroyScheduledDuration": "2592000s",
                "primary": {"name": f"{_RING}/cryptoKeys/k/cryptoKeyVersions/1", "state": "ENABLED"},
            },
        ),
        5,
    ),
    Pair(
        "google_secret_manager_secret.s",
        {
            "secret_id": "s",
            "replication": [
                {"user_managed": [{"replicas": [{"location": "europe-west1"}]}]},
            ],
            "rotation": [{"rotation_period": "2592000s"}],
        },
        asset(
            "secretmanager.googleapis.com/Secret",
            "//secretmanager.googleapis.com/projects/7/secrets/s",
            {
                "name": "projects/7/secrets/s",
                "replication": {"userManaged": {"replicas": [{"location": "europe-west1"}]}},
                "rotation": {"rotationPeriod": "2592000s"},
            },
        ),
        1,
    ),
    Pair(
        "google_privateca_ca_pool.p",
        {
            "name": "p",
            "tier": "ENTERPRISE",
            "issuance_policy": [
                {
                    "allowed_key_types": [{"rsa": [{"min_modulus_size": 1024}]}],
                    "maximum_lifetime": "86400s",
                    "identity_constraints": [
                        {"allow_subject_passthrough": True, "allow_subject_alt_names_passthrough": True}
                    ],
                }
            ],
        },
        asset(
            "privateca.googleapis.com/CaPool",
            f"//privateca.googleapis.com/{_HERE}/caPools/p",
            {
                "name": f"{_HERE}/caPools/p",
                "tier": "ENTERPRISE",
                "issuancePolicy": {
                    "allowedKeyTypes": [{"rsa": {"minModulusSize": "1024"}}],
                    "maximumLifetime": "86400s",
                    "identityConstraints": {
                        "allowSubjectPassthrough": True,
                        "allowSubjectAltNamesPassthrough": True,
                    },
                },
            },
        ),
        2,
    ),
]

OVERSIGHT = [
    Pair(
        "google_project_iam_custom_role.r",
        {"role_id": "r", "title": "r", "project": "pay-prod", "permissions": ["iam.roles.update"]},
        asset(
            "iam.googleapis.com/Role",
            f"//iam.googleapis.com/{PROJECT}/roles/r",
            {"name": f"{PROJECT}/roles/r", "title": "r", "includedPermissions": ["iam.roles.update"]},
        ),
        1,
    ),
    Pair(
        "google_service_account_key.k",
        {"service_account_id": f"{PROJECT}/serviceAccounts/a@pay-prod.iam.gserviceaccount.com", "public_key_data": "x"},
        asset(
            "iam.googleapis.com/ServiceAccountKey",
            f"//iam.googleapis.com/{PROJECT}/serviceAccounts/a@pay-prod.iam.gserviceaccount.com/keys/1",
            {"keyType": "USER_MANAGED", "keyOrigin": "USER_PROVIDED"},
        ),
        1,
    ),
    Pair(
        "google_org_policy_policy.p",
        {
            "name": f"{PROJECT}/policies/iam.disableServiceAccountKeyCreation",
            "parent": PROJECT,
            "spec": [{"rules": [{"enforce": "TRUE"}]}],
        },
        asset(
            "orgpolicy.googleapis.com/Policy",
            f"//orgpolicy.googleapis.com/{PROJECT}/policies/iam.disableServiceAccountKeyCreation",
            {
                "name": f"{PROJECT}/policies/iam.disableServiceAccountKeyCreation",
                "spec": {"rules": [{"enforce": True}]},
            },
        ),
        0,
    ),
    Pair(
        "google_logging_project_sink.s",
        {
            "name": "s",
            "destination": "storage.googleapis.com/audit",
            "exclusions": [{"name": "x", "filter": 'logName:"cloudaudit.googleapis.com"'}],
        },
        asset(
            "logging.googleapis.com/LogSink",
            f"//logging.googleapis.com/{PROJECT}/sinks/s",
            {
                "name": "s",
                "destination": "storage.googleapis.com/audit",
                "exclusions": [{"name": "x", "filter": 'logName:"cloudaudit.googleapis.com"'}],
            },
        ),
        1,
    ),
    Pair(
        "google_logging_project_bucket_config.b",
        {"project": "pay-prod", "location": "global", "bucket_id": "audit", "retention_days": 400, "locked": True},
        asset(
            "logging.googleapis.com/LogBucket",
            f"//logging.googleapis.com/{PROJECT}/locations/global/buckets/audit",
            {"name": f"{PROJECT}/locations/global/buckets/audit", "retentionDays": 400, "locked": True},
        ),
        2,
    ),
    Pair(
        "google_monitoring_alert_policy.a",
        {
            "display_name": "a",
            "combiner": "OR",
            "enabled": False,
            "conditions": [{"condition_threshold": [{"filter": 'metric.type="logging.googleapis.com/user/m"'}]}],
        },
        asset(
            "monitoring.googleapis.com/AlertPolicy",
            f"//monitoring.googleapis.com/{PROJECT}/alertPolicies/1",
            {
                "name": f"{PROJECT}/alertPolicies/1",
                "combiner": "OR",
                "enabled": False,
                "conditions": [{"conditionThreshold": {"filter": 'metric.type="logging.googleapis.com/user/m"'}}],
            },
        ),
        1,
    ),
    Pair(
        "google_os_config_patch_deployment.p",
        {
            "patch_deployment_id": "p",
            "recurring_schedule": [{"monthly": [{"month_day": 1}]}],
            "patch_config": [{"apt": [{"exclusive_packages": ["bash"]}]}],
        },
        asset(
            "osconfig.googleapis.com/PatchDeployment",
            f"//osconfig.googleapis.com/{PROJECT}/patchDeployments/p",
            {
                "name": f"{PROJECT}/patchDeployments/p",
                "recurringSchedule": {"monthly": {"monthDay": 1}},
                "patchConfig": {"apt": {"exclusivePackages": ["bash"]}},
            },
        ),
        1,
    ),
]
