"""Databases, warehouses, search and caches, live."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest

from pcicheck.sources.live.records import Answer, Record, Refusal
from tests.sources.aws.same import ACCOUNT, REGION, by_rule, collected, differences, planned, recorded

KEY = "arn:aws:kms:eu-west-1:999999999999:key/of-somebody"
_VAULTED = "database-admin-password-vaulted"
"""The one rule that live answers leave open, where no secret of the service holds the password."""
_RDS = f"arn:aws:rds:{REGION}:{ACCOUNT}"
_DB: dict[str, Any] = {
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
_PLANNED = {
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
_GROUP = {"DBParameterGroupName": "pay", "DBParameterGroupFamily": "postgres14"}
_FORCED = [{"ParameterName": "rds.force_ssl", "ParameterValue": "1"}]


def _live(item: dict[str, Any], *, parameters: Any = _FORCED) -> list[Record]:
    return [
        Answer("aws_db_instance", f"{_RDS}:db:pay", _DB | item),
        Answer("aws_db_parameter_group", f"{_RDS}:pg:pay", _GROUP),
        Answer("aws_db_parameter_group", f"{_RDS}:pg:pay", parameters, "parameters"),
    ]


def test_databases_of_a_real_server(aws: str, tmp_path: Path) -> None:
    rds = boto3.client("rds")
    for name in ("pay", "unused"):
        rds.create_db_parameter_group(DBParameterGroupName=name, DBParameterGroupFamily="postgres14", Description="x")
    forced = {"ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "immediate"}
    rds.modify_db_parameter_group(DBParameterGroupName="pay", Parameters=[forced])
    login = {"MasterUsername": "boss", "MasterUserPassword": "long-enough"}
    made = {"DBInstanceClass": "db.t3.small", "AllocatedStorage": 20}
    rds.create_db_instance(
        DBInstanceIdentifier="pay", Engine="postgres", EngineVersion="14.9", DBParameterGroupName="pay", **login, **made
    )
    rds.create_db_snapshot(DBInstanceIdentifier="pay", DBSnapshotIdentifier="copy")
    rds.modify_db_snapshot_attribute(DBSnapshotIdentifier="copy", AttributeName="restore", ValuesToAdd=["all"])
    for engine in ("aurora-mysql", "neptune"):
        rds.create_db_cluster(DBClusterIdentifier=engine, Engine=engine, **login)
        rds.create_db_instance(
            DBInstanceIdentifier=f"{engine}-1", Engine=engine, DBInstanceClass="db.r5.large", DBClusterIdentifier=engine
        )
    types = ("aws_db_instance", "aws_rds_cluster", "aws_db_parameter_group", "aws_db_snapshot")
    findings = collected(tmp_path / "s", *types)
    database = by_rule(findings, f"{_RDS}:db:pay")
    assert database["database-tls-required"] == "pass"
    assert database["database-encrypted-at-rest"] == "fail"
    assert by_rule(findings, f"{_RDS}:snapshot:copy")["snapshot-not-public"] == "fail"
    assert by_rule(findings, f"{_RDS}:pg:pay")["database-settings-tls-required"] == "pass"
    assert not by_rule(findings, f"{_RDS}:pg:unused")
    kinds = {f.native_address.removeprefix(_RDS): f.native_type for f in findings if f.native_address.startswith(_RDS)}
    assert kinds[":db:aurora-mysql-1"] == "aws_rds_cluster_instance"
    assert kinds[":db:neptune-1"] == "aws_neptune_cluster_instance"
    assert kinds[":cluster:aurora-mysql"] == "aws_rds_cluster"
    assert kinds[":cluster:neptune"] == "aws_neptune_cluster"


def test_server_as_terraform_writes_it() -> None:
    plan: dict[str, dict[str, Any]] = {
        "aws_db_instance.a": _PLANNED,
        "aws_db_parameter_group.a": {
            "name": "pay",
            "family": "postgres14",
            "parameter": [{"name": "rds.force_ssl", "value": "1"}],
        },
    }
    pairs = {"aws_db_instance.a": f"{_RDS}:db:pay", "aws_db_parameter_group.a": f"{_RDS}:pg:pay"}
    assert differences(planned(plan), recorded({"rds": _live({})}), pairs) == []


@pytest.mark.parametrize(
    ("item", "rule", "verdict"),
    [
        ({"PubliclyAccessible": True}, "database-not-public", "fail"),
        ({"StorageEncrypted": False, "KmsKeyId": None}, "database-encrypted-at-rest", "fail"),
        (
            {"StorageEncrypted": False, "StorageEncryptionType": "sse-rds", "KmsKeyId": None},
            "database-encrypted-at-rest",
            "pass",
        ),
        (
            {"StorageEncrypted": False, "StorageEncryptionType": "sse-rds", "KmsKeyId": None},
            "database-customer-key",
            "fail",
        ),
        ({"MasterUserSecret": None}, _VAULTED, "unknown"),
        (
            {"DBParameterGroups": [{"DBParameterGroupName": "pay", "ParameterApplyStatus": "pending-reboot"}]},
            "database-tls-required",
            "unknown",
        ),
        ({"DBParameterGroups": [{"DBParameterGroupName": "other"}]}, "database-tls-required", "unknown"),
        (
            {"DBParameterGroups": [{"DBParameterGroupName": "default.postgres14"}]},
            "database-tls-required",
            "fail",
        ),
        ({"CACertificateIdentifier": "rds-ca-2019"}, "database-certificate-current", "fail"),
        ({"CACertificateIdentifier": None}, "database-certificate-current", "unknown"),
    ],
)
def test_what_a_server_says(item: dict[str, Any], rule: str, verdict: str) -> None:
    assert by_rule(recorded({"rds": _live(item)}), f"{_RDS}:db:pay")[rule] == verdict


def test_parameters_that_were_refused_are_unknown() -> None:
    answers = _live({})[:2]
    refusal = Refusal("aws_db_parameter_group", "denied", "rds:D", "rds:D", "no", f"{_RDS}:pg:pay", "parameters")
    findings = recorded({"rds": [*answers, refusal]})
    assert by_rule(findings, f"{_RDS}:db:pay")["database-tls-required"] == "unknown"
    assert by_rule(findings, f"{_RDS}:db:pay")["database-encrypted-at-rest"] == "pass"


def test_group_of_the_same_name_in_another_region_does_not_count() -> None:
    other = f"arn:aws:rds:us-east-1:{ACCOUNT}:pg:pay"
    answers: list[Record] = [_live({})[0]]
    answers.append(Answer("aws_db_parameter_group", other, _GROUP, region="us-east-1"))
    answers.append(Answer("aws_db_parameter_group", other, _FORCED, "parameters"))
    assert by_rule(recorded({"rds": answers}), f"{_RDS}:db:pay")["database-tls-required"] == "unknown"


def test_backups_of_another_region() -> None:
    source = f"arn:aws:rds:us-east-1:{ACCOUNT}:db:pay"
    item = {"DBInstanceArn": source, "Region": "us-east-1", "Encrypted": True, "KmsKeyId": KEY}
    here = item | {"DBInstanceArn": f"{_RDS}:db:pay", "Region": REGION}
    kind = "aws_db_instance_automated_backups_replication"
    live = recorded({"rds": [Answer(kind, "arn:b", item), Answer(kind, "arn:h", here)]})
    assert by_rule(live, "arn:b")["snapshot-customer-key"] == "pass"
    assert not by_rule(live, "arn:h")


def test_global_cluster_is_told_once() -> None:
    member = {"DBClusterArn": f"arn:aws:rds:us-east-1:{ACCOUNT}:cluster:c", "IsWriter": True}
    item = {"GlobalClusterIdentifier": "g", "Engine": "aurora-mysql", "StorageEncrypted": True}
    arn = f"arn:aws:rds::{ACCOUNT}:global-cluster:g"
    live = recorded({"rds": [Answer("aws_rds_global_cluster", arn, item | {"GlobalClusterMembers": [member]})]})
    assert not by_rule(live, arn)
    alone = recorded({"rds": [Answer("aws_rds_global_cluster", arn, item)]})
    assert by_rule(alone, arn)["database-encrypted-at-rest"] == "pass"


_AVRO = '{"type": "record", "name": "a", "fields": [{"name": "track2", "type": "string"}]}'
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


@pytest.mark.parametrize(
    ("service", "answers", "plan", "pairs"),
    [
        (
            "rds",
            [
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
            ],
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
        (
            "rds",
            [
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
            ],
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
        (
            "redshift",
            [
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
            ],
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
        (
            "redshift-serverless",
            [
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
            ],
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
        (
            "dynamodb",
            [
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
            ],
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
        (
            "keyspaces",
            [
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
            ],
            {
                "aws_keyspaces_table.t": {
                    "table_name": "t",
                    "ttl": [{"status": "ENABLED"}],
                    "schema_definition": [{"column": [{"name": "cvv", "type": "text"}]}],
                }
            },
            {"aws_keyspaces_table.t": "arn:k"},
        ),
        (
            "opensearch",
            [
                Answer(
                    "aws_opensearch_domain",
                    "arn:o",
                    {
                        "DomainName": "o",
                        "EncryptionAtRestOptions": {"Enabled": True, "KmsKeyId": KEY},
                        "NodeToNodeEncryptionOptions": {"Enabled": True},
                        "VPCOptions": {"VPCId": "vpc-1"},
                        "DomainEndpointOptions": {
                            "EnforceHTTPS": True,
                            "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07",
                        },
                        "ClusterConfig": {"InstanceCount": 3},
                        "LogPublishingOptions": {"AUDIT_LOGS": {"Enabled": True}},
                        "AdvancedSecurityOptions": {"Enabled": True},
                    },
                )
            ],
            {
                "aws_opensearch_domain.o": {
                    "domain_name": "o",
                    "encrypt_at_rest": [{"enabled": True, "kms_key_id": KEY}],
                    "node_to_node_encryption": [{"enabled": True}],
                    "vpc_options": [{"subnet_ids": ["s"]}],
                    "domain_endpoint_options": [
                        {"enforce_https": True, "tls_security_policy": "Policy-Min-TLS-1-2-2019-07"}
                    ],
                    "cluster_config": [{"instance_count": 3}],
                    "log_publishing_options": [{"log_type": "AUDIT_LOGS", "cloudwatch_log_group_arn": "x"}],
                    "advanced_security_options": [{"enabled": True}],
                }
            },
            {"aws_opensearch_domain.o": "arn:o"},
        ),
        (
            "elasticache",
            [
                Answer(
                    "aws_elasticache_replication_group",
                    "arn:r",
                    {
                        "ReplicationGroupId": "r",
                        "Engine": "redis",
                        "AtRestEncryptionEnabled": True,
                        "KmsKeyId": KEY,
                        "TransitEncryptionEnabled": True,
                        "TransitEncryptionMode": "preferred",
                        "AuthTokenEnabled": True,
                        "AutoMinorVersionUpgrade": True,
                    },
                ),
                Answer(
                    "aws_elasticache_cluster",
                    "arn:c",
                    {"CacheClusterId": "c", "Engine": "memcached", "AutoMinorVersionUpgrade": True},
                ),
                Answer(
                    "aws_elasticache_user",
                    "arn:u",
                    {
                        "UserId": "u",
                        "UserName": "u",
                        "AccessString": "on ~* +@all",
                        "Authentication": {"Type": "no-password"},
                    },
                ),
                Answer("aws_elasticache_serverless_cache", "arn:l", {"ServerlessCacheName": "l", "Engine": "valkey"}),
            ],
            {
                "aws_elasticache_replication_group.r": {
                    "engine": "redis",
                    "at_rest_encryption_enabled": True,
                    "kms_key_id": KEY,
                    "transit_encryption_enabled": True,
                    "transit_encryption_mode": "preferred",
                    "auth_token": "something-secret-and-long",
                },
                "aws_elasticache_cluster.c": {"cluster_id": "c", "engine": "memcached"},
                "aws_elasticache_user.u": {
                    "user_id": "u",
                    "user_name": "u",
                    "engine": "redis",
                    "access_string": "on ~* +@all",
                    "no_password_required": True,
                },
                "aws_elasticache_serverless_cache.l": {"name": "l", "engine": "valkey"},
            },
            {
                "aws_elasticache_replication_group.r": "arn:r",
                "aws_elasticache_cluster.c": "arn:c",
                "aws_elasticache_user.u": "arn:u",
                "aws_elasticache_serverless_cache.l": "arn:l",
            },
        ),
        (
            "memorydb",
            [
                Answer(
                    "aws_memorydb_cluster",
                    "arn:m",
                    {
                        "Name": "m",
                        "ACLName": "open-access",
                        "TLSEnabled": False,
                        "AutoMinorVersionUpgrade": True,
                        "Engine": "redis",
                    },
                ),
                Answer("aws_memorydb_snapshot", "arn:s", {"Name": "s", "KmsKeyId": KEY}),
            ],
            {
                "aws_memorydb_cluster.m": {"name": "m", "acl_name": "open-access", "tls_enabled": False},
                "aws_memorydb_snapshot.s": {"name": "s", "kms_key_arn": KEY},
            },
            {"aws_memorydb_cluster.m": "arn:m", "aws_memorydb_snapshot.s": "arn:s"},
        ),
        (
            "dax",
            [
                Answer(
                    "aws_dax_cluster",
                    "arn:x",
                    {
                        "ClusterName": "x",
                        "SSEDescription": {"Status": "ENABLED"},
                        "ClusterEndpointEncryptionType": "NONE",
                    },
                )
            ],
            {"aws_dax_cluster.x": {"cluster_name": "x", "server_side_encryption": [{"enabled": True}]}},
            {"aws_dax_cluster.x": "arn:x"},
        ),
        (
            "dms",
            [
                Answer(
                    "aws_dms_replication_instance",
                    "arn:r",
                    {
                        "ReplicationInstanceIdentifier": "r",
                        "KmsKeyId": KEY,
                        "PubliclyAccessible": True,
                        "AutoMinorVersionUpgrade": False,
                    },
                ),
                Answer(
                    "aws_dms_endpoint",
                    "arn:e",
                    {"EndpointIdentifier": "e", "EngineName": "mysql", "SslMode": "none", "KmsKeyId": KEY},
                ),
                Answer(
                    "aws_dms_endpoint",
                    "arn:k",
                    {"EndpointIdentifier": "k", "EngineName": "kafka", "Kafka": "ssl-encryption", "KmsKeyId": KEY},
                ),
            ],
            {
                "aws_dms_replication_instance.r": {"publicly_accessible": True, "kms_key_arn": KEY},
                "aws_dms_endpoint.e": {"engine_name": "mysql", "ssl_mode": "none", "kms_key_arn": KEY},
                "aws_dms_endpoint.k": {
                    "engine_name": "kafka",
                    "kafka_settings": [{"security_protocol": "ssl-encryption"}],
                    "kms_key_arn": KEY,
                },
            },
            {
                "aws_dms_replication_instance.r": "arn:r",
                "aws_dms_endpoint.e": "arn:e",
                "aws_dms_endpoint.k": "arn:k",
            },
        ),
        (
            "athena",
            [
                Answer("aws_athena_workgroup", "w", {"Name": "w"}),
                Answer(
                    "aws_athena_workgroup",
                    "w",
                    {
                        "EnforceWorkGroupConfiguration": True,
                        "ResultConfiguration": {"EncryptionConfiguration": {"EncryptionOption": "SSE_KMS"}},
                    },
                    "workgroup",
                ),
            ],
            {
                "aws_athena_workgroup.w": {
                    "name": "w",
                    "configuration": [
                        {
                            "result_configuration": [
                                {"encryption_configuration": [{"encryption_option": "SSE_KMS", "kms_key_arn": KEY}]}
                            ]
                        }
                    ],
                }
            },
            {"aws_athena_workgroup.w": f"arn:aws:athena:{REGION}:{ACCOUNT}:workgroup/w"},
        ),
        (
            "glue",
            [
                Answer(
                    "aws_glue_data_catalog_encryption_settings",
                    "x",
                    {"EncryptionAtRest": {"CatalogEncryptionMode": "DISABLED"}},
                ),
                Answer(
                    "aws_glue_security_configuration",
                    "s",
                    {
                        "Name": "s",
                        "EncryptionConfiguration": {
                            "S3Encryption": [{"S3EncryptionMode": "SSE-KMS"}],
                            "CloudWatchEncryption": {"CloudWatchEncryptionMode": "SSE-KMS"},
                            "JobBookmarksEncryption": {"JobBookmarksEncryptionMode": "CSE-KMS"},
                        },
                    },
                ),
                Answer("aws_glue_job", "j", {"Name": "j", "SecurityConfiguration": "s"}),
                Answer(
                    "aws_glue_catalog_table",
                    "d/t",
                    {"Name": "t", "DatabaseName": "d", "Columns": [{"Name": "cvv2", "Type": "string"}]},
                ),
                Answer("aws_glue_schema", "arn:schema", {"SchemaName": "s"}),
                Answer("aws_glue_schema", "arn:schema", {"DataFormat": "AVRO", "SchemaDefinition": _AVRO}, "version"),
            ],
            {
                "aws_glue_data_catalog_encryption_settings.a": {
                    "data_catalog_encryption_settings": [
                        {"encryption_at_rest": [{"catalog_encryption_mode": "DISABLED"}]}
                    ]
                },
                "aws_glue_security_configuration.s": {
                    "name": "s",
                    "encryption_configuration": [
                        {
                            "s3_encryption": [{"s3_encryption_mode": "SSE-KMS"}],
                            "cloudwatch_encryption": [{"cloudwatch_encryption_mode": "SSE-KMS"}],
                            "job_bookmarks_encryption": [{"job_bookmarks_encryption_mode": "CSE-KMS"}],
                        }
                    ],
                },
                "aws_glue_job.j": {"name": "j", "security_configuration": "s"},
                "aws_glue_catalog_table.t": {
                    "name": "t",
                    "database_name": "d",
                    "storage_descriptor": [{"columns": [{"name": "cvv2", "type": "string"}]}],
                },
                "aws_glue_schema.s": {"schema_name": "s", "data_format": "AVRO", "schema_definition": _AVRO},
            },
            {
                "aws_glue_data_catalog_encryption_settings.a": f"arn:aws:glue:{REGION}:{ACCOUNT}:catalog",
                "aws_glue_security_configuration.s": f"arn:aws:glue:{REGION}:{ACCOUNT}:securityConfiguration/s",
                "aws_glue_job.j": f"arn:aws:glue:{REGION}:{ACCOUNT}:job/j",
                "aws_glue_catalog_table.t": f"arn:aws:glue:{REGION}:{ACCOUNT}:table/d/t",
                "aws_glue_schema.s": "arn:schema",
            },
        ),
    ],
    ids=[
        "aurora",
        "docdb-neptune",
        "redshift",
        "redshift-serverless",
        "dynamodb",
        "keyspaces",
        "opensearch",
        "elasticache",
        "memorydb",
        "dax",
        "dms",
        "athena",
        "glue",
    ],
)
def test_same_verdicts(
    service: str, answers: list[Record], plan: dict[str, dict[str, Any]], pairs: dict[str, str]
) -> None:
    assert differences(planned(plan), recorded({service: answers}), pairs) == []
