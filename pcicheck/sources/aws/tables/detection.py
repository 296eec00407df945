"""What is asked of AWS about recorders, detectors, scanners and patches.

Each of these services has one thing for each region, so calls hardly grow with resources: only with scheduled Macie
jobs, malware protection plans and patch baselines.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_DETECTOR = {"DetectorId": "@id"}
_NO_MACIE = ("AccessDeniedException:Macie is not enabled",)
_NO_HUB = ("InvalidAccessException", "ResourceNotFoundException")

CONFIG = Service(
    "config",
    (
        Listing(
            "aws_config_configuration_recorder",
            "describe_configuration_recorders",
            "ConfigurationRecorders",
            "name",
            "config:DescribeConfigurationRecorders",
            covers=("aws_config_configuration_recorder_status",),
            details=(
                Detail(
                    "status",
                    "describe_configuration_recorder_status",
                    {"ConfigurationRecorderNames": "[name]"},
                    "config:DescribeConfigurationRecorderStatus",
                    "ConfigurationRecordersStatus[0]",
                ),
            ),
        ),
        Listing(
            "aws_config_configuration_aggregator",
            "describe_configuration_aggregators",
            "ConfigurationAggregators",
            "ConfigurationAggregatorArn",
            "config:DescribeConfigurationAggregators",
        ),
    ),
)

GUARDDUTY = Service(
    "guardduty",
    (
        Listing(
            "aws_guardduty_detector",
            "list_detectors",
            "DetectorIds",
            "id",
            "guardduty:ListDetectors",
            details=(
                Detail("detector", "get_detector", _DETECTOR, "guardduty:GetDetector"),
                Detail(
                    "destinations",
                    "list_publishing_destinations",
                    _DETECTOR,
                    "guardduty:ListPublishingDestinations",
                    "Destinations",
                    feeds=("detector.exports",),
                ),
                Detail(
                    "organisation",
                    "describe_organization_configuration",
                    _DETECTOR,
                    "guardduty:DescribeOrganizationConfiguration",
                    "",
                    ("BadRequestException",),
                    feeds=("detector.enrols",),
                ),
            ),
        ),
        Listing(
            "aws_guardduty_malware_protection_plan",
            "list_malware_protection_plans",
            "MalwareProtectionPlans",
            "MalwareProtectionPlanId",
            "guardduty:ListMalwareProtectionPlans",
            details=(
                Detail(
                    "plan",
                    "get_malware_protection_plan",
                    {"MalwareProtectionPlanId": "@id"},
                    "guardduty:GetMalwareProtectionPlan",
                ),
            ),
        ),
    ),
)

MACIE = Service(
    "macie2",
    (
        Listing(
            "aws_macie2_account",
            "get_macie_session",
            "",
            "",
            "macie2:GetMacieSession",
            single=True,
            absent=_NO_MACIE,
        ),
        Listing(
            "aws_macie2_classification_job",
            "list_classification_jobs",
            "items",
            "jobId",
            "macie2:ListClassificationJobs",
            absent=_NO_MACIE,
            details=(
                Detail(
                    "job",
                    "describe_classification_job",
                    {"jobId": "@id"},
                    "macie2:DescribeClassificationJob",
                    when="jobType == 'SCHEDULED'",
                ),
            ),
        ),
    ),
)

HUB = Service(
    "securityhub",
    (
        Listing(
            "aws_securityhub_account",
            "describe_hub",
            "",
            "HubArn",
            "securityhub:DescribeHub",
            single=True,
            absent=_NO_HUB,
        ),
        Listing(
            "aws_securityhub_standards_subscription",
            "get_enabled_standards",
            "StandardsSubscriptions",
            "StandardsSubscriptionArn",
            "securityhub:GetEnabledStandards",
            absent=_NO_HUB,
        ),
        Listing(
            "aws_securityhub_finding_aggregator",
            "list_finding_aggregators",
            "FindingAggregators",
            "FindingAggregatorArn",
            "securityhub:ListFindingAggregators",
            absent=_NO_HUB,
            details=(
                Detail(
                    "aggregator",
                    "get_finding_aggregator",
                    {"FindingAggregatorArn": "@id"},
                    "securityhub:GetFindingAggregator",
                ),
            ),
        ),
    ),
)

SERVICES: tuple[Service, ...] = (
    CONFIG,
    GUARDDUTY,
    MACIE,
    HUB,
    Service(
        "inspector2",
        (
            Listing(
                "aws_inspector2_enabler",
                "batch_get_account_status",
                "[accounts || `[]`, failedAccounts || `[]`]",
                "accountId",
                "inspector2:BatchGetAccountStatus",
            ),
        ),
    ),
    Service(
        "accessanalyzer",
        (
            Listing(
                "aws_accessanalyzer_analyzer",
                "list_analyzers",
                "analyzers",
                "arn",
                "access-analyzer:ListAnalyzers",
            ),
        ),
    ),
    Service("detective", (Listing("aws_detective_graph", "list_graphs", "GraphList", "Arn", "detective:ListGraphs"),)),
    Service(
        "ssm",
        (
            Listing(
                "aws_ssm_patch_baseline",
                "describe_patch_baselines",
                "BaselineIdentities",
                "BaselineId",
                "ssm:DescribePatchBaselines",
                params={"Filters": [{"Key": "OWNER", "Values": ["Self"]}]},
                details=(Detail("baseline", "get_patch_baseline", {"BaselineId": "@id"}, "ssm:GetPatchBaseline"),),
            ),
        ),
    ),
)
