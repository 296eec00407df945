"""Further things in both forms: data services and workloads."""

from __future__ import annotations

from tests.sources.gcp.pairs.base import KEY, PROJECT, Pair, asset, there

_HERE = f"{PROJECT}/locations/europe-west1"


DATA = [
    Pair(
        "google_bigtable_table.t",
        {"name": "t", "instance_name": "i", "deletion_protection": "PROTECTED", "column_family": [{"family": "f"}]},
        there(
            "bigtableadmin.googleapis.com/Table",
            f"{PROJECT}/instances/i/tables/t",
            {"deletionProtection": True, "columnFamilies": {"f": {}}},
        ),
    ),
    Pair(
        "google_firestore_database.d",
        {
            "name": "d",
            "location_id": "eur3",
            "type": "FIRESTORE_NATIVE",
            "cmek_config": [{"kms_key_name": KEY}],
            "point_in_time_recovery_enablement": "POINT_IN_TIME_RECOVERY_ENABLED",
        },
        there(
            "firestore.googleapis.com/Database",
            f"{PROJECT}/databases/d",
            {
                "locationId": "eur3",
                "type": "FIRESTORE_NATIVE",
                "cmekConfig": {"kmsKeyName": KEY},
                "pointInTimeRecoveryEnablement": "POINT_IN_TIME_RECOVERY_ENABLED",
            },
        ),
    ),
    Pair(
        "google_alloydb_cluster.c",
        {"cluster_id": "c", "location": "europe-west1", "encryption_config": [{"kms_key_name": KEY}]},
        there("alloydb.googleapis.com/Cluster", f"{_HERE}/clusters/c", {"encryptionConfig": {"kmsKeyName": KEY}}),
    ),
    Pair(
        "google_redis_cluster.c",
        {
            "name": "c",
            "shard_count": 3,
            "authorization_mode": "AUTH_MODE_IAM_AUTH",
            "transit_encryption_mode": "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION",
        },
        there(
            "redis.googleapis.com/Cluster",
            f"{_HERE}/clusters/c",
            {
                "shardCount": 3,
                "authorizationMode": "AUTH_MODE_IAM_AUTH",
                "transitEncryptionMode": "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION",
            },
        ),
    ),
    Pair(
        "google_memorystore_instance.m",
        {
            "instance_id": "m",
            "shard_count": 3,
            "location": "europe-west1",
            "authorization_mode": "AUTH_DISABLED",
            "transit_encryption_mode": "TRANSIT_ENCRYPTION_DISABLED",
        },
        there(
            "memorystore.googleapis.com/Instance",
            f"{_HERE}/instances/m",
            {
                "shardCount": 3,
                "authorizationMode": "AUTH_DISABLED",
                "transitEncryptionMode": "TRANSIT_ENCRYPTION_DISABLED",
            },
        ),
    ),
    Pair(
        "google_memcache_instance.m",
        {"name": "m", "region": "europe-west1", "node_count": 1},
        there("memcache.googleapis.com/Instance", f"{_HERE}/instances/m", {"nodeCount": 1}),
    ),
    Pair(
        "google_bigquery_table.t",
        {"dataset_id": "d", "table_id": "t", "encryption_configuration": [{"kms_key_name": KEY}]},
        asset(
            "bigquery.googleapis.com/Table",
            f"//bigquery.googleapis.com/{PROJECT}/datasets/d/tables/t",
            {
                "tableReference": {"projectId": "pay-prod", "datasetId": "d", "tableId": "t"},
                "encryptionConfiguration": {"kmsKeyName": KEY},
            },
        ),
    ),
    Pair(
        "google_dataflow_job.j",
        {
            "name": "j",
            "template_gcs_path": "gs://b/t",
            "temp_gcs_location": "gs://b/tmp",
            "ip_configuration": "WORKER_IP_PRIVATE",
            "kms_key_name": KEY,
        },
        asset(
            "dataflow.googleapis.com/Job",
            f"//dataflow.googleapis.com/{_HERE}/jobs/1",
            {
                "id": "1",
                "name": "j",
                "currentState": "JOB_STATE_RUNNING",
                "environment": {
                    "serviceKmsKeyName": KEY,
                    "workerPools": [{"ipConfiguration": "WORKER_IP_PRIVATE"}],
                },
            },
        ),
    ),
    Pair(
        "google_database_migration_service_connection_profile.c",
        {
            "connection_profile_id": "c",
            "location": "europe-west1",
            "mysql": [{"host": "10.0.0.1", "port": 3306, "username": "u", "password": "p"}],
        },
        there(
            "datamigration.googleapis.com/ConnectionProfile",
            f"{_HERE}/connectionProfiles/c",
            {"mysql": {"host": "10.0.0.1", "port": 3306, "username": "u"}},
        ),
    ),
    Pair(
        "google_pubsub_subscription.s",
        {"name": "s", "topic": "t", "push_config": [{"push_endpoint": "http://example.com/push"}]},
        there(
            "pubsub.googleapis.com/Subscription",
            f"{PROJECT}/subscriptions/s",
            {"topic": f"{PROJECT}/topics/t", "pushConfig": {"pushEndpoint": "http://example.com/push"}},
        ),
    ),
    Pair(
        "google_pubsub_schema.s",
        {"name": "s", "type": "AVRO", "definition": '{"type":"record","name":"r","fields":[]}'},
        there(
            "pubsub.googleapis.com/Schema",
            f"{PROJECT}/schemas/s",
            {"type": "AVRO", "definition": '{"type":"record","name":"r","fields":[]}'},
        ),
    ),
    Pair(
        "google_managed_kafka_cluster.k",
        {
            "cluster_id": "k",
            "location": "europe-west1",
            "gcp_config": [{"kms_key": KEY, "access_config": [{"network_configs": [{"subnet": "s"}]}]}],
        },
        there(
            "managedkafka.googleapis.com/Cluster",
            f"{_HERE}/clusters/k",
            {"gcpConfig": {"kmsKey": KEY, "accessConfig": {"networkConfigs": [{"subnet": "s"}]}}},
        ),
    ),
]

