"""Audit logs, alerts and detection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.cases.shorthand import Ref
from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

TRAIL = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/all"

LAKE = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:eventdatastore/e"

GROUP = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:audit"

PATTERN = '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }'

STOPPED = json.dumps({"source": ["aws.cloudtrail"], "detail": {"eventName": ["StopLogging", "DeleteTrail"]}})


def trail_records(selectors: Any, **more: Any) -> list[Record]:
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


def trail() -> Iterator[Pair]:
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
        before: dict[str, dict[str, Any]] = {"aws_cloudtrail.all": common | written}
        after = {"cloudtrail": trail_records(answered)}
        yield Pair(after, before, {"aws_cloudtrail.all": TRAIL})


def log_groups_and_alerts() -> Iterator[Pair]:
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
    before: dict[str, dict[str, Any]] = {
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
    rule = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/r"
    alarm = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:a"
    group = {"logGroupName": "audit", "retentionInDays": 30, "dataProtectionStatus": "ACTIVATED"}
    seen = {"AlarmName": "a", "ActionsEnabled": False, "MetricName": "root", "Namespace": "cis", "AlarmActions": []}
    bus = {"Name": "r", "EventPattern": STOPPED, "State": "DISABLED"}
    after = {
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
    pairs = {
        "aws_cloudwatch_log_group.audit": GROUP,
        "aws_cloudwatch_log_data_protection_policy.p": f"{GROUP}/masking",
        "aws_cloudwatch_event_rule.r": rule,
        "aws_cloudwatch_metric_alarm.a": alarm,
    }
    yield Pair(after, before, pairs)


def event_data_store() -> Iterator[Pair]:
    before: dict[str, dict[str, Any]] = {"aws_cloudtrail_event_data_store.e": {"name": "e", "retention_period": 90}}
    item = {"Name": "e", "Status": "ENABLED", "MultiRegionEnabled": True, "OrganizationEnabled": False}
    item |= {"RetentionPeriod": 90}
    records = [
        Answer("aws_cloudtrail_event_data_store", LAKE, item, operation="o"),
        Answer("aws_cloudtrail_event_data_store", LAKE, item, "store", "o"),
    ]
    after = {"cloudtrail": records}
    yield Pair(after, before, {"aws_cloudtrail_event_data_store.e": LAKE})


def detector() -> Iterator[Pair]:
    features = {"S3_DATA_EVENTS": "ENABLED", "EKS_AUDIT_LOGS": "DISABLED", "RDS_LOGIN_EVENTS": "ENABLED"}
    features |= {"EBS_MALWARE_PROTECTION": "DISABLED", "RUNTIME_MONITORING": "ENABLED"}
    owner = Ref(("aws_guardduty_detector.d",))
    before: dict[str, dict[str, Any]] = {
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
    answer = {
        "Status": "ENABLED",
        "FindingPublishingFrequency": "ONE_HOUR",
        "Features": [{"Name": name, "Status": status} for name, status in features.items()],
    }
    kind = "aws_guardduty_detector"
    organisation = {"AutoEnableOrganizationMembers": "ALL"}
    after = {
        "guardduty": [
            Answer(kind, "d1", {"id": "d1"}, operation="o"),
            Answer(kind, "d1", answer, "detector", "o"),
            Answer(kind, "d1", [{"Status": "PUBLISHING"}], "destinations", "o"),
            Answer(kind, "d1", organisation, "organisation", "o"),
        ]
    }
    yield Pair(after, before, {"aws_guardduty_detector.d": f"{ACCOUNT}/{REGION}/detector/d1"})


def recorder() -> Iterator[Pair]:
    before: dict[str, dict[str, Any]] = {
        "aws_config_configuration_recorder.r": {
            "name": "default",
            "recording_group": [{"all_supported": True, "include_global_resource_types": True}],
        },
        "aws_config_configuration_recorder_status.s": {"name": "default", "is_enabled": True},
    }
    kind = "aws_config_configuration_recorder"
    item = {"name": "default", "recordingGroup": {"allSupported": True, "includeGlobalResourceTypes": True}}
    listed = Answer(kind, "default", item, operation="o")
    after = {"config": [listed, Answer(kind, "default", {"recording": True}, "status", "o")]}
    place = f"{ACCOUNT}/{REGION}/recorder/default"
    pairs = {f"{kind}.r": place, f"{kind}_status.s": f"{place}/status"}
    yield Pair(after, before, pairs)


def scanners() -> Iterator[Pair]:
    analyzer = f"arn:aws:access-analyzer:{REGION}:{ACCOUNT}:analyzer/a"
    standard = f"arn:aws:securityhub:{REGION}::standards/pci-dss/v/4.0.1"
    before: dict[str, dict[str, Any]] = {
        "aws_accessanalyzer_analyzer.a": {"analyzer_name": "a", "type": "ACCOUNT"},
        "aws_inspector2_enabler.i": {"account_ids": [ACCOUNT], "resource_types": ["EC2", "ECR"]},
        "aws_securityhub_standards_subscription.p": {"standards_arn": standard},
    }
    on, off = {"status": "ENABLED"}, {"status": "DISABLED"}
    found = {
        "aws_accessanalyzer_analyzer": {"arn": analyzer, "name": "a", "type": "ACCOUNT", "status": "ACTIVE"},
        "aws_inspector2_enabler": {"accountId": ACCOUNT, "resourceState": {"ec2": on, "ecr": on, "lambda": off}},
        "aws_securityhub_standards_subscription": {"StandardsArn": standard},
    }
    after = {kind: [Answer(kind, analyzer, item, operation="o")] for kind, item in found.items()}
    yield Pair(after, before, {})


PAIRS = named(trail, log_groups_and_alerts, event_data_store, detector, recorder, scanners)
