"""Load balancers, APIs, firewalls for web requests and distributions, live."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3

from pcicheck.sources.live.records import Answer, Record, Refusal
from tests.sources.aws.same import ACCOUNT, REGION, by_rule, collected, differences, planned, recorded

_BALANCER = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/app/front/1"
_LISTENER = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:listener/app/front/1/2"
_TARGETS = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:targetgroup/back/1"
_STORE = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:truststore/partners/1"
_ACL = f"arn:aws:wafv2:{REGION}:{ACCOUNT}:regional/webacl/front/1"
_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
_ATTRIBUTES = [
    {"Key": "access_logs.s3.enabled", "Value": "true"},
    {"Key": "access_logs.s3.bucket", "Value": "logs"},
    {"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true"},
    {"Key": "routing.http.desync_mitigation_mode", "Value": "monitor"},
]


def _front() -> list[Record]:
    mutual = {"Mode": "verify", "TrustStoreArn": _STORE, "IgnoreClientCertificateExpiry": False}
    return [
        Answer("aws_lb", _BALANCER, {"LoadBalancerName": "front", "Scheme": "internet-facing", "Type": "application"}),
        Answer("aws_lb", _BALANCER, _ATTRIBUTES, "attributes"),
        Answer(
            "aws_lb_listener",
            _LISTENER,
            {
                "LoadBalancerArn": _BALANCER,
                "Protocol": "HTTPS",
                "Port": 443,
                "SslPolicy": _POLICY,
                "Certificates": [{"CertificateArn": f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/1"}],
                "DefaultActions": [{"Type": "forward", "TargetGroupArn": _TARGETS}],
                "MutualAuthentication": mutual,
            },
        ),
        Answer("aws_lb_target_group", _TARGETS, {"Protocol": "HTTP", "TargetType": "ip"}),
        Answer("aws_lb_trust_store", _STORE, {"Name": "partners", "NumberOfCaCertificates": 2}),
        Answer("aws_lb_trust_store", _STORE, [{"RevocationId": 1}], "revocations"),
    ]


def _acl(rules: dict[str, Any], *, before: object = ()) -> list[Record]:
    records: list[Record] = [
        Answer("aws_wafv2_web_acl", _ACL, {"Name": "front", "Id": "1", "ARN": _ACL}),
        Answer("aws_wafv2_web_acl", _ACL, rules, "rules"),
    ]
    return [*records, Answer("aws_wafv2_web_acl", _ACL, before, "balancers")]


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


def test_a_balancer_is_that_of_terraform() -> None:
    live = recorded({"elbv2": _front(), "wafv2": _acl({"DefaultAction": {"Allow": {}}}, before=[_BALANCER])})
    plan: dict[str, dict[str, Any]] = {
        "aws_lb.a": {
            "arn": _BALANCER,
            "name": "front",
            "internal": False,
            "load_balancer_type": "application",
            "access_logs": [{"enabled": True, "bucket": "logs"}],
            "drop_invalid_header_fields": True,
            "desync_mitigation_mode": "monitor",
        },
        "aws_lb_listener.a": {
            "load_balancer_arn": _BALANCER,
            "protocol": "HTTPS",
            "port": 443,
            "ssl_policy": _POLICY,
            "certificate_arn": f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/1",
            "default_action": [{"type": "forward", "target_group_arn": _TARGETS}],
            "mutual_authentication": [{"mode": "verify", "trust_store_arn": _STORE}],
        },
        "aws_lb_target_group.a": {"protocol": "HTTP", "target_type": "ip"},
        "aws_lb_trust_store.a": {"arn": _STORE, "name": "partners", "ca_certificates_bundle_s3_key": "ca.pem"},
        "aws_lb_trust_store_revocation.a": {"trust_store_arn": _STORE},
        "aws_wafv2_web_acl.a": {"arn": _ACL, "name": "front", "default_action": [{"allow": [{}]}]},
        "aws_wafv2_web_acl_association.a": {"resource_arn": _BALANCER, "web_acl_arn": _ACL},
    }
    pairs = {
        "aws_lb.a": _BALANCER,
        "aws_lb_listener.a": _LISTENER,
        "aws_lb_target_group.a": _TARGETS,
        "aws_lb_trust_store.a": _STORE,
        "aws_wafv2_web_acl.a": _ACL,
    }
    assert differences(planned(plan), live, pairs) == []


def test_what_stands_before_a_balancer_is_not_known_where_it_was_refused() -> None:
    alone = recorded({"elbv2": _front()})
    assert by_rule(alone, _BALANCER)["public-endpoint-waf"] == "fail"
    part = Refusal("aws_wafv2_web_acl", "denied", "wafv2:ListResourcesForWebACL", "x", "no", _ACL, "balancers")
    records = [*_acl({"DefaultAction": {"Allow": {}}})[:2], part]
    hidden = recorded({"elbv2": _front(), "wafv2": records})
    assert by_rule(hidden, _BALANCER)["public-endpoint-waf"] == "unknown"
    whole = Refusal("aws_wafv2_web_acl", "denied", "wafv2:ListWebACLs", "wafv2:ListWebACLs", "no")
    unlisted = recorded({"elbv2": _front(), "wafv2": [whole]})
    assert by_rule(unlisted, _BALANCER)["public-endpoint-waf"] == "unknown"
    listeners = Refusal("aws_lb_listener", "denied", "elbv2:DescribeListeners", "x", "no")
    unseen = recorded({"elbv2": [*_front()[:2], listeners]})
    assert by_rule(unseen, _BALANCER)["load-balancer-no-plain-http"] == "unknown"
    lists = Refusal(
        "aws_lb_trust_store", "denied", "elbv2:DescribeTrustStoreRevocations", "x", "no", _STORE, "revocations"
    )
    unrevoked = recorded({"elbv2": [*_front()[:-1], lists]})
    assert by_rule(unrevoked, _STORE)["trust-store-revocation"] == "unknown"


def test_rules_of_a_firewall_are_those_of_terraform() -> None:
    group = {"VendorName": "AWS", "Name": "AWSManagedRulesKnownBadInputsRuleSet"}
    counted = {"RuleActionOverrides": [{"Name": "Log4JRCE_HEADER", "ActionToUse": {"Count": {}}}]}
    own = {"name": "own", "action": [{"block": [{}]}], "statement": [{"geo_match_statement": [{}]}]}
    managed = {"vendor_name": "AWS", "name": "AWSManagedRulesKnownBadInputsRuleSet"}
    over = {"rule_action_override": [{"name": "Log4JRCE_HEADER", "action_to_use": [{"count": [{}]}]}]}
    log = Answer("aws_wafv2_web_acl_logging_configuration", _ACL, {"ResourceArn": _ACL, "LogDestinationConfigs": ["a"]})
    for theirs, ours in (({}, {}), (counted, over)):
        statement = {"ManagedRuleGroupStatement": group | theirs}
        rules = [
            {"Name": "own", "Action": {"Block": {}}, "Statement": {"GeoMatchStatement": {}}},
            {"Name": "bad", "OverrideAction": {"None": {}}, "Statement": statement},
        ]
        live = recorded({"wafv2": [*_acl({"DefaultAction": {"Block": {}}, "Rules": rules}), log]})
        written = {"name": "bad", "override_action": [{"none": [{}]}]}
        written["statement"] = [{"managed_rule_group_statement": [managed | ours]}]
        plan: dict[str, dict[str, Any]] = {
            "aws_wafv2_web_acl.a": {"arn": _ACL, "default_action": [{"block": [{}]}], "rule": [own, written]},
            "aws_wafv2_web_acl_logging_configuration.a": {"resource_arn": _ACL, "log_destination_configs": ["a"]},
        }
        assert differences(planned(plan), live, {"aws_wafv2_web_acl.a": _ACL}) == []


def test_a_classic_balancer_is_that_of_terraform() -> None:
    listener = {"Protocol": "HTTPS", "LoadBalancerPort": 443, "InstanceProtocol": "HTTP", "InstancePort": 80}
    attributes = [
        {"AttributeName": "Protocol-TLSv1.2", "AttributeValue": "true"},
        {"AttributeName": "Protocol-TLSv1", "AttributeValue": "true"},
        {"AttributeName": "ECDHE-RSA-AES128-GCM-SHA256", "AttributeValue": "true"},
    ]
    policy = {"PolicyName": "old", "PolicyTypeName": "SSLNegotiationPolicyType"}
    records = [
        Answer(
            "aws_elb",
            "old",
            {"Scheme": "internal", "ListenerDescriptions": [{"Listener": listener, "PolicyNames": ["old"]}]},
        ),
        Answer(
            "aws_elb",
            "old",
            {
                "AccessLog": {"Enabled": False},
                "AdditionalAttributes": [{"Key": "elb.http.desyncmitigationmode", "Value": "strictest"}],
            },
            "attributes",
        ),
        Answer("aws_elb", "old", [policy | {"PolicyAttributeDescriptions": attributes}], "policies"),
    ]
    written = {"lb_port": 443, "lb_protocol": "https", "instance_port": 80, "instance_protocol": "http"}
    plan: dict[str, dict[str, Any]] = {
        "aws_elb.a": {
            "name": "old",
            "internal": True,
            "listener": [written],
            "access_logs": [{"enabled": False}],
            "desync_mitigation_mode": "strictest",
        },
        "aws_lb_ssl_negotiation_policy.a": {
            "load_balancer": "old",
            "lb_port": 443,
            "attribute": [{"name": a["AttributeName"], "value": a["AttributeValue"]} for a in attributes],
        },
    }
    address = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/old"
    assert differences(planned(plan), recorded({"elb": records}), {"aws_elb.a": address}) == []


def test_a_rest_api_is_that_of_terraform() -> None:
    stage = {
        "ApiId": "a1",
        "stageName": "live",
        "accessLogSettings": {"destinationArn": "arn:aws:logs:x"},
        "clientCertificateId": "c",
        "webAclArn": _ACL,
        "methodSettings": {"*/*": {"throttlingRateLimit": 10.0, "cachingEnabled": True, "cacheDataEncrypted": False}},
    }
    get = {
        "httpMethod": "GET",
        "authorizationType": "NONE",
        "apiKeyRequired": True,
        "requestValidatorId": "v1",
        "methodIntegration": {
            "type": "HTTP_PROXY",
            "uri": "https://back.example",
            "tlsConfig": {"insecureSkipVerification": True},
        },
    }
    records = [
        Answer("aws_api_gateway_rest_api", "a1", {"name": "pay", "endpointConfiguration": {"types": ["REGIONAL"]}}),
        Answer("aws_api_gateway_stage", "a1/live", stage),
        Answer("aws_api_gateway_method", "a1/r1", {"ApiId": "a1", "id": "r1", "resourceMethods": {"GET": get}}),
        Answer("aws_api_gateway_request_validator", "v1", {"id": "v1", "validateRequestBody": True}),
        Answer(
            "aws_api_gateway_domain_name",
            "pay.example",
            {
                "domainName": "pay.example",
                "endpointConfiguration": {"types": ["REGIONAL"]},
                "securityPolicy": "TLS_1_2",
                "mutualTlsAuthentication": {"truststoreUri": "s3://trust/ca.pem"},
            },
        ),
    ]
    mapping = Answer("aws_apigatewayv2_api_mapping", "m", {"ApiId": "a1", "DomainName": "pay.example", "Stage": "live"})
    live = recorded({"apigateway": records, "apigatewayv2": [mapping]})
    where = f"arn:aws:apigateway:{REGION}::"
    plan: dict[str, dict[str, Any]] = {
        "aws_api_gateway_rest_api.a": {"id": "a1", "name": "pay", "endpoint_configuration": [{"types": ["REGIONAL"]}]},
        "aws_api_gateway_stage.a": {
            "arn": f"{where}/restapis/a1/stages/live",
            "rest_api_id": "a1",
            "stage_name": "live",
            "access_log_settings": [{"destination_arn": "arn:aws:logs:x"}],
            "client_certificate_id": "c",
        },
        "aws_wafv2_web_acl_association.a": {"resource_arn": f"{where}/restapis/a1/stages/live", "web_acl_arn": _ACL},
        "aws_api_gateway_method_settings.a": {
            "rest_api_id": "a1",
            "stage_name": "live",
            "method_path": "*/*",
            "settings": [{"throttling_rate_limit": 10, "caching_enabled": True, "cache_data_encrypted": False}],
        },
        "aws_api_gateway_method.a": {
            "rest_api_id": "a1",
            "http_method": "GET",
            "authorization": "NONE",
            "api_key_required": True,
            "request_validator_id": "v1",
        },
        "aws_api_gateway_request_validator.a": {"id": "v1", "validate_request_body": True},
        "aws_api_gateway_integration.a": {
            "rest_api_id": "a1",
            "http_method": "GET",
            "type": "HTTP_PROXY",
            "uri": "https://back.example",
            "tls_config": [{"insecure_skip_verification": True}],
        },
        "aws_api_gateway_domain_name.a": {
            "domain_name": "pay.example",
            "endpoint_configuration": [{"types": ["REGIONAL"]}],
            "security_policy": "TLS_1_2",
            "mutual_tls_authentication": [{"truststore_uri": "s3://trust/ca.pem"}],
        },
        "aws_apigatewayv2_api_mapping.a": {"api_id": "a1", "domain_name": "pay.example", "stage": "live"},
    }
    stage_at = f"{where}/restapis/a1/stages/live"
    method_at = f"{where}/restapis/a1/resources/r1/methods/GET"
    pairs = {
        "aws_api_gateway_rest_api.a": f"{where}/restapis/a1",
        "aws_api_gateway_stage.a": stage_at,
        "aws_api_gateway_method_settings.a": f"{stage_at}/*/*",
        "aws_api_gateway_method.a": method_at,
        "aws_api_gateway_integration.a": f"{method_at}/integration",
        "aws_api_gateway_domain_name.a": f"arn:aws:apigateway:{REGION}::/domainnames/pay.example",
    }
    assert differences(planned(plan), live, pairs) == []


def test_other_apis_are_those_of_terraform() -> None:
    graph = f"arn:aws:appsync:{REGION}:{ACCOUNT}:apis/g1"
    limits = {"ThrottlingRateLimit": 5.0, "DataTraceEnabled": True}
    call = {"IntegrationType": "HTTP_PROXY", "IntegrationUri": "http://back.example"}
    records = [
        Answer(
            "aws_apigatewayv2_api", "h1", {"Name": "pay", "ProtocolType": "HTTP", "DisableExecuteApiEndpoint": True}
        ),
        Answer("aws_apigatewayv2_stage", "h1/s", {"ApiId": "h1", "StageName": "s", "DefaultRouteSettings": limits}),
        Answer("aws_apigatewayv2_route", "h1/r", {"ApiId": "h1", "RouteId": "r", "RouteKey": "GET /pay"}),
        Answer("aws_apigatewayv2_integration", "h1/i", {"ApiId": "h1", "IntegrationId": "i"} | call),
    ]
    graphql = {"apiId": "g1", "name": "g", "visibility": "GLOBAL", "wafWebAclArn": _ACL}
    log = {"logConfig": {"fieldLogLevel": "ERROR", "cloudWatchLogsRoleArn": "arn:aws:iam::1:role/x"}}
    live = recorded(
        {"apigatewayv2": records, "appsync": [Answer("aws_appsync_graphql_api", graph, graphql | log)]},
    )
    plan: dict[str, dict[str, Any]] = {
        "aws_apigatewayv2_api.a": {
            "id": "h1",
            "name": "pay",
            "protocol_type": "HTTP",
            "disable_execute_api_endpoint": True,
        },
        "aws_apigatewayv2_stage.a": {
            "api_id": "h1",
            "name": "s",
            "default_route_settings": [{"throttling_rate_limit": 5, "data_trace_enabled": True}],
        },
        "aws_apigatewayv2_route.a": {"api_id": "h1", "route_key": "GET /pay"},
        "aws_apigatewayv2_integration.a": {
            "api_id": "h1",
            "integration_type": "HTTP_PROXY",
            "integration_uri": "http://back.example",
        },
        "aws_appsync_graphql_api.a": {
            "arn": graph,
            "name": "g",
            "log_config": [{"field_log_level": "ERROR", "cloudwatch_logs_role_arn": "arn:aws:iam::1:role/x"}],
        },
        "aws_wafv2_web_acl_association.a": {"resource_arn": graph, "web_acl_arn": _ACL},
    }
    where = f"arn:aws:apigateway:{REGION}::/apis/h1"
    pairs = {
        "aws_apigatewayv2_api.a": where,
        "aws_apigatewayv2_stage.a": f"{where}/stages/s",
        "aws_apigatewayv2_route.a": f"{where}/routes/r",
        "aws_apigatewayv2_integration.a": f"{where}/integrations/i",
        "aws_appsync_graphql_api.a": graph,
    }
    assert differences(planned(plan), live, pairs) == []


def test_a_distribution_is_that_of_terraform() -> None:
    name = f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1"
    item = {
        "Id": "E1",
        "WebACLId": _ACL,
        "Origins": {
            "Quantity": 2,
            "Items": [
                {"Id": "b", "DomainName": "pay.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}},
                {
                    "Id": "c",
                    "DomainName": "back.example",
                    "CustomOriginConfig": {
                        "OriginProtocolPolicy": "https-only",
                        "OriginSslProtocols": {"Quantity": 2, "Items": ["TLSv1", "TLSv1.2"]},
                    },
                },
            ],
        },
        "DefaultCacheBehavior": {"TargetOriginId": "b", "ViewerProtocolPolicy": "redirect-to-https"},
        "CacheBehaviors": {"Quantity": 1, "Items": [{"TargetOriginId": "c", "ViewerProtocolPolicy": "allow-all"}]},
        "ViewerCertificate": {"CloudFrontDefaultCertificate": False, "MinimumProtocolVersion": "TLSv1.2_2021"},
    }
    logs = {"Enabled": True, "Bucket": "logs.s3.amazonaws.com"}
    records = [
        Answer("aws_cloudfront_distribution", name, item),
        Answer("aws_cloudfront_distribution", name, logs, "logging"),
    ]
    custom = {"origin_protocol_policy": "https-only", "origin_ssl_protocols": ["TLSv1", "TLSv1.2"]}
    plan = {
        "aws_cloudfront_distribution.a": {
            "web_acl_id": _ACL,
            "origin": [
                {
                    "origin_id": "b",
                    "domain_name": "pay.s3.amazonaws.com",
                    "s3_origin_config": [{"origin_access_identity": ""}],
                },
                {"origin_id": "c", "domain_name": "back.example", "custom_origin_config": [custom]},
            ],
            "default_cache_behavior": [{"target_origin_id": "b", "viewer_protocol_policy": "redirect-to-https"}],
            "ordered_cache_behavior": [{"target_origin_id": "c", "viewer_protocol_policy": "allow-all"}],
            "viewer_certificate": [{"minimum_protocol_version": "TLSv1.2_2021"}],
            "logging_config": [{"bucket": "logs.s3.amazonaws.com"}],
        }
    }
    live = recorded({"cloudfront": records}, "global")
    assert differences(planned(plan), live, {"aws_cloudfront_distribution.a": name}) == []
    refusal = Refusal("aws_cloudfront_distribution", "denied", "x", "y", "no", name, "logging")
    blind = by_rule(recorded({"cloudfront": [records[0], refusal]}, "global"), name)
    assert blind["endpoint-access-logged"] == "unknown"


def test_other_ways_in_are_those_of_terraform() -> None:
    server = f"arn:aws:transfer:{REGION}:{ACCOUNT}:server/s-1"
    front = f"arn:aws:globalaccelerator::{ACCOUNT}:accelerator/1"
    listener = f"arn:aws:vpc-lattice:{REGION}:{ACCOUNT}:service/s/listener/1"
    targets = f"arn:aws:vpc-lattice:{REGION}:{ACCOUNT}:targetgroup/1"
    policy = "TransferSecurityPolicy-2018-11"
    told = {"Protocols": ["FTP", "SFTP"], "SecurityPolicyName": policy, "EndpointType": "PUBLIC", "LoggingRole": "r"}
    live = [
        *recorded(
            {
                "transfer": [
                    Answer("aws_transfer_server", server, {"Arn": server, "ServerId": "s-1"}),
                    Answer("aws_transfer_server", server, told, "server"),
                ],
                "vpc-lattice": [
                    Answer("aws_vpclattice_listener", listener, {"protocol": "HTTP"}),
                    Answer("aws_vpclattice_target_group", targets, {"protocol": "HTTP", "type": "IP"}),
                ],
            }
        ),
        *recorded(
            {
                "globalaccelerator": [
                    Answer("aws_globalaccelerator_accelerator", front, {"Name": "front"}),
                    Answer("aws_globalaccelerator_accelerator", front, {"FlowLogsEnabled": False}, "attributes"),
                ]
            },
            "global",
        ),
    ]
    plan: dict[str, dict[str, Any]] = {
        "aws_transfer_server.a": {
            "protocols": ["FTP", "SFTP"],
            "security_policy_name": policy,
            "endpoint_type": "PUBLIC",
            "logging_role": "r",
        },
        "aws_globalaccelerator_accelerator.a": {"name": "front", "attributes": [{"flow_logs_enabled": False}]},
        "aws_vpclattice_listener.a": {"protocol": "HTTP"},
        "aws_vpclattice_target_group.a": {"type": "IP", "config": [{"protocol": "HTTP"}]},
    }
    pairs = {
        "aws_transfer_server.a": server,
        "aws_globalaccelerator_accelerator.a": front,
        "aws_vpclattice_listener.a": listener,
        "aws_vpclattice_target_group.a": targets,
    }
    assert differences(planned(plan), live, pairs) == []