_CONTAINER = {"image": "europe-docker.pkg.dev/p/r/i:1", "env": [{"name": "MODE", "value": "prod"}]}

WORKLOADS = [
    Pair(
        "google_cloud_run_v2_service.s",
        {
            "name": "s",
            "location": "europe-west1",
            "ingress": "INGRESS_TRAFFIC_INTERNAL_ONLY",
            "template": [{"containers": [_CONTAINER], "service_account": "a@p.iam.gserviceaccount.com"}],
        },
        there(
            "run.googleapis.com/Service",
            f"{_HERE}/services/s",
            {
                "ingress": "INGRESS_TRAFFIC_INTERNAL_ONLY",
                "template": {"containers": [_CONTAINER], "serviceAccount": "a@p.iam.gserviceaccount.com"},
            },
        ),
    ),
    Pair(
        "google_cloud_run_v2_job.j",
        {"name": "j", "location": "europe-west1", "template": [{"template": [{"containers": [_CONTAINER]}]}]},
        there(
            "run.googleapis.com/Job",
            f"{_HERE}/jobs/j",
            {"template": {"template": {"containers": [_CONTAINER]}}},
        ),
    ),
    *(
        Pair(
            f"google_app_engine_{kind}_app_version.v",
            {
                "version_id": "v1",
                "service": "default",
                "runtime": "python312",
                "handlers": [
                    {"url_regex": ".*", "security_level": "SECURE_ALWAYS", "script": [{"script_path": "auto"}]}
                ],
            },
            asset(
                "appengine.googleapis.com/Version",
                "//appengine.googleapis.com/apps/pay-prod/services/default/versions/v1",
                {
                    "name": "apps/pay-prod/services/default/versions/v1",
                    "id": "v1",
                    "env": kind,
                    "runtime": "python312",
                    "handlers": [
                        {"urlRegex": ".*", "securityLevel": "SECURE_ALWAYS", "script": {"scriptPath": "auto"}}
                    ],
                },
            ),
        )
        for kind in ("standard", "flexible")
    ),
    Pair(
        "google_cloudbuild_trigger.t",
        {
            "name": "t",
            "location": "global",
            "service_account": f"{PROJECT}/serviceAccounts/b@p.iam.gserviceaccount.com",
            "build": [{"step": [{"name": "gcr.io/cloud-builders/docker", "args": ["build", "."]}]}],
        },
        asset(
            "cloudbuild.googleapis.com/BuildTrigger",
            f"//cloudbuild.googleapis.com/{PROJECT}/locations/global/triggers/1",
            {
                "id": "1",
                "name": "t",
                "serviceAccount": f"{PROJECT}/serviceAccounts/b@p.iam.gserviceaccount.com",
                "build": {"steps": [{"name": "gcr.io/cloud-builders/docker", "args": ["build", "."]}]},
            },
        ),
    ),
    Pair(
        "google_cloudbuild_worker_pool.w",
        {"name": "w", "location": "europe-west1", "worker_config": [{"no_external_ip": True}]},
        there(
            "cloudbuild.googleapis.com/WorkerPool",
            f"{_HERE}/workerPools/w",
            {"privatePoolV1Config": {"networkConfig": {"egressOption": "NO_PUBLIC_EGRESS"}}},
        ),
    ),
    Pair(
        "google_project_service.s",
        {"project": "pay-prod", "service": "containerscanning.googleapis.com"},
        asset(
            "serviceusage.googleapis.com/Service",
            f"//serviceusage.googleapis.com/{PROJECT}/services/containerscanning.googleapis.com",
            {"name": f"{PROJECT}/services/containerscanning.googleapis.com", "state": "ENABLED"},
        ),
    ),
    Pair(
        "google_notebooks_instance.n",
        {
            "name": "n",
            "location": "europe-west1-b",
            "machine_type": "e2-medium",
            "no_public_ip": True,
            "shielded_instance_config": [
                {"enable_secure_boot": True, "enable_vtpm": True, "enable_integrity_monitoring": True}
            ],
        },
        there(
            "notebooks.googleapis.com/Instance",
            f"{PROJECT}/locations/europe-west1-b/instances/n",
            {
                "machineType": "e2-medium",
                "noPublicIp": True,
                "shieldedInstanceConfig": {
                    "enableSecureBoot": True,
                    "enableVtpm": True,
                    "enableIntegrityMonitoring": True,
                },
            },
        ),
    ),
    Pair(
        "google_composer_environment.c",
        {
            "name": "c",
            "region": "europe-west1",
            "config": [
                {
                    "private_environment_config": [{"enable_private_endpoint": True}],
                    "encryption_config": [{"kms_key_name": KEY}],
                    "software_config": [{"image_version": "composer-2.9.1-airflow-2.9.3"}],
                }
            ],
        },
        there(
            "composer.googleapis.com/Environment",
            f"{_HERE}/environments/c",
            {
                "config": {
                    "privateEnvironmentConfig": {
                        "enablePrivateEnvironment": True,
                        "privateClusterConfig": {"enablePrivateEndpoint": True},
                    },
                    "encryptionConfig": {"kmsKeyName": KEY},
                    "softwareConfig": {"imageVersion": "composer-2.9.1-airflow-2.9.3"},
                }
            },
        ),
    ),
]
