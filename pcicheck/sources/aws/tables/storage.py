"""What is asked of S3.

Rights: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3". S3 has no operation
that tells the settings of several buckets at once, so calls grow with buckets (seven to nine for each) and with access
points (one for each).
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_BUCKET = {"Bucket": "@id"}
_BLOCK = "PublicAccessBlockConfiguration"
_OPEN: dict[str, object] = dict.fromkeys(
    ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), False
)

_LISTS = "parts.ownership[0].ObjectOwnership != 'BucketOwnerEnforced'"
"""With lists switched off nothing in them counts, and what that means is known without asking."""
_VERSIONED = "!parts.versioning || parts.versioning.Status == 'Enabled'"
"""Only versioned buckets can lock objects."""

_BUCKETS = Listing(
    "aws_s3_bucket",
    "list_buckets",
    "Buckets",
    "Name",
    "s3:ListAllMyBuckets",
    region="BucketRegion",
    params={"MaxBuckets": 1000},
    details=(
        Detail(
            "encryption",
            "get_bucket_encryption",
            _BUCKET,
            "s3:GetEncryptionConfiguration",
            "ServerSideEncryptionConfiguration",
            ("ServerSideEncryptionConfigurationNotFoundError",),
            feeds=("object_store.encryption",),
        ),
        Detail(
            "versioning",
            "get_bucket_versioning",
            _BUCKET,
            "s3:GetBucketVersioning",
            feeds=(
                "object_store.lock_days",
                "object_store.lock_mode",
                "object_store.mfa_delete",
                "object_store.versioning",
            ),
        ),
        Detail(
            "policy",
            "get_bucket_policy",
            _BUCKET,
            "s3:GetBucketPolicy",
            "Policy",
            ("NoSuchBucketPolicy",),
            feeds=(
                "object_store.log_destination",
                "object_store.public",
                "object_store.public_policy",
                "object_store.tls_only",
            ),
        ),
        Detail(
            "public_access_block",
            "get_public_access_block",
            _BUCKET,
            "s3:GetBucketPublicAccessBlock",
            _BLOCK,
            ("NoSuchPublicAccessBlockConfiguration",),
            feeds=(
                "object_store.block_public_acls",
                "object_store.block_public_policy",
                "object_store.ignore_public_acls",
                "object_store.public",
                "object_store.public_access_block",
                "object_store.public_grants",
                "object_store.public_policy",
                "object_store.restrict_public_buckets",
            ),
        ),
        Detail(
            "logging",
            "get_bucket_logging",
            _BUCKET,
            "s3:GetBucketLogging",
            "LoggingEnabled",
            feeds=("object_store.access_logging", "object_store.log_target", "object_store.logs_to_itself"),
        ),
        Detail(
            "ownership",
            "get_bucket_ownership_controls",
            _BUCKET,
            "s3:GetBucketOwnershipControls",
            "OwnershipControls.Rules",
            ("OwnershipControlsNotFoundError",),
            feeds=(
                "object_store.account_lists",
                "object_store.log_destination",
                "object_store.public",
                "object_store.public_grants",
            ),
        ),
        Detail(
            "acl",
            "get_bucket_acl",
            _BUCKET,
            "s3:GetBucketAcl",
            when=_LISTS,
            feeds=("object_store.log_destination", "object_store.public", "object_store.public_grants"),
        ),
        Detail(
            "object_lock",
            "get_object_lock_configuration",
            _BUCKET,
            "s3:GetBucketObjectLockConfiguration",
            "ObjectLockConfiguration",
            ("ObjectLockConfigurationNotFoundError",),
            when=_VERSIONED,
            feeds=("object_store.lock_days", "object_store.lock_mode"),
        ),
        Detail(
            "lifecycle",
            "get_bucket_lifecycle_configuration",
            _BUCKET,
            "s3:GetLifecycleConfiguration",
            "Rules",
            ("NoSuchLifecycleConfiguration",),
            feeds=("object_store.kept_days", "object_store.lifecycle"),
        ),
    ),
)

SERVICES = (
    Service("s3", (_BUCKETS,), everywhere=False),
    Service(
        "s3control",
        (
            Listing(
                "aws_s3_account_public_access_block",
                "get_public_access_block",
                _BLOCK,
                "",
                "s3:GetAccountPublicAccessBlock",
                params={"AccountId": "@account"},
                single=True,
                absent=("NoSuchPublicAccessBlockConfiguration",),
                otherwise=_OPEN,
            ),
        ),
        everywhere=False,
    ),
    Service(
        "s3control",
        (
            Listing(
                "aws_s3_access_point",
                "list_access_points",
                "AccessPointList",
                "AccessPointArn",
                "s3:ListAccessPoints",
                params={"AccountId": "@account"},
                details=(
                    Detail(
                        "point",
                        "get_access_point",
                        {"Name": "Name"},
                        "s3:GetAccessPoint",
                        constant={"AccountId": "@account"},
                    ),
                ),
            ),
        ),
    ),
)
