"""What works on data, and the ways inside a network to the services that it uses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.databases import DB, PLANNED, RDS
from tests.sources.aws.pairs.pair import KEY, Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

PLACE = f"{ACCOUNT}/{REGION}"
LOGS = ("DagProcessingLogs", "SchedulerLogs", "TaskLogs", "WebserverLogs", "WorkerLogs")
LOGS_OF_TERRAFORM = ("dag_processing_logs", "scheduler_logs", "task_logs", "webserver_logs", "worker_logs")
ENCRYPTED: dict[str, Any] = {
    "EnableAtRestEncryption": True,
    "EnableInTransitEncryption": True,
    "AtRestEncryptionConfiguration": {
        "S3EncryptionConfiguration": {"EncryptionMode": "SSE-KMS", "AwsKmsKey": "k"},
        "LocalDiskEncryptionConfiguration": {
            "EncryptionKeyProviderType": "AwsKms",
            "AwsKmsKey": "k",
            "EnableEbsEncryption": True,
        },
    },
    "InTransitEncryptionConfiguration": {
        "TLSCertificateConfiguration": {"CertificateProviderType": "PEM", "S3Object": "s3://c/certs.zip"}
    },
}
PLAIN = {"EnableAtRestEncryption": False, "EnableInTransitEncryption": False}


def workflows() -> Iterator[Pair]:
    """Environments of Airflow."""
    plan: dict[str, dict[str, Any]] = {}
    live: list[Record] = []
    for name, shut in (("shut", True), ("open", False)):
        mode = "PRIVATE_ONLY" if shut else "PUBLIC_ONLY"
        plan[f"aws_mwaa_environment.{name}"] = {
            "name": name,
            "webserver_access_mode": mode,
            "logging_configuration": [{log: [{"enabled": shut}] for log in LOGS_OF_TERRAFORM}],
        } | ({"kms_key": KEY} if shut else {})
        found = {"WebserverAccessMode": mode, "LoggingConfiguration": {log: {"Enabled": shut} for log in LOGS}}
        live.append(Answer("aws_mwaa_environment", name, {"id": name}))
        live.append(Answer("aws_mwaa_environment", name, found | ({"KmsKey": KEY} if shut else {}), "environment"))
    arn = f"arn:aws:airflow:{REGION}:{ACCOUNT}:environment"
    yield Pair({"mwaa": live}, plan, {a: f"{arn}/{a.partition('.')[2]}" for a in plan})


def clusters() -> Iterator[Pair]:
    """Security configurations of EMR, and the block on clusters that are open to the internet."""
    for name, encryption in (("good", ENCRYPTED), ("bad", PLAIN)):
        text = json.dumps({"EncryptionConfiguration": encryption})
        shut = name == "good"
        plan: dict[str, dict[str, Any]] = {
            "aws_emr_security_configuration.s": {"name": "s", "configuration": text},
            "aws_emr_block_public_access_configuration.b": {"block_public_security_group_rules": shut},
        }
        live = [
            Answer("aws_emr_security_configuration", "s", {"Name": "s"}),
            Answer("aws_emr_security_configuration", "s", text, "configuration"),
            Answer("aws_emr_block_public_access_configuration", "x", {"BlockPublicSecurityGroupRules": shut}),
        ]
        same = {
            "aws_emr_security_configuration.s": f"{PLACE}/emr-security/s",
            "aws_emr_block_public_access_configuration.b": f"{PLACE}/emr-block-public-access",
        }
        yield Pair({"emr": live}, plan, same)


def insights() -> Iterator[Pair]:
    """Servers whose load is recorded, and groups of settings with an audit log and without."""
    for key in (KEY, None):
        item = DB | {"PerformanceInsightsEnabled": True} | ({"PerformanceInsightsKMSKeyId": key} if key else {})
        written = {"performance_insights_enabled": True} | ({"performance_insights_kms_key_id": key} if key else {})
        value = "enabled" if key else "disabled"
        plan: dict[str, dict[str, Any]] = {
            "aws_db_instance.a": PLANNED | written | {"parameter_group_name": "default.postgres14"},
            "aws_docdb_cluster.c": {"cluster_identifier": "c", "db_cluster_parameter_group_name": "d"},
            "aws_docdb_cluster_parameter_group.d": {
                "name": "d",
                "family": "docdb5.0",
                "parameter": [{"name": "audit_logs", "value": value}, {"name": "tls", "value": value}],
            },
        }
        group = {"DBClusterParameterGroupName": "d", "DBParameterGroupFamily": "docdb5.0"}
        parameters = [{"ParameterName": name, "ParameterValue": value} for name in ("audit_logs", "tls")]
        default = {"DBParameterGroups": [{"DBParameterGroupName": "default.postgres14"}]}
        cluster = {"DBClusterIdentifier": "c", "Engine": "docdb", "DBClusterParameterGroup": "d"}
        live = [
            Answer("aws_db_instance", f"{RDS}:db:pay", item | default),
            Answer("aws_rds_cluster", f"{RDS}:cluster:c", cluster),
            Answer("aws_rds_cluster_parameter_group", f"{RDS}:cluster-pg:d", group),
            Answer("aws_rds_cluster_parameter_group", f"{RDS}:cluster-pg:d", parameters, "parameters"),
        ]
        same = {
            "aws_db_instance.a": f"{RDS}:db:pay",
            "aws_docdb_cluster_parameter_group.d": f"{RDS}:cluster-pg:d",
        }
        yield Pair({"rds": live}, plan, same)


def paths() -> Iterator[Pair]:
    """Endpoints by which a network reaches the services that hold keys, secrets and objects."""
    plan: dict[str, dict[str, Any]] = {"aws_vpc.a": {"id": "vpc-1", "cidr_block": "10.0.0.0/16"}}
    vpc = {"VpcId": "vpc-1", "OwnerId": ACCOUNT, "CidrBlock": "10.0.0.0/16"}
    live: list[Record] = [Answer("aws_vpc", "vpc-1", vpc)]
    whole = json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})
    for name in ("s3", "kms", "secretsmanager"):
        kind = "Gateway" if name == "s3" else "Interface"
        service = f"com.amazonaws.{REGION}.{name}"
        plan[f"aws_vpc_endpoint.{name}"] = {"vpc_id": "vpc-1", "service_name": service, "vpc_endpoint_type": kind}
        item = {"ServiceName": service, "VpcEndpointType": kind, "VpcId": "vpc-1", "PolicyDocument": whole}
        live.append(Answer("aws_vpc_endpoint", name, item | {"State": "available"}))
    yield Pair({"ec2": live}, plan, {a: a.partition(".")[2] for a in plan if "endpoint" in a})


def sessions_in_containers() -> Iterator[Pair]:
    """Sessions in containers, and the users that containers run as."""
    for good in (True, False):
        logs = {"cloud_watch_encryption_enabled": good}
        command: dict[str, Any] = {"log_configuration": [logs]} | ({"kms_key_id": KEY} if good else {})
        containers = [{"name": "app", "image": "a", "user": "1000" if good else "root"}]
        plan: dict[str, dict[str, Any]] = {
            "aws_ecs_cluster.c": {
                "name": "pay",
                "configuration": [{"execute_command_configuration": [command | {"logging": "OVERRIDE"}]}],
            },
            "aws_ecs_task_definition.t": {"family": "app", "container_definitions": json.dumps(containers)},
        }
        told = {"logging": "OVERRIDE", "logConfiguration": {"cloudWatchEncryptionEnabled": good}}
        execute = {"executeCommandConfiguration": told | ({"kmsKeyId": KEY} if good else {})}
        task = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/app:3"
        live = [
            Answer("aws_ecs_cluster", "arn:c", {"clusterName": "pay", "configuration": execute}),
            Answer("aws_ecs_task_definition", task, {"family": "app", "containerDefinitions": containers}),
        ]
        yield Pair({"ecs": live}, plan, {"aws_ecs_cluster.c": "arn:c", "aws_ecs_task_definition.t": task})


PAIRS = named(workflows, clusters, insights, paths, sessions_in_containers)
