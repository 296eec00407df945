"""Databases, warehouses, search and caches on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_DATABASE = ("database",)
_SETTINGS = Row("aws.data.settings:parameter_group", ("database_settings",))
_WAREHOUSE = ("warehouse",)
_SEARCH = Row("aws.data.search:domain", ("search",))
_CACHE = ("cache",)
_OLD_GROUP = Row("aws.data.old_groups:address_group", ("address_rule",))
_GLOBAL_CLUSTER = Row("aws.data.relational:global_cluster", _DATABASE)

THEME = Theme(
    adapters={
        "aws_db_instance": Row("aws.data.relational:instance", _DATABASE),
        "aws_rds_cluster": Row("aws.data.relational:cluster", _DATABASE),
        "aws_rds_cluster_instance": Row("aws.data.relational:cluster_instance", _DATABASE),
        "aws_rds_global_cluster": _GLOBAL_CLUSTER,
        "aws_docdb_cluster": Row("aws.data.clusters:docdb_cluster", _DATABASE),
        "aws_docdb_cluster_instance": Row("aws.data.clusters:docdb_instance", _DATABASE),
        "aws_docdb_global_cluster": _GLOBAL_CLUSTER,
        "aws_neptune_cluster": Row("aws.data.clusters:neptune_cluster", _DATABASE),
        "aws_neptune_cluster_instance": Row("aws.data.clusters:neptune_instance", _DATABASE),
        "aws_neptune_global_cluster": _GLOBAL_CLUSTER,
        "aws_dynamodb_table": Row("aws.data.serverless:dynamodb_table", _DATABASE),
        "aws_dynamodb_table_replica": Row("aws.data.serverless:dynamodb_replica", _DATABASE),
        "aws_keyspaces_table": Row("aws.data.serverless:keyspaces_table", (*_DATABASE, "data_schema")),
        "aws_timestreamwrite_database": Row("aws.data.serverless:timestream_database", _DATABASE),
        "aws_db_parameter_group": _SETTINGS,
        "aws_rds_cluster_parameter_group": _SETTINGS,
        "aws_docdb_cluster_parameter_group": _SETTINGS,
        "aws_neptune_cluster_parameter_group": _SETTINGS,
        "aws_redshift_parameter_group": _SETTINGS,
        "aws_db_security_group": _OLD_GROUP,
        "aws_redshift_security_group": _OLD_GROUP,
        "aws_redshift_cluster": Row("aws.data.warehouse:redshift_cluster", _WAREHOUSE),
        "aws_redshiftserverless_namespace": Row("aws.data.warehouse:serverless_namespace", _WAREHOUSE),
        "aws_redshiftserverless_workgroup": Row("aws.data.warehouse:serverless_workgroup", _WAREHOUSE),
        "aws_athena_database": Row("aws.data.warehouse:athena_database", _WAREHOUSE),
        "aws_athena_workgroup": Row("aws.data.warehouse:athena_workgroup", _WAREHOUSE),
        "aws_opensearch_domain": _SEARCH,
        "aws_elasticsearch_domain": _SEARCH,
        "aws_elasticache_replication_group": Row("aws.data.cache:replication_group", _CACHE),
        "aws_elasticache_cluster": Row("aws.data.cache:cache_cluster", _CACHE),
        "aws_elasticache_serverless_cache": Row("aws.data.cache:serverless_cache", _CACHE),
        "aws_memorydb_cluster": Row("aws.data.cache:memorydb_cluster", _CACHE),
        "aws_dax_cluster": Row("aws.data.cache:dax_cluster", _CACHE),
        "aws_elasticache_user": Row("aws.data.cache:cache_user", ("cache_user",)),
        "aws_memorydb_user": Row("aws.data.cache:cache_user", ("cache_user",)),
        "aws_dms_replication_instance": Row("aws.data.replication:server", ("replication_server",)),
        "aws_appsync_api_cache": Row("aws.data.cache:api_cache", _CACHE),
        "aws_cloudsearch_domain": Row("aws.data.search:old_search", ("search",)),
        "aws_dms_s3_endpoint": Row("aws.data.replication:object_endpoint", ("replication_endpoint",)),
        "aws_dms_endpoint": Row("aws.data.replication:endpoint", ("replication_endpoint",)),
    },
    sidecars={
        "aws_cloudsearch_domain_service_access_policy": SideCar("domain_name", ("aws_cloudsearch_domain",)),
        "aws_redshift_logging": SideCar("cluster_identifier", ("aws_redshift_cluster",)),
        "aws_opensearch_domain_policy": SideCar("domain_name", ("aws_opensearch_domain",)),
        "aws_elasticsearch_domain_policy": SideCar("domain_name", ("aws_elasticsearch_domain",)),
    },
)
