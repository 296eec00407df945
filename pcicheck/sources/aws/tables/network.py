"""What is asked of AWS's network services.

Nearly all of EC2's networking is told in bulk, so calls do not grow with networks, groups, lists and interfaces. Calls
grow with: endpoint services (their permissions) and prefix lists of the customer (their entries), one call each; with
Network Firewall's firewalls (two calls) and policies (one); with public zones (one call about DNSSEC).
Rights: Service Authorization Reference, "Amazon EC2", "AWS Network Firewall", "Amazon Route 53", "Amazon EMR".
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_NETWORKS = (
    Listing("aws_vpc", "describe_vpcs", "Vpcs", "VpcId", "ec2:DescribeVpcs", covers=("aws_default_vpc",)),
    Listing(
        "aws_subnet",
        "describe_subnets",
        "Subnets",
        "SubnetId",
        "ec2:DescribeSubnets",
        covers=("aws_default_subnet",),
    ),
    Listing(
        "aws_security_group",
        "describe_security_groups",
        "SecurityGroups",
        "GroupId",
        "ec2:DescribeSecurityGroups",
        covers=("aws_default_security_group",),
    ),
    Listing(
        "aws_network_acl",
        "describe_network_acls",
        "NetworkAcls",
        "NetworkAclId",
        "ec2:DescribeNetworkAcls",
        covers=("aws_default_network_acl",),
    ),
    Listing("aws_route_table", "describe_route_tables", "RouteTables", "RouteTableId", "ec2:DescribeRouteTables"),
    Listing("aws_flow_log", "describe_flow_logs", "FlowLogs", "FlowLogId", "ec2:DescribeFlowLogs"),
    Listing(
        "aws_network_interface",
        "describe_network_interfaces",
        "NetworkInterfaces[?!RequesterManaged]",
        "NetworkInterfaceId",
        "ec2:DescribeNetworkInterfaces",
    ),
)

_PATHS = (
    Listing(
        "aws_vpc_endpoint",
        "describe_vpc_endpoints",
        "VpcEndpoints[?!RequesterManaged]",
        "VpcEndpointId",
        "ec2:DescribeVpcEndpoints",
    ),
    Listing(
        "aws_vpc_endpoint_service",
        "describe_vpc_endpoint_service_configurations",
        "ServiceConfigurations",
        "ServiceId",
        "ec2:DescribeVpcEndpointServiceConfigurations",
        (
            Detail(
                "principals",
                "describe_vpc_endpoint_service_permissions",
                {"ServiceId": "@id"},
                "ec2:DescribeVpcEndpointServicePermissions",
                "AllowedPrincipals",
                feeds=("private_service.open_to_all",),
            ),
        ),
    ),
    Listing(
        "aws_vpc_peering_connection",
        "describe_vpc_peering_connections",
        "VpcPeeringConnections[?Status.Code=='active']",
        "VpcPeeringConnectionId",
        "ec2:DescribeVpcPeeringConnections",
    ),
    Listing(
        "aws_ec2_transit_gateway",
        "describe_transit_gateways",
        "TransitGateways[?State!='deleted' && State!='deleting']",
        "TransitGatewayId",
        "ec2:DescribeTransitGateways",
    ),
    Listing(
        "aws_ec2_managed_prefix_list",
        "describe_managed_prefix_lists",
        "PrefixLists",
        "PrefixListId",
        "ec2:DescribeManagedPrefixLists",
        (
            Detail(
                "entries",
                "get_managed_prefix_list_entries",
                {"PrefixListId": "@id"},
                "ec2:GetManagedPrefixListEntries",
                "Entries",
                when="OwnerId!='AWS'",
            ),
        ),
    ),
    Listing(
        "aws_vpc_dhcp_options",
        "describe_dhcp_options",
        "DhcpOptions",
        "DhcpOptionsId",
        "ec2:DescribeDhcpOptions",
    ),
    Listing(
        "aws_vpc_block_public_access_options",
        "describe_vpc_block_public_access_options",
        "VpcBlockPublicAccessOptions",
        "",
        "ec2:DescribeVpcBlockPublicAccessOptions",
        single=True,
    ),
)

_FIREWALLS = (
    Listing(
        "aws_networkfirewall_firewall",
        "list_firewalls",
        "Firewalls",
        "FirewallArn",
        "network-firewall:ListFirewalls",
        (
            Detail(
                "firewall",
                "describe_firewall",
                {"FirewallArn": "@id"},
                "network-firewall:DescribeFirewall",
                "Firewall",
            ),
            Detail(
                "logging",
                "describe_logging_configuration",
                {"FirewallArn": "@id"},
                "network-firewall:DescribeLoggingConfiguration",
                "LoggingConfiguration.LogDestinationConfigs",
                feeds=("perimeter.logging",),
            ),
        ),
    ),
    Listing(
        "aws_networkfirewall_firewall_policy",
        "list_firewall_policies",
        "FirewallPolicies",
        "Arn",
        "network-firewall:ListFirewallPolicies",
        (
            Detail(
                "policy",
                "describe_firewall_policy",
                {"FirewallPolicyArn": "@id"},
                "network-firewall:DescribeFirewallPolicy",
                "FirewallPolicy",
            ),
        ),
    ),
)

_ZONES = (
    Listing(
        "aws_route53_zone",
        "list_hosted_zones",
        "HostedZones",
        "Id",
        "route53:ListHostedZones",
        (
            Detail(
                "dnssec",
                "get_dnssec",
                {"HostedZoneId": "@id"},
                "route53:GetDNSSEC",
                "Status.ServeSignature",
                when="!Config.PrivateZone",
                feeds=("dns_zone.signed",),
            ),
        ),
    ),
    Listing(
        "aws_route53_query_log",
        "list_query_logging_configs",
        "QueryLoggingConfigs",
        "Id",
        "route53:ListQueryLoggingConfigs",
    ),
)

SERVICES: tuple[Service, ...] = (
    Service("ec2", _NETWORKS + _PATHS),
    Service("network-firewall", _FIREWALLS),
    Service("route53", _ZONES, everywhere=False),
    Service(
        "route53resolver",
        (
            Listing(
                "aws_route53_resolver_query_log_config",
                "list_resolver_query_log_configs",
                "ResolverQueryLogConfigs",
                "Arn",
                "route53resolver:ListResolverQueryLogConfigs",
            ),
        ),
    ),
    Service(
        "emr",
        (
            Listing(
                "aws_emr_block_public_access_configuration",
                "get_block_public_access_configuration",
                "BlockPublicAccessConfiguration",
                "",
                "elasticmapreduce:GetBlockPublicAccessConfiguration",
                single=True,
            ),
        ),
    ),
)
