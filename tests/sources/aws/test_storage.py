"""Stores of bytes, live: buckets, disks, images, file systems, what holds for a whole account or region."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from pcicheck.sources.live.records import Answer, Record, Refusal
from tests.sources.aws.same import ACCOUNT, REGION, by_rule, collected, differences, planned, recorded

KEY = "arn:aws:kms:eu-west-1:999999999999:key/of-somebody"
"""A key of another account, which can only be a customer's."""
_HERE = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/own"
_TLS_ONLY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": "*",
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ],
    }
)
_EVERYONE = "http://acs.amazonaws.com/groups/global/AllUsers"
_FLAGS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")


def _bucket(name: str, **parts: Any) -> list[Record]:
    bare = {
        "encryption": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
        "versioning": {},
        "policy": None,
        "public_access_block": None,
        "logging": None,
        "ownership": [{"ObjectOwnership": "BucketOwnerEnforced"}],
        "lifecycle": None,
    }
    answers: list[Record] = [Answer("aws_s3_bucket", name, {"Name": name}, operation="s3:ListBuckets", region=REGION)]
    answers += [Answer("aws_s3_bucket", name, found, part) for part, found in (bare | parts).items()]
    return answers


def test_buckets_of_a_real_server(aws: str, tmp_path: Path) -> None:
    s3 = boto3.client("s3")
    for name in ("open", "logs", "shut"):
        s3.create_bucket(Bucket=f"{name}-pay", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_acl(Bucket="open-pay", ACL="public-read")
    shut = dict.fromkeys(_FLAGS, True)
    s3.put_public_access_block(Bucket="shut-pay", PublicAccessBlockConfiguration=shut)
    s3.put_bucket_policy(Bucket="shut-pay", Policy=_TLS_ONLY)
    s3.put_bucket_versioning(Bucket="shut-pay", VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_tagging(Bucket="shut-pay", Tagging={"TagSet": [{"Key": "pci", "Value": "yes"}]})
    owner = s3.get_bucket_acl(Bucket="logs-pay")["Owner"]
    delivery = {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/s3/LogDelivery"}
    grants = [{"Grantee": delivery, "Permission": right} for right in ("WRITE", "READ_ACP")]
    s3.put_bucket_acl(Bucket="logs-pay", AccessControlPolicy={"Owner": owner, "Grants": grants})
    logging = {"LoggingEnabled": {"TargetBucket": "logs-pay", "TargetPrefix": ""}}
    s3.put_bucket_logging(Bucket="shut-pay", BucketLoggingStatus=logging)
    findings = collected(tmp_path / "s", "aws_s3_bucket", "aws_tags")
    opened, closed = by_rule(findings, "open-pay"), by_rule(findings, "shut-pay")
    assert opened["object-store-not-public"] == opened["object-store-no-public-acl"] == "fail"
    assert opened["object-store-tls-only"] == opened["object-store-access-logged"] == "fail"
    assert by_rule(findings, "logs-pay")["object-store-no-public-acl"] == "pass"
    for rule in ("not-public", "tls-only", "public-access-block", "versioned", "access-logged", "logs-elsewhere"):
        assert closed[f"object-store-{rule}"] == "pass", rule


def test_what_was_refused_of_a_bucket_is_unknown_and_nothing_else() -> None:
    parts = ("encryption", "versioning", "policy", "public_access_block", "logging", "ownership", "lifecycle")
    rule_of = {
        "encryption": "object-store-kms-encrypted",
        "versioning": "object-store-versioned",
        "policy": "object-store-tls-only",
        "public_access_block": "object-store-public-access-block",
        "logging": "object-store-access-logged",
        "ownership": "object-store-lists-off",
        "lifecycle": "object-store-lifecycle",
    }
    whole = by_rule(recorded({"s3": _bucket("pay")}, "global"), "pay")
    for part in parts:
        answers = [answer for answer in _bucket("pay") if not (isinstance(answer, Answer) and answer.part == part)]
        answers.append(Refusal("aws_s3_bucket", "denied", "s3:Get", "s3:Get", "no", "pay", part))
        found = by_rule(recorded({"s3": answers}, "global"), "pay")
        assert found[rule_of[part]] == "unknown", part
        changed = {rule for rule in whole if found.get(rule) != whole[rule]}
        assert all(found[rule] == "unknown" for rule in changed), part


def test_bucket_as_terraform_writes_it() -> None:
    live = _bucket(
        "pay",
        encryption={
            "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}}]
        },
        versioning={"Status": "Enabled"},
        policy=_TLS_ONLY,
        public_access_block=dict.fromkeys(_FLAGS, True),
        logging={"TargetBucket": "pay", "TargetPrefix": "x"},
        ownership=[{"ObjectOwnership": "BucketOwnerPreferred"}],
        acl={"Grants": [{"Grantee": {"Type": "Group", "URI": _EVERYONE}, "Permission": "READ"}]},
        object_lock={
            "ObjectLockEnabled": "Enabled",
            "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Years": 1}},
        },
        lifecycle=[{"ID": "a", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 30}}],
    )
    block = {"sse_algorithm": "aws:kms", "kms_master_key_id": KEY}
    named = {"bucket": "pay"}
    flags = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
    plan: dict[str, dict[str, Any]] = {
        "aws_s3_bucket.a": named,
        "aws_s3_bucket_server_side_encryption_configuration.a": named
        | {"rule": [{"apply_server_side_encryption_by_default": [block]}]},
        "aws_s3_bucket_versioning.a": named | {"versioning_configuration": [{"status": "Enabled"}]},
        "aws_s3_bucket_policy.a": named | {"policy": _TLS_ONLY},
        "aws_s3_bucket_public_access_block.a": named | dict.fromkeys(flags, True),
        "aws_s3_bucket_logging.a": named | {"target_bucket": "pay", "target_prefix": "x"},
        "aws_s3_bucket_ownership_controls.a": named | {"rule": [{"object_ownership": "BucketOwnerPreferred"}]},
        "aws_s3_bucket_acl.a": named | {"acl": "public-read"},
        "aws_s3_bucket_object_lock_configuration.a": named
        | {"rule": [{"default_retention": [{"mode": "COMPLIANCE", "years": 1}]}]},
        "aws_s3_bucket_lifecycle_configuration.a": named
        | {"rule": [{"id": "a", "status": "Enabled", "filter": [{"prefix": ""}], "expiration": [{"days": 30}]}]},
    }
    assert differences(planned(plan), recorded({"s3": live}, "global"), {"aws_s3_bucket.a": "pay"}) == []


