"""What AWS says about audit logs, where they are kept, and what they alert to, in Terraform's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, tags_of, told
from pcicheck.sources.live.natives import Native

_FIELDS = {
    "equals": "Equals",
    "not_equals": "NotEquals",
    "starts_with": "StartsWith",
    "not_starts_with": "NotStartsWith",
    "ends_with": "EndsWith",
    "not_ends_with": "NotEndsWith",
}


def trail(native: Native) -> Iterator[Shaped]:
    """A trail. One that only shows its shadow here says of itself what the shadow says."""
    found = native.part("trail")
    item = native.item if isinstance(found, Unknown) else native.item | (found or {})
    status, selectors = native.part("status"), native.part("selectors")
    blind = found if isinstance(found, Unknown) and "S3BucketName" not in item else None
    settings = {
        "is_multi_region_trail": "IsMultiRegionTrail",
        "include_global_service_events": "IncludeGlobalServiceEvents",
        "is_organization_trail": "IsOrganizationTrail",
        "enable_log_file_validation": "LogFileValidationEnabled",
    }
    links = {
        "s3_bucket_name": "S3BucketName",
        "kms_key_id": "KmsKeyId",
        "cloud_watch_logs_group_arn": "CloudWatchLogsLogGroupArn",
        "sns_topic_name": "SnsTopicARN",
    }
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": native.id,
            "name": item.get("Name"),
            "enable_logging": status if isinstance(status, Unknown) else status.get("IsLogging", NOT_TOLD),
            "event_selector": _of(selectors, "EventSelectors", _basic),
            "advanced_event_selector": _of(selectors, "AdvancedEventSelectors", _advanced),
            "tags": tags_of(native.part("tags")),
        }
        | told(item if blind is None else blind, settings)
        | {ours: item.get(theirs) if blind is None else blind for ours, theirs in links.items()},
    )


def event_data_store(native: Native) -> Iterator[Shaped]:
    """An event data store; one that is about to be deleted is none any more."""
    found = native.part("store")
    item = native.item if isinstance(found, Unknown) else native.item | (found or {})
    status = item.get("Status", NOT_TOLD)
    if status == "PENDING_DELETION":
        return
    names = {"multi_region_enabled": "MultiRegionEnabled", "organization_enabled": "OrganizationEnabled"}
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": native.id,
            "name": item.get("Name"),
            "suspend": status if isinstance(status, Unknown) else status in ("STOPPING_INGESTION", "STOPPED_INGESTION"),
            "retention_period": item.get("RetentionPeriod", NOT_TOLD),
            "kms_key_id": found if isinstance(found, Unknown) else item.get("KmsKeyId"),
            "advanced_event_selector": _of(
                found if isinstance(found, Unknown) else item, "AdvancedEventSelectors", _advanced
            ),
        }
        | told(item, names),
    )


def _of(found: Any, name: str, shape: Any) -> Any:
    return found if isinstance(found, Unknown) else [shape(one) for one in (found or {}).get(name) or ()]


def _basic(selector: dict[str, Any]) -> dict[str, Any]:
    return {
        "read_write_type": selector.get("ReadWriteType", "All"),
        "include_management_events": selector.get("IncludeManagementEvents", True),
        "exclude_management_event_sources": selector.get("ExcludeManagementEventSources") or [],
        "data_resource": [
            {"type": one.get("Type"), "values": one.get("Values") or []} for one in selector.get("DataResources") or ()
        ],
    }


def _advanced(selector: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": selector.get("Name"),
        "field_selector": [
            {"field": one.get("Field")} | {ours: one[theirs] for ours, theirs in _FIELDS.items() if one.get(theirs)}
            for one in selector.get("FieldSelectors") or ()
        ],
    }


def log_group(native: Native) -> Iterator[Shaped]:
    """A log group, and its policy that masks data."""
    item = native.item
    name = item["logGroupName"]
    yield Shaped(
        native.type,
        {
            "id": name,
            "arn": native.id.removesuffix(":*"),
            "name": name,
            "retention_in_days": item.get("retentionInDays", 0),
            "kms_key_id": item.get("kmsKeyId"),
        },
        native.id.removesuffix(":*"),
    )
    if "masking" in native.parts and native.part("masking") is not None:
        values = {"log_group_name": name, "policy_document": native.part("masking")}
        yield Shaped("aws_cloudwatch_log_data_protection_policy", values, f"{native.id.removesuffix(':*')}/masking")


def metric_filter(native: Native) -> Iterator[Shaped]:
    """A filter that counts log events."""
    item = native.item
    counted = [
        {"namespace": one.get("metricNamespace"), "name": one.get("metricName"), "value": one.get("metricValue")}
        for one in item.get("metricTransformations") or ()
    ]
    values = {
        "id": native.id,
        "name": item.get("filterName"),
        "pattern": item.get("filterPattern", ""),
        "log_group_name": item.get("logGroupName", NOT_TOLD),
        "metric_transformation": counted,
    }
    yield Shaped(native.type, values, f"{_place(native)}/metric-filter/{native.id}")


def resource_policy(native: Native) -> Iterator[Shaped]:
    """A policy on log groups."""
    values = {"policy_name": native.id, "policy_document": native.item.get("policyDocument", NOT_TOLD)}
    yield Shaped(native.type, values, f"{_place(native)}/log-policy/{native.id}")


def account_policy(native: Native) -> Iterator[Shaped]:
    """A policy that masks data of every log group."""
    names = {"policy_type": "policyType", "policy_document": "policyDocument"}
    values = {"policy_name": native.id, **told(native.item, names)}
    yield Shaped(native.type, values, f"{_place(native)}/log-account-policy/{native.id}")


def destination_policy(native: Native) -> Iterator[Shaped]:
    """Who may send log events to a destination."""
    if native.item.get("accessPolicy"):
        values = {"id": native.id, "destination_name": native.item.get("destinationName")}
        yield Shaped(native.type, values | {"access_policy": native.item["accessPolicy"]})


def delivery_policy(native: Native) -> Iterator[Shaped]:
    """Who may deliver logs to a destination."""
    if native.part("policy") is not None:
        yield Shaped(native.type, {"id": native.id, "delivery_destination_policy": native.part("policy")})


def alarm(native: Native) -> Iterator[Shaped]:
    """An alarm on a metric, or on other alarms."""
    item = native.item
    composite = "AlarmRule" in item
    yield Shaped(
        "aws_cloudwatch_composite_alarm" if composite else native.type,
        {
            "id": item.get("AlarmName"),
            "arn": native.id,
            "alarm_name": item.get("AlarmName"),
            "actions_enabled": item.get("ActionsEnabled", NOT_TOLD),
            "alarm_actions": item.get("AlarmActions") or [],
            "metric_name": item.get("MetricName"),
            "namespace": item.get("Namespace"),
            "metric_query": [_query(one) for one in item.get("Metrics") or ()],
        },
    )


def _query(query: dict[str, Any]) -> dict[str, Any]:
    metric = (query.get("MetricStat") or {}).get("Metric")
    named = [{"metric_name": metric.get("MetricName"), "namespace": metric.get("Namespace")}] if metric else []
    return {"id": query.get("Id"), "expression": query.get("Expression"), "metric": named}


def event_bus(native: Native) -> Iterator[Shaped]:
    """Who may put events on a bus."""
    if native.item.get("Policy"):
        values = {"id": native.id, "event_bus_name": native.item.get("Name"), "policy": native.item["Policy"]}
        yield Shaped(native.type, values, f"{native.id}/policy")


def event_rule(native: Native) -> Iterator[Shaped]:
    """A rule with its targets in it: side-cars could not say that they are not known."""
    item, targets = native.item, native.part("targets")
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": native.id,
            "name": item.get("Name"),
            "event_pattern": item.get("EventPattern"),
            "state": item.get("State", NOT_TOLD),
            "target": targets
            if isinstance(targets, Unknown)
            else [{"arn": one.get("Arn", NOT_TOLD)} for one in targets or ()],
        },
    )


def _place(native: Native) -> str:
    return f"{native.account}/{native.region}"


SHAPES: dict[str, Shaper] = {
    "aws_cloudtrail": trail,
    "aws_cloudtrail_event_data_store": event_data_store,
    "aws_cloudwatch_log_group": log_group,
    "aws_cloudwatch_log_metric_filter": metric_filter,
    "aws_cloudwatch_log_resource_policy": resource_policy,
    "aws_cloudwatch_log_account_policy": account_policy,
    "aws_cloudwatch_log_destination_policy": destination_policy,
    "aws_cloudwatch_log_delivery_destination_policy": delivery_policy,
    "aws_cloudwatch_metric_alarm": alarm,
    "aws_cloudwatch_event_bus_policy": event_bus,
    "aws_cloudwatch_event_rule": event_rule,
}
