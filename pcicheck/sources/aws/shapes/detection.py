"""What AWS says about recorders, detectors, scanners and patches, in Terraform's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, tags_of, told
from pcicheck.sources.live.natives import Native

_FEATURES = (
    "S3_DATA_EVENTS",
    "EKS_AUDIT_LOGS",
    "EBS_MALWARE_PROTECTION",
    "RDS_LOGIN_EVENTS",
    "LAMBDA_NETWORK_LOGS",
    "RUNTIME_MONITORING",
)
_NOT_IN_CHARGE = Unknown("the account does not administer GuardDuty for its organisation")
_WORKING = ("PUBLISHING", "PENDING_VERIFICATION")
_SCANNED = {"ec2": "EC2", "ecr": "ECR", "lambda": "LAMBDA", "lambdaCode": "LAMBDA_CODE"}


def recorder(native: Native) -> Iterator[Shaped]:
    """A recorder of AWS Config, and whether it runs."""
    item, status = native.item, native.part("status")
    group = item.get("recordingGroup")
    address = item.get("arn") or f"{_place(native)}/recorder/{native.id}"
    recording = NOT_TOLD if group is None else [_recorded(group)]
    yield Shaped(native.type, {"id": native.id, "name": native.id, "recording_group": recording}, address)
    running = status if isinstance(status, Unknown) else (status or {}).get("recording", NOT_TOLD)
    values = {"name": native.id, "is_enabled": running}
    yield Shaped("aws_config_configuration_recorder_status", values, f"{address}/status")


def _recorded(group: dict[str, Any]) -> dict[str, Any]:
    strategy = (group.get("recordingStrategy") or {}).get("useOnly")
    return {
        "all_supported": group.get("allSupported", False),
        "include_global_resource_types": group.get("includeGlobalResourceTypes", False),
        "recording_strategy": [{"use_only": strategy}] if strategy else [],
    }


def aggregator(native: Native) -> Iterator[Shaped]:
    """An aggregator of AWS Config."""
    item = native.item
    whole = item.get("OrganizationAggregationSource")
    yield Shaped(
        native.type,
        {
            "id": native.id,
            "arn": native.id,
            "name": item.get("ConfigurationAggregatorName"),
            "account_aggregation_source": [
                {"all_regions": one.get("AllAwsRegions", False)} for one in item.get("AccountAggregationSources") or ()
            ],
            "organization_aggregation_source": [{"all_regions": whole.get("AllAwsRegions", False)}] if whole else [],
        },
    )


def detector(native: Native) -> Iterator[Shaped]:
    """A detector of GuardDuty, with each feature, destination and the organisation's settings as side-cars."""
    found, destinations = native.part("detector"), native.part("destinations")
    address = f"{_place(native)}/detector/{native.id}"
    values: dict[str, Any] = {"id": native.id, "account_id": native.account}
    if isinstance(destinations, Unknown):
        values["publishing_destination"] = destinations
    if isinstance(found, Unknown):
        blind = dict.fromkeys(("enable", "finding_publishing_frequency", "tags"), found)
        yield Shaped(native.type, values | blind, address)
        yield _beside(address, native, "detector_feature", {"name": found, "status": found})
    else:
        values |= {
            "enable": found.get("Status", NOT_TOLD) if found.get("Status") is None else found["Status"] == "ENABLED",
            "finding_publishing_frequency": found.get("FindingPublishingFrequency", NOT_TOLD),
            "tags": tags_of(found.get("Tags")),
        }
        yield Shaped(native.type, values, address)
        for name, status in _features(found).items():
            yield _beside(address, native, "detector_feature", {"name": name, "status": status})
    if not isinstance(destinations, Unknown) and any(one.get("Status") in _WORKING for one in destinations or ()):
        yield _beside(address, native, "publishing_destination", {})
    yield _beside(address, native, "organization_configuration", _enrolled(native.part("organisation")))


def _beside(address: str, native: Native, what: str, values: dict[str, Any]) -> Shaped:
    name = values.get("name")
    ending = f"/{name}" if isinstance(name, str) else ""
    return Shaped(f"aws_guardduty_{what}", {"detector_id": native.id} | values, f"{address}/{what}{ending}")


def _features(found: dict[str, Any]) -> dict[str, Any]:
    """Features by name. What a detector does not name is not to be had; of older answers only some are told."""
    features = {one.get("Name"): one.get("Status", NOT_TOLD) for one in found.get("Features") or ()}
    old = found.get("DataSources") or {}
    scan = ((old.get("MalwareProtection") or {}).get("ScanEc2InstanceWithFindings") or {}).get("EbsVolumes")
    told_before = {
        "S3_DATA_EVENTS": old.get("S3Logs"),
        "EKS_AUDIT_LOGS": (old.get("Kubernetes") or {}).get("AuditLogs"),
        "EBS_MALWARE_PROTECTION": scan,
    }
    missing = "DISABLED" if features else NOT_TOLD
    before = {name: (told_before.get(name) or {}).get("Status", missing) for name in _FEATURES}
    return before | features


def _enrolled(organisation: Any) -> dict[str, Any]:
    if organisation is None or isinstance(organisation, Unknown):
        return {"auto_enable_organization_members": organisation or _NOT_IN_CHARGE}
    names = {"auto_enable_organization_members": "AutoEnableOrganizationMembers", "auto_enable": "AutoEnable"}
    return {ours: organisation.get(theirs) for ours, theirs in names.items()}


