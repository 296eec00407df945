"""Audit logs, alerts and detection of a live account: asked of moto, compared with plans, and what is not there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from pcicheck.cases.shorthand import Ref
from pcicheck.results.finding import Finding
from pcicheck.sources.aws.collect import collect
from pcicheck.sources.aws.session import Asked
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from tests.sources.aws.same import ACCOUNT, REGION, differences, judged, planned, recorded

TRAIL = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/all"
LAKE = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:eventdatastore/e"
GROUP = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:audit"
PATTERN = '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }'
STOPPED = json.dumps({"source": ["aws.cloudtrail"], "detail": {"eventName": ["StopLogging", "DeleteTrail"]}})
DECIDED = (
    "audit-log-exists",
    "audit-log-object-reads",
    "alert-root-use",
    "alert-database-changes",
    "threat-detection-exists",
    "posture-check-exists",
    "account-data-search-exists",
    "vulnerability-scan-machines",
    "outside-access-analysed",
    "recorder-exists",
    "password-policy-exists",
    "identity-provider-exists",
    "security-contact-exists",
    "guardrail-keeps-audit-log",
    "log-masking-exists",
    "support-role-exists",
)


def _account(folder: Path, *, without: str = "", refusal: Refusal | None = None) -> list[Finding]:
    """An account in which everything was asked for and nothing found."""
    snapshot = Snapshot(folder)
    scope = {"accounts": [ACCOUNT], "regions": [REGION]}
    manifest = Manifest(provider="aws", tool_version="0", started="2026-01-01T00:00:00Z", scope=scope)
    snapshot.start(manifest, resume=False)
    for service in services():
        kinds = {kind for listing in service.listings for kind in listing.types if kind != without}
        records: list[Record] = [Listed(kind, 0) for kind in sorted(kinds)]
        if refusal is not None and without in {kind for listing in service.listings for kind in listing.types}:
            records.append(refusal)
        snapshot.write(Unit(ACCOUNT, REGION if service.everywhere else GLOBAL, service.client), records)
    manifest.finished = manifest.started
    snapshot.write_manifest(manifest)
    return judged(folder)


def _existence(findings: list[Finding], rule: str) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule]


@pytest.mark.parametrize("rule", DECIDED)
def test_what_was_looked_for_in_full_and_not_found_fails(rule: str, tmp_path: Path) -> None:
    found = _existence(_account(tmp_path / "s"), rule)
    assert [finding.verdict for finding in found] == ["fail"], found


def test_refused_list_leaves_it_unknown_and_names_the_right(tmp_path: Path) -> None:
    right = "cloudtrail:ListTrails"
    refusal = Refusal("aws_cloudtrail", "denied", right, right, "is not authorized")
    findings = _account(tmp_path / "s", without="aws_cloudtrail", refusal=refusal)
    (found,) = _existence(findings, "audit-log-exists")
    assert found.verdict == "unknown"
    assert right in found.reason
    assert [f.verdict for f in _existence(findings, "recorder-exists")] == ["fail"], "others are not touched"


@pytest.mark.usefixtures("aws")
def test_account_asked_over_http(tmp_path: Path) -> None:
    boto3.client("s3").create_bucket(Bucket="trail", CreateBucketConfiguration={"LocationConstraint": REGION})
    trails = boto3.client("cloudtrail")
    trails.create_trail(Name="all", S3BucketName="trail", IsMultiRegionTrail=True, EnableLogFileValidation=True)
    trails.start_logging(Name="all")
    logs = boto3.client("logs")
    logs.create_log_group(logGroupName="audit")
    logs.put_retention_policy(logGroupName="audit", retentionInDays=400)
    logs.put_metric_filter(
        logGroupName="audit",
        filterName="root",
        filterPattern=PATTERN,
        metricTransformations=[{"metricName": "root", "metricNamespace": "cis", "metricValue": "1"}],
    )
    boto3.client("cloudwatch").put_metric_alarm(
        AlarmName="root",
        MetricName="root",
        Namespace="cis",
        AlarmActions=[f"arn:aws:sns:{REGION}:{ACCOUNT}:oncall"],
        EvaluationPeriods=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        Threshold=1,
        Period=60,
        Statistic="Sum",
    )
    events = boto3.client("events")
    events.put_rule(Name="stopped", EventPattern=STOPPED)
    events.put_targets(Rule="stopped", Targets=[{"Id": "1", "Arn": f"arn:aws:sns:{REGION}:{ACCOUNT}:oncall"}])
    boto3.client("guardduty").create_detector(Enable=True)

    types = (
        "aws_cloudtrail",
        "aws_cloudwatch_log_group",
        "aws_cloudwatch_log_metric_filter",
        "aws_cloudwatch_metric_alarm",
        "aws_cloudwatch_event_rule",
        "aws_guardduty_detector",
        "aws_config_configuration_recorder",
    )
    collect(Asked(regions=(REGION,)), tmp_path / "s", types=types)
    findings = judged(tmp_path / "s")
    said = {finding.rule: finding.verdict for finding in findings if finding.address.startswith("aws:")}
    assert said["audit-log-exists"] == "pass"
    assert said["alert-root-use"] == "pass"
    assert said["alert-audit-log-stopped"] == "pass"
    assert said["threat-detection-exists"] == "pass"
    assert said["recorder-exists"] == "fail"
    store = {f.rule: f.verdict for f in findings if f.address == GROUP}
    assert store["log-store-kept-a-year"] == "pass"


def _trail(selectors: Any, **more: Any) -> list[Record]:
    item = {
        "Name": "all",
        "TrailARN": TRAIL,
        "S3BucketName": "logs",
        "IsMultiRegionTrail": True,
        "IncludeGlobalServiceEvents": True,
        "IsOrganizationTrail": False,
        "LogFileValidationEnabled": True,
        **more,
    }
    return [
        Answer("aws_cloudtrail", TRAIL, item, operation="o"),
        Answer("aws_cloudtrail", TRAIL, item, "trail", "o"),
        Answer("aws_cloudtrail", TRAIL, {"IsLogging": True}, "status", "o"),
        Answer("aws_cloudtrail", TRAIL, selectors, "selectors", "o"),
        Answer("aws_cloudtrail", TRAIL, [], "tags", "o"),
    ]


def test_trail_as_planned() -> None:
    common = {"name": "all", "s3_bucket_name": "logs", "is_multi_region_trail": True}
    common |= {"enable_log_file_validation": True}
    fields = [
        {"field": "eventCategory", "equals": ["Data"]},
        {"field": "resources.type", "equals": ["AWS::S3::Object"]},
    ]
    basic = {"data_resource": [{"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}], "read_write_type": "All"}
    live = {"ReadWriteType": "All", "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]}
    named = [{"Field": one["field"], "Equals": one["equals"]} for one in fields]
    for written, answered in (
        ({}, {}),
        ({"event_selector": [basic]}, {"EventSelectors": [live]}),
        (
            {"advanced_event_selector": [{"field_selector": fields}]},
            {"AdvancedEventSelectors": [{"FieldSelectors": named}]},
        ),
    ):
        before = planned({"aws_cloudtrail.all": common | written})
        after = recorded({"cloudtrail": _trail(answered)})
        assert not differences(before, after, {"aws_cloudtrail.all": TRAIL})


def test_refused_status_blinds_only_that() -> None:
    records = [r for r in _trail({}) if not (isinstance(r, Answer) and r.part == "status")]
    right = "cloudtrail:GetTrailStatus"
    records.append(Refusal("aws_cloudtrail", "denied", right, right, "no", TRAIL, "status"))
    before, after = recorded({"cloudtrail": _trail({})}), recorded({"cloudtrail": records})
    changed = {
        f.rule for f in after if f.address == TRAIL and (f.rule, f.verdict) not in {(b.rule, b.verdict) for b in before}
    }
    assert changed == {"audit-log-enabled"}


def test_log_groups_and_alerts_as_planned() -> None:
    policy = json.dumps(
        {
            "Statement": [
                {
                    "DataIdentifier": ["arn:aws:dataprotection::aws:data-identifier/CreditCardNumber"],
                    "Operation": {"Deidentify": {"MaskConfig": {}}},
                }
            ]
        }
    )
    before = planned(
        {
            "aws_cloudwatch_log_group.audit": {"name": "audit", "retention_in_days": 30},
            "aws_cloudwatch_log_data_protection_policy.p": {"log_group_name": "audit", "policy_document": policy},
            "aws_cloudwatch_event_rule.r": {"name": "r", "event_pattern": STOPPED, "state": "DISABLED"},
            "aws_cloudwatch_event_target.t": {"rule": "r", "arn": "arn:aws:sns:eu-west-1:1:x"},
            "aws_cloudwatch_metric_alarm.a": {
                "alarm_name": "a",
                "actions_enabled": False,
                "metric_name": "root",
                "namespace": "cis",
            },
        }
    )
    rule = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/r"
    alarm = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:a"
    group = {"logGroupName": "audit", "retentionInDays": 30, "dataProtectionStatus": "ACTIVATED"}
    seen = {"AlarmName": "a", "ActionsEnabled": False, "MetricName": "root", "Namespace": "cis", "AlarmActions": []}
    bus = {"Name": "r", "EventPattern": STOPPED, "State": "DISABLED"}
    after = recorded(
        {
            "logs": [
                Answer("aws_cloudwatch_log_group", f"{GROUP}:*", group, operation="o"),
                Answer("aws_cloudwatch_log_group", f"{GROUP}:*", policy, "masking", "o"),
            ],
            "events": [
                Answer("aws_cloudwatch_event_rule", rule, bus, operation="o"),
                Answer("aws_cloudwatch_event_rule", rule, [{"Arn": "arn:aws:sns:eu-west-1:1:x"}], "targets", "o"),
            ],
            "cloudwatch": [Answer("aws_cloudwatch_metric_alarm", alarm, seen, operation="o")],
        }
    )
    pairs = {
        "aws_cloudwatch_log_group.audit": GROUP,
        "aws_cloudwatch_log_data_protection_policy.p": f"{GROUP}/masking",
        "aws_cloudwatch_event_rule.r": rule,
        "aws_cloudwatch_metric_alarm.a": alarm,
    }
    assert not differences(before, after, pairs)


def test_event_data_store_as_planned() -> None:
    before = planned({"aws_cloudtrail_event_data_store.e": {"name": "e", "retention_period": 90}})
    item = {"Name": "e", "Status": "ENABLED", "MultiRegionEnabled": True, "OrganizationEnabled": False}
    item |= {"RetentionPeriod": 90}
    records = [
        Answer("aws_cloudtrail_event_data_store", LAKE, item, operation="o"),
        Answer("aws_cloudtrail_event_data_store", LAKE, item, "store", "o"),
    ]
    after = recorded({"cloudtrail": records})
    assert not differences(before, after, {"aws_cloudtrail_event_data_store.e": LAKE})


def test_detector_as_planned() -> None:
    features = {"S3_DATA_EVENTS": "ENABLED", "EKS_AUDIT_LOGS": "DISABLED", "RDS_LOGIN_EVENTS": "ENABLED"}
    features |= {"EBS_MALWARE_PROTECTION": "DISABLED", "RUNTIME_MONITORING": "ENABLED"}
    owner = Ref(("aws_guardduty_detector.d",))
    before = planned(
        {
            "aws_guardduty_detector.d": {"enable": True, "finding_publishing_frequency": "ONE_HOUR"},
            "aws_guardduty_organization_configuration.o": {
                "detector_id": owner,
                "auto_enable_organization_members": "ALL",
            },
            "aws_guardduty_publishing_destination.p": {"detector_id": owner, "destination_arn": "arn:aws:s3:::f"},
            **{
                f"aws_guardduty_detector_feature.{name}": {"detector_id": owner, "name": name, "status": status}
                for name, status in (features | {"LAMBDA_NETWORK_LOGS": "DISABLED"}).items()
            },
        }
    )
    answer = {
        "Status": "ENABLED",
        "FindingPublishingFrequency": "ONE_HOUR",
        "Features": [{"Name": name, "Status": status} for name, status in features.items()],
    }
    kind = "aws_guardduty_detector"
    organisation = {"AutoEnableOrganizationMembers": "ALL"}
    after = recorded(
        {
            "guardduty": [
                Answer(kind, "d1", {"id": "d1"}, operation="o"),
                Answer(kind, "d1", answer, "detector", "o"),
                Answer(kind, "d1", [{"Status": "PUBLISHING"}], "destinations", "o"),
                Answer(kind, "d1", organisation, "organisation", "o"),
            ]
        }
    )
    assert not differences(before, after, {"aws_guardduty_detector.d": f"{ACCOUNT}/{REGION}/detector/d1"})


def test_recorder_as_planned() -> None:
    before = planned(
        {
            "aws_config_configuration_recorder.r": {
                "name": "default",
                "recording_group": [{"all_supported": True, "include_global_resource_types": True}],
            },
            "aws_config_configuration_recorder_status.s": {"name": "default", "is_enabled": True},
        }
    )
    kind = "aws_config_configuration_recorder"
    item = {"name": "default", "recordingGroup": {"allSupported": True, "includeGlobalResourceTypes": True}}
    listed = Answer(kind, "default", item, operation="o")
    after = recorded({"config": [listed, Answer(kind, "default", {"recording": True}, "status", "o")]})
    place = f"{ACCOUNT}/{REGION}/recorder/default"
    pairs = {f"{kind}.r": place, f"{kind}_status.s": f"{place}/status"}
    assert not differences(before, after, pairs)


def test_scanners_are_found_as_planned() -> None:
    analyzer = f"arn:aws:access-analyzer:{REGION}:{ACCOUNT}:analyzer/a"
    standard = f"arn:aws:securityhub:{REGION}::standards/pci-dss/v/4.0.1"
    before = planned(
        {
            "aws_accessanalyzer_analyzer.a": {"analyzer_name": "a", "type": "ACCOUNT"},
            "aws_inspector2_enabler.i": {"account_ids": [ACCOUNT], "resource_types": ["EC2", "ECR"]},
            "aws_securityhub_standards_subscription.p": {"standards_arn": standard},
        }
    )
    on, off = {"status": "ENABLED"}, {"status": "DISABLED"}
    found = {
        "aws_accessanalyzer_analyzer": {"arn": analyzer, "name": "a", "type": "ACCOUNT", "status": "ACTIVE"},
        "aws_inspector2_enabler": {"accountId": ACCOUNT, "resourceState": {"ec2": on, "ecr": on, "lambda": off}},
        "aws_securityhub_standards_subscription": {"StandardsArn": standard},
    }
    after = recorded({kind: [Answer(kind, analyzer, item, operation="o")] for kind, item in found.items()})

    def shown(findings: list[Finding]) -> set[str]:
        return {f.rule for f in findings if f.verdict == "pass" and f.address.startswith("aws:")}

    assert shown(before) == shown(after) >= {"outside-access-analysed", "vulnerability-scan-images"}
