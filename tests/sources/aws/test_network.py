"""Networks and what stands in them, live."""

from __future__ import annotations

from pathlib import Path

import boto3

from pcicheck.sources.live.records import Answer, Listed, Record, Refusal
from tests.sources.aws.pairs.network import GROUP, PAIRS
from tests.sources.aws.same import ACCOUNT, answered, by_rule, collected, recorded


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
        Answer("aws_security_group", "sg-1", GROUP | {"IpPermissions": rules}),
        Answer("aws_ec2_managed_prefix_list", "pl-1", aws_list),
        Answer("aws_ec2_managed_prefix_list", "pl-2", own),
        Answer("aws_ec2_managed_prefix_list", "pl-2", entries, "entries"),
    ]
    assert by_rule(recorded({"ec2": records}), "sg-1")["firewall-ssh-closed-to-internet"] == "fail"
    records[3] = Answer("aws_ec2_managed_prefix_list", "pl-2", [{"Cidr": "10.0.0.0/8"}], "entries")
    assert by_rule(recorded({"ec2": records}), "sg-1")["firewall-ssh-closed-to-internet"] == "pass"


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


def test_a_network_with_a_log_has_one() -> None:
    assert by_rule(answered(PAIRS["network_with_closed_group_and_log-0"].live), "vpc-1")["network-flow-logs"] == "pass"


def test_a_private_zone_is_not_judged() -> None:
    assert by_rule(answered(PAIRS["zones-0"].live), "arn:aws:route53:::hostedzone/Z2") == {}
