"""Audit logs, alerts and detection of a live account: asked of moto, compared with plans, and what is not there."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest

from pcicheck.results.finding import Finding
from pcicheck.sources.aws.collect import collect
from pcicheck.sources.aws.session import Asked
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.only import Only
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from tests.sources.aws.pairs.logging import GROUP, PATTERN, STOPPED, TRAIL, trail_records
from tests.sources.aws.same import ACCOUNT, REGION, judged, recorded

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
    collect(Asked(regions=(REGION,)), tmp_path / "s", only=Only(types=types))
    findings = judged(tmp_path / "s")
    said = {finding.rule: finding.verdict for finding in findings if finding.address.startswith("aws:")}
    assert said["audit-log-exists"] == "pass"
    assert said["alert-root-use"] == "pass"
    assert said["alert-audit-log-stopped"] == "pass"
    assert said["threat-detection-exists"] == "pass"
    assert said["recorder-exists"] == "fail"
    store = {f.rule: f.verdict for f in findings if f.address == GROUP}
    assert store["log-store-kept-a-year"] == "pass"


def test_refused_status_blinds_only_that() -> None:
    records = [r for r in trail_records({}) if not (isinstance(r, Answer) and r.part == "status")]
    right = "cloudtrail:GetTrailStatus"
    records.append(Refusal("aws_cloudtrail", "denied", right, right, "no", TRAIL, "status"))
    before, after = recorded({"cloudtrail": trail_records({})}), recorded({"cloudtrail": records})
    changed = {
        f.rule for f in after if f.address == TRAIL and (f.rule, f.verdict) not in {(b.rule, b.verdict) for b in before}
    }
    assert changed == {"audit-log-enabled"}
