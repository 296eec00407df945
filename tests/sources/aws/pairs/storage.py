"""Buckets, disks, images, file systems, and what holds for a whole account or region."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.pair import KEY, Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

HERE = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/own"
TLS_ONLY = json.dumps(
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
EVERYONE = "http://acs.amazonaws.com/groups/global/AllUsers"
FLAGS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")


def bucket_records(name: str, **parts: Any) -> list[Record]:
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


def bucket() -> Iterator[Pair]:
    live = bucket_records(
        "pay",
        encryption={
            "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}}]
        },
        versioning={"Status": "Enabled"},
        policy=TLS_ONLY,
        public_access_block=dict.fromkeys(FLAGS, True),
        logging={"TargetBucket": "pay", "TargetPrefix": "x"},
        ownership=[{"ObjectOwnership": "BucketOwnerPreferred"}],
        acl={"Grants": [{"Grantee": {"Type": "Group", "URI": EVERYONE}, "Permission": "READ"}]},
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
        "aws_s3_bucket_policy.a": named | {"policy": TLS_ONLY},
        "aws_s3_bucket_public_access_block.a": named | dict.fromkeys(flags, True),
        "aws_s3_bucket_logging.a": named | {"target_bucket": "pay", "target_prefix": "x"},
        "aws_s3_bucket_ownership_controls.a": named | {"rule": [{"object_ownership": "BucketOwnerPreferred"}]},
        "aws_s3_bucket_acl.a": named | {"acl": "public-read"},
        "aws_s3_bucket_object_lock_configuration.a": named
        | {"rule": [{"default_retention": [{"mode": "COMPLIANCE", "years": 1}]}]},
        "aws_s3_bucket_lifecycle_configuration.a": named
        | {"rule": [{"id": "a", "status": "Enabled", "filter": [{"prefix": ""}], "expiration": [{"days": 30}]}]},
    }
    yield Pair({"s3": live}, plan, {"aws_s3_bucket.a": "pay"})


def account_blocks() -> Iterator[Pair]:
    """What whole accounts refuse."""
    flags = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
    for refused in (True, False):
        state = "block-all-sharing" if refused else "unblocked"
        image = "block-new-sharing" if refused else "unblocked"
        place = f"{ACCOUNT}/{REGION}"
        plan: dict[str, dict[str, Any]] = {
            "aws_s3_account_public_access_block.a": dict.fromkeys(flags, refused),
            "aws_ebs_encryption_by_default.a": {"enabled": refused},
            "aws_ebs_snapshot_block_public_access.a": {"state": state},
            "aws_ec2_image_block_public_access.a": {"state": image},
        }
        live: dict[str, list[Record]] = {
            "s3control": [Answer("aws_s3_account_public_access_block", "x", dict.fromkeys(FLAGS, refused))],
            "ec2": [
                Answer("aws_ebs_encryption_by_default", "x", {"EbsEncryptionByDefault": refused}),
                Answer("aws_ebs_snapshot_block_public_access", "x", {"State": state}),
                Answer("aws_ec2_image_block_public_access", "x", {"ImageBlockPublicAccessState": image}),
            ],
        }
        same = {
            "aws_s3_account_public_access_block.a": f"{ACCOUNT}/s3-public-access-block",
            "aws_ebs_encryption_by_default.a": f"{place}/ebs-encryption-by-default",
            "aws_ebs_snapshot_block_public_access.a": f"{place}/snapshot-block-public-access",
            "aws_ec2_image_block_public_access.a": f"{place}/image-block-public-access",
        }
        yield Pair(live, plan, same)


PAIRS: dict[str, Pair] = {
    "volumes": Pair(
        {
            "ec2": [
                Answer("aws_ebs_volume", "vol-1", {"Encrypted": True, "KmsKeyId": KEY}),
                Answer("aws_ebs_volume", "vol-2", {"Encrypted": False, "SnapshotId": "snap-9"}),
            ]
        },
        {
            "aws_ebs_volume.a": {"encrypted": True, "kms_key_id": KEY},
            "aws_ebs_volume.b": {"encrypted": False},
        },
        {"aws_ebs_volume.a": "vol-1", "aws_ebs_volume.b": "vol-2"},
    ),
    "snapshots": Pair(
        {
            "ec2": [
                Answer("aws_ebs_snapshot", "snap-1", {"Encrypted": False, "VolumeId": "vol-1"}),
                Answer("aws_ebs_snapshot", "snap-1", [{"UserId": "222222222222"}], "shared"),
            ]
        },
        {
            "aws_ebs_volume.a": {"encrypted": False},
            "aws_ebs_snapshot.a": {"id": "snap-1", "volume_id": "vol-1", "encrypted": False},
            "aws_snapshot_create_volume_permission.a": {
                "snapshot_id": "snap-1",
                "account_id": "222222222222",
            },
        },
        {"aws_ebs_snapshot.a": "snap-1"},
    ),
    "images": Pair(
        {
            "ec2": [
                Answer("aws_ami", "ami-1", {"Public": True, "BlockDeviceMappings": [{"Ebs": {"Encrypted": False}}]}),
            ]
        },
        {
            "aws_ami.a": {"id": "ami-1", "name": "x", "ebs_block_device": [{"encrypted": False}]},
            "aws_ami_launch_permission.a": {"image_id": "ami-1", "group": "all"},
        },
        {"aws_ami.a": "ami-1"},
    ),
    "defaults": Pair(
        {
            "ec2": [
                Answer("aws_ebs_encryption_by_default", "x", {"EbsEncryptionByDefault": False}),
                Answer("aws_ebs_snapshot_block_public_access", "y", {"State": "block-new-sharing"}),
                Answer("aws_ec2_image_block_public_access", "z", {"ImageBlockPublicAccessState": "block-new-sharing"}),
            ]
        },
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
    "efs": Pair(
        {
            "efs": [
                Answer("aws_efs_file_system", "arn:e", {"FileSystemId": "fs-1", "Encrypted": True, "KmsKeyId": KEY}),
                Answer("aws_efs_file_system", "arn:e", None, "policy"),
                Answer(
                    "aws_efs_access_point",
                    "arn:p",
                    {"AccessPointId": "p", "RootDirectory": {"Path": "/a"}, "PosixUser": {"Uid": 1, "Gid": 1}},
                ),
            ]
        },
        {
            "aws_efs_file_system.a": {"encrypted": True, "kms_key_id": KEY},
            "aws_efs_access_point.a": {
                "root_directory": [{"path": "/a"}],
                "posix_user": [{"uid": 1, "gid": 1}],
            },
        },
        {"aws_efs_file_system.a": "arn:e", "aws_efs_access_point.a": "arn:p"},
    ),
    "fsx": Pair(
        {
            "fsx": [
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
            ]
        },
        {
            "aws_fsx_lustre_file_system.a": {"deployment_type": "SCRATCH_2"},
            "aws_fsx_windows_file_system.a": {"kms_key_id": KEY},
        },
        {"aws_fsx_lustre_file_system.a": "arn:f", "aws_fsx_windows_file_system.a": "arn:w"},
    ),
    "vaults": Pair(
        {"backup": [Answer("aws_backup_vault", "arn:v", {"BackupVaultName": "v", "EncryptionKeyArn": KEY})]},
        {"aws_backup_vault.a": {"name": "v", "kms_key_arn": KEY}},
        {"aws_backup_vault.a": "arn:v"},
    ),
    "access-points": Pair(
        {
            "s3control": [
                Answer("aws_s3_access_point", "arn:ap", {"Name": "ap", "Bucket": "pay"}),
                Answer(
                    "aws_s3_access_point",
                    "arn:ap",
                    {"PublicAccessBlockConfiguration": dict.fromkeys(FLAGS, True)},
                    "point",
                ),
            ]
        },
        {"aws_s3_access_point.a": {"name": "ap", "bucket": "pay"}},
        {"aws_s3_access_point.a": "arn:ap"},
    ),
    "plans": Pair(
        {
            "dlm": [
                Answer("aws_dlm_lifecycle_policy", "policy-1", {"PolicyId": "policy-1"}),
                Answer(
                    "aws_dlm_lifecycle_policy",
                    "policy-1",
                    {"PolicyDetails": {"Schedules": [{"CrossRegionCopyRules": [{"Encrypted": False}]}]}},
                    "policy",
                ),
            ]
        },
        {
            "aws_dlm_lifecycle_policy.a": {
                "policy_details": [{"schedule": [{"cross_region_copy_rule": [{"encrypted": False}]}]}]
            }
        },
        {"aws_dlm_lifecycle_policy.a": "policy-1"},
    ),
} | named(bucket, account_blocks)
