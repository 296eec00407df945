"""Audit logs and where they are kept on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_POLICY = ("log_policy",)
_MASKING = ("log_masking",)
_ZONE = ("aws_route53_zone",)

THEME = Theme(
    adapters={
        "aws_cloudtrail": Row("aws.logging.trail:trail", ("audit_log",)),
        "aws_cloudtrail_event_data_store": Row("aws.logging.trail:event_data_store", ("audit_log", "log_store")),
        "aws_cloudwatch_log_group": Row("aws.logging.group:log_group", ("log_store",)),
        "aws_cloudwatch_log_resource_policy": Row("aws.logging.policies:resource_policy", _POLICY),
        "aws_cloudwatch_log_destination_policy": Row("aws.logging.policies:destination_policy", _POLICY),
        "aws_cloudwatch_log_delivery_destination_policy": Row("aws.logging.policies:delivery_policy", _POLICY),
        "aws_cloudwatch_log_data_protection_policy": Row("aws.logging.masking:store_policy", _MASKING),
        "aws_cloudwatch_log_account_policy": Row("aws.logging.masking:account_policy", _MASKING),
        "aws_route53_zone": Row("aws.logging.dns:zone", ("dns_zone",)),
        "aws_route53_resolver_query_log_config": Row("aws.logging.resolver:query_log", ("log_route",)),
        "aws_vpc_dhcp_options": Row("aws.logging.resolver:dhcp_options", ("time_setting",)),
        "aws_securitylake_data_lake": Row("aws.logging.resolver:data_lake", ("log_store",)),
    },
    sidecars={
        "aws_route53_hosted_zone_dnssec": SideCar("hosted_zone_id", _ZONE),
        "aws_route53_key_signing_key": SideCar("hosted_zone_id", _ZONE),
        "aws_route53_query_log": SideCar("zone_id", _ZONE),
        "aws_route53_zone_association": SideCar("zone_id", _ZONE),
        "aws_route53_resolver_query_log_config_association": SideCar(
            "resolver_query_log_config_id", ("aws_route53_resolver_query_log_config",)
        ),
    },
    helpers=(
        "aws_ram_resource_association",
        "data.aws_iam_policy_document",
        "data.aws_cloudwatch_log_data_protection_policy_document",
    ),
)
