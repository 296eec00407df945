"""Scanners, recorders and patches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

PLACE = f"{ACCOUNT}/{REGION}"


def scanners() -> Iterator[Pair]:
    """What must exist in an account."""
    analyzer = f"arn:aws:access-analyzer:{REGION}:{ACCOUNT}:analyzer"
    standard = f"arn:aws:securityhub:{REGION}::standards/pci-dss/v/4.0.1"
    hub = f"arn:aws:securityhub:{REGION}:{ACCOUNT}:hub/default"
    subscription = f"arn:aws:securityhub:{REGION}:{ACCOUNT}:subscription/pci-dss/v/4.0.1"
    plan: dict[str, dict[str, Any]] = {
        "aws_accessanalyzer_analyzer.a": {"analyzer_name": "a", "type": "ACCOUNT"},
        "aws_accessanalyzer_analyzer.u": {"analyzer_name": "u", "type": "ACCOUNT_UNUSED_ACCESS"},
        "aws_inspector2_enabler.i": {"account_ids": [ACCOUNT], "resource_types": ["EC2", "ECR", "LAMBDA"]},
        "aws_securityhub_account.h": {},
        "aws_securityhub_standards_subscription.p": {"standards_arn": standard},
        "aws_guardduty_detector.d": {"enable": True},
        "aws_macie2_account.m": {"status": "ENABLED"},
        "aws_macie2_classification_job.j": {
            "job_type": "SCHEDULED",
            "schedule_frequency": [{"weekly_schedule": "MONDAY"}],
        },
    }
    on = {"status": "ENABLED"}
    job = {"jobId": "j", "jobStatus": "IDLE", "jobType": "SCHEDULED"}
    live = {
        "accessanalyzer": [
            Answer(
                "aws_accessanalyzer_analyzer", f"{analyzer}/{name}", {"name": name, "type": kind, "status": "ACTIVE"}
            )
            for name, kind in (("a", "ACCOUNT"), ("u", "ACCOUNT_UNUSED_ACCESS"))
        ],
        "inspector2": [
            Answer(
                "aws_inspector2_enabler",
                ACCOUNT,
                {"accountId": ACCOUNT, "resourceState": dict.fromkeys(("ec2", "ecr", "lambda"), on)},
            )
        ],
        "securityhub": [
            Answer("aws_securityhub_account", hub, {"HubArn": hub}),
            Answer(
                "aws_securityhub_standards_subscription",
                subscription,
                {"StandardsArn": standard, "StandardsStatus": "READY"},
            ),
        ],
        "guardduty": [
            Answer("aws_guardduty_detector", "d1", {"id": "d1"}),
            Answer("aws_guardduty_detector", "d1", {"Status": "ENABLED", "Features": []}, "detector"),
            Answer("aws_guardduty_detector", "d1", [], "destinations"),
        ],
        "macie2": [
            Answer("aws_macie2_account", "x", {"status": "ENABLED"}),
            Answer("aws_macie2_classification_job", "j", job),
            Answer(
                "aws_macie2_classification_job",
                "j",
                job | {"scheduleFrequency": {"weeklySchedule": {"dayOfWeek": "MONDAY"}}},
                "job",
            ),
        ],
    }
    same = {
        "aws_macie2_account.m": f"{PLACE}/macie",
        "aws_macie2_classification_job.j": "j",
    }
    yield Pair(live, plan, same)


def paused() -> Iterator[Pair]:
    """Scanners that do not run."""
    plan: dict[str, dict[str, Any]] = {
        "aws_macie2_account.m": {"status": "PAUSED"},
        "aws_config_configuration_aggregator.a": {
            "name": "a",
            "account_aggregation_source": [{"account_ids": [ACCOUNT], "regions": [REGION]}],
        },
    }
    one = {"AccountIds": [ACCOUNT], "AllAwsRegions": False, "AwsRegions": [REGION]}
    live = {
        "macie2": [Answer("aws_macie2_account", "x", {"status": "PAUSED"})],
        "config": [
            Answer(
                "aws_config_configuration_aggregator",
                "arn:a",
                {"ConfigurationAggregatorName": "a", "AccountAggregationSources": [one]},
            )
        ],
    }
    same = {"aws_macie2_account.m": f"{PLACE}/macie", "aws_config_configuration_aggregator.a": "arn:a"}
    yield Pair(live, plan, same)


def aggregators() -> Iterator[Pair]:
    """What gathers settings and findings of all regions."""
    whole = {"AllAwsRegions": True, "RoleArn": "arn:aws:iam::1:role/r"}
    live = {
        "config": [
            Answer(
                "aws_config_configuration_aggregator",
                "arn:a",
                {"ConfigurationAggregatorName": "a", "OrganizationAggregationSource": whole},
            )
        ],
        "securityhub": [
            Answer("aws_securityhub_finding_aggregator", "arn:f", {"FindingAggregatorArn": "arn:f"}),
            Answer("aws_securityhub_finding_aggregator", "arn:f", {"RegionLinkingMode": "ALL_REGIONS"}, "aggregator"),
        ],
    }
    plan: dict[str, dict[str, Any]] = {
        "aws_config_configuration_aggregator.a": {
            "name": "a",
            "organization_aggregation_source": [{"all_regions": True, "role_arn": "arn:aws:iam::1:role/r"}],
        },
        "aws_securityhub_finding_aggregator.f": {"linking_mode": "ALL_REGIONS"},
    }
    same = {"aws_config_configuration_aggregator.a": "arn:a", "aws_securityhub_finding_aggregator.f": "arn:f"}
    yield Pair(live, plan, same)


def malware() -> Iterator[Pair]:
    """Which new objects of a bucket are scanned."""
    plan: dict[str, dict[str, Any]] = {}
    live = []
    for name, prefixes in (("all", []), ("some", ["in/"])):
        bucket = {"BucketName": "uploads", "ObjectPrefixes": prefixes}
        found = {"Status": "ACTIVE", "ProtectedResource": {"S3Bucket": bucket}}
        live.append(Answer("aws_guardduty_malware_protection_plan", name, {"MalwareProtectionPlanId": name}))
        live.append(Answer("aws_guardduty_malware_protection_plan", name, found, "plan"))
        written: dict[str, Any] = {"bucket_name": "uploads"} | ({"object_prefixes": prefixes} if prefixes else {})
        plan[f"aws_guardduty_malware_protection_plan.{name}"] = {"protected_resource": [{"s3_bucket": [written]}]}
    yield Pair({"guardduty": live}, plan, {address: address.partition(".")[2] for address in plan})


def patches() -> Iterator[Pair]:
    """How soon patches are approved."""
    plan: dict[str, dict[str, Any]] = {}
    live = []
    for name, days in (("soon", 7), ("late", 60)):
        rule = {"ApproveAfterDays": days, "PatchFilterGroup": {"PatchFilters": []}}
        live.append(Answer("aws_ssm_patch_baseline", name, {"BaselineId": name, "BaselineName": name}))
        live.append(Answer("aws_ssm_patch_baseline", name, {"ApprovalRules": {"PatchRules": [rule]}}, "baseline"))
        plan[f"aws_ssm_patch_baseline.{name}"] = {"name": name, "approval_rule": [{"approve_after_days": days}]}
    yield Pair({"ssm": live}, plan, {address: address.partition(".")[2] for address in plan})


PAIRS = named(scanners, paused, aggregators, malware, patches)
