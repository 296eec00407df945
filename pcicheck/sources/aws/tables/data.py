"""What is asked of RDS, Redshift and the Database Migration Service.

DocumentDB and Neptune answer through RDS: one list tells of the servers, clusters, snapshots and parameter groups of
all three, and the shape tells them apart by their engine. Calls grow with manual snapshots (one for each, with whom it
is shared), with parameter groups that something uses (one for each) and with Redshift clusters (one for each, its log).
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_OWN = "[?!starts_with({name}, 'default.') && !starts_with({name}, 'default:')]"
"""Groups that somebody made; what the others say, AWS documents."""
_NO_SUCH = ("ResourceNotFoundFault",)
"""What the migration service says where there is nothing."""
_CHANGED: dict[str, object] = {"Source": "user"}
"""Only what somebody set; everything else is as AWS documents it."""

_RDS = Service(
    "rds",
    (
        Listing(
            "aws_db_instance",
            "describe_db_instances",
            "DBInstances",
            "DBInstanceArn",
            "rds:DescribeDBInstances",
            covers=("aws_rds_cluster_instance", "aws_docdb_cluster_instance", "aws_neptune_cluster_instance"),
        ),
        Listing(
            "aws_rds_cluster",
            "describe_db_clusters",
            "DBClusters",
            "DBClusterArn",
            "rds:DescribeDBClusters",
            covers=("aws_docdb_cluster", "aws_neptune_cluster", "aws_rds_cluster_activity_stream"),
        ),
        Listing(
            "aws_rds_global_cluster",
            "describe_global_clusters",
            "GlobalClusters",
            "GlobalClusterArn",
            "rds:DescribeGlobalClusters",
            covers=("aws_docdb_global_cluster", "aws_neptune_global_cluster"),
        ),
        Listing(
            "aws_db_parameter_group",
            "describe_db_parameter_groups",
            "DBParameterGroups" + _OWN.format(name="DBParameterGroupName"),
            "DBParameterGroupArn",
            "rds:DescribeDBParameterGroups",
            used_by={"aws_db_instance": "DBParameterGroups[].DBParameterGroupName"},
            name="DBParameterGroupName",
            details=(
                Detail(
                    "parameters",
                    "describe_db_parameters",
                    {"DBParameterGroupName": "DBParameterGroupName"},
                    "rds:DescribeDBParameters",
                    "Parameters",
                    constant=_CHANGED,
                    feeds=("database.tls_required", "database_settings.*"),
                ),
            ),
        ),
        Listing(
            "aws_rds_cluster_parameter_group",
            "describe_db_cluster_parameter_groups",
            "DBClusterParameterGroups" + _OWN.format(name="DBClusterParameterGroupName"),
            "DBClusterParameterGroupArn",
            "rds:DescribeDBClusterParameterGroups",
            covers=("aws_docdb_cluster_parameter_group", "aws_neptune_cluster_parameter_group"),
            used_by={"aws_rds_cluster": "DBClusterParameterGroup"},
            name="DBClusterParameterGroupName",
            details=(
                Detail(
                    "parameters",
                    "describe_db_cluster_parameters",
                    {"DBClusterParameterGroupName": "DBClusterParameterGroupName"},
                    "rds:DescribeDBClusterParameters",
                    "Parameters",
                    constant=_CHANGED,
                    feeds=("database.tls_required", "database_settings.*"),
                ),
            ),
        ),
        Listing(
            "aws_db_snapshot",
            "describe_db_snapshots",
            "DBSnapshots",
            "DBSnapshotArn",
            "rds:DescribeDBSnapshots",
            params={"SnapshotType": "manual"},
            details=(
                Detail(
                    "attributes",
                    "describe_db_snapshot_attributes",
                    {"DBSnapshotIdentifier": "DBSnapshotIdentifier"},
                    "rds:DescribeDBSnapshotAttributes",
                    "DBSnapshotAttributesResult.DBSnapshotAttributes",
                    feeds=("snapshot.shared_with",),
                ),
            ),
        ),
        Listing(
            "aws_db_instance_automated_backups_replication",
            "describe_db_instance_automated_backups",
            "DBInstanceAutomatedBackups",
            "DBInstanceAutomatedBackupsArn",
            "rds:DescribeDBInstanceAutomatedBackups",
        ),
        Listing(
            "aws_db_cluster_snapshot",
            "describe_db_cluster_snapshots",
            "DBClusterSnapshots",
            "DBClusterSnapshotArn",
            "rds:DescribeDBClusterSnapshots",
            covers=("aws_docdb_cluster_snapshot", "aws_neptune_cluster_snapshot"),
            params={"SnapshotType": "manual"},
            details=(
                Detail(
                    "attributes",
                    "describe_db_cluster_snapshot_attributes",
                    {"DBClusterSnapshotIdentifier": "DBClusterSnapshotIdentifier"},
                    "rds:DescribeDBClusterSnapshotAttributes",
                    "DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes",
                    feeds=("snapshot.shared_with",),
                ),
            ),
        ),
    ),
)

_REDSHIFT = Service(
    "redshift",
    (
        Listing(
            "aws_redshift_cluster",
            "describe_clusters",
            "Clusters",
            "ClusterIdentifier",
            "redshift:DescribeClusters",
            details=(
                Detail(
                    "logging",
                    "describe_logging_status",
                    {"ClusterIdentifier": "@id"},
                    "redshift:DescribeLoggingStatus",
                    feeds=("warehouse.audit_log",),
                ),
            ),
        ),
        Listing(
            "aws_redshift_parameter_group",
            "describe_cluster_parameter_groups",
            "ParameterGroups" + _OWN.format(name="ParameterGroupName"),
            "ParameterGroupName",
            "redshift:DescribeClusterParameterGroups",
            used_by={"aws_redshift_cluster": "ClusterParameterGroups[].ParameterGroupName"},
            details=(
                Detail(
                    "parameters",
                    "describe_cluster_parameters",
                    {"ParameterGroupName": "@id"},
                    "redshift:DescribeClusterParameters",
                    "Parameters",
                    constant=_CHANGED,
                    feeds=("database_settings.*", "warehouse.tls_required"),
                ),
            ),
        ),
        Listing(
            "aws_redshift_snapshot_copy_grant",
            "describe_snapshot_copy_grants",
            "SnapshotCopyGrants",
            "SnapshotCopyGrantName",
            "redshift:DescribeSnapshotCopyGrants",
        ),
    ),
)

_REDSHIFT_SERVERLESS = Service(
    "redshift-serverless",
    (
        Listing(
            "aws_redshiftserverless_namespace",
            "list_namespaces",
            "namespaces",
            "namespaceArn",
            "redshift-serverless:ListNamespaces",
        ),
        Listing(
            "aws_redshiftserverless_workgroup",
            "list_workgroups",
            "workgroups",
            "workgroupArn",
            "redshift-serverless:ListWorkgroups",
        ),
    ),
)

_ENDPOINTS = (
    "Endpoints[].{EndpointArn: EndpointArn, EndpointIdentifier: EndpointIdentifier, EndpointType: EndpointType,"
    " EngineName: EngineName, SslMode: SslMode, KmsKeyId: KmsKeyId,"
    " S3Key: S3Settings.ServerSideEncryptionKmsKeyId, Kafka: KafkaSettings.SecurityProtocol,"
    " Redis: RedisSettings.SslSecurityProtocol}"
)
"""Not the accounts with which endpoints log in."""
_DMS = Service(
    "dms",
    (
        Listing(
            "aws_dms_replication_instance",
            "describe_replication_instances",
            "ReplicationInstances",
            "ReplicationInstanceArn",
            "dms:DescribeReplicationInstances",
            absent=_NO_SUCH,
        ),
        Listing(
            "aws_dms_endpoint",
            "describe_endpoints",
            _ENDPOINTS,
            "EndpointArn",
            "dms:DescribeEndpoints",
            absent=_NO_SUCH,
            covers=("aws_dms_s3_endpoint",),
        ),
    ),
)

SERVICES = (_RDS, _REDSHIFT, _REDSHIFT_SERVERLESS, _DMS)
