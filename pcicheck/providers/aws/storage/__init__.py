"""Stores of bytes on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_BUCKET = SideCar("bucket", ("aws_s3_bucket",))

THEME = Theme(
    adapters={
        "aws_s3_bucket": Row("aws.storage.bucket:bucket", ("object_store",)),
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
    },
    helpers=("data.aws_iam_policy_document",),
)
