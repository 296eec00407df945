"""Load balancers, APIs, firewalls for web requests and distributions, live."""

from __future__ import annotations

from pathlib import Path

import boto3

from pcicheck.sources.live.records import Answer, Refusal
from tests.sources.aws.pairs.delivery import PAIRS
from tests.sources.aws.pairs.edge import ACL, BALANCER, STORE, front, web_acl
from tests.sources.aws.same import REGION, answered, by_rule, collected, recorded


def test_balancers_of_a_real_server(aws: str, tmp_path: Path) -> None:
    ec2, elb = boto3.client("ec2"), boto3.client("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"][
            "SubnetId"
        ]
        for i, zone in enumerate("ab")
    ]
    front = elb.create_load_balancer(Name="front", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    logs = [{"Key": "access_logs.s3.enabled", "Value": "false"}]
    elb.modify_load_balancer_attributes(LoadBalancerArn=front, Attributes=logs)
    answer = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}
    plain = elb.create_listener(LoadBalancerArn=front, Protocol="HTTP", Port=80, DefaultActions=[answer])
    findings = collected(tmp_path / "s", "aws_lb", "aws_lb_listener", "aws_wafv2_web_acl")
    listener = plain["Listeners"][0]["ListenerArn"]
    assert by_rule(findings, listener)["endpoint-encrypted"] == "fail"
    assert by_rule(findings, front)["endpoint-access-logged"] == "fail"


def test_apis_of_a_real_server(aws: str, tmp_path: Path) -> None:
    gateway = boto3.client("apigateway")
    api = gateway.create_rest_api(name="pay", endpointConfiguration={"types": ["REGIONAL"]})["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    gateway.put_method(restApiId=api, resourceId=root, httpMethod="GET", authorizationType="NONE")
    gateway.put_integration(
        restApiId=api,
        resourceId=root,
        httpMethod="GET",
        type="HTTP",
        uri="http://back.example",
        integrationHttpMethod="GET",
    )
    gateway.create_deployment(restApiId=api, stageName="live")
    findings = collected(tmp_path / "s", "aws_api_gateway_rest_api", "aws_api_gateway_stage", "aws_api_gateway_method")
    where = f"arn:aws:apigateway:{REGION}::/restapis/{api}"
    method = f"{where}/resources/{root}/methods/GET"
    assert by_rule(findings, f"{where}/stages/live")
    assert "fail" in by_rule(findings, method).values()
    assert "fail" in by_rule(findings, f"{method}/integration").values()
    assert by_rule(findings, where)


def test_what_stands_before_a_balancer_is_not_known_where_it_was_refused() -> None:
    alone = recorded({"elbv2": front()})
    assert by_rule(alone, BALANCER)["public-endpoint-waf"] == "fail"
    part = Refusal("aws_wafv2_web_acl", "denied", "wafv2:ListResourcesForWebACL", "x", "no", ACL, "balancers")
    records = [*web_acl({"DefaultAction": {"Allow": {}}})[:2], part]
    hidden = recorded({"elbv2": front(), "wafv2": records})
    assert by_rule(hidden, BALANCER)["public-endpoint-waf"] == "unknown"
    whole = Refusal("aws_wafv2_web_acl", "denied", "wafv2:ListWebACLs", "wafv2:ListWebACLs", "no")
    unlisted = recorded({"elbv2": front(), "wafv2": [whole]})
    assert by_rule(unlisted, BALANCER)["public-endpoint-waf"] == "unknown"
    listeners = Refusal("aws_lb_listener", "denied", "elbv2:DescribeListeners", "x", "no")
    unseen = recorded({"elbv2": [*front()[:2], listeners]})
    assert by_rule(unseen, BALANCER)["load-balancer-no-plain-http"] == "unknown"
    lists = Refusal(
        "aws_lb_trust_store", "denied", "elbv2:DescribeTrustStoreRevocations", "x", "no", STORE, "revocations"
    )
    unrevoked = recorded({"elbv2": [*front()[:-1], lists]})
    assert by_rule(unrevoked, STORE)["trust-store-revocation"] == "unknown"


def test_a_log_of_a_distribution_that_was_refused_is_not_known() -> None:
    (name,) = PAIRS["distribution-0"].same.values()
    told = [
        r for r in PAIRS["distribution-0"].live["cloudfront"] if not (isinstance(r, Answer) and r.part == "logging")
    ]
    refusal = Refusal("aws_cloudfront_distribution", "denied", "x", "y", "no", name, "logging")
    assert by_rule(answered({"cloudfront": [*told, refusal]}), name)["endpoint-access-logged"] == "unknown"