@pytest.mark.parametrize(
    ("service", "answers", "plan", "pairs"),
    [
        (
            "ec2",
            [
                Answer("aws_ebs_volume", "vol-1", {"Encrypted": True, "KmsKeyId": KEY}),
                Answer("aws_ebs_volume", "vol-2", {"Encrypted": False, "SnapshotId": "snap-9"}),
            ],
            {
                "aws_ebs_volume.a": {"encrypted": True, "kms_key_id": KEY},
                "aws_ebs_volume.b": {"encrypted": False},
            },
            {"aws_ebs_volume.a": "vol-1", "aws_ebs_volume.b": "vol-2"},
        ),
        (
            "ec2",
            [
                Answer("aws_ebs_snapshot", "snap-1", {"Encrypted": False, "VolumeId": "vol-1"}),
                Answer("aws_ebs_snapshot", "snap-1", [{"UserId": "222222222222"}], "shared"),
            ],
            {
                "aws_ebs_volume.a": {"encrypted": False},
                "aws_ebs_snapshot.a": {"volume_id": "vol-1", "encrypted": False},
                "aws_snapshot_create_volume_permission.a": {
                    "snapshot_id": "snap-1",
                    "account_id": "222222222222",
                },
            }
            | {"aws_ebs_snapshot.a": {"id": "snap-1", "volume_id": "vol-1", "encrypted": False}},
            {"aws_ebs_snapshot.a": "snap-1"},
        ),
        (
            "ec2",
            [
                Answer("aws_ami", "ami-1", {"Public": True, "BlockDeviceMappings": [{"Ebs": {"Encrypted": False}}]}),
            ],
            {
                "aws_ami.a": {"id": "ami-1", "name": "x", "ebs_block_device": [{"encrypted": False}]},
                "aws_ami_launch_permission.a": {"image_id": "ami-1", "group": "all"},
            },
            {"aws_ami.a": "ami-1"},
        ),
        (
            "ec2",
            [
                Answer("aws_ebs_encryption_by_default", "x", {"EbsEncryptionByDefault": False}),
                Answer("aws_ebs_snapshot_block_public_access", "y", {"State": "block-new-sharing"}),
                Answer("aws_ec2_image_block_public_access", "z", {"ImageBlockPublicAccessState": "block-new-sharing"}),
            ],
            {
                "aws_ebs_encryption_by_default.a": {"enabled": False},
                "aws_ebs_snapshot_block_public_access.a": {"state": "block-new-sharing"},
                "aws_ec2_image_block_public_access.a": {"state": "block-new-sharing"},
            },
            {
                "aws_ebs_encryption_by_default.a": f"{ACCOUNT}/{REGION}/ebs-encryption-by-default",
                "aws_ebs_snapshot_block_public_access.a": f"{ACCOUNT}/{REGION}/snapshot-block-public-access",
                "aws_ec2_image_block_public_access.a": f"{ACCOUNT}/{REGION}/image-block-public-access",
            },
        ),
        (
            "efs",
            [
                Answer("aws_efs_file_system", "arn:e", {"FileSystemId": "fs-1", "Encrypted": True, "KmsKeyId": KEY}),
                Answer("aws_efs_file_system", "arn:e", None, "policy"),
                Answer(
                    "aws_efs_access_point",
                    "arn:p",
                    {"AccessPointId": "p", "RootDirectory": {"Path": "/a"}, "PosixUser": {"Uid": 1, "Gid": 1}},
                ),
            ],
            {
                "aws_efs_file_system.a": {"encrypted": True, "kms_key_id": KEY},
                "aws_efs_access_point.a": {
                    "root_directory": [{"path": "/a"}],
                    "posix_user": [{"uid": 1, "gid": 1}],
                },
            },
            {"aws_efs_file_system.a": "arn:e", "aws_efs_access_point.a": "arn:p"},
        ),
        (
            "fsx",
            [
                Answer(
                    "aws_fsx_windows_file_system",
                    "arn:f",
                    {
                        "FileSystemType": "LUSTRE",
                        "FileSystemId": "fs-1",
                        "LustreConfiguration": {"DeploymentType": "SCRATCH_2"},
                    },
                ),
                Answer("aws_fsx_windows_file_system", "arn:w", {"FileSystemType": "WINDOWS", "KmsKeyId": KEY}),
            ],
            {
                "aws_fsx_lustre_file_system.a": {"deployment_type": "SCRATCH_2"},
                "aws_fsx_windows_file_system.a": {"kms_key_id": KEY},
            },
            {"aws_fsx_lustre_file_system.a": "arn:f", "aws_fsx_windows_file_system.a": "arn:w"},
        ),
        (
            "backup",
            [Answer("aws_backup_vault", "arn:v", {"BackupVaultName": "v", "EncryptionKeyArn": KEY})],
            {"aws_backup_vault.a": {"name": "v", "kms_key_arn": KEY}},
            {"aws_backup_vault.a": "arn:v"},
        ),
        (
            "s3control",
            [
                Answer("aws_s3_access_point", "arn:ap", {"Name": "ap", "Bucket": "pay"}),
                Answer(
                    "aws_s3_access_point",
                    "arn:ap",
                    {"PublicAccessBlockConfiguration": dict.fromkeys(_FLAGS, True)},
                    "point",
                ),
            ],
            {"aws_s3_access_point.a": {"name": "ap", "bucket": "pay"}},
            {"aws_s3_access_point.a": "arn:ap"},
        ),
        (
            "dlm",
            [
                Answer("aws_dlm_lifecycle_policy", "policy-1", {"PolicyId": "policy-1"}),
                Answer(
                    "aws_dlm_lifecycle_policy",
                    "policy-1",
                    {"PolicyDetails": {"Schedules": [{"CrossRegionCopyRules": [{"Encrypted": False}]}]}},
                    "policy",
                ),
            ],
            {
                "aws_dlm_lifecycle_policy.a": {
                    "policy_details": [{"schedule": [{"cross_region_copy_rule": [{"encrypted": False}]}]}]
                }
            },
            {"aws_dlm_lifecycle_policy.a": "policy-1"},
        ),
    ],
    ids=["volumes", "snapshots", "images", "defaults", "efs", "fsx", "vaults", "access-points", "plans"],
)
def test_same_verdicts(
    service: str, answers: list[Record], plan: dict[str, dict[str, Any]], pairs: dict[str, str]
) -> None:
    assert differences(planned(plan), recorded({service: answers}), pairs) == []


