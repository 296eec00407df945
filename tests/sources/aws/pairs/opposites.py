"""Stores of data that say the opposite of those in their own themes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.databases import DB, FORCED, GROUP, PLANNED, RDS
from tests.sources.aws.pairs.pair import KEY, Pair, named
from tests.sources.aws.same import ACCOUNT, REGION


def servers() -> Iterator[Pair]:
    """A server that is open, old and clear."""
    bad: dict[str, Any] = {
        "PubliclyAccessible": True,
        "AutoMinorVersionUpgrade": False,
        "StorageEncrypted": False,
        "KmsKeyId": None,
        "MasterUsername": "postgres",
        "EnabledCloudwatchLogsExports": [],
        "IAMDatabaseAuthenticationEnabled": False,
        "EngineVersion": "11.1",
        "CACertificateIdentifier": "rds-ca-2019",
    }
    written = PLANNED | {
        "publicly_accessible": True,
        "auto_minor_version_upgrade": False,
        "storage_encrypted": False,
        "kms_key_id": None,
        "username": "postgres",
        "enabled_cloudwatch_logs_exports": [],
        "iam_database_authentication_enabled": False,
        "engine_version": "11.1",
        "ca_cert_identifier": "rds-ca-2019",
    }
    off = [FORCED[0] | {"ParameterValue": "0"}]
    plan: dict[str, dict[str, Any]] = {
        "aws_db_instance.a": written,
        "aws_db_parameter_group.a": {
            "name": "pay",
            "family": "postgres14",
            "parameter": [{"name": "rds.force_ssl", "value": "0"}],
        },
    }
    live = [
        Answer("aws_db_instance", f"{RDS}:db:pay", DB | bad),
        Answer("aws_db_parameter_group", f"{RDS}:pg:pay", GROUP),
        Answer("aws_db_parameter_group", f"{RDS}:pg:pay", off, "parameters"),
    ]
    same = {"aws_db_instance.a": f"{RDS}:db:pay", "aws_db_parameter_group.a": f"{RDS}:pg:pay"}
    yield Pair({"rds": live}, plan, same)


def warehouses() -> Iterator[Pair]:
    """A warehouse as it should not be."""
    plan: dict[str, dict[str, Any]] = {
        "aws_redshift_cluster.w": {
            "cluster_identifier": "w",
            "publicly_accessible": True,
            "encrypted": False,
            "master_username": "awsuser",
            "allow_version_upgrade": False,
            "enhanced_vpc_routing": False,
            "cluster_parameter_group_name": "p",
        },
        "aws_redshift_parameter_group.p": {
            "name": "p",
            "family": "redshift-1.0",
            "parameter": [{"name": "require_ssl", "value": "false"}],
        },
    }
    cluster = {
        "ClusterIdentifier": "w",
        "PubliclyAccessible": True,
        "Encrypted": False,
        "MasterUsername": "awsuser",
        "AllowVersionUpgrade": False,
        "EnhancedVpcRouting": False,
        "ClusterParameterGroups": [{"ParameterGroupName": "p", "ParameterApplyStatus": "in-sync"}],
    }
    settings = [{"ParameterName": "require_ssl", "ParameterValue": "false"}]
    live = [
        Answer("aws_redshift_cluster", "w", cluster),
        Answer("aws_redshift_cluster", "w", {"LoggingEnabled": False}, "logging"),
        Answer("aws_redshift_parameter_group", "p", {"ParameterGroupName": "p"}),
        Answer("aws_redshift_parameter_group", "p", settings, "parameters"),
    ]
    same = {"aws_redshift_cluster.w": f"arn:aws:redshift:{REGION}:{ACCOUNT}:cluster:w"}
    yield Pair({"redshift": live}, plan, same)


def searches() -> Iterator[Pair]:
    """A search domain that is open and clear."""
    plan: dict[str, dict[str, Any]] = {
        "aws_opensearch_domain.o": {
            "domain_name": "o",
            "encrypt_at_rest": [{"enabled": False}],
            "node_to_node_encryption": [{"enabled": False}],
            "domain_endpoint_options": [{"enforce_https": False, "tls_security_policy": "Policy-Min-TLS-1-0-2019-07"}],
            "cluster_config": [{"instance_count": 1}],
            "advanced_security_options": [{"enabled": False}],
        }
    }
    domain = {
        "DomainName": "o",
        "EncryptionAtRestOptions": {"Enabled": False},
        "NodeToNodeEncryptionOptions": {"Enabled": False},
        "DomainEndpointOptions": {"EnforceHTTPS": False, "TLSSecurityPolicy": "Policy-Min-TLS-1-0-2019-07"},
        "ClusterConfig": {"InstanceCount": 1},
        "AdvancedSecurityOptions": {"Enabled": False},
    }
    live = {"opensearch": [Answer("aws_opensearch_domain", "arn:o", domain)]}
    yield Pair(live, plan, {"aws_opensearch_domain.o": "arn:o"})


def caches() -> Iterator[Pair]:
    """Caches that are clear, and one of MemoryDB that is not."""
    plan: dict[str, dict[str, Any]] = {
        "aws_elasticache_replication_group.r": {
            "engine": "redis",
            "at_rest_encryption_enabled": False,
            "transit_encryption_enabled": False,
            "auto_minor_version_upgrade": False,
        },
        "aws_elasticache_user.u": {
            "user_id": "u",
            "user_name": "u",
            "engine": "redis",
            "access_string": "on ~pay:* -@all +get",
            "authentication_mode": [{"type": "iam"}],
        },
        "aws_memorydb_cluster.m": {"name": "m", "acl_name": "own", "tls_enabled": True, "kms_key_arn": KEY},
    }
    group = {
        "ReplicationGroupId": "r",
        "Engine": "redis",
        "AtRestEncryptionEnabled": False,
        "TransitEncryptionEnabled": False,
        "AuthTokenEnabled": False,
        "AutoMinorVersionUpgrade": False,
    }
    user = {"UserId": "u", "UserName": "u", "AccessString": "on ~pay:* -@all +get", "Authentication": {"Type": "iam"}}
    memory = {"Name": "m", "ACLName": "own", "TLSEnabled": True, "KmsKeyId": KEY, "AutoMinorVersionUpgrade": True}
    live = {
        "elasticache": [
            Answer("aws_elasticache_replication_group", "arn:r", group),
            Answer("aws_elasticache_replication_group", "arn:r", "7.0.7", part="version"),
            Answer("aws_elasticache_user", "arn:u", user),
        ],
        "memorydb": [Answer("aws_memorydb_cluster", "arn:m", memory | {"Engine": "redis"})],
    }
    same = {
        "aws_elasticache_replication_group.r": "arn:r",
        "aws_elasticache_user.u": "arn:u",
        "aws_memorydb_cluster.m": "arn:m",
    }
    yield Pair(live, plan, same)


def notebooks() -> Iterator[Pair]:
    """A notebook and a desktop as they should be, or should not."""
    notebook = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:notebook-instance/n"
    plan: dict[str, dict[str, Any]] = {
        "aws_sagemaker_notebook_instance.n": {
            "name": "n",
            "kms_key_id": KEY,
            "direct_internet_access": "Disabled",
            "root_access": "Enabled",
            "subnet_id": "subnet-1",
            "instance_metadata_service_configuration": [{"minimum_instance_metadata_service_version": "2"}],
        },
        "aws_workspaces_workspace.w": {"root_volume_encryption_enabled": False, "user_volume_encryption_enabled": True},
    }
    told = {
        "KmsKeyId": KEY,
        "DirectInternetAccess": "Disabled",
        "RootAccess": "Enabled",
        "SubnetId": "subnet-1",
        "InstanceMetadataServiceConfiguration": {"MinimumInstanceMetadataServiceVersion": "2"},
    }
    live = {
        "sagemaker": [
            Answer("aws_sagemaker_notebook_instance", notebook, {"NotebookInstanceName": "n"}),
            Answer("aws_sagemaker_notebook_instance", notebook, told, "notebook"),
        ],
        "workspaces": [Answer("aws_workspaces_workspace", "ws-1", {"UserVolumeEncryptionEnabled": True})],
    }
    same = {"aws_sagemaker_notebook_instance.n": notebook, "aws_workspaces_workspace.w": "ws-1"}
    yield Pair(live, plan, same)


def streams() -> Iterator[Pair]:
    """A stream, a topic and a delivery that are clear."""
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:clear"
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/clear"
    plan: dict[str, dict[str, Any]] = {
        "aws_kinesis_stream.s": {"name": "s"},
        "aws_sns_topic.t": {"name": "clear"},
        "aws_sqs_queue.q": {"name": "clear", "sqs_managed_sse_enabled": False},
        "aws_kinesis_firehose_delivery_stream.d": {"name": "d"},
    }
    live = {
        "kinesis": [
            Answer("aws_kinesis_stream", "s", {"id": "s"}),
            Answer("aws_kinesis_stream", "s", {"EncryptionType": "NONE"}, "stream"),
        ],
        "sns": [Answer("aws_sns_topic", topic, {"TopicArn": topic}), Answer("aws_sns_topic", topic, {}, "attributes")],
        "sqs": [
            Answer("aws_sqs_queue", url, {"id": url}),
            Answer("aws_sqs_queue", url, {"SqsManagedSseEnabled": "false"}, "attributes"),
        ],
        "firehose": [
            Answer("aws_kinesis_firehose_delivery_stream", "d", {"id": "d"}),
            Answer("aws_kinesis_firehose_delivery_stream", "d", {"DeliveryStreamType": "DirectPut"}, "stream"),
        ],
    }
    same = {
        "aws_kinesis_stream.s": f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/s",
        "aws_sns_topic.t": topic,
        "aws_sqs_queue.q": f"arn:aws:sqs:{REGION}:{ACCOUNT}:clear",
        "aws_kinesis_firehose_delivery_stream.d": f"arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/d",
    }
    yield Pair(live, plan, same)


PAIRS = named(servers, warehouses, searches, caches, notebooks, streams)
