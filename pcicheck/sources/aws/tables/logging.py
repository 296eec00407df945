"""What is asked of AWS about audit logs, where they are kept, and what they alert to.

Trails are listed once for the account and each is asked in its home region. Calls grow with resources for trails, event
data stores, log groups that mask data and EventBridge rules, of which no operation tells in bulk. A trail of the
organisation may be missing from the list of a member account, so the shadows of trails are listed too.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_TRAIL = "aws_cloudtrail"
_LAKE = "aws_cloudtrail_event_data_store"

SERVICES: tuple[Service, ...] = (
    Service(
        "cloudtrail",
        (
            Listing(
                _TRAIL,
                "describe_trails",
                "trailList",
                "TrailARN",
                "cloudtrail:DescribeTrails",
                params={"includeShadowTrails": True},
                region="HomeRegion",
            ),
            Listing(
                _TRAIL,
                "list_trails",
                "Trails",
                "TrailARN",
                "cloudtrail:ListTrails",
                region="HomeRegion",
                details=(
                    Detail("trail", "get_trail", {"Name": "@id"}, "cloudtrail:GetTrail", "Trail"),
                    Detail(
                        "status",
                        "get_trail_status",
                        {"Name": "@id"},
                        "cloudtrail:GetTrailStatus",
                        feeds=("audit_log.enabled",),
                    ),
                    Detail(
                        "selectors",
                        "get_event_selectors",
                        {"TrailName": "@id"},
                        "cloudtrail:GetEventSelectors",
                        feeds=(
                            "audit_log.excluded",
                            "audit_log.management_reads",
                            "audit_log.management_writes",
                            "audit_log.object_reads",
                            "audit_log.object_writes",
                        ),
                    ),
                    Detail(
                        "tags",
                        "list_tags",
                        {"ResourceIdList": "[TrailARN]"},
                        "cloudtrail:ListTags",
                        "ResourceTagList[].TagsList[]",
                    ),
                ),
            ),
        ),
        everywhere=False,
    ),
    Service(
        "cloudtrail",
        (
            Listing(
                _LAKE,
                "list_event_data_stores",
                "EventDataStores",
                "EventDataStoreArn",
                "cloudtrail:ListEventDataStores",
                details=(
                    Detail("store", "get_event_data_store", {"EventDataStore": "@id"}, "cloudtrail:GetEventDataStore"),
                ),
            ),
        ),
    ),
    Service(
        "logs",
        (
            Listing(
                "aws_cloudwatch_log_group",
                "describe_log_groups",
                "logGroups",
                "arn",
                "logs:DescribeLogGroups",
                covers=("aws_cloudwatch_log_data_protection_policy",),
                details=(
                    Detail(
                        "masking",
                        "get_data_protection_policy",
                        {"logGroupIdentifier": "logGroupName"},
                        "logs:GetDataProtectionPolicy",
                        "policyDocument",
                        ("ResourceNotFoundException",),
                        when="dataProtectionStatus == 'ACTIVATED'",
                        feeds=("log_masking.*",),
                    ),
                ),
            ),
            Listing(
                "aws_cloudwatch_log_metric_filter",
                "describe_metric_filters",
                "metricFilters",
                "join(':', [logGroupName, filterName])",
                "logs:DescribeMetricFilters",
            ),
            Listing(
                "aws_cloudwatch_log_resource_policy",
                "describe_resource_policies",
                "resourcePolicies",
                "policyName || resourceArn",
                "logs:DescribeResourcePolicies",
            ),
            Listing(
                "aws_cloudwatch_log_account_policy",
                "describe_account_policies",
                "accountPolicies",
                "policyName",
                "logs:DescribeAccountPolicies",
                params={"policyType": "DATA_PROTECTION_POLICY"},
                absent=("ResourceNotFoundException",),
            ),
            Listing(
                "aws_cloudwatch_log_destination_policy",
                "describe_destinations",
                "destinations",
                "arn",
                "logs:DescribeDestinations",
            ),
            Listing(
                "aws_cloudwatch_log_delivery_destination_policy",
                "describe_delivery_destinations",
                "deliveryDestinations",
                "arn",
                "logs:DescribeDeliveryDestinations",
                details=(
                    Detail(
                        "policy",
                        "get_delivery_destination_policy",
                        {"deliveryDestinationName": "name"},
                        "logs:GetDeliveryDestinationPolicy",
                        "policy.deliveryDestinationPolicy",
                        ("ResourceNotFoundException",),
                    ),
                ),
            ),
        ),
    ),
    Service(
        "cloudwatch",
        (
            Listing(
                "aws_cloudwatch_metric_alarm",
                "describe_alarms",
                "[MetricAlarms || `[]`, CompositeAlarms || `[]`]",
                "AlarmArn",
                "cloudwatch:DescribeAlarms",
                params={"AlarmTypes": ["MetricAlarm", "CompositeAlarm"], "MaxRecords": 100},
                covers=("aws_cloudwatch_composite_alarm",),
            ),
        ),
    ),
    Service(
        "events",
        (
            Listing(
                "aws_cloudwatch_event_bus_policy", "list_event_buses", "EventBuses", "Arn", "events:ListEventBuses"
            ),
            Listing(
                "aws_cloudwatch_event_rule",
                "list_rules",
                "Rules",
                "Arn",
                "events:ListRules",
                each="aws_cloudwatch_event_bus_policy",
                from_each={"EventBusName": "Name"},
                details=(
                    Detail(
                        "targets",
                        "list_targets_by_rule",
                        {"Rule": "Name", "EventBusName": "EventBusName"},
                        "events:ListTargetsByRule",
                        "Targets",
                        when="EventPattern",
                        feeds=("alert.receivers",),
                    ),
                ),
            ),
        ),
    ),
)
