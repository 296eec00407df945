"""Databases, caches, warehouses, data processing and messaging.

Sources: REST references of Cloud SQL Admin v1, Spanner, Bigtable Admin v2, Firestore, AlloyDB, Memorystore, BigQuery
v2, Dataproc, Dataflow, Data Fusion, Database Migration, Pub/Sub and Managed Kafka v1. Passwords are never returned,
and the accounts of Cloud SQL are no assets. Jobs of Dataflow that have ended have no workers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pcicheck.model.value import Unknown
from pcicheck.sources.gcp.form import UNTOLD, AssetShape, Part, above, items_of, only_shapes, renamed, tail
from pcicheck.sources.shapes import Values, at, put

_PASSWORD = Unknown("the API does not return passwords, nor where they are kept")
_ACCOUNTS = Unknown("accounts of Cloud SQL are not in Cloud Asset Inventory")
_ENDED = ("JOB_STATE_DONE", "JOB_STATE_FAILED", "JOB_STATE_CANCELLED", "JOB_STATE_UPDATED", "JOB_STATE_DRAINED")
_WORKERS = Unknown("the asset does not tell the addresses of the workers")
_NO_FAMILIES = Unknown("the asset does not tell the column families")


def _sql_users(values: Values) -> Iterator[Part]:
    """An instance of MySQL may have a ``root`` without a password; nobody can tell here."""
    if str(values.get("database_version", "")).upper().startswith("MYSQL"):
        unknown = dict.fromkeys(("name", "type", "password"), _ACCOUNTS)
        yield Part("users", "google_sql_user", {"instance": values["id"], **unknown})


def _garbage(values: Values) -> Iterator[Part]:
    families = values.get("column_families")
    if not isinstance(families, dict):
        yield Part("gc", "google_bigtable_gc_policy", {"table": values["id"], "gc_rules": _NO_FAMILIES})
        return
    for name, family in families.items():
        rule = family.get("gc_rule") if isinstance(family, dict) else None
        if rule:
            yield Part(f"gc/{name}", "google_bigtable_gc_policy", {"table": values["id"], "gc_rules": json.dumps(rule)})


def _bigtable_cluster(values: Values) -> None:
    values["kms_key_name"] = at(values, "encryption_config.kms_key_name")


def _alloydb_cluster(values: Values) -> None:
    put(values, "initial_user", {**(values.get("initial_user") or {}), "password": _PASSWORD})


def _dataset(values: Values) -> None:
    values["dataset_id"] = at(values, "dataset_reference.dataset_id") or tail(values["id"])


def _table(values: Values) -> None:
    values["table_id"] = at(values, "table_reference.table_id") or tail(values["id"])
    values["dataset_id"] = above(values["id"])


def _dataproc(values: Values) -> None:
    renamed(values, name="cluster_name", cluster_config="config")
    key = at(values, "cluster_config.encryption_config.gce_pd_kms_key_name")
    if key is not None:
        put(values, "cluster_config.encryption_config.kms_key_name", key)
    if (
        not values.get("virtual_cluster_config")
        and at(values, "cluster_config.gce_cluster_config.internal_ip_only") is None
    ):
        put(values, "cluster_config.gce_cluster_config.internal_ip_only", UNTOLD)


def _dataflow(values: Values) -> None:
    pools = items_of(at(values, "environment.worker_pools"))
    told = {pool.get("ip_configuration") for pool in pools}
    public = told - {"WORKER_IP_PRIVATE"}
    values["ip_configuration"] = (
        _WORKERS if not pools or None in told else "WORKER_IP_PUBLIC" if public else "WORKER_IP_PRIVATE"
    )
    values["kms_key_name"] = at(values, "environment.service_kms_key_name")


def _running(values: Values) -> str:
    return "" if values.get("current_state") in _ENDED else "google_dataflow_job"


def _migration(values: Values) -> None:
    """The certificate of the authority is never returned; what checks the server has one."""
    for engine in ("mysql", "postgresql", "oracle"):
        tls = at(values, f"{engine}.ssl")
        if isinstance(tls, dict) and str(tls.get("type", "")).startswith("SERVER_") and not tls.get("ca_certificate"):
            tls["ca_certificate"] = UNTOLD


def _redis_cluster(values: Values) -> None:
    values.setdefault("authorization_mode", UNTOLD)
    values.setdefault("transit_encryption_mode", UNTOLD)


SHAPES = only_shapes(
    [
        (
            "sqladmin.googleapis.com/Instance",
            AssetShape(
                "google_sql_database_instance",
                moves={
                    "encryption_key_name": "disk_encryption_configuration.kms_key_name",
                    "deletion_protection": "settings.deletion_protection_enabled",
                },
                unstated=("settings.ip_configuration.ipv4_enabled", "database_version"),
                more=lambda values: values.update(root_password=_PASSWORD),
                parts=_sql_users,
                made=("google_sql_user",),
            ),
        ),
        ("spanner.googleapis.com/Database", AssetShape("google_spanner_database")),
        (
            "bigtableadmin.googleapis.com/Instance",
            AssetShape("google_bigtable_instance", unstated=("cluster",)),
        ),
        (
            "bigtableadmin.googleapis.com/Cluster",
            AssetShape("google_bigtable_instance", block="cluster", more=_bigtable_cluster),
        ),
        (
            "bigtableadmin.googleapis.com/Table",
            AssetShape("google_bigtable_table", parts=_garbage, made=("google_bigtable_gc_policy",)),
        ),
        ("firestore.googleapis.com/Database", AssetShape("google_firestore_database")),
        ("alloydb.googleapis.com/Cluster", AssetShape("google_alloydb_cluster", more=_alloydb_cluster)),
        ("alloydb.googleapis.com/Instance", AssetShape("google_alloydb_instance")),
        ("redis.googleapis.com/Instance", AssetShape("google_redis_instance")),
        ("redis.googleapis.com/Cluster", AssetShape("google_redis_cluster", more=_redis_cluster)),
        ("memorystore.googleapis.com/Instance", AssetShape("google_memorystore_instance", more=_redis_cluster)),
        ("memcache.googleapis.com/Instance", AssetShape("google_memcache_instance")),
        ("bigquery.googleapis.com/Dataset", AssetShape("google_bigquery_dataset", unstated=("access",), more=_dataset)),
        ("bigquery.googleapis.com/Table", AssetShape("google_bigquery_table", more=_table)),
        ("dataproc.googleapis.com/Cluster", AssetShape("google_dataproc_cluster", more=_dataproc)),
        ("dataflow.googleapis.com/Job", AssetShape("google_dataflow_job", pick=_running, more=_dataflow)),
        ("datafusion.googleapis.com/Instance", AssetShape("google_data_fusion_instance")),
        (
            "datamigration.googleapis.com/ConnectionProfile",
            AssetShape("google_database_migration_service_connection_profile", more=_migration),
        ),
        ("pubsub.googleapis.com/Topic", AssetShape("google_pubsub_topic")),
        ("pubsub.googleapis.com/Subscription", AssetShape("google_pubsub_subscription")),
        ("pubsub.googleapis.com/Schema", AssetShape("google_pubsub_schema", unstated=("definition",))),
        ("managedkafka.googleapis.com/Cluster", AssetShape("google_managed_kafka_cluster")),
    ]
)
"""Type of asset to its shape."""
