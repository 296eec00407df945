"""Networks and what stands in them, live."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3

from pcicheck.sources.live.records import Answer, Listed, Record, Refusal
from tests.sources.aws.same import ACCOUNT, REGION, by_rule, collected, differences, planned, recorded

_GROUP: dict[str, Any] = {"OwnerId": ACCOUNT, "VpcId": "vpc-1", "GroupName": "web", "Description": "web"}


def test_networks_of_a_real_server(aws: str, tmp_path: Path) -> None:
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    ssh = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[ssh])
    types = ("aws_vpc", "aws_subnet", "aws_security_group", "aws_flow_log", "aws_network_acl", "aws_route_table")
    findings = collected(tmp_path / "s", *types)
    assert by_rule(findings, group)["firewall-ssh-closed-to-internet"] == "fail"
    assert by_rule(findings, vpc)["network-flow-logs"] == "fail"
    assert by_rule(findings, subnet)
    assert {f.native_type for f in findings if f.native_address == vpc} == {"aws_vpc"}
    assert any(f.native_type == "aws_default_vpc" for f in findings)


def test_rules_of_a_group_are_those_of_terraform() -> None:
    ranges = [{"CidrIp": "0.0.0.0/0", "Description": "ssh"}, {"CidrIp": "10.0.0.0/8", "Description": "inside"}]
    rules = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": ranges}]
    live = recorded({"ec2": [Answer("aws_security_group", "sg-1", _GROUP | {"IpPermissions": rules})]})
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
    assert differences(planned({"aws_security_group.a": group}), live, {"aws_security_group.a": "sg-1"}) == []


def test_lists_of_aws_in_rules_are_not_the_internet() -> None:
    lists = [{"PrefixListId": "pl-1"}, {"PrefixListId": "pl-2"}]
    rules = [
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": lists[:1]},
        {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "PrefixListIds": lists[1:]},
    ]
    aws_list = {"PrefixListId": "pl-1", "OwnerId": "AWS", "PrefixListName": "com.amazonaws.global.cloudfront"}
    own = {"PrefixListId": "pl-2", "OwnerId": ACCOUNT, "PrefixListName": "offices"}
    entries = [{"Cidr": "0.0.0.0/0"}]
    records = [
        Answer("aws_security_group", "sg-1", _GROUP | {"IpPermissions": rules}),
        Answer("aws_ec2_managed_prefix_list", "pl-1", aws_list),
        Answer("aws_ec2_managed_prefix_list", "pl-2", own),
        Answer("aws_ec2_managed_prefix_list", "pl-2", entries, "entries"),
    ]
    assert by_rule(recorded({"ec2": records}), "sg-1")["firewall-ssh-closed-to-internet"] == "fail"
    records[3] = Answer("aws_ec2_managed_prefix_list", "pl-2", [{"Cidr": "10.0.0.0/8"}], "entries")
    assert by_rule(recorded({"ec2": records}), "sg-1")["firewall-ssh-closed-to-internet"] == "pass"


def test_network_with_closed_group_and_log() -> None:
    records = [
        Answer("aws_vpc", "vpc-1", {"VpcId": "vpc-1", "OwnerId": ACCOUNT, "CidrBlock": "10.0.0.0/16"}),
        Answer("aws_security_group", "sg-1", _GROUP | {"GroupName": "default"}),
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
    live = recorded({"ec2": records})
    assert differences(planned(plan), live, pairs) == []
    assert by_rule(live, "vpc-1")["network-flow-logs"] == "pass"


def test_a_log_that_does_not_arrive_is_none() -> None:
    log = {"ResourceId": "vpc-1", "TrafficType": "ALL", "DeliverLogsStatus": "FAILED"}
    records = [
        Answer("aws_vpc", "vpc-1", {"VpcId": "vpc-1", "OwnerId": ACCOUNT}),
        Answer("aws_flow_log", "fl-1", log),
    ]
    assert by_rule(recorded({"ec2": records}), "vpc-1")["network-flow-logs"] == "fail"


def test_a_list_that_was_refused_blinds_those_it_tells_of() -> None:
    vpc = Answer("aws_vpc", "vpc-1", {"VpcId": "vpc-1", "OwnerId": ACCOUNT})
    whole: list[Record] = [vpc, Listed("aws_vpc", 1), Listed("aws_flow_log", 0)]
    assert by_rule(recorded({"ec2": whole}), "vpc-1")["network-flow-logs"] == "fail"
    refusal = Refusal("aws_flow_log", "denied", "ec2:DescribeFlowLogs", "ec2:DescribeFlowLogs", "no")
    assert by_rule(recorded({"ec2": [vpc, refusal]}), "vpc-1")["network-flow-logs"] == "unknown"


def test_a_network_of_another_account_is_judged_there() -> None:
    shared = Answer("aws_vpc", "vpc-2", {"VpcId": "vpc-2", "OwnerId": "210987654321"})
    assert recorded({"ec2": [shared]}) == [] or not by_rule(recorded({"ec2": [shared]}), "vpc-2")


def test_lists_of_rules_are_those_of_terraform() -> None:
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
    live = recorded({"ec2": [Answer("aws_network_acl", "acl-1", item)]})
    open_to_all = {"action": "allow", "cidr_block": "0.0.0.0/0", "rule_no": 100}
    plan: dict[str, dict[str, Any]] = {
        "aws_network_acl.a": {
            "vpc_id": "vpc-1",
            "ingress": [open_to_all | {"protocol": "tcp", "from_port": 22, "to_port": 22}],
            "egress": [open_to_all | {"protocol": "-1", "from_port": 0, "to_port": 0}],
        }
    }
    assert differences(planned(plan), live, {"aws_network_acl.a": "acl-1"}) == []


def test_ways_out_and_in_are_those_of_terraform() -> None:
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
    assert differences(planned(plan), recorded({"ec2": records}), pairs) == []


def test_firewalls_are_those_of_terraform() -> None:
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
    live = recorded({"network-firewall": records})
    pairs = {"aws_networkfirewall_firewall.a": name, "aws_networkfirewall_firewall_policy.a": policy}
    assert differences(planned(plan), live, pairs) == []
    assert "pass" in by_rule(live, name).values()


def test_zones_are_those_of_terraform() -> None:
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
    live = recorded({"route53": records}, "global")
    assert differences(planned(plan), live, {"aws_route53_zone.a": "arn:aws:route53:::hostedzone/Z1"}) == []
    assert by_rule(live, "arn:aws:route53:::hostedzone/Z2") == {}
