"""Networks, filters and private paths on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_VPC = ("aws_vpc", "aws_default_vpc")
_OF_PRESET_GROUP = SideCar("security_group_id", ("aws_default_security_group", *_VPC))

THEME = Theme(
    adapters={
        "aws_vpc_peering_connection": Row("common.environments:path_between", ("deployment",)),
        "aws_default_network_acl": Row("aws.network.acl:network_acl", ("firewall",)),
        "aws_default_route_table": Row("aws.network.routes:route_table", ("route_table",)),
        "aws_default_security_group": Row("aws.network.groups:security_group", ("firewall",)),
        "aws_default_subnet": Row("aws.network.vpc:subnet", ("subnet",)),
        "aws_default_vpc": Row("aws.network.vpc:vpc", ("network",)),
        "aws_ec2_transit_gateway": Row("aws.network.routes:transit_gateway", ("network_hub",)),
        "aws_emr_block_public_access_configuration": Row("aws.network.vpc:block_public_clusters", ("processor_guard",)),
        "aws_flow_log": Row("aws.network.vpc:flow_log", ("flow_log",)),
        "aws_network_acl": Row("aws.network.acl:network_acl", ("firewall",)),
        "aws_network_acl_rule": Row("aws.network.acl:network_acl_rule", ("firewall",)),
        "aws_network_interface": Row("aws.network.vpc:network_interface", ("network_interface",)),
        "aws_networkfirewall_firewall": Row("aws.network.perimeter:firewall", ("perimeter",)),
        "aws_networkfirewall_firewall_policy": Row("aws.network.perimeter:policy", ("perimeter_policy",)),
        "aws_route": Row("aws.network.routes:route", ("route_table",)),
        "aws_route_table": Row("aws.network.routes:route_table", ("route_table",)),
        "aws_security_group": Row("aws.network.groups:security_group", ("firewall",)),
        "aws_security_group_rule": Row("aws.network.groups:group_rule", ("firewall",)),
        "aws_subnet": Row("aws.network.vpc:subnet", ("subnet",)),
        "aws_vpc": Row("aws.network.vpc:vpc", ("network",)),
        "aws_vpc_block_public_access_options": Row("aws.network.vpc:block_public_access", ("network_guard",)),
        "aws_vpc_endpoint": Row("aws.network.private:endpoint", ("private_link",)),
        "aws_vpc_endpoint_service": Row("aws.network.private:service", ("private_service",)),
        "aws_vpc_security_group_egress_rule": Row("aws.network.groups:egress_rule", ("firewall",)),
        "aws_vpc_security_group_ingress_rule": Row("aws.network.groups:ingress_rule", ("firewall",)),
    },
    sidecars={
        "aws_default_security_group": SideCar("vpc_id", _VPC),
        "aws_flow_log": SideCar("vpc_id", _VPC),
        "aws_networkfirewall_logging_configuration": SideCar("firewall_arn", ("aws_networkfirewall_firewall",)),
        "aws_security_group_rule": _OF_PRESET_GROUP,
        "aws_vpc_endpoint_policy": SideCar("vpc_endpoint_id", ("aws_vpc_endpoint",)),
        "aws_vpc_endpoint_service_allowed_principal": SideCar("vpc_endpoint_service_id", ("aws_vpc_endpoint_service",)),
        "aws_vpc_security_group_egress_rule": _OF_PRESET_GROUP,
        "aws_vpc_security_group_ingress_rule": _OF_PRESET_GROUP,
    },
    helpers=(
        "aws_ec2_managed_prefix_list",
        "data.aws_ec2_managed_prefix_list",
        "data.aws_iam_policy_document",
        "data.aws_prefix_list",
    ),
)
