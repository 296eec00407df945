"""What is asked of AWS's load balancers, firewalls for web requests, and content delivery.

Calls grow with: load balancers (attributes and listeners, one call each), classic ones (attributes and policies), trust
stores (revocations), web ACLs (their rules, and the balancers behind regional ones), rule groups, distributions (their
configuration), origins inside networks, accelerators, file transfer servers and lattice services (listeners): no bulk
operation tells these.
Rights: Service Authorization Reference, "Elastic Load Balancing V2", "AWS WAF V2", "Amazon CloudFront", "AWS Global
Accelerator", "AWS Transfer Family", "Amazon VPC Lattice".
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_BALANCERS = (
    Listing(
        "aws_lb",
        "describe_load_balancers",
        "LoadBalancers",
        "LoadBalancerArn",
        "elasticloadbalancing:DescribeLoadBalancers",
        (
            Detail(
                "attributes",
                "describe_load_balancer_attributes",
                {"LoadBalancerArn": "@id"},
                "elasticloadbalancing:DescribeLoadBalancerAttributes",
                "Attributes",
                feeds=("endpoint.access_logging", "endpoint.drops_invalid_headers", "endpoint.smuggling_defence"),
            ),
        ),
    ),
    Listing(
        "aws_lb_listener",
        "describe_listeners",
        "Listeners",
        "ListenerArn",
        "elasticloadbalancing:DescribeListeners",
        each="aws_lb",
        from_each={"LoadBalancerArn": "@id"},
        absent=("LoadBalancerNotFound",),
    ),
    Listing(
        "aws_lb_target_group",
        "describe_target_groups",
        "TargetGroups",
        "TargetGroupArn",
        "elasticloadbalancing:DescribeTargetGroups",
    ),
    Listing(
        "aws_lb_trust_store",
        "describe_trust_stores",
        "TrustStores",
        "TrustStoreArn",
        "elasticloadbalancing:DescribeTrustStores",
        (
            Detail(
                "revocations",
                "describe_trust_store_revocations",
                {"TrustStoreArn": "@id"},
                "elasticloadbalancing:DescribeTrustStoreRevocations",
                "TrustStoreRevocations",
                feeds=("trust_store.revocation",),
            ),
        ),
    ),
)

_CLASSIC = (
    Listing(
        "aws_elb",
        "describe_load_balancers",
        "LoadBalancerDescriptions",
        "LoadBalancerName",
        "elasticloadbalancing:DescribeLoadBalancers",
        (
            Detail(
                "attributes",
                "describe_load_balancer_attributes",
                {"LoadBalancerName": "@id"},
                "elasticloadbalancing:DescribeLoadBalancerAttributes",
                "LoadBalancerAttributes",
                feeds=("endpoint.access_logging", "endpoint.smuggling_defence"),
            ),
            Detail(
                "policies",
                "describe_load_balancer_policies",
                {"LoadBalancerName": "@id"},
                "elasticloadbalancing:DescribeLoadBalancerPolicies",
                "PolicyDescriptions",
                when="ListenerDescriptions[?length(PolicyNames || `[]`) > `0`]",
                feeds=("endpoint.min_tls", "endpoint.weak_ciphers"),
            ),
        ),
    ),
)

_ATTACHED = Detail(
    "balancers",
    "list_resources_for_web_acl",
    {"WebACLArn": "@id"},
    "wafv2:ListResourcesForWebACL",
    "ResourceArns",
    constant={"ResourceType": "APPLICATION_LOAD_BALANCER"},
    feeds=("endpoint.waf",),
)
"""Stages and GraphQL APIs name their web ACL themselves."""


def _waf(scope: str, *more: Detail) -> tuple[Listing, ...]:
    named = {"Name": "Name", "Id": "Id"}
    rules = Detail(
        "rules", "get_web_acl", named, "wafv2:GetWebACL", "WebACL", constant={"Scope": scope}, feeds=("waf.*",)
    )
    group = Detail(
        "rules", "get_rule_group", named, "wafv2:GetRuleGroup", "RuleGroup", constant={"Scope": scope}, feeds=("waf.*",)
    )
    return (
        Listing(
            "aws_wafv2_web_acl",
            "list_web_acls",
            "WebACLs",
            "ARN",
            "wafv2:ListWebACLs",
            (rules, *more),
            params={"Scope": scope, "Limit": 100},
            covers=("aws_wafv2_web_acl_association",),
        ),
        Listing(
            "aws_wafv2_web_acl_logging_configuration",
            "list_logging_configurations",
            "LoggingConfigurations",
            "ResourceArn",
            "wafv2:ListLoggingConfigurations",
            params={"Scope": scope, "Limit": 100},
        ),
        Listing(
            "aws_wafv2_rule_group",
            "list_rule_groups",
            "RuleGroups",
            "ARN",
            "wafv2:ListRuleGroups",
            (group,),
            params={"Scope": scope, "Limit": 100},
        ),
    )


_DELIVERY = (
    Listing(
        "aws_cloudfront_distribution",
        "list_distributions",
        "DistributionList.Items",
        "ARN",
        "cloudfront:ListDistributions",
        (
            Detail(
                "logging",
                "get_distribution_config",
                {"Id": "Id"},
                "cloudfront:GetDistributionConfig",
                "DistributionConfig.Logging",
            ),
        ),
    ),
    Listing(
        "aws_cloudfront_vpc_origin",
        "list_vpc_origins",
        "VpcOriginList.Items",
        "Arn",
        "cloudfront:ListVpcOrigins",
        (
            Detail(
                "config",
                "get_vpc_origin",
                {"Id": "Id"},
                "cloudfront:GetVpcOrigin",
                "VpcOrigin.VpcOriginEndpointConfig",
            ),
        ),
    ),
    Listing(
        "aws_cloudfront_trust_store",
        "list_trust_stores",
        "TrustStoreList",
        "Arn",
        "cloudfront:ListTrustStores",
    ),
)

_LATTICE = (
    Listing("aws_vpclattice_service", "list_services", "items", "arn", "vpc-lattice:ListServices"),
    Listing(
        "aws_vpclattice_listener",
        "list_listeners",
        "items",
        "arn",
        "vpc-lattice:ListListeners",
        each="aws_vpclattice_service",
        from_each={"serviceIdentifier": "@id"},
    ),
    Listing("aws_vpclattice_target_group", "list_target_groups", "items", "arn", "vpc-lattice:ListTargetGroups"),
)

_TRANSFER = (
    Listing(
        "aws_transfer_server",
        "list_servers",
        "Servers",
        "Arn",
        "transfer:ListServers",
        (Detail("server", "describe_server", {"ServerId": "ServerId"}, "transfer:DescribeServer", "Server"),),
    ),
)

_ACCELERATORS = (
    Listing(
        "aws_globalaccelerator_accelerator",
        "list_accelerators",
        "Accelerators",
        "AcceleratorArn",
        "globalaccelerator:ListAccelerators",
        params={"MaxResults": 100},
        details=(
            Detail(
                "attributes",
                "describe_accelerator_attributes",
                {"AcceleratorArn": "@id"},
                "globalaccelerator:DescribeAcceleratorAttributes",
                "AcceleratorAttributes",
                feeds=("endpoint.access_logging",),
            ),
        ),
    ),
)

SERVICES: tuple[Service, ...] = (
    Service("elbv2", _BALANCERS),
    Service("elb", _CLASSIC),
    Service("wafv2", _waf("REGIONAL", _ATTACHED)),
    Service("wafv2", _waf("CLOUDFRONT"), everywhere=False),
    Service("cloudfront", _DELIVERY, everywhere=False),
    Service("vpc-lattice", _LATTICE),
    Service("transfer", _TRANSFER),
    Service("globalaccelerator", _ACCELERATORS, everywhere=False, home="us-west-2"),
)
