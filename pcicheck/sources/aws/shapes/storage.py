"""Answers of AWS's storage services in Terraform's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import Shaped, Shaper, block, tags_of
from pcicheck.sources.live.natives import Native


def bucket(native: Native) -> Iterator[Shaped]:
    """A bucket, and what Terraform writes beside it."""
    name = native.id
    yield Shaped(
        "aws_s3_bucket",
        {
            "id": name,
            "bucket": name,
            "arn": f"arn:aws:s3:::{name}",
            "tags": tags_of(native.part("tags")),
            "object_lock_enabled": _locked(native.part("object_lock")),
        },
    )
    yield _beside(native, "server_side_encryption_configuration", {"rule": _encryption(native.part("encryption"))})
    yield _beside(native, "versioning", {"versioning_configuration": block(_versioning(native.part("versioning")))})
    if native.part("policy") is not None:
        yield _beside(native, "policy", {"policy": native.part("policy")})
    if native.part("public_access_block") is not None:
        yield _beside(native, "public_access_block", _public_access(native.part("public_access_block")))


def _beside(native: Native, what: str, values: dict[str, Any]) -> Shaped:
    return Shaped(f"aws_s3_bucket_{what}", {"bucket": native.id} | values, f"{native.id}/{what}")


def _locked(lock: Any) -> Any:
    return lock if isinstance(lock, Unknown) else (lock or {}).get("ObjectLockEnabled") == "Enabled"


def _encryption(found: Any) -> Any:
    if found is None or isinstance(found, Unknown):
        return found
    return [
        {
            "apply_server_side_encryption_by_default": block(
                {
                    "sse_algorithm": preset.get("SSEAlgorithm"),
                    "kms_master_key_id": preset.get("KMSMasterKeyID"),
                }
                if (preset := rule.get("ApplyServerSideEncryptionByDefault"))
                else None
            )
        }
        for rule in found.get("Rules", ())
    ]


def _versioning(found: Any) -> Any:
    if found is None or isinstance(found, Unknown):
        return found
    return {"status": found.get("Status", "Disabled"), "mfa_delete": found.get("MFADelete", "Disabled")}


def _public_access(found: Any) -> dict[str, Any]:
    names = {
        "block_public_acls": "BlockPublicAcls",
        "block_public_policy": "BlockPublicPolicy",
        "ignore_public_acls": "IgnorePublicAcls",
        "restrict_public_buckets": "RestrictPublicBuckets",
    }
    return {ours: found if isinstance(found, Unknown) else found.get(theirs) for ours, theirs in names.items()}


SHAPES: dict[str, Shaper] = {"aws_s3_bucket": bucket}
