"""Alarms and event rules that tell of what an attacker would do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

PATTERNS = {
    "audit-log-changed": (
        "{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || "
        "($.eventName = StartLogging) || ($.eventName = StopLogging) }"
    ),
    "detector-stopped": (
        "{ ($.eventSource = guardduty.amazonaws.com) && (($.eventName = DeleteDetector) || ($.eventName "
        "= StopMonitoringMembers)) }"
    ),
    "failed-logins": '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
    "firewall-changes": (
        "{ ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = "
        "AuthorizeSecurityGroupEgress) || ($.eventName = RevokeSecurityGroupIngress) || ($.eventName = "
        "RevokeSecurityGroupEgress) || ($.eventName = CreateSecurityGroup) || ($.eventName = "
        "DeleteSecurityGroup) }"
    ),
    "gateway-changes": (
        "{ ($.eventName = CreateCustomerGateway) || ($.eventName = DeleteCustomerGateway) || "
        "($.eventName = AttachInternetGateway) || ($.eventName = CreateInternetGateway) || ($.eventName "
        "= DeleteInternetGateway) || ($.eventName = DetachInternetGateway) }"
    ),
    "key-loss": (
        "{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }"
    ),
    "login-without-mfa": (
        '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && '
        '($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }'
    ),
    "network-acl-changes": (
        "{ ($.eventName = CreateNetworkAcl) || ($.eventName = CreateNetworkAclEntry) || ($.eventName = "
        "DeleteNetworkAcl) || ($.eventName = DeleteNetworkAclEntry) || ($.eventName = "
        "ReplaceNetworkAclEntry) || ($.eventName = ReplaceNetworkAclAssociation) }"
    ),
    "network-changes": (
        "{ ($.eventName = CreateVpc) || ($.eventName = DeleteVpc) || ($.eventName = ModifyVpcAttribute) "
        "|| ($.eventName = AcceptVpcPeeringConnection) || ($.eventName = CreateVpcPeeringConnection) || "
        "($.eventName = DeleteVpcPeeringConnection) || ($.eventName = RejectVpcPeeringConnection) }"
    ),
    "privilege-changes": (
        "{ ($.eventName = DeleteGroupPolicy) || ($.eventName = DeleteRolePolicy) || ($.eventName = "
        "DeleteUserPolicy) || ($.eventName = PutGroupPolicy) || ($.eventName = PutRolePolicy) || "
        "($.eventName = PutUserPolicy) || ($.eventName = AttachGroupPolicy) || ($.eventName = "
        "AttachRolePolicy) || ($.eventName = AttachUserPolicy) || ($.eventName = DetachGroupPolicy) || "
        "($.eventName = DetachRolePolicy) || ($.eventName = DetachUserPolicy) || ($.eventName = "
        "CreatePolicy) || ($.eventName = DeletePolicy) || ($.eventName = CreatePolicyVersion) || "
        "($.eventName = DeletePolicyVersion) }"
    ),
    "recorder-changes": (
        "{ ($.eventSource = config.amazonaws.com) && (($.eventName = StopConfigurationRecorder) || "
        "($.eventName = DeleteDeliveryChannel) || ($.eventName = PutDeliveryChannel) || ($.eventName = "
        "PutConfigurationRecorder)) }"
    ),
    "refused-calls": '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    "root-use": (
        '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }'
    ),
    "route-changes": (
        "{ ($.eventName = CreateRoute) || ($.eventName = CreateRouteTable) || ($.eventName = "
        "ReplaceRoute) || ($.eventName = ReplaceRouteTableAssociation) || ($.eventName = "
        "DeleteRouteTable) || ($.eventName = DeleteRoute) || ($.eventName = DisassociateRouteTable) }"
    ),
    "store-policy-changes": (
        "{ ($.eventSource = s3.amazonaws.com) && (($.eventName = PutBucketAcl) || ($.eventName = "
        "PutBucketPolicy) || ($.eventName = PutBucketCors) || ($.eventName = PutBucketLifecycle) || "
        "($.eventName = PutBucketReplication) || ($.eventName = DeleteBucketPolicy) || ($.eventName = "
        "DeleteBucketCors) || ($.eventName = DeleteBucketLifecycle) || ($.eventName = "
        "DeleteBucketReplication)) }"
    ),
}
"""What an alarm watches, by the rule that it answers."""
FOUND = {
    "source": ["aws.guardduty"],
    "detail-type": ["GuardDuty Finding"],
    "detail": {"severity": [{"numeric": [">=", 7]}]},
}
STOPPED = {"source": ["aws.cloudtrail"], "detail": {"eventName": ["StopLogging", "DeleteTrail"]}}
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:oncall"


def alarms() -> Iterator[Pair]:
    """One alarm for each pattern, once with somebody who hears it and once without."""
    for receivers in ([TOPIC], []):
        plan: dict[str, dict[str, Any]] = {}
        logs: list[Record] = []
        seen: list[Record] = []
        same: dict[str, str] = {}
        for rule, pattern in PATTERNS.items():
            arn = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:{rule}"
            counted = {"name": rule, "namespace": "audit", "value": "1"}
            plan[f"aws_cloudwatch_log_metric_filter.{rule}"] = {
                "name": rule,
                "log_group_name": "audit",
                "pattern": pattern,
                "metric_transformation": [counted],
            }
            plan[f"aws_cloudwatch_metric_alarm.{rule}"] = {
                "alarm_name": rule,
                "metric_name": rule,
                "namespace": "audit",
                "alarm_actions": receivers,
            }
            metric = {"metricName": rule, "metricNamespace": "audit", "metricValue": "1"}
            told = {"filterName": rule, "logGroupName": "audit", "filterPattern": pattern}
            logs.append(Answer("aws_cloudwatch_log_metric_filter", rule, told | {"metricTransformations": [metric]}))
            alarm = {"AlarmName": rule, "MetricName": rule, "Namespace": "audit", "ActionsEnabled": True}
            seen.append(Answer("aws_cloudwatch_metric_alarm", arn, alarm | {"AlarmActions": receivers}))
            same[f"aws_cloudwatch_metric_alarm.{rule}"] = arn
        yield Pair({"logs": logs, "cloudwatch": seen}, plan, same)


def events() -> Iterator[Pair]:
    """Rules of EventBridge, and notices of databases."""
    plan: dict[str, dict[str, Any]] = {
        "aws_db_event_subscription.d": {
            "name": "d",
            "sns_topic": TOPIC,
            "source_type": "db-instance",
            "event_categories": ["configuration change"],
        }
    }
    notice = {
        "CustSubscriptionId": "d",
        "EventSubscriptionArn": "arn:es",
        "SnsTopicArn": TOPIC,
        "Enabled": True,
        "SourceType": "db-instance",
        "EventCategoriesList": ["configuration change"],
    }
    live: list[Record] = []
    same: dict[str, str] = {}
    for name, pattern in (("found", FOUND), ("stopped", STOPPED)):
        arn = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{name}"
        text = json.dumps(pattern)
        plan[f"aws_cloudwatch_event_rule.{name}"] = {"name": name, "event_pattern": text}
        plan[f"aws_cloudwatch_event_target.{name}"] = {"rule": name, "arn": TOPIC}
        rule = {"Name": name, "EventPattern": text, "State": "ENABLED"}
        live.append(Answer("aws_cloudwatch_event_rule", arn, rule))
        live.append(Answer("aws_cloudwatch_event_rule", arn, [{"Id": "1", "Arn": TOPIC}], "targets"))
    yield Pair({"events": live, "rds": [Answer("aws_db_event_subscription", "arn:es", notice)]}, plan, same)


PAIRS = named(alarms, events)