def test_account_without_a_block_of_public_access() -> None:
    answers: list[Record] = [Answer("aws_s3_account_public_access_block", "x", dict.fromkeys(_FLAGS, False))]
    found = by_rule(recorded({"s3control": answers}, "global"), f"{ACCOUNT}/s3-public-access-block")
    assert found == {"storage-baseline-blocks-public-objects": "fail"}


@pytest.mark.parametrize(
    ("key", "keys", "verdict"),
    [
        (KEY, (), "pass"),
        (_HERE, (), "unknown"),
        (_HERE, ("CUSTOMER",), "pass"),
        (_HERE, ("AWS",), "fail"),
        (None, (), "fail"),
    ],
)
def test_whose_key_it_is_the_key_itself_says(key: str | None, keys: tuple[str, ...], verdict: str) -> None:
    answers: list[Record] = [Answer("aws_ebs_volume", "vol-1", {"Encrypted": True, "KmsKeyId": key})]
    known: list[Record] = []
    for manager in keys:
        known.append(Answer("aws_kms_key", _HERE, {"KeyId": "own", "KeyArn": _HERE}))
        known.append(Answer("aws_kms_key", _HERE, {"KeyId": "own", "Arn": _HERE, "KeyManager": manager}, "key"))
    found = by_rule(recorded({"ec2": answers, "kms": known}), "vol-1")
    assert found["block-volume-customer-key"] == verdict


def test_shares_that_were_refused_are_unknown() -> None:
    answers: list[Record] = [
        Answer("aws_ebs_snapshot", "snap-1", {"Encrypted": True, "KmsKeyId": KEY}),
        Refusal("aws_ebs_snapshot", "denied", "ec2:D", "ec2:D", "no", "snap-1", "shared"),
    ]
    found = by_rule(recorded({"ec2": answers}), "snap-1")
    assert found["snapshot-not-public"] == "unknown"
    assert found["snapshot-encrypted"] == "pass"