def malware_plan(native: Native) -> Iterator[Shaped]:
    """The scan of new objects of a bucket, where it works."""
    plan = native.part("plan")
    if isinstance(plan, Unknown):
        yield Shaped(native.type, {"id": native.id, "protected_resource": plan})
        return
    if plan.get("Status") == "ERROR":
        return
    bucket = (plan.get("ProtectedResource") or {}).get("S3Bucket") or {}
    scanned = {"bucket_name": bucket.get("BucketName"), "object_prefixes": bucket.get("ObjectPrefixes") or []}
    values = {"id": native.id, "arn": plan.get("Arn"), "tags": tags_of(plan.get("Tags"))}
    yield Shaped(native.type, values | {"protected_resource": [{"s3_bucket": [scanned]}]})


def macie(native: Native) -> Iterator[Shaped]:
    """Macie in one account and region."""
    values = {"id": native.account, **told(native.item, {"status": "status"})}
    yield Shaped(native.type, values, f"{_place(native)}/macie")


def macie_job(native: Native) -> Iterator[Shaped]:
    """A job that searches buckets."""
    job = native.part("job") if "job" in native.parts else native.item
    item = native.item
    values = {"id": native.id, **told(item, {"job_status": "jobStatus", "job_type": "jobType"})}
    if isinstance(job, Unknown):
        yield Shaped(native.type, values | {"schedule_frequency": job})
        return
    often = job.get("scheduleFrequency") or {}
    schedule = {
        "daily_schedule": "dailySchedule" in often,
        "weekly_schedule": (often.get("weeklySchedule") or {}).get("dayOfWeek"),
        "monthly_schedule": (often.get("monthlySchedule") or {}).get("dayOfMonth"),
    }
    tags = tags_of(job.get("tags"))
    yield Shaped(native.type, values | {"schedule_frequency": [schedule] if often else [], "tags": tags})


def security_hub(native: Native) -> Iterator[Shaped]:
    """Security Hub in one account and region."""
    yield Shaped(native.type, {"id": native.account, "arn": native.id})


def standard(native: Native) -> Iterator[Shaped]:
    """A standard that Security Hub measures against, unless it is on its way out."""
    if native.item.get("StandardsStatus") not in ("DELETING", "FAILED"):
        values = {"id": native.id, "arn": native.id, **told(native.item, {"standards_arn": "StandardsArn"})}
        yield Shaped(native.type, values)


def finding_aggregator(native: Native) -> Iterator[Shaped]:
    """An aggregator of findings."""
    names = {"linking_mode": "RegionLinkingMode"}
    yield Shaped(native.type, {"id": native.id, "arn": native.id, **told(native.part("aggregator"), names)})


def inspector(native: Native) -> Iterator[Shaped]:
    """What Inspector looks at in the account and region."""
    item, scanned = native.item, native.item.get("resourceState")
    address = f"{_place(native)}/inspector"
    if scanned is None:
        why = Unknown(f"Inspector says: {item.get('errorMessage') or item.get('errorCode') or 'nothing'}")
        yield Shaped(native.type, {"id": native.id, "account_ids": [native.id], "resource_types": why}, address)
        return
    on = [name for key, name in _SCANNED.items() if (scanned.get(key) or {}).get("status") in ("ENABLED", "ENABLING")]
    if on:
        yield Shaped(native.type, {"id": native.id, "account_ids": [native.id], "resource_types": on}, address)


def analyzer(native: Native) -> Iterator[Shaped]:
    """An analyzer that works."""
    item = native.item
    if item.get("status") not in ("DISABLED", "FAILED"):
        values = {"id": item.get("name"), "arn": native.id, "analyzer_name": item.get("name")}
        yield Shaped(native.type, values | {"tags": tags_of(item.get("tags")), **told(item, {"type": "type"})})


def detective(native: Native) -> Iterator[Shaped]:
    """A graph of Detective."""
    yield Shaped(native.type, {"id": native.id, "arn": native.id})


def patch_baseline(native: Native) -> Iterator[Shaped]:
    """A patch baseline of the account."""
    found = native.part("baseline")
    values = {"id": native.id, "name": native.item.get("BaselineName")}
    rules = found if isinstance(found, Unknown) else (found.get("ApprovalRules") or {}).get("PatchRules") or []
    shaped = rules if isinstance(rules, Unknown) else [_approval(rule) for rule in rules]
    yield Shaped(native.type, values | {"approval_rule": shaped})


def _approval(rule: dict[str, Any]) -> dict[str, Any]:
    filters = (rule.get("PatchFilterGroup") or {}).get("PatchFilters") or ()
    return {
        "approve_after_days": rule.get("ApproveAfterDays"),
        "approve_until_date": rule.get("ApproveUntilDate"),
        "patch_filter": [{"key": one.get("Key"), "values": one.get("Values") or []} for one in filters],
    }


def _place(native: Native) -> str:
    return f"{native.account}/{native.region}"


SHAPES: dict[str, Shaper] = {
    "aws_config_configuration_recorder": recorder,
    "aws_config_configuration_aggregator": aggregator,
    "aws_guardduty_detector": detector,
    "aws_guardduty_malware_protection_plan": malware_plan,
    "aws_macie2_account": macie,
    "aws_macie2_classification_job": macie_job,
    "aws_securityhub_account": security_hub,
    "aws_securityhub_standards_subscription": standard,
    "aws_securityhub_finding_aggregator": finding_aggregator,
    "aws_inspector2_enabler": inspector,
    "aws_accessanalyzer_analyzer": analyzer,
    "aws_detective_graph": detective,
    "aws_ssm_patch_baseline": patch_baseline,
}
