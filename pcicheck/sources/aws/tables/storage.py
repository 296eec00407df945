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
        ),
        Detail("versioning", "get_bucket_versioning", _BUCKET, "s3:GetBucketVersioning"),
        Detail("policy", "get_bucket_policy", _BUCKET, "s3:GetBucketPolicy", "Policy", ("NoSuchBucketPolicy",)),
        Detail(
            "public_access_block",
            "get_public_access_block",
            _BUCKET,
            "s3:GetBucketPublicAccessBlock",
            _BLOCK,
            ("NoSuchPublicAccessBlockConfiguration",),
        ),
        Detail("logging", "get_bucket_logging", _BUCKET, "s3:GetBucketLogging", "LoggingEnabled"),
        Detail(
            "ownership",
            "get_bucket_ownership_controls",
            _BUCKET,
            "s3:GetBucketOwnershipControls",
            "OwnershipControls.Rules",
            ("OwnershipControlsNotFoundError",),
        ),
        Detail("acl", "get_bucket_acl", _BUCKET, "s3:GetBucketAcl", when=_LISTS),
        Detail(
            "object_lock",
            "get_object_lock_configuration",
            _BUCKET,
            "s3:GetBucketObjectLockConfiguration",
            "ObjectLockConfiguration",
            ("ObjectLockConfigurationNotFoundError",),
            when=_VERSIONED,
        ),
        Detail(
            "lifecycle",
            "get_bucket_lifecycle_configuration",
            _BUCKET,
            "s3:GetLifecycleConfiguration",
            "Rules",
            ("NoSuchLifecycleConfiguration",),
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
