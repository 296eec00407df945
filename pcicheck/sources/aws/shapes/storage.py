"""Answers of S3 in Terraform's form.

A bucket without ownership controls has ``ObjectWriter``, so its access lists are in force; with
``BucketOwnerEnforced`` they are not, whatever they say (Amazon S3 User Guide, "Controlling ownership of objects").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import Shaped, Shaper, block, fields, partition_of, told
from pcicheck.sources.live.natives import Native

_FLAGS = {
    "block_public_acls": "BlockPublicAcls",
    "block_public_policy": "BlockPublicPolicy",
    "ignore_public_acls": "IgnorePublicAcls",
    "restrict_public_buckets": "RestrictPublicBuckets",
}
_LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery"
_ENFORCED = "BucketOwnerEnforced"


def bucket(native: Native) -> Iterator[Shaped]:
    """A bucket, and what Terraform writes beside it."""
    name, lock, logging = native.id, _lock(native), native.part("logging")
    policy, access_block = native.part("policy"), native.part("public_access_block")
    values = {
        "id": name,
        "bucket": name,
        "arn": f"arn:{partition_of(native)}:s3:::{name}",
        "object_lock_enabled": lock if isinstance(lock, Unknown) else bool(lock),
    }
    if isinstance(logging, Unknown):
        values["logging"] = logging
    yield Shaped("aws_s3_bucket", values)
    yield _beside(native, "server_side_encryption_configuration", {"rule": _encryption(native.part("encryption"))})
    yield _beside(native, "versioning", {"versioning_configuration": block(_versioning(native.part("versioning")))})
    yield _beside(native, "ownership_controls", {"rule": block(_ownership(native.part("ownership")))})
    yield from _access_list(native)
    if policy is not None:
        yield _beside(native, "policy", {"policy": policy})
    if access_block is not None:
        yield _beside(native, "public_access_block", told(access_block, _FLAGS))
    if logging and not isinstance(logging, Unknown):
        yield _beside(native, "logging", fields(logging, {"target_bucket": "TargetBucket"}))
    if lock is not None:
        yield _beside(native, "object_lock_configuration", {"rule": block(_retention(lock))})
    if native.part("lifecycle") is not None:
        yield _beside(native, "lifecycle_configuration", {"rule": _lifecycle(native.part("lifecycle"))})


def _beside(native: Native, what: str, values: dict[str, Any]) -> Shaped:
    return Shaped(f"aws_s3_bucket_{what}", {"bucket": native.id} | values, f"{native.id}/{what}")


def _encryption(found: Any) -> Any:
    if found is None or isinstance(found, Unknown):
        return found
    return [
        {
            "apply_server_side_encryption_by_default": block(
                fields(preset, {"sse_algorithm": "SSEAlgorithm", "kms_master_key_id": "KMSMasterKeyID"})
                if (preset := rule.get("ApplyServerSideEncryptionByDefault"))
                else None
            )
        }
        for rule in found.get("Rules", ())
    ]


def _versioning(found: Any) -> Any:
    if isinstance(found, Unknown):
        return found
    found = found or {}
    return {"status": found.get("Status", "Disabled"), "mfa_delete": found.get("MFADelete", "Disabled")}


def _ownership(rules: Any) -> Any:
    if isinstance(rules, Unknown):
        return rules
    return {"object_ownership": rules[0].get("ObjectOwnership") if rules else "ObjectWriter"}


def _access_list(native: Native) -> Iterator[Shaped]:
    """The access list, unless the bucket has lists switched off."""
    found, ownership = native.part("acl"), native.part("ownership")
    if not isinstance(ownership, Unknown) and ownership and ownership[0].get("ObjectOwnership") == _ENFORCED:
        return
    if found is None or isinstance(found, Unknown):
        yield _beside(native, "acl", {"acl": found or Unknown("the access list was not returned")})
        return
    grants = [
        {"grantee": [{"uri": grant["Grantee"].get("URI")}], "permission": grant["Permission"]}
        for grant in found.get("Grants", ())
    ]
    delivers = any(grant["grantee"][0]["uri"] == _LOG_DELIVERY for grant in grants)
    values = {"acl": "log-delivery-write" if delivers else None, "access_control_policy": [{"grant": grants}]}
    yield _beside(native, "acl", values)


def _lock(native: Native) -> Any:
    """The lock of objects; a bucket without versions cannot have one, and nobody asks it."""
    versioning = native.part("versioning")
    if isinstance(versioning, Unknown) or (versioning or {}).get("Status") == "Enabled":
        return native.part("object_lock")
    return None


def _retention(lock: Any) -> Any:
    if isinstance(lock, Unknown):
        return lock
    found = (lock.get("Rule") or {}).get("DefaultRetention")
    if found is None:
        return None
    return {"default_retention": [fields(found, {"mode": "Mode", "days": "Days", "years": "Years"})]}


def _lifecycle(rules: Any) -> Any:
    if isinstance(rules, Unknown):
        return rules
    return [
        {
            "status": rule.get("Status"),
            "prefix": rule.get("Prefix"),
            "filter": block(_filter(rule["Filter"]) if rule.get("Filter") else None),
            "expiration": block({"days": rule["Expiration"].get("Days")} if rule.get("Expiration") else None),
        }
        for rule in rules
    ]


def _filter(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "prefix": found.get("Prefix"),
        "tag": block(found.get("Tag")),
        "and": block(found.get("And")),
        "object_size_greater_than": found.get("ObjectSizeGreaterThan"),
        "object_size_less_than": found.get("ObjectSizeLessThan"),
    }


def account_block(native: Native) -> Iterator[Shaped]:
    """The public access block of the account; one that has none refuses nothing."""
    address = f"{native.account}/s3-public-access-block"
    yield Shaped(native.type, {"id": native.account, "account_id": native.account} | told(native.item, _FLAGS), address)


def access_point(native: Native) -> Iterator[Shaped]:
    """An access point of a bucket."""
    point = native.part("point")
    found = point if isinstance(point, Unknown) else point.get("PublicAccessBlockConfiguration") or {}
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": native.id,
            "name": native.item.get("Name"),
            "bucket": native.item.get("Bucket"),
            "public_access_block_configuration": [told(found, _FLAGS)],
        },
    )


SHAPES: dict[str, Shaper] = {
    "aws_s3_bucket": bucket,
    "aws_s3_account_public_access_block": account_block,
    "aws_s3_access_point": access_point,
}
