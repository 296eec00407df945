"""Headers, mail, reviews, streamed desktops and platforms, as they are asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from pcicheck.sources.aws.ask import Asking
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.records import Answer, Listed, Record, Refusal
from pcicheck.sources.live.snapshot import Snapshot
from tests.sources.aws.estate import frozen
from tests.sources.aws.same import ACCOUNT, REGION, answered, by_rule, collected, recorded

STRICT = "default-src 'self'; report-uri https://pay.example/csp"
Told = tuple[str, dict[str, Any]]
"""An operation, and what it answers."""


def _records(client: str, types: set[str], *told: Told, everywhere: bool = True) -> list[Record]:
    """What is written down of answers, all of which are asked for, in this order."""
    service = next(s for s in services() if (s.client, s.everywhere) == (client, everywhere))
    with Stubber(boto3.client(client, region_name=REGION)) as stubbed:
        for operation, answer in told:
            stubbed.add_response(operation, answer)
        records = list(Asking(stubbed.client, service, types, frozen, account=ACCOUNT).records())
        stubbed.assert_no_pending_responses()
    assert [record for record in records if isinstance(record, Refusal)] == []
    return records


def _policy(name: str, kind: str, security: dict[str, Any]) -> dict[str, Any]:
    config = {"Name": name, "SecurityHeadersConfig": security}
    told = {"Id": name, "LastModifiedTime": "2026-01-01T00:00:00Z", "ResponseHeadersPolicyConfig": config}
    return {"Type": kind, "ResponseHeadersPolicy": told}


def _behaviour(policy: str) -> dict[str, Any]:
    return {"TargetOriginId": "o", "ViewerProtocolPolicy": "https-only", "ResponseHeadersPolicyId": policy}


def _distribution(*policies: str) -> dict[str, Any]:
    """A distribution with all that botocore wants of an answer."""
    further = [{"PathPattern": f"/{policy}"} | _behaviour(policy) for policy in policies[1:]]
    texts = ("Status", "DomainName", "Comment", "WebACLId", "HttpVersion", "PriceClass")
    return dict.fromkeys(texts, "x") | {
        "Id": "E1",
        "ARN": f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1",
        "LastModifiedTime": "2026-01-01T00:00:00Z",
        "Aliases": {"Quantity": 0},
        "Origins": {"Quantity": 1, "Items": [{"Id": "o", "DomainName": "pay.example"}]},
        "CustomErrorResponses": {"Quantity": 0},
        "ViewerCertificate": {},
        "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}},
        "Enabled": True,
        "IsIPV6Enabled": True,
        "Staging": False,
        "DefaultCacheBehavior": _behaviour(policies[0]),
        "CacheBehaviors": {"Quantity": len(further), "Items": further},
    }


def _page(name: str, items: list[dict[str, Any]], **more: object) -> dict[str, Any]:
    return {name: {"MaxItems": 100, "Quantity": len(items), "Items": items} | more}


def test_headers_are_told_of_what_a_behaviour_uses(aws: str) -> None:
    distributions = [_distribution("own", "of-aws")]
    csp = {"ContentSecurityPolicy": {"Override": True, "ContentSecurityPolicy": STRICT}}
    first = [_policy("own", "custom", csp), _policy("unused", "custom", {})]
    second = [_policy("of-aws", "managed", {})]
    records = _records(
        "cloudfront",
        {"aws_cloudfront_response_headers_policy"},
        ("list_distributions", _page("DistributionList", distributions, Marker="", IsTruncated=False)),
        ("list_response_headers_policies", _page("ResponseHeadersPolicyList", first, NextMarker="two")),
        ("list_response_headers_policies", _page("ResponseHeadersPolicyList", second)),
        everywhere=False,
    )
    assert [record.id for record in records if isinstance(record, Answer)] == ["own", "of-aws"]
    findings = answered({"cloudfront": records})
    assert by_rule(findings, "own")["headers-scripts-restricted"] == "pass"
    assert by_rule(findings, "own")["headers-force-https"] == "fail"
    assert by_rule(findings, "of-aws")["headers-scripts-restricted"] == "fail"


def test_of_zones_only_texts_are_kept(aws: str, tmp_path: Path) -> None:
    route = boto3.client("route53")
    zone = route.create_hosted_zone(Name="pay.example", CallerReference="1")["HostedZone"]["Id"]
    written = {
        ("_dmarc.pay.example", "TXT"): '"v=DMARC1; " "p=none"',
        ("pay.example", "TXT"): '"v=spf1 -all"',
        ("secret.pay.example", "A"): "192.0.2.7",
    }
    changes = [
        {
            "Action": "CREATE",
            "ResourceRecordSet": {"Name": name, "Type": kind, "TTL": 60, "ResourceRecords": [{"Value": value}]},
        }
        for (name, kind), value in written.items()
    ]
    route.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
    findings = collected(tmp_path / "s", "aws_route53_record")
    where = zone.rpartition("/")[2]
    assert by_rule(findings, f"{where}_pay.example_TXT")["mail-spf-closed"] == "pass"
    assert by_rule(findings, f"{where}__dmarc.pay.example_TXT")["mail-dmarc-enforced"] == "fail"
    snapshot = Snapshot(tmp_path / "s")
    assert "192.0.2.7" not in str([list(snapshot.read(unit)) for unit in snapshot.units()])


def test_mail_is_unknown_where_nobody_may_see_the_records() -> None:
    right = "route53:ListResourceRecordSets"
    refusal = Refusal("aws_route53_record", "denied", right, right, "no")
    findings = [f for f in answered({"route53": [refusal]}) if f.rule.startswith("mail-")]
    assert {(f.rule, f.verdict) for f in findings} == {
        ("mail-dmarc-enforced", "unknown"),
        ("mail-spf-closed", "unknown"),
    }
    assert all(right in finding.reason for finding in findings)


def test_senders_say_whether_they_want_tls(aws: str, tmp_path: Path) -> None:
    mail = boto3.client("sesv2")
    mail.create_configuration_set(ConfigurationSetName="strict", DeliveryOptions={"TlsPolicy": "REQUIRE"})
    mail.create_configuration_set(ConfigurationSetName="loose")
    findings = collected(tmp_path / "s", "aws_sesv2_configuration_set", "aws_ses_configuration_set")
    where = f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set"
    assert by_rule(findings, f"{where}/strict")["mail-sender-tls"] == "pass"
    assert by_rule(findings, f"{where}/loose")["mail-sender-tls"] == "fail"


def _template(name: str, needed: int) -> dict[str, Any]:
    content = f'{{"Version": "2018-11-08", "Statements": [{{"NumberOfApprovalsNeeded": {needed}}}]}}'
    return {"approvalRuleTemplate": {"approvalRuleTemplateName": name, "approvalRuleTemplateContent": content}}


def test_templates_tell_of_the_repositories_that_they_hold_for(aws: str) -> None:
    records = _records(
        "codecommit",
        {"aws_codecommit_repository", "aws_codecommit_approval_rule_template"},
        ("list_repositories", {"repositories": [{"repositoryName": name, "repositoryId": name} for name in "ab"]}),
        ("list_approval_rule_templates", {"approvalRuleTemplateNames": ["two"]}),
        ("get_approval_rule_template", _template("two", 2)),
        ("list_repositories_for_approval_rule_template", {"repositoryNames": ["a"]}),
    )
    findings = answered({"codecommit": records})
    where = f"arn:aws:codecommit:{REGION}:{ACCOUNT}"
    assert by_rule(findings, f"{where}:a")["code-store-review-rule"] == "pass"
    assert by_rule(findings, f"{where}:b")["code-store-review-rule"] == "fail"
    template = f"{ACCOUNT}/{REGION}/approval-rule-template/two"
    assert by_rule(findings, template)["code-review-two-approvals"] == "pass"


def test_a_refused_template_leaves_repositories_unknown() -> None:
    right = "codecommit:ListRepositoriesForApprovalRuleTemplate"
    records: list[Record] = [
        Answer("aws_codecommit_repository", "a", {"repositoryName": "a"}),
        Refusal("aws_codecommit_repository", "denied", right, right, "no", "a", "rules"),
    ]
    said = by_rule(recorded({"codecommit": records}), f"arn:aws:codecommit:{REGION}:{ACCOUNT}:a")
    assert said["code-store-review-rule"] == "unknown"


def test_models_are_kept_without_their_environment(aws: str) -> None:
    arn, when = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:model/", "2026-01-01T00:00:00Z"
    listed = [{"ModelName": name, "ModelArn": arn + name, "CreationTime": when} for name in ("apart", "open")]
    image = {"PrimaryContainer": {"Image": "fraud:1", "Environment": {"TOKEN": "hush"}}}
    records = _records(
        "sagemaker",
        {"aws_sagemaker_model"},
        ("list_models", {"Models": listed[:1]}),
        ("describe_model", listed[0] | image | {"EnableNetworkIsolation": True}),
    )
    records += _records(
        "sagemaker",
        {"aws_sagemaker_model"},
        ("list_models", {"Models": listed[1:]}),
        ("describe_model", listed[1] | image | {"EnableNetworkIsolation": False}),
    )
    assert "hush" not in str(records)
    findings = answered({"sagemaker": records})
    assert by_rule(findings, f"{arn}apart")["platform-service-outbound-named"] == "pass"
    assert by_rule(findings, f"{arn}open")["platform-service-outbound-named"] == "fail"


def test_a_contact_centre_is_asked_for_each_sort_of_record(aws: str) -> None:
    key = f"arn:aws:kms:{REGION}:999999999999:key/1"
    arn = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/i"
    own = {"BucketName": "b", "BucketPrefix": "p", "EncryptionConfig": {"EncryptionType": "KMS", "KeyId": key}}
    calls = {"StorageConfigs": [{"AssociationId": "a", "StorageType": "S3", "S3Config": own}]}
    records = _records(
        "connect",
        {"aws_connect_instance_storage_config"},
        ("list_instances", {"InstanceSummaryList": [{"Id": "i", "Arn": arn}]}),
        ("list_instance_storage_configs", calls),
        *[("list_instance_storage_configs", {"StorageConfigs": []})] * 7,
    )
    assert by_rule(answered({"connect": records}), f"{arn}/a")["platform-service-customer-key"] == "pass"
    assert sum(record.count for record in records if isinstance(record, Listed)) == 1


ARN = f"arn:aws:x:{REGION}:{ACCOUNT}"
INDEX = "00000000-0000-0000-0000-000000000001"
ONE_BY_ONE: list[tuple[str, str, Told, Told, str]] = [
    (
        "appflow",
        "aws_appflow_flow",
        ("list_flows", {"flows": [{"flowArn": f"{ARN}:flow/f", "flowName": "f", "flowStatus": "Active"}]}),
        ("describe_flow", {"flowName": "f"}),
        f"{ARN}:flow/f",
    ),
    (
        "imagebuilder",
        "aws_imagebuilder_component",
        ("list_components", {"componentVersionList": [{"arn": f"{ARN}:component/c/1.0.0", "name": "c"}]}),
        ("get_component", {"component": {"data": "hush"}}),
        f"{ARN}:component/c/1.0.0",
    ),
    (
        "kendra",
        "aws_kendra_index",
        (
            "list_indices",
            {"IndexConfigurationSummaryItems": [{"Id": INDEX, "CreatedAt": 0, "UpdatedAt": 0, "Status": "ACTIVE"}]},
        ),
        ("describe_index", {"Id": INDEX}),
        f"arn:aws:kendra:{REGION}:{ACCOUNT}:index/{INDEX}",
    ),
    (
        "codeguru-reviewer",
        "aws_codegurureviewer_repository_association",
        (
            "list_repository_associations",
            {
                "RepositoryAssociationSummaries": [
                    {"AssociationArn": f"{ARN}:association:a", "State": "Associated"},
                    {"AssociationArn": f"{ARN}:association:b", "State": "Disassociated"},
                ]
            },
        ),
        ("describe_repository_association", {"RepositoryAssociation": {"Name": "pay"}}),
        f"{ARN}:association:a",
    ),
]


@pytest.mark.parametrize(
    ("client", "kind", "listed", "told", "address"), ONE_BY_ONE, ids=[row[1] for row in ONE_BY_ONE]
)
def test_without_a_key_of_its_own(client: str, kind: str, listed: Told, told: Told, address: str, aws: str) -> None:
    records = _records(client, {kind}, listed, told)
    assert "hush" not in str(records)
    assert by_rule(answered({client: records}), address)["platform-service-customer-key"] == "fail"


def test_the_key_of_credentials_is_not_told(aws: str) -> None:
    profile = {"connectorProfileArn": f"{ARN}:connectorprofile/p", "connectorProfileName": "p"}
    records = _records(
        "appflow",
        {"aws_appflow_connector_profile"},
        ("describe_connector_profiles", {"connectorProfileDetails": [profile]}),
    )
    said = by_rule(answered({"appflow": records}), f"{ARN}:connectorprofile/p")
    assert said["platform-service-customer-key"] == "unknown"


def test_disks_of_a_recipe_that_nobody_may_see_are_unknown() -> None:
    arn, right = f"{ARN}:image-recipe/r/1.0.0", "imagebuilder:GetImageRecipe"
    records: list[Record] = [
        Answer("aws_imagebuilder_image_recipe", arn, {"arn": arn, "name": "r"}),
        Refusal("aws_imagebuilder_image_recipe", "denied", right, right, "no", arn, "told"),
    ]
    said = by_rule(recorded({"imagebuilder": records}), arn)
    assert set(said.values()) == {"unknown"}
