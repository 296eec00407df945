"""What AWS says about headers of pages, mail of domains, reviews of code and streamed desktops, in Terraform's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import Shaped, Shaper, arn_of, block, fields, tags_of, told
from pcicheck.sources.aws.spelling import as_blocks, inside, members
from pcicheck.sources.live.natives import Native


def headers(native: Native) -> Iterator[Shaped]:
    """A policy for headers, of the account or of AWS."""
    found = native.item.get("ResponseHeadersPolicy") or {}
    config = found.get("ResponseHeadersPolicyConfig") or {}
    items = inside(config, "CustomHeadersConfig", "Items")
    security = config.get("SecurityHeadersConfig")
    values = {
        "id": native.id,
        "name": config.get("Name"),
        "security_headers_config": block(members(security) if security else None),
        "custom_headers_config": block({"items": as_blocks(items)} if items else None),
    }
    if native.item.get("Type") == "custom":
        values["arn"] = arn_of(native, "cloudfront", f"response-headers-policy/{native.id}")
    yield Shaped(native.type, values)


def record(native: Native) -> Iterator[Shaped]:
    """A record of texts, with the id by which Terraform knows it."""
    item = native.item
    zone = str(item.get("ZoneId")).rpartition("/")[2]
    name = str(item.get("Name")).removesuffix(".")
    parts = (zone, name, item.get("Type"), item.get("SetIdentifier"))
    values = {
        "zone_id": zone,
        "name": name,
        "type": item.get("Type"),
        "records": [one.get("Value") for one in item.get("ResourceRecords") or ()],
    }
    yield Shaped(native.type, values, "_".join(part for part in parts if part))


def sender(native: Native) -> Iterator[Shaped]:
    """A configuration set of SES; one that says nothing about TLS sends without it where it must."""
    found = native.part("set")
    policy = inside(found, "DeliveryOptions", "TlsPolicy")
    options = policy if isinstance(policy, Unknown) else block({"tls_policy": policy} if policy else None)
    arn = arn_of(native, "ses", f"configuration-set/{native.id}")
    values = {
        "id": native.id,
        "arn": arn,
        "configuration_set_name": native.id,
        "delivery_options": options,
        "tags": tags_of(inside(found, "Tags")),
    }
    yield Shaped(native.type, values, arn)


def repository(native: Native) -> Iterator[Shaped]:
    """A repository of CodeCommit, with each rule for approvals that is attached to it."""
    arn = arn_of(native, "codecommit", native.id)
    yield Shaped(native.type, {"id": native.id, "arn": arn, "repository_name": native.id}, arn)
    beside = "aws_codecommit_approval_rule_template_association"
    rules = native.part("rules")
    if isinstance(rules, Unknown):
        yield Shaped(beside, rules, f"{arn}/rules")
        return
    for rule in rules or ():
        values = {"repository_name": native.id, "approval_rule_template_name": rule.get("Template")}
        yield Shaped(beside, values, f"{arn}/rules/{rule.get('Template')}")


def approval_rule(native: Native) -> Iterator[Shaped]:
    """A template of rules for approvals."""
    values = {"id": native.id, "name": native.id, "content": native.part("template")}
    yield Shaped(native.type, values, f"{native.account}/{native.region}/approval-rule-template/{native.id}")


def stack(native: Native) -> Iterator[Shaped]:
    """A stack of streamed applications. What it does not forbid is allowed, as AppStream has it."""
    item = native.item
    values = {
        "id": item.get("Name"),
        "arn": native.id,
        "name": item.get("Name"),
        "user_settings": as_blocks(item.get("UserSettings") or []),
        "storage_connectors": as_blocks(item.get("StorageConnectors") or []),
    }
    yield Shaped(native.type, values)


def fleet(native: Native) -> Iterator[Shaped]:
    """Machines from which applications are streamed."""
    names = {
        "id": "Name",
        "name": "Name",
        "idle_disconnect_timeout_in_seconds": "IdleDisconnectTimeoutInSeconds",
        "max_user_duration_in_seconds": "MaxUserDurationInSeconds",
    }
    yield Shaped(native.type, {"arn": native.id} | fields(native.item, names))


def browser(native: Native) -> Iterator[Shaped]:
    """What people may do in browsers that are streamed to them."""
    item = native.item
    allowed = {"copy_allowed": "copyAllowed", "download_allowed": "downloadAllowed", "print_allowed": "printAllowed"}
    values: dict[str, Any] = {
        "id": native.id,
        "user_settings_arn": native.id,
        "arn": native.id,
        "idle_disconnect_timeout_in_minutes": item.get("idleDisconnectTimeoutInMinutes"),
    }
    yield Shaped(native.type, values | told(item, allowed))


SHAPES: dict[str, Shaper] = {
    "aws_cloudfront_response_headers_policy": headers,
    "aws_route53_record": record,
    "aws_sesv2_configuration_set": sender,
    "aws_codecommit_repository": repository,
    "aws_codecommit_approval_rule_template": approval_rule,
    "aws_appstream_stack": stack,
    "aws_appstream_fleet": fleet,
    "aws_workspacesweb_user_settings": browser,
}
