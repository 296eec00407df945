"""Headers of pages, mail of domains, reviews of code and streamed desktops."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

STRICT = "default-src 'self'; script-src 'self'; report-uri https://pay.example/csp"
LOOSE = "default-src *; script-src 'unsafe-inline'"
ZONE = "/hostedzone/Z1"


def header_policies() -> Iterator[Pair]:
    for name, csp, subdomains in (("strict", STRICT, True), ("loose", LOOSE, False)):
        config: dict[str, Any] = {
            "Name": name,
            "SecurityHeadersConfig": {
                "ContentSecurityPolicy": {"Override": True, "ContentSecurityPolicy": csp},
                "StrictTransportSecurity": {
                    "Override": True,
                    "IncludeSubdomains": subdomains,
                    "Preload": True,
                    "AccessControlMaxAgeSec": 31536000,
                },
            },
        }
        item = {"Type": "custom", "ResponseHeadersPolicy": {"Id": name, "ResponseHeadersPolicyConfig": config}}
        transport = {"access_control_max_age_sec": 31536000, "include_subdomains": subdomains}
        plan = {
            "aws_cloudfront_response_headers_policy.a": {
                "name": name,
                "security_headers_config": [
                    {
                        "content_security_policy": [{"content_security_policy": csp, "override": True}],
                        "strict_transport_security": [transport | {"preload": True, "override": True}],
                    }
                ],
            }
        }
        live = {"cloudfront": [Answer("aws_cloudfront_response_headers_policy", name, item)]}
        yield Pair(live, plan, {"aws_cloudfront_response_headers_policy.a": name})


def header_written_by_hand() -> Iterator[Pair]:
    written = {"Header": "Content-Security-Policy", "Value": STRICT, "Override": True}
    config = {"Name": "own", "CustomHeadersConfig": {"Quantity": 1, "Items": [written]}}
    item = {"Type": "custom", "ResponseHeadersPolicy": {"Id": "own", "ResponseHeadersPolicyConfig": config}}
    ours = {"header": "Content-Security-Policy", "value": STRICT, "override": True}
    plan = {"aws_cloudfront_response_headers_policy.a": {"custom_headers_config": [{"items": [ours]}]}}
    live = {"cloudfront": [Answer("aws_cloudfront_response_headers_policy", "own", item)]}
    yield Pair(live, plan, {"aws_cloudfront_response_headers_policy.a": "own"})


def mail_records() -> Iterator[Pair]:
    texts = (
        ("_dmarc.pay.example", "v=DMARC1; p=reject; rua=mailto:a@pay.example"),
        ("_dmarc.old.example", "v=DMARC1; p=none"),
        ("pay.example", "v=spf1 include:_spf.pay.example -all"),
        ("old.example", "v=spf1 +all"),
    )
    for name, text in texts:
        long = f'"{text[:10]}" "{text[10:]}"'
        item = {"ZoneId": ZONE, "Name": f"{name}.", "Type": "TXT", "TTL": 300, "ResourceRecords": [{"Value": long}]}
        live = {"route53": [Answer("aws_route53_record", f"{ZONE}_{name}._TXT", item)]}
        plan = {"aws_route53_record.a": {"name": name, "type": "TXT", "records": [text]}}
        yield Pair(live, plan, {"aws_route53_record.a": f"Z1_{name}_TXT"})


def senders() -> Iterator[Pair]:
    for told, written in (
        ({"TlsPolicy": "REQUIRE"}, [{"tls_policy": "REQUIRE"}]),
        ({"TlsPolicy": "OPTIONAL"}, [{"tls_policy": "OPTIONAL"}]),
        (None, []),
    ):
        records = [
            Answer("aws_sesv2_configuration_set", "receipts", {"id": "receipts"}),
            Answer("aws_sesv2_configuration_set", "receipts", {"DeliveryOptions": told, "Tags": []}, "set"),
        ]
        plan = {"aws_sesv2_configuration_set.a": {"configuration_set_name": "receipts", "delivery_options": written}}
        same = {"aws_sesv2_configuration_set.a": f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set/receipts"}
        yield Pair({"sesv2": records}, plan, same)


def reviews() -> Iterator[Pair]:
    for needed, repositories in ((2, ["pay"]), (1, [])):
        statement = {"Type": "Approvers", "NumberOfApprovalsNeeded": needed}
        content = json.dumps({"Version": "2018-11-08", "Statements": [statement]})
        attached = [{"id": name, "Template": "look"} for name in repositories]
        records = [
            Answer("aws_codecommit_repository", "pay", {"repositoryName": "pay", "repositoryId": "1"}),
            Answer("aws_codecommit_repository", "pay", attached, "rules"),
            Answer("aws_codecommit_approval_rule_template", "look", {"id": "look"}),
            Answer("aws_codecommit_approval_rule_template", "look", content, "template"),
        ]
        plan: dict[str, dict[str, Any]] = {
            "aws_codecommit_repository.a": {"repository_name": "pay"},
            "aws_codecommit_approval_rule_template.a": {"name": "look", "content": content},
        }
        if repositories:
            beside = {"repository_name": "pay", "approval_rule_template_name": "look"}
            plan["aws_codecommit_approval_rule_template_association.a"] = beside
        same = {
            "aws_codecommit_repository.a": f"arn:aws:codecommit:{REGION}:{ACCOUNT}:pay",
            "aws_codecommit_approval_rule_template.a": f"{ACCOUNT}/{REGION}/approval-rule-template/look",
        }
        yield Pair({"codecommit": records}, plan, same)


def streamed_applications() -> Iterator[Pair]:
    actions = ("CLIPBOARD_COPY_TO_LOCAL_DEVICE", "FILE_DOWNLOAD", "PRINTING_TO_LOCAL_DEVICE")
    arn = f"arn:aws:appstream:{REGION}:{ACCOUNT}:stack/office"
    machines = f"arn:aws:appstream:{REGION}:{ACCOUNT}:fleet/office"
    for permission, idle in (("DISABLED", 600), ("ENABLED", 0)):
        item = {
            "Arn": arn,
            "Name": "office",
            "UserSettings": [{"Action": action, "Permission": permission} for action in actions],
            "StorageConnectors": [{"ConnectorType": "HOMEFOLDERS"}],
        }
        fleet = {
            "Arn": machines,
            "Name": "office",
            "IdleDisconnectTimeoutInSeconds": idle,
            "MaxUserDurationInSeconds": 28_800,
        }
        live = {"appstream": [Answer("aws_appstream_stack", arn, item), Answer("aws_appstream_fleet", machines, fleet)]}
        plan: dict[str, dict[str, Any]] = {
            "aws_appstream_stack.a": {
                "name": "office",
                "user_settings": [{"action": action, "permission": permission} for action in actions],
                "storage_connectors": [{"connector_type": "HOMEFOLDERS"}],
            },
            "aws_appstream_fleet.a": {
                "name": "office",
                "idle_disconnect_timeout_in_seconds": idle,
                "max_user_duration_in_seconds": 28_800,
            },
        }
        yield Pair(live, plan, {"aws_appstream_stack.a": arn, "aws_appstream_fleet.a": machines})


def browsers() -> Iterator[Pair]:
    arn = f"arn:aws:workspaces-web:{REGION}:{ACCOUNT}:userSettings/1"
    for allowed in ("Disabled", "Enabled"):
        item = {
            "userSettingsArn": arn,
            "copyAllowed": allowed,
            "downloadAllowed": "Disabled",
            "printAllowed": allowed,
            "idleDisconnectTimeoutInMinutes": 15,
        }
        plan = {
            "aws_workspacesweb_user_settings.a": {
                "copy_allowed": allowed,
                "download_allowed": "Disabled",
                "print_allowed": allowed,
                "idle_disconnect_timeout_in_minutes": 15,
            }
        }
        live = {"workspaces-web": [Answer("aws_workspacesweb_user_settings", arn, item)]}
        yield Pair(live, plan, {"aws_workspacesweb_user_settings.a": arn})


PAIRS = named(
    header_policies,
    header_written_by_hand,
    mail_records,
    senders,
    reviews,
    streamed_applications,
    browsers,
)
