"""Networks and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

GROUP: dict[str, Any] = {"OwnerId": ACCOUNT, "VpcId": "vpc-1", "GroupName": "web", "Description": "web"}


def rules_of_a_group() -> Iterator[Pair]:
    ranges = [{"CidrIp": "0.0.0.0/0", "Description": "ssh"}, {"CidrIp": "10.0.0.0/8", "Description": "inside"}]
    rules = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": ranges}]
    live = {"ec2": [Answer("aws_security_group", "sg-1", GROUP | {"IpPermissions": rules})]}
    written = [
        {
            "from_port": 22,
            "to_port": 22,
            "protocol": "tcp",
            "cidr_blocks": [r["CidrIp"]],
            "description": r["Description"],
        }
        for r in ranges
    ]
    group = {"name": "web", "description": "web", "vpc_id": "vpc-1", "ingress": written, "egress": []}
    yield Pair(live, {"aws_security_group.a": group}, {"aws_security_group.a": "sg-1"})


def network_with_closed_group_and_log() -> Iterator[Pair]:
    records = [
        Answer("aws_vpc", "vpc-1", {"VpcId": "vpc-1", "OwnerId": ACCOUNT, "CidrBlock": "10.0.0.0/16"}),
        Answer("aws_security_group", "sg-1", GROUP | {"GroupName": "default"}),
        Answer(
            "aws_flow_log",
            "fl-1",
            {
                "ResourceId": "vpc-1",
                "TrafficType": "ALL",
                "LogDestinationType": "s3",
                "LogDestination": "arn:aws:s3:::logs",
            },
        ),
    ]
    plan: dict[str, dict[str, Any]] = {
        "aws_vpc.a": {"cidr_block": "10.0.0.0/16", "id": "vpc-1"},
        "aws_default_security_group.a": {"vpc_id": "vpc-1"},
        "aws_flow_log.a": {
            "vpc_id": "vpc-1",
            "traffic_type": "ALL",
            "log_destination_type": "s3",
            "log_destination": "arn:aws:s3:::logs",
        },
    }
    pairs = {"aws_vpc.a": "vpc-1", "aws_default_security_group.a": "sg-1", "aws_flow_log.a": "fl-1"}
    live = {"ec2": records}
    yield Pair(live, plan, pairs)


def lists_of_rules() -> Iterator[Pair]:
    entries = [
        {"RuleNumber": 100, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0", "Egress": True},
        {
            "RuleNumber": 100,
            "RuleAction": "allow",
            "Protocol": "6",
            "CidrBlock": "0.0.0.0/0",
            "Egress": False,
            "PortRange": {"From": 22, "To": 22},
        },
        {"RuleNumber": 32767, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0", "Egress": False},
    ]
    item = {"OwnerId": ACCOUNT, "VpcId": "vpc-1", "IsDefault": False, "Entries": entries}
    live = {"ec2": [Answer("aws_network_acl", "acl-1", item)]}
    open_to_all = {"action": "allow", "cidr_block": "0.0.0.0/0", "rule_no": 100}
    plan: dict[str, dict[str, Any]] = {
        "aws_network_acl.a": {
            "vpc_id": "vpc-1",
            "ingress": [open_to_all | {"protocol": "tcp", "from_port": 22, "to_port": 22}],
            "egress": [open_to_all | {"protocol": "-1", "from_port": 0, "to_port": 0}],
        }
    }
    yield Pair(live, plan, {"aws_network_acl.a": "acl-1"})


def ways_out_and_in() -> Iterator[Pair]:
    policy = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}'
    times = [{"Key": "ntp-servers", "Values": [{"Value": "8.8.8.8"}]}]
    records = [
        Answer("aws_subnet", "subnet-1", {"OwnerId": ACCOUNT, "VpcId": "vpc-1", "MapPublicIpOnLaunch": True}),
        Answer(
            "aws_route_table",
            "rtb-1",
            {
                "OwnerId": ACCOUNT,
                "Routes": [
                    {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"},
                    {"DestinationCidrBlock": "0.0.0.0/0", "VpcPeeringConnectionId": "pcx-1"},
                ],
            },
        ),
        Answer(
            "aws_vpc_endpoint",
            "vpce-1",
            {
                "ServiceName": f"com.amazonaws.{REGION}.s3",
                "VpcEndpointType": "Gateway",
                "VpcId": "vpc-1",
                "PolicyDocument": policy,
            },
        ),
        Answer("aws_vpc_endpoint_service", "vpce-svc-1", {"AcceptanceRequired": False}),
        Answer("aws_vpc_endpoint_service", "vpce-svc-1", [{"Principal": "*"}], "principals"),
        Answer("aws_ec2_transit_gateway", "tgw-1", {"Options": {"AutoAcceptSharedAttachments": "enable"}}),
        Answer("aws_network_interface", "eni-1", {"SourceDestCheck": False}),
        Answer("aws_vpc_dhcp_options", "dopt-1", {"DhcpConfigurations": times}),
        Answer(
            "aws_vpc_block_public_access_options", "x", {"InternetGatewayBlockMode": "off", "AwsAccountId": ACCOUNT}
        ),
    ]
    plan: dict[str, dict[str, Any]] = {
        "aws_subnet.a": {"vpc_id": "vpc-1", "map_public_ip_on_launch": True},
        "aws_route_table.a": {
            "vpc_id": "vpc-1",
            "route": [{"cidr_block": "0.0.0.0/0", "vpc_peering_connection_id": "pcx-1"}],
        },
        "aws_vpc_endpoint.a": {"vpc_id": "vpc-1", "service_name": f"com.amazonaws.{REGION}.s3", "policy": policy},
        "aws_vpc_endpoint_service.a": {"acceptance_required": False, "allowed_principals": ["*"]},
        "aws_ec2_transit_gateway.a": {"auto_accept_shared_attachments": "enable"},
        "aws_network_interface.a": {"source_dest_check": False},
        "aws_vpc_dhcp_options.a": {"ntp_servers": ["8.8.8.8"]},
        "aws_vpc_block_public_access_options.a": {"internet_gateway_block_mode": "off"},
    }
    pairs = {
        "aws_subnet.a": "subnet-1",
        "aws_route_table.a": "rtb-1",
        "aws_vpc_endpoint.a": "vpce-1",
        "aws_vpc_endpoint_service.a": "vpce-svc-1",
        "aws_ec2_transit_gateway.a": "tgw-1",
        "aws_network_interface.a": "eni-1",
        "aws_vpc_dhcp_options.a": "dopt-1",
        "aws_vpc_block_public_access_options.a": f"{ACCOUNT}/{REGION}/vpc-block-public-access",
    }
    yield Pair({"ec2": records}, plan, pairs)


def firewalls() -> Iterator[Pair]:
    name = f"arn:aws:network-firewall:{REGION}:{ACCOUNT}:firewall/out"
    policy = f"arn:aws:network-firewall:{REGION}:{ACCOUNT}:firewall-policy/out"
    stated = {"StatelessDefaultActions": ["aws:drop"], "StatelessFragmentDefaultActions": ["aws:drop"]}
    groups = {"StatefulRuleGroupReferences": [{"ResourceArn": "arn:aws:network-firewall:x"}]}
    records = [
        Answer("aws_networkfirewall_firewall", name, {"FirewallName": "out", "FirewallArn": name}),
        Answer("aws_networkfirewall_firewall", name, {"FirewallPolicyArn": policy, "VpcId": "vpc-1"}, "firewall"),
        Answer("aws_networkfirewall_firewall", name, [{"LogType": "FLOW"}], "logging"),
        Answer("aws_networkfirewall_firewall_policy", policy, {"Name": "out", "Arn": policy}),
        Answer("aws_networkfirewall_firewall_policy", policy, stated | groups, "policy"),
    ]
    plan: dict[str, dict[str, Any]] = {
        "aws_networkfirewall_firewall.a": {"arn": name, "name": "out", "firewall_policy_arn": policy},
        "aws_networkfirewall_logging_configuration.a": {
            "firewall_arn": name,
            "logging_configuration": [{"log_destination_config": [{"log_type": "FLOW"}]}],
        },
        "aws_networkfirewall_firewall_policy.a": {
            "arn": policy,
            "firewall_policy": [
                {
                    "stateless_default_actions": ["aws:drop"],
                    "stateless_fragment_default_actions": ["aws:drop"],
                    "stateful_rule_group_reference": [{"resource_arn": "arn:aws:network-firewall:x"}],
                }
            ],
        },
    }
    live = {"network-firewall": records}
    pairs = {"aws_networkfirewall_firewall.a": name, "aws_networkfirewall_firewall_policy.a": policy}
    yield Pair(live, plan, pairs)


def zones() -> Iterator[Pair]:
    group = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:/dns"
    public = {"Id": "/hostedzone/Z1", "Name": "pay.example.", "Config": {"PrivateZone": False}}
    private = {"Id": "/hostedzone/Z2", "Name": "inside.", "Config": {"PrivateZone": True}}
    records = [
        Answer("aws_route53_zone", "/hostedzone/Z1", public),
        Answer("aws_route53_zone", "/hostedzone/Z1", "SIGNING", "dnssec"),
        Answer("aws_route53_zone", "/hostedzone/Z2", private),
        Answer("aws_route53_query_log", "q1", {"HostedZoneId": "Z1", "CloudWatchLogsLogGroupArn": group}),
    ]
    plan: dict[str, dict[str, Any]] = {
        "aws_route53_zone.a": {"name": "pay.example", "zone_id": "Z1"},
        "aws_route53_zone.b": {"name": "inside", "vpc": [{"vpc_id": "vpc-1"}]},
        "aws_route53_query_log.a": {"zone_id": "Z1", "cloudwatch_log_group_arn": group},
        "aws_route53_hosted_zone_dnssec.a": {"hosted_zone_id": "Z1", "signing_status": "SIGNING"},
    }
    plan["aws_route53_zone.a"]["id"] = "Z1"
    live = {"route53": records}
    yield Pair(live, plan, {"aws_route53_zone.a": "arn:aws:route53:::hostedzone/Z1"})


PAIRS = named(rules_of_a_group, network_with_closed_group_and_log, lists_of_rules, ways_out_and_in, firewalls, zones)
