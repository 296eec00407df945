"""Detectors, recorders, alerts and contacts on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_DETECTOR = ("detector",)
_RECORDER = ("recorder",)
_AGGREGATOR = ("aggregator",)
_ALERT = ("alert",)
_GUARDDUTY = SideCar("detector_id", ("aws_guardduty_detector",))

THEME = Theme(
    adapters={
        "aws_guardduty_detector": Row("aws.detection.threats:detector", _DETECTOR),
        "aws_macie2_account": Row("aws.detection.services:macie", _DETECTOR),
        "aws_macie2_classification_job": Row("aws.detection.services:macie_job", _DETECTOR),
        "aws_securityhub_account": Row("aws.detection.services:security_hub", _DETECTOR),
        "aws_securityhub_standards_subscription": Row("aws.detection.services:standard", _DETECTOR),
        "aws_inspector2_enabler": Row("aws.detection.services:inspector", _DETECTOR),
        "aws_accessanalyzer_analyzer": Row("aws.detection.services:analyzer", _DETECTOR),
        "aws_detective_graph": Row("aws.detection.services:detective", _DETECTOR),
        "aws_config_configuration_recorder": Row("aws.detection.recorder:recorder", _RECORDER),
        "aws_config_configuration_recorder_status": Row("aws.detection.recorder:recorder_status", _RECORDER),
        "aws_config_configuration_aggregator": Row("aws.detection.recorder:config_aggregator", _AGGREGATOR),
        "aws_securityhub_finding_aggregator": Row("aws.detection.recorder:finding_aggregator", _AGGREGATOR),
        "aws_cloudwatch_log_metric_filter": Row("aws.detection.alerts:metric_filter", ("log_metric",)),
        "aws_db_event_subscription": Row("aws.detection.database_events:subscription", _ALERT),
        "aws_cloudwatch_metric_alarm": Row("aws.detection.alerts:alarm", _ALERT),
        "aws_cloudwatch_composite_alarm": Row("aws.detection.alerts:alarm", _ALERT),
        "aws_cloudwatch_event_rule": Row("aws.detection.alerts:event_rule", _ALERT),
        "aws_guardduty_malware_protection_plan": Row("aws.detection.guards:malware_plan", ("malware_guard",)),
        "aws_ssm_patch_baseline": Row("aws.detection.guards:patch_baseline", ("patch_plan",)),
        "aws_organizations_policy": Row("aws.detection.guards:service_control", ("guardrail",)),
        "aws_account_alternate_contact": Row("aws.detection.services:contact", ("contact",)),
    },
    sidecars={
        "aws_guardduty_detector_feature": _GUARDDUTY,
        "aws_guardduty_organization_configuration": _GUARDDUTY,
        "aws_guardduty_publishing_destination": _GUARDDUTY,
        "aws_config_configuration_recorder_status": SideCar("name", ("aws_config_configuration_recorder",)),
        "aws_cloudwatch_event_target": SideCar("rule", ("aws_cloudwatch_event_rule",)),
    },
    helpers=("aws_config_delivery_channel",),
)
