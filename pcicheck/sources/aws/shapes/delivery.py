"""Answers of AWS WAF and CloudFront in Terraform's form.

CloudFront's lists are structures with ``Quantity`` and ``Items``, which Terraform writes as plain lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import Shaped, Shaper, block
from pcicheck.sources.aws.spelling import as_blocks, inside, members
from pcicheck.sources.live.natives import Native

_PLURALS = {"excluded_rules": "excluded_rule", "rule_action_overrides": "rule_action_override"}
_MANAGED = ("PreProcessFirewallManagerRuleGroups", "PostProcessFirewallManagerRuleGroups")


def web_acl(native: Native) -> Iterator[Shaped]:
    """A web ACL with its rules, those that Firewall Manager puts before and after them, and what it stands before."""
    found = native.part("rules")
    values = {"id": inside(native.item, "Id"), "arn": native.id, "name": inside(native.item, "Name")}
    if isinstance(found, Unknown):
        values |= {"rule": found, "default_action": found}
    else:
        rules = [*(found.get("Rules") or ()), *_managed(found)]
        values |= {"rule": _singular(as_blocks(rules)), "default_action": as_blocks(found.get("DefaultAction"))}
    yield Shaped("aws_wafv2_web_acl", values)
    behind = native.parts.get("balancers")
    if isinstance(behind, Unknown):
        yield Shaped("aws_wafv2_web_acl_association", behind, f"{native.id}/associations")
        return
    for name in behind or ():
        beside = {"resource_arn": name, "web_acl_arn": native.id}
        yield Shaped("aws_wafv2_web_acl_association", beside, f"{name}/waf")


def _managed(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in _MANAGED:
        for group in found.get(path) or ():
            yield {**group, "Statement": group.get("FirewallManagerStatement")}


def _singular(value: Any) -> Any:
    """Blocks that Terraform names in the singular, one for each, where the API has a list in the plural."""
    if isinstance(value, dict):
        return {_PLURALS.get(name, name): _singular(item) for name, item in value.items()}
    return [_singular(item) for item in value] if isinstance(value, list) else value


def rule_group(native: Native) -> Iterator[Shaped]:
    """A rule group of the customer."""
    found = native.part("rules")
    rules = found if isinstance(found, Unknown) else _singular(as_blocks(inside(found, "Rules") or []))
    values = {"id": inside(native.item, "Id"), "arn": native.id, "name": inside(native.item, "Name"), "rule": rules}
    yield Shaped("aws_wafv2_rule_group", values)


def waf_log(native: Native) -> Iterator[Shaped]:
    """Where a web ACL writes its log."""
    values = {"resource_arn": native.id, "log_destination_configs": native.item.get("LogDestinationConfigs")}
    yield Shaped("aws_wafv2_web_acl_logging_configuration", values, f"{native.id}/logging")


def distribution(native: Native) -> Iterator[Shaped]:
    """A distribution."""
    item, logs = native.item, native.part("logging")
    behaviours = inside(item, "CacheBehaviors", "Items") or ()
    bucket = inside(logs, "Bucket") if inside(logs, "Enabled") else None
    mutual = item.get("ViewerMtlsConfig")
    yield Shaped(
        "aws_cloudfront_distribution",
        {
            "id": item.get("Id"),
            "arn": native.id,
            "domain_name": item.get("DomainName"),
            "web_acl_id": item.get("WebACLId"),
            "origin": [_origin(origin) for origin in inside(item, "Origins", "Items") or ()],
            "default_cache_behavior": block(_behaviour(item.get("DefaultCacheBehavior") or {})),
            "ordered_cache_behavior": [_behaviour(behaviour) for behaviour in behaviours],
            "viewer_certificate": block(_viewer(item.get("ViewerCertificate") or {})),
            "viewer_mtls_config": block(_mutual(mutual) if mutual else None),
            "logging_config": logs if isinstance(logs, Unknown) else block({"bucket": bucket} if bucket else None),
        },
    )


def _behaviour(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "target_origin_id": found.get("TargetOriginId"),
        "viewer_protocol_policy": found.get("ViewerProtocolPolicy"),
        "response_headers_policy_id": found.get("ResponseHeadersPolicyId"),
    }


def _viewer(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "cloudfront_default_certificate": found.get("CloudFrontDefaultCertificate"),
        "acm_certificate_arn": found.get("ACMCertificateArn"),
        "iam_certificate_id": found.get("IAMCertificateId"),
        "minimum_protocol_version": found.get("MinimumProtocolVersion"),
    }


def _mutual(found: dict[str, Any]) -> dict[str, Any]:
    store = found.get("TrustStoreConfig")
    return {"mode": found.get("Mode"), "trust_store_config": block(members(store) if store else None)}


def _origin(found: dict[str, Any]) -> dict[str, Any]:
    custom, bucket, inner = (found.get(f"{name}OriginConfig") for name in ("Custom", "S3", "Vpc"))
    return {
        "origin_id": found.get("Id"),
        "domain_name": found.get("DomainName"),
        "origin_access_control_id": found.get("OriginAccessControlId"),
        "s3_origin_config": block(members(bucket) if bucket else None),
        "vpc_origin_config": block(members(inner) if inner else None),
        "custom_origin_config": block(_custom(custom) if custom else None),
    }


def _custom(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "origin_protocol_policy": found.get("OriginProtocolPolicy"),
        "origin_ssl_protocols": inside(found, "OriginSslProtocols", "Items"),
    }


def vpc_origin(native: Native) -> Iterator[Shaped]:
    """An origin inside a network, with its own settings."""
    found = native.part("config")
    if not isinstance(found, Unknown):
        protocols = {"items": inside(found, "OriginSslProtocols", "Items")}
        policy = inside(found, "OriginProtocolPolicy")
        found = {"origin_protocol_policy": policy, "origin_ssl_protocols": [protocols]}
    values = {"id": inside(native.item, "Id"), "arn": native.id, "vpc_origin_endpoint_config": block(found)}
    yield Shaped("aws_cloudfront_vpc_origin", values)


def trust_store(native: Native) -> Iterator[Shaped]:
    """Authorities by which distributions check clients. AWS says how many they are, not where they came from."""
    item = native.item
    source = {"certificates": count} if (count := item.get("NumberOfCaCertificates")) else None
    values = {"id": item.get("Id"), "arn": native.id, "ca_certificates_bundle_source": block(source)}
    yield Shaped("aws_cloudfront_trust_store", values)


SHAPES: dict[str, Shaper] = {
    "aws_wafv2_web_acl": web_acl,
    "aws_wafv2_rule_group": rule_group,
    "aws_wafv2_web_acl_logging_configuration": waf_log,
    "aws_cloudfront_distribution": distribution,
    "aws_cloudfront_vpc_origin": vpc_origin,
    "aws_cloudfront_trust_store": trust_store,
}
