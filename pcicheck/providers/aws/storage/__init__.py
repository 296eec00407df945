"""Stores of bytes on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_BUCKET = SideCar("bucket", ("aws_s3_bucket",))
_SNAPSHOT = Row("aws.storage.copies:snapshot", ("snapshot",))
_IMAGE = Row("aws.storage.copies:image", ("snapshot",))
_FSX = Row("aws.storage.files:fsx", ("file_store",))
_BASELINE = ("storage_baseline",)

THEME = Theme(
    adapters={
        "aws_db_instance_automated_backups_replication": Row("aws.storage.copy_plans:service_copy", ("snapshot",)),
        "aws_dlm_lifecycle_policy": Row("aws.storage.copy_plans:lifecycle_plan", ("snapshot",)),
        "aws_efs_access_point": Row("aws.storage.access_points:file_access", ("access_point",)),
        "aws_memorydb_snapshot": Row("aws.storage.copy_plans:service_copy", ("snapshot",)),
        "aws_redshift_snapshot_copy_grant": Row("aws.storage.copy_plans:service_copy", ("snapshot",)),
        "aws_s3_access_point": Row("aws.storage.access_points:object_access", ("access_point",)),
        "aws_s3_bucket_object": Row("aws.storage.copy_plans:stored_object", ("stored_object",)),
        "aws_s3_object": Row("aws.storage.copy_plans:stored_object", ("stored_object",)),
        "aws_s3_object_copy": Row("aws.storage.copy_plans:stored_object", ("stored_object",)),
        "aws_s3_bucket": Row("aws.storage.bucket:bucket", ("object_store",)),
        "aws_ebs_volume": Row("aws.storage.volume:volume", ("block_volume",)),
        "aws_efs_file_system": Row("aws.storage.files:efs", ("file_store",)),
        "aws_fsx_lustre_file_system": _FSX,
        "aws_fsx_ontap_file_system": _FSX,
        "aws_fsx_openzfs_file_system": _FSX,
        "aws_fsx_windows_file_system": _FSX,
        "aws_ebs_snapshot": _SNAPSHOT,
        "aws_ebs_snapshot_copy": _SNAPSHOT,
        "aws_ebs_snapshot_import": _SNAPSHOT,
        "aws_db_snapshot": _SNAPSHOT,
        "aws_db_snapshot_copy": _SNAPSHOT,
        "aws_db_cluster_snapshot": _SNAPSHOT,
        "aws_rds_cluster_snapshot_copy": _SNAPSHOT,
        "aws_docdb_cluster_snapshot": _SNAPSHOT,
        "aws_neptune_cluster_snapshot": _SNAPSHOT,
        "aws_ami": _IMAGE,
        "aws_ami_from_instance": _IMAGE,
        "aws_ami_copy": Row("aws.storage.copies:image_copy", ("snapshot",)),
        "aws_s3_account_public_access_block": Row("aws.storage.baseline:account_public_access_block", _BASELINE),
        "aws_ebs_encryption_by_default": Row("aws.storage.baseline:encryption_by_default", _BASELINE),
        "aws_ebs_snapshot_block_public_access": Row("aws.storage.baseline:snapshot_block", _BASELINE),
        "aws_ec2_image_block_public_access": Row("aws.storage.baseline:image_block", _BASELINE),
    },
    sidecars={
        "aws_s3_bucket_acl": _BUCKET,
        "aws_s3_bucket_lifecycle_configuration": _BUCKET,
        "aws_s3_bucket_logging": _BUCKET,
        "aws_s3_bucket_object_lock_configuration": _BUCKET,
        "aws_s3_bucket_ownership_controls": _BUCKET,
        "aws_s3_bucket_policy": _BUCKET,
        "aws_s3_bucket_public_access_block": _BUCKET,
        "aws_s3_bucket_server_side_encryption_configuration": _BUCKET,
        "aws_s3_bucket_versioning": _BUCKET,
        "aws_efs_file_system_policy": SideCar("file_system_id", ("aws_efs_file_system",)),
        "aws_ami_launch_permission": SideCar("image_id", ("aws_ami", "aws_ami_copy", "aws_ami_from_instance")),
        "aws_snapshot_create_volume_permission": SideCar(
            "snapshot_id", ("aws_ebs_snapshot", "aws_ebs_snapshot_copy", "aws_ebs_snapshot_import")
        ),
    },
    helpers=(
        "data.aws_iam_policy_document",
        "data.aws_kms_alias",
        "data.aws_kms_key",
    ),
)
