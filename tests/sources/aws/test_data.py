"""Databases, warehouses, search and caches, live."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest

from pcicheck.sources.live.records import Answer, Record, Refusal
from tests.sources.aws.pairs.databases import FORCED, GROUP, RDS, server_records
from tests.sources.aws.pairs.pair import KEY
from tests.sources.aws.same import ACCOUNT, REGION, by_rule, collected, recorded

_VAULTED = "database-admin-password-vaulted"
"""The one rule that live answers leave open, where no secret of the service holds the password."""


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
    database = by_rule(findings, f"{RDS}:db:pay")
    assert database["database-tls-required"] == "pass"
    assert database["database-encrypted-at-rest"] == "fail"
    assert by_rule(findings, f"{RDS}:snapshot:copy")["snapshot-not-public"] == "fail"
    assert by_rule(findings, f"{RDS}:pg:pay")["database-settings-tls-required"] == "pass"
    assert not by_rule(findings, f"{RDS}:pg:unused")
    kinds = {f.native_address.removeprefix(RDS): f.native_type for f in findings if f.native_address.startswith(RDS)}
    assert kinds[":db:aurora-mysql-1"] == "aws_rds_cluster_instance"
    assert kinds[":db:neptune-1"] == "aws_neptune_cluster_instance"
    assert kinds[":cluster:aurora-mysql"] == "aws_rds_cluster"
    assert kinds[":cluster:neptune"] == "aws_neptune_cluster"


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
    assert by_rule(recorded({"rds": server_records(item)}), f"{RDS}:db:pay")[rule] == verdict


def test_parameters_that_were_refused_are_unknown() -> None:
    answers = server_records({})[:2]
    refusal = Refusal("aws_db_parameter_group", "denied", "rds:D", "rds:D", "no", f"{RDS}:pg:pay", "parameters")
    findings = recorded({"rds": [*answers, refusal]})
    assert by_rule(findings, f"{RDS}:db:pay")["database-tls-required"] == "unknown"
    assert by_rule(findings, f"{RDS}:db:pay")["database-encrypted-at-rest"] == "pass"


def test_group_of_the_same_name_in_another_region_does_not_count() -> None:
    other = f"arn:aws:rds:us-east-1:{ACCOUNT}:pg:pay"
    answers: list[Record] = [server_records({})[0]]
    answers.append(Answer("aws_db_parameter_group", other, GROUP, region="us-east-1"))
    answers.append(Answer("aws_db_parameter_group", other, FORCED, "parameters"))
    assert by_rule(recorded({"rds": answers}), f"{RDS}:db:pay")["database-tls-required"] == "unknown"


def test_backups_of_another_region() -> None:
    source = f"arn:aws:rds:us-east-1:{ACCOUNT}:db:pay"
    item = {"DBInstanceArn": source, "Region": "us-east-1", "Encrypted": True, "KmsKeyId": KEY}
    here = item | {"DBInstanceArn": f"{RDS}:db:pay", "Region": REGION}
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
