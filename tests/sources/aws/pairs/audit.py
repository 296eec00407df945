"""Where audit records are kept, and who may write them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.logging import GROUP, TRAIL, trail_records
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.pairs.storage import FLAGS, bucket_records
from tests.sources.aws.same import ACCOUNT, REGION

FLAGS_OF_TERRAFORM = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
OPEN = json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]})


def stores() -> Iterator[Pair]:
    """A trail and a flow log with the bucket that they write to, well kept and badly."""
    lock = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Years": 2}}}
    delivered = json.dumps(
        {
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "cloudtrail.amazonaws.com"},
                    "Action": "s3:PutObject",
                    "Resource": "arn:aws:s3:::logs/*",
                }
            ]
        }
    )
    kept = bucket_records(
        "logs",
        policy=delivered,
        versioning={"Status": "Enabled", "MFADelete": "Enabled"},
        public_access_block=dict.fromkeys(FLAGS, True),
        logging={"TargetBucket": "other", "TargetPrefix": ""},
        object_lock=lock,
    )
    bucket = {"bucket": "logs"}
    versioning = {"versioning_configuration": [{"status": "Enabled", "mfa_delete": "Enabled"}]}
    good: dict[str, dict[str, Any]] = {
        "aws_s3_bucket_policy.a": bucket | {"policy": delivered},
        "aws_s3_bucket_versioning.a": bucket | versioning,
        "aws_s3_bucket_public_access_block.a": bucket | dict.fromkeys(FLAGS_OF_TERRAFORM, True),
        "aws_s3_bucket_logging.a": bucket | {"target_bucket": "other", "target_prefix": ""},
        "aws_s3_bucket_object_lock_configuration.a": bucket
        | {"rule": [{"default_retention": [{"mode": "COMPLIANCE", "years": 2}]}]},
    }
    bad: dict[str, dict[str, Any]] = {
        "aws_s3_bucket_policy.a": bucket | {"policy": OPEN},
        "aws_s3_bucket_public_access_block.a": bucket | dict.fromkeys(FLAGS_OF_TERRAFORM, False),
    }
    careless = bucket_records("logs", policy=OPEN, public_access_block=dict.fromkeys(FLAGS, False))
    selector = {"read_write_type": "All", "data_resource": [{"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}]}
    told = {"ReadWriteType": "All", "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]}
    for records, beside in ((kept, good), (careless, bad)):
        plan: dict[str, dict[str, Any]] = {
            "aws_cloudtrail.t": {
                "name": "all",
                "s3_bucket_name": "logs",
                "is_multi_region_trail": True,
                "enable_log_file_validation": True,
                "event_selector": [selector],
            },
            "aws_flow_log.f": {
                "vpc_id": "vpc-1",
                "traffic_type": "ALL",
                "log_destination_type": "s3",
                "log_destination": "arn:aws:s3:::logs",
            },
            "aws_s3_bucket.a": bucket | {"id": "logs", "arn": "arn:aws:s3:::logs"},
            "aws_s3_bucket_ownership_controls.a": bucket | {"rule": [{"object_ownership": "BucketOwnerEnforced"}]},
        }
        plan |= beside
        flow = {"ResourceId": "vpc-1", "TrafficType": "ALL", "LogDestinationType": "s3"}
        live: dict[str, list[Record]] = {
            "s3": records,
            "cloudtrail": trail_records({"EventSelectors": [told]}),
            "ec2": [Answer("aws_flow_log", "fl-1", flow | {"LogDestination": "arn:aws:s3:::logs"})],
        }
        yield Pair(live, plan, {"aws_cloudtrail.t": TRAIL, "aws_flow_log.f": "fl-1", "aws_s3_bucket.a": "logs"})


def policies() -> Iterator[Pair]:
    """Who may write to log groups, and what is masked in them."""
    plan: dict[str, dict[str, Any]] = {}
    live = []
    for name, principal in (("all", "*"), ("dns", {"Service": "route53.amazonaws.com"})):
        statement = {"Effect": "Allow", "Principal": principal, "Action": "logs:PutLogEvents", "Resource": GROUP}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        plan[f"aws_cloudwatch_log_resource_policy.{name}"] = {"policy_name": name, "policy_document": policy}
        live.append(Answer("aws_cloudwatch_log_resource_policy", name, {"policyName": name, "policyDocument": policy}))
    masking = json.dumps(
        {
            "Statement": [
                {
                    "DataIdentifier": ["arn:aws:dataprotection::aws:data-identifier/CreditCardNumber"],
                    "Operation": {"Deidentify": {"MaskConfig": {}}},
                }
            ]
        }
    )
    plan["aws_cloudwatch_log_account_policy.m"] = {
        "policy_name": "m",
        "policy_type": "DATA_PROTECTION_POLICY",
        "policy_document": masking,
    }
    told = {"policyName": "m", "policyType": "DATA_PROTECTION_POLICY", "policyDocument": masking, "scope": "ALL"}
    live.append(Answer("aws_cloudwatch_log_account_policy", "m", told))
    place = f"{ACCOUNT}/{REGION}"
    same = {f"aws_cloudwatch_log_resource_policy.{name}": f"{place}/log-policy/{name}" for name in ("all", "dns")}
    same["aws_cloudwatch_log_account_policy.m"] = f"{place}/log-account-policy/m"
    yield Pair({"logs": live}, plan, same)


def resolver() -> Iterator[Pair]:
    """The log of what networks ask the resolver, with and without a network."""
    destination = "arn:aws:s3:::dns"
    plan = {
        "aws_route53_resolver_query_log_config.used": {"id": "rqlc-1", "name": "a", "destination_arn": destination},
        "aws_route53_resolver_query_log_config_association.used": {
            "resolver_query_log_config_id": "rqlc-1",
            "resource_id": "vpc-1",
        },
        "aws_route53_resolver_query_log_config.idle": {"id": "rqlc-2", "name": "b", "destination_arn": destination},
    }
    kind = "aws_route53_resolver_query_log_config"
    live = [
        Answer(kind, "arn:1", {"Id": "rqlc-1", "Name": "a", "DestinationArn": destination, "AssociationCount": 1}),
        Answer(kind, "arn:2", {"Id": "rqlc-2", "Name": "b", "DestinationArn": destination, "AssociationCount": 0}),
    ]
    yield Pair({"route53resolver": live}, plan, {f"{kind}.used": "arn:1", f"{kind}.idle": "arn:2"})


PAIRS = named(stores, policies, resolver)
