"""What is asked of EBS, machine images, EFS, FSx, Data Lifecycle Manager and Backup.

Everything comes in bulk but: with whom each snapshot and each private image of the account is shared (one call for
each, as ``RestorableByUserIds`` and ``ExecutableUsers`` only find what accounts that one can name may use), the policy
of each EFS file system, and each lifecycle policy. What others own is never asked about: the filter by owner says it
twice, for clouds that do not know ``OwnerIds``.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_SHARED = "describe_snapshot_attribute"

_EC2 = Service(
    "ec2",
    (
        Listing("aws_ebs_volume", "describe_volumes", "Volumes", "VolumeId", "ec2:DescribeVolumes"),
        Listing(
            "aws_ebs_snapshot",
            "describe_snapshots",
            "Snapshots",
            "SnapshotId",
            "ec2:DescribeSnapshots",
            params={"OwnerIds": ["self"], "Filters": [{"Name": "owner-id", "Values": ["@account"]}]},
            details=(
                Detail(
                    "shared",
                    _SHARED,
                    {"SnapshotId": "@id"},
                    "ec2:DescribeSnapshotAttribute",
                    "CreateVolumePermissions",
                    constant={"Attribute": "createVolumePermission"},
                    feeds=("snapshot.shared_with",),
                ),
            ),
        ),
        Listing(
            "aws_ami",
            "describe_images",
            "Images",
            "ImageId",
            "ec2:DescribeImages",
            params={"Owners": ["self"]},
            details=(
                Detail(
                    "shared",
                    "describe_image_attribute",
                    {"ImageId": "@id"},
                    "ec2:DescribeImageAttribute",
                    "LaunchPermissions",
                    when="!Public",
                    constant={"Attribute": "launchPermission"},
                    feeds=("snapshot.shared_with",),
                ),
            ),
        ),
        Listing(
            "aws_ebs_encryption_by_default",
            "get_ebs_encryption_by_default",
            "",
            "",
            "ec2:GetEbsEncryptionByDefault",
            single=True,
        ),
        Listing(
            "aws_ebs_snapshot_block_public_access",
            "get_snapshot_block_public_access_state",
            "",
            "",
            "ec2:GetSnapshotBlockPublicAccessState",
            single=True,
        ),
        Listing(
            "aws_ec2_image_block_public_access",
            "get_image_block_public_access_state",
            "",
            "",
            "ec2:GetImageBlockPublicAccessState",
            single=True,
        ),
    ),
)

_EFS = Service(
    "efs",
    (
        Listing(
            "aws_efs_file_system",
            "describe_file_systems",
            "FileSystems",
            "FileSystemArn",
            "elasticfilesystem:DescribeFileSystems",
            details=(
                Detail(
                    "policy",
                    "describe_file_system_policy",
                    {"FileSystemId": "FileSystemId"},
                    "elasticfilesystem:DescribeFileSystemPolicy",
                    "Policy",
                    ("PolicyNotFound",),
                    feeds=("file_store.anonymous", "file_store.tls_only"),
                ),
            ),
        ),
        Listing(
            "aws_efs_access_point",
            "describe_access_points",
            "AccessPoints",
            "AccessPointArn",
            "elasticfilesystem:DescribeAccessPoints",
        ),
    ),
)

_FSX = Service(
    "fsx",
    (
        Listing(
            "aws_fsx_windows_file_system",
            "describe_file_systems",
            "FileSystems",
            "ResourceARN",
            "fsx:DescribeFileSystems",
            covers=("aws_fsx_lustre_file_system", "aws_fsx_ontap_file_system", "aws_fsx_openzfs_file_system"),
        ),
    ),
)

_BACKUP = Service(
    "backup",
    (
        Listing(
            "aws_backup_vault",
            "list_backup_vaults",
            "BackupVaultList",
            "BackupVaultArn",
            "backup:ListBackupVaults",
        ),
    ),
)

_DLM = Service(
    "dlm",
    (
        Listing(
            "aws_dlm_lifecycle_policy",
            "get_lifecycle_policies",
            "Policies[?State=='ENABLED']",
            "PolicyId",
            "dlm:GetLifecyclePolicies",
            details=(
                Detail("policy", "get_lifecycle_policy", {"PolicyId": "@id"}, "dlm:GetLifecyclePolicy", "Policy"),
            ),
        ),
    ),
)

SERVICES = (_EC2, _EFS, _FSX, _BACKUP, _DLM)
