"""Databases, warehouses, caches and data processing on Google Cloud: which native types there are, who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_DATABASE = ("database",)
_INSTANCE = ("database", "database_settings")
_WAREHOUSE = ("warehouse",)
_CACHE = ("cache",)
_PROCESSOR = ("data_processor",)
_DATAFLOW = Row("gcp.data.processors:dataflow_job", _PROCESSOR)
_IAM = {
    f"google_{owner}_iam_{way}": (adapter, SideCar(path, (f"google_{owner}",), several=True))
    for owner, path, adapter in (
        ("bigquery_dataset", "dataset_id", Row("gcp.data.warehouse:grant", _WAREHOUSE)),
        ("bigquery_table", "table_id", Row("gcp.data.warehouse:grant", _WAREHOUSE)),
        ("dataproc_cluster", "cluster", Row("gcp.data.processors:dataproc_grant", _PROCESSOR)),
    )
    for way in ("member", "binding", "policy")
}
"""Grants are judged where they are written, and folded into what they open."""

THEME = Theme(
    adapters={
        "google_sql_database_instance": Row("gcp.data.sql:instance", _INSTANCE),
        "google_sql_user": Row("gcp.data.sql:user", ("database_user",)),
        "google_spanner_database": Row("gcp.data.databases:spanner_database", _DATABASE),
        "google_bigtable_instance": Row("gcp.data.databases:bigtable_instance", _DATABASE),
        "google_bigtable_table": Row("gcp.data.databases:bigtable_table", _DATABASE),
        "google_firestore_database": Row("gcp.data.databases:firestore_database", _DATABASE),
        "google_alloydb_cluster": Row("gcp.data.databases:alloydb_cluster", _DATABASE),
        "google_alloydb_instance": Row("gcp.data.databases:alloydb_instance", _INSTANCE),
        "google_redis_instance": Row("gcp.data.cache:redis_instance", _CACHE),
        "google_redis_cluster": Row("gcp.data.cache:redis_cluster", _CACHE),
        "google_memorystore_instance": Row("gcp.data.cache:memorystore_instance", _CACHE),
        "google_memcache_instance": Row("gcp.data.cache:memcache_instance", _CACHE),
        "google_bigquery_dataset": Row("gcp.data.warehouse:dataset", _WAREHOUSE),
        "google_bigquery_dataset_access": Row("gcp.data.warehouse:access_entry", _WAREHOUSE),
        "google_bigquery_table": Row("gcp.data.warehouse:table", _WAREHOUSE),
        "google_dataproc_cluster": Row("gcp.data.processors:dataproc_cluster", _PROCESSOR),
        "google_dataflow_job": _DATAFLOW,
        "google_dataflow_flex_template_job": _DATAFLOW,
        "google_data_fusion_instance": Row("gcp.data.processors:data_fusion_instance", _PROCESSOR),
        "google_database_migration_service_connection_profile": Row(
            "gcp.data.migration:connection_profile", ("replication_endpoint",)
        ),
        **{name: row for name, (row, _) in _IAM.items()},
    },
    sidecars={
        "google_sql_user": SideCar("instance", ("google_sql_database_instance",), several=True),
        "google_bigtable_gc_policy": SideCar("table", ("google_bigtable_table",), several=True),
        "google_bigquery_dataset_access": SideCar("dataset_id", ("google_bigquery_dataset",), several=True),
        **{name: sidecar for name, (_, sidecar) in _IAM.items()},
    },
    helpers=("data.google_iam_policy",),
)
