"""Stores of bytes, live: buckets, disks, images, file systems, what holds for a whole account or region."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest

from pcicheck.sources.live.records import Answer, Record, Refusal
from tests.sources.aws.pairs.pair import KEY
from tests.sources.aws.pairs.storage import FLAGS, HERE, TLS_ONLY, bucket_records
from tests.sources.aws.same import ACCOUNT, REGION, by_rule, collected, recorded

"""A key of another account, which can only be a customer's."""


def test_buckets_of_a_real_server(aws: str, tmp_path: Path) -> None:
    s3 = boto3.client("s3")
    for name in ("open", "logs", "shut"):
        s3.create_bucket(Bucket=f"{name}-pay", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_acl(Bucket="open-pay", ACL="public-read")
    shut = dict.fromkeys(FLAGS, True)
    s3.put_public_access_block(Bucket="shut-pay", PublicAccessBlockConfiguration=shut)
    s3.put_bucket_policy(Bucket="shut-pay", Policy=TLS_ONLY)
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
    whole = by_rule(recorded({"s3": bucket_records("pay")}, "global"), "pay")
    for part in parts:
        answers = [
            answer for answer in bucket_records("pay") if not (isinstance(answer, Answer) and answer.part == part)
        ]
        answers.append(Refusal("aws_s3_bucket", "denied", "s3:Get", "s3:Get", "no", "pay", part))
        found = by_rule(recorded({"s3": answers}, "global"), "pay")
        assert found[rule_of[part]] == "unknown", part
        changed = {rule for rule in whole if found.get(rule) != whole[rule]}
        assert all(found[rule] == "unknown" for rule in changed), part


def test_account_without_a_block_of_public_access() -> None:
    answers: list[Record] = [Answer("aws_s3_account_public_access_block", "x", dict.fromkeys(FLAGS, False))]
    found = by_rule(recorded({"s3control": answers}, "global"), f"{ACCOUNT}/s3-public-access-block")
    assert found == {"storage-baseline-blocks-public-objects": "fail"}


@pytest.mark.parametrize(
    ("key", "keys", "verdict"),
    [
        (KEY, (), "pass"),
        (HERE, (), "unknown"),
        (HERE, ("CUSTOMER",), "pass"),
        (HERE, ("AWS",), "fail"),
        (None, (), "fail"),
    ],
)
def test_whose_key_it_is_the_key_itself_says(key: str | None, keys: tuple[str, ...], verdict: str) -> None:
    answers: list[Record] = [Answer("aws_ebs_volume", "vol-1", {"Encrypted": True, "KmsKeyId": key})]
    known: list[Record] = []
    for manager in keys:
        known.append(Answer("aws_kms_key", HERE, {"KeyId": "own", "KeyArn": HERE}))
        known.append(Answer("aws_kms_key", HERE, {"KeyId": "own", "Arn": HERE, "KeyManager": manager}, "key"))
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
