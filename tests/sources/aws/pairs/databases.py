"""Databases and warehouses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.pair import KEY, Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

RDS = f"arn:aws:rds:{REGION}:{ACCOUNT}"
DB: dict[str, Any] = {
    "DBInstanceIdentifier": "pay",
    "Engine": "postgres",
    "EngineVersion": "14.9",
    "MasterUsername": "boss",
    "MasterUserSecret": {"SecretArn": "arn:s"},
    "PubliclyAccessible": False,
    "AutoMinorVersionUpgrade": True,
    "StorageEncrypted": True,
    "KmsKeyId": KEY,
    "CACertificateIdentifier": "rds-ca-rsa2048-g1",
    "DBParameterGroups": [{"DBParameterGroupName": "pay", "ParameterApplyStatus": "in-sync"}],
    "EnabledCloudwatchLogsExports": ["postgresql"],
    "IAMDatabaseAuthenticationEnabled": True,
}
PLANNED = {
    "identifier": "pay",
    "engine": "postgres",
    "engine_version": "14.9",
    "username": "boss",
    "manage_master_user_password": True,
    "storage_encrypted": True,
    "kms_key_id": KEY,
    "parameter_group_name": "pay",
    "enabled_cloudwatch_logs_exports": ["postgresql"],
    "iam_database_authentication_enabled": True,
}
GROUP = {"DBParameterGroupName": "pay", "DBParameterGroupFamily": "postgres14"}
FORCED = [{"ParameterName": "rds.force_ssl", "ParameterValue": "1"}]


def server_records(item: dict[str, Any], *, parameters: Any = FORCED) -> list[Record]:
    return [
        Answer("aws_db_instance", f"{RDS}:db:pay", DB | item),
        Answer("aws_db_parameter_group", f"{RDS}:pg:pay", GROUP),
        Answer("aws_db_parameter_group", f"{RDS}:pg:pay", parameters, "parameters"),
    ]


_CLUSTER = {
    "MasterUsername": "boss",
    "MasterUserSecret": {"SecretArn": "arn:s"},
    "StorageEncrypted": True,
    "KmsKeyId": KEY,
    "EnabledCloudwatchLogsExports": ["audit"],
    "IAMDatabaseAuthenticationEnabled": True,
}
_CLUSTER_PLANNED = {
    "master_username": "boss",
    "manage_master_user_password": True,
    "storage_encrypted": True,
    "kms_key_id": KEY,
    "enabled_cloudwatch_logs_exports": ["audit"],
    "iam_database_authentication_enabled": True,
}


def server() -> Iterator[Pair]:
    plan: dict[str, dict[str, Any]] = {
        "aws_db_instance.a": PLANNED,
        "aws_db_parameter_group.a": {
            "name": "pay",
            "family": "postgres14",
            "parameter": [{"name": "rds.force_ssl", "value": "1"}],
        },
    }
    pairs = {"aws_db_instance.a": f"{RDS}:db:pay", "aws_db_parameter_group.a": f"{RDS}:pg:pay"}
    yield Pair({"rds": server_records({})}, plan, pairs)


PAIRS: dict[str, Pair] = {
    "aurora": Pair(
        {
            "rds": [
                Answer(
                    "aws_rds_cluster",
                    "arn:a",
                    _CLUSTER
                    | {
                        "DBClusterIdentifier": "a",
                        "Engine": "aurora-mysql",
                        "EngineVersion": "8.0.mysql_aurora.3.05.2",
                        "EngineMode": "provisioned",
                        "DBClusterParameterGroup": "default.aurora-mysql8.0",
                    },
                )
            ]
        },
        {
            "aws_rds_cluster.a": _CLUSTER_PLANNED
            | {
                "engine": "aurora-mysql",
                "engine_version": "8.0.mysql_aurora.3.05.2",
                "db_cluster_parameter_group_name": "default.aurora-mysql8.0",
            }
        },
        {"aws_rds_cluster.a": "arn:a"},
    ),
    "docdb-neptune": Pair(
        {
            "rds": [
                Answer(
                    "aws_rds_cluster",
                    "arn:d",
                    _CLUSTER
                    | {"DBClusterIdentifier": "d", "Engine": "docdb", "DBClusterParameterGroup": "default.docdb5.0"},
                ),
                Answer(
                    "aws_db_instance",
                    "arn:i",
                    {
                        "DBInstanceIdentifier": "i",
                        "DBClusterIdentifier": "d",
                        "Engine": "docdb",
                        "PubliclyAccessible": False,
                        "AutoMinorVersionUpgrade": True,
                        "CACertificateIdentifier": "rds-ca-rsa2048-g1",
                    },
                ),
                Answer(
                    "aws_rds_cluster",
                    "arn:n",
                    {k: v for k, v in _CLUSTER.items() if not k.startswith("Master")}
                    | {"DBClusterIdentifier": "n", "Engine": "neptune"}
                    | {"DBClusterParameterGroup": "default.neptune1.3"},
                ),
                Answer(
                    "aws_db_cluster_snapshot",
                    "arn:s",
                    {"DBClusterSnapshotIdentifier": "s", "Engine": "aurora-mysql", "StorageEncrypted": False},
                ),
                Answer(
                    "aws_db_cluster_snapshot",
                    "arn:s",
                    [{"AttributeName": "restore", "AttributeValues": ["all"]}],
                    "attributes",
                ),
            ]
        },
        {
            "aws_docdb_cluster.d": {
                name: value for name, value in _CLUSTER_PLANNED.items() if not name.startswith("iam")
            }
            | {"db_cluster_parameter_group_name": "default.docdb5.0"},
            "aws_docdb_cluster_instance.i": {"identifier": "i", "cluster_identifier": "d"},
            "aws_neptune_cluster.n": {
                "storage_encrypted": True,
                "kms_key_arn": KEY,
                "enable_cloudwatch_logs_exports": ["audit"],
                "iam_database_authentication_enabled": True,
                "neptune_cluster_parameter_group_name": "default.neptune1.3",
            },
            "aws_db_cluster_snapshot.s": {"storage_encrypted": False, "shared_accounts": ["all"]},
        },
        {
            "aws_docdb_cluster.d": "arn:d",
            "aws_docdb_cluster_instance.i": "arn:i",
            "aws_neptune_cluster.n": "arn:n",
            "aws_db_cluster_snapshot.s": "arn:s",
        },
    ),
    "redshift": Pair(
        {
            "redshift": [
                Answer(
                    "aws_redshift_cluster",
                    "wh",
                    {
                        "ClusterIdentifier": "wh",
                        "MasterUsername": "boss",
                        "MasterPasswordSecretArn": "arn:s",
                        "Encrypted": True,
                        "KmsKeyId": KEY,
                        "PubliclyAccessible": False,
                        "EnhancedVpcRouting": True,
                        "AllowVersionUpgrade": True,
                        "ClusterParameterGroups": [{"ParameterGroupName": "own", "ParameterApplyStatus": "in-sync"}],
                    },
                ),
                Answer("aws_redshift_cluster", "wh", {"LoggingEnabled": True}, "logging"),
                Answer(
                    "aws_redshift_parameter_group",
                    "own",
                    {"ParameterGroupName": "own", "ParameterGroupFamily": "redshift-1.0"},
                ),
                Answer(
                    "aws_redshift_parameter_group",
                    "own",
                    [{"ParameterName": "require_ssl", "ParameterValue": "true"}],
                    "parameters",
                ),
            ]
        },
        {
            "aws_redshift_cluster.a": {
                "cluster_identifier": "wh",
                "master_username": "boss",
                "manage_master_password": True,
                "encrypted": True,
                "kms_key_id": KEY,
                "publicly_accessible": False,
                "enhanced_vpc_routing": True,
                "cluster_parameter_group_name": "own",
                "logging": [{"enable": True}],
            },
            "aws_redshift_parameter_group.a": {
                "name": "own",
                "family": "redshift-1.0",
                "parameter": [{"name": "require_ssl", "value": "true"}],
            },
        },
        {
            "aws_redshift_cluster.a": f"arn:aws:redshift:{REGION}:{ACCOUNT}:cluster:wh",
            "aws_redshift_parameter_group.a": f"arn:aws:redshift:{REGION}:{ACCOUNT}:parametergroup:own",
        },
    ),
    "redshift-serverless": Pair(
        {
            "redshift-serverless": [
                Answer(
                    "aws_redshiftserverless_namespace",
                    "arn:n",
                    {"namespaceName": "n", "adminUsername": "boss", "kmsKeyId": "AWS_OWNED_KMS_KEY", "logExports": []},
                ),
                Answer(
                    "aws_redshiftserverless_workgroup",
                    "arn:w",
                    {
                        "workgroupName": "w",
                        "publiclyAccessible": True,
                        "enhancedVpcRouting": False,
                        "configParameters": [{"parameterKey": "require_ssl", "parameterValue": "true"}],
                    },
                ),
            ]
        },
        {
            "aws_redshiftserverless_namespace.n": {"namespace_name": "n", "admin_username": "boss"},
            "aws_redshiftserverless_workgroup.w": {
                "workgroup_name": "w",
                "publicly_accessible": True,
                "config_parameter": [{"parameter_key": "require_ssl", "parameter_value": "true"}],
            },
        },
        {"aws_redshiftserverless_namespace.n": "arn:n", "aws_redshiftserverless_workgroup.w": "arn:w"},
    ),
    "dynamodb": Pair(
        {
            "dynamodb": [
                Answer("aws_dynamodb_table", "t", {"id": "t"}),
                Answer(
                    "aws_dynamodb_table",
                    "t",
                    {"SSEDescription": {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": KEY}},
                    "table",
                ),
                Answer("aws_dynamodb_table", "t", {"TimeToLiveStatus": "ENABLED"}, "ttl"),
                Answer("aws_dynamodb_table", "u", {"id": "u"}),
                Answer("aws_dynamodb_table", "u", {}, "table"),
                Answer("aws_dynamodb_table", "u", {"TimeToLiveStatus": "DISABLED"}, "ttl"),
            ]
        },
        {
            "aws_dynamodb_table.t": {
                "name": "t",
                "server_side_encryption": [{"enabled": True, "kms_key_arn": KEY}],
                "ttl": [{"enabled": True, "attribute_name": "x"}],
            },
            "aws_dynamodb_table.u": {"name": "u"},
        },
        {f"aws_dynamodb_table.{t}": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{t}" for t in "tu"},
    ),
    "keyspaces": Pair(
        {
            "keyspaces": [
                Answer("aws_keyspaces_table", "arn:k", {"keyspaceName": "k", "tableName": "t"}),
                Answer(
                    "aws_keyspaces_table",
                    "arn:k",
                    {
                        "encryptionSpecification": {"type": "AWS_OWNED_KMS_KEY"},
                        "ttl": {"status": "ENABLED"},
                        "schemaDefinition": {"allColumns": [{"name": "cvv", "type": "text"}]},
                    },
                    "table",
                ),
            ]
        },
        {
            "aws_keyspaces_table.t": {
                "table_name": "t",
                "ttl": [{"status": "ENABLED"}],
                "schema_definition": [{"column": [{"name": "cvv", "type": "text"}]}],
            }
        },
        {"aws_keyspaces_table.t": "arn:k"},
    ),
} | named(server)
