"""Load balancers, APIs, firewalls for web requests and distributions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.sources.live.records import Answer, Record
from tests.sources.aws.pairs.pair import Pair, named
from tests.sources.aws.same import ACCOUNT, REGION

BALANCER = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/app/front/1"

LISTENER = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:listener/app/front/1/2"

TARGETS = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:targetgroup/back/1"

STORE = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:truststore/partners/1"

ACL = f"arn:aws:wafv2:{REGION}:{ACCOUNT}:regional/webacl/front/1"

POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"

ATTRIBUTES = [
    {"Key": "access_logs.s3.enabled", "Value": "true"},
    {"Key": "access_logs.s3.bucket", "Value": "logs"},
    {"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true"},
    {"Key": "routing.http.desync_mitigation_mode", "Value": "monitor"},
]


def front() -> list[Record]:
    mutual = {"Mode": "verify", "TrustStoreArn": STORE, "IgnoreClientCertificateExpiry": False}
    return [
        Answer("aws_lb", BALANCER, {"LoadBalancerName": "front", "Scheme": "internet-facing", "Type": "application"}),
        Answer("aws_lb", BALANCER, ATTRIBUTES, "attributes"),
        Answer(
            "aws_lb_listener",
            LISTENER,
            {
                "LoadBalancerArn": BALANCER,
                "Protocol": "HTTPS",
                "Port": 443,
                "SslPolicy": POLICY,
                "Certificates": [{"CertificateArn": f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/1"}],
                "DefaultActions": [{"Type": "forward", "TargetGroupArn": TARGETS}],
                "MutualAuthentication": mutual,
            },
        ),
        Answer("aws_lb_target_group", TARGETS, {"Protocol": "HTTP", "TargetType": "ip"}),
        Answer("aws_lb_trust_store", STORE, {"Name": "partners", "NumberOfCaCertificates": 2}),
        Answer("aws_lb_trust_store", STORE, [{"RevocationId": 1}], "revocations"),
    ]


def web_acl(rules: dict[str, Any], *, before: object = ()) -> list[Record]:
    records: list[Record] = [
        Answer("aws_wafv2_web_acl", ACL, {"Name": "front", "Id": "1", "ARN": ACL}),
        Answer("aws_wafv2_web_acl", ACL, rules, "rules"),
    ]
    return [*records, Answer("aws_wafv2_web_acl", ACL, before, "balancers")]


def balancer() -> Iterator[Pair]:
    live = {"elbv2": front(), "wafv2": web_acl({"DefaultAction": {"Allow": {}}}, before=[BALANCER])}
    plan: dict[str, dict[str, Any]] = {
        "aws_lb.a": {
            "arn": BALANCER,
            "name": "front",
            "internal": False,
            "load_balancer_type": "application",
            "access_logs": [{"enabled": True, "bucket": "logs"}],
            "drop_invalid_header_fields": True,
            "desync_mitigation_mode": "monitor",
        },
        "aws_lb_listener.a": {
            "load_balancer_arn": BALANCER,
            "protocol": "HTTPS",
            "port": 443,
            "ssl_policy": POLICY,
            "certificate_arn": f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/1",
            "default_action": [{"type": "forward", "target_group_arn": TARGETS}],
            "mutual_authentication": [{"mode": "verify", "trust_store_arn": STORE}],
        },
        "aws_lb_target_group.a": {"protocol": "HTTP", "target_type": "ip"},
        "aws_lb_trust_store.a": {"arn": STORE, "name": "partners", "ca_certificates_bundle_s3_key": "ca.pem"},
        "aws_lb_trust_store_revocation.a": {"trust_store_arn": STORE},
        "aws_wafv2_web_acl.a": {"arn": ACL, "name": "front", "default_action": [{"allow": [{}]}]},
        "aws_wafv2_web_acl_association.a": {"resource_arn": BALANCER, "web_acl_arn": ACL},
    }
    pairs = {
        "aws_lb.a": BALANCER,
        "aws_lb_listener.a": LISTENER,
        "aws_lb_target_group.a": TARGETS,
        "aws_lb_trust_store.a": STORE,
        "aws_wafv2_web_acl.a": ACL,
    }
    yield Pair(live, plan, pairs)


def rules_of_a_firewall() -> Iterator[Pair]:
    group = {"VendorName": "AWS", "Name": "AWSManagedRulesKnownBadInputsRuleSet"}
    counted = {"RuleActionOverrides": [{"Name": "Log4JRCE_HEADER", "ActionToUse": {"Count": {}}}]}
    own = {"name": "own", "action": [{"block": [{}]}], "statement": [{"geo_match_statement": [{}]}]}
    managed = {"vendor_name": "AWS", "name": "AWSManagedRulesKnownBadInputsRuleSet"}
    over = {"rule_action_override": [{"name": "Log4JRCE_HEADER", "action_to_use": [{"count": [{}]}]}]}
    log = Answer("aws_wafv2_web_acl_logging_configuration", ACL, {"ResourceArn": ACL, "LogDestinationConfigs": ["a"]})
    for theirs, ours in (({}, {}), (counted, over)):
        statement = {"ManagedRuleGroupStatement": group | theirs}
        rules = [
            {"Name": "own", "Action": {"Block": {}}, "Statement": {"GeoMatchStatement": {}}},
            {"Name": "bad", "OverrideAction": {"None": {}}, "Statement": statement},
        ]
        live = {"wafv2": [*web_acl({"DefaultAction": {"Block": {}}, "Rules": rules}), log]}
        written = {"name": "bad", "override_action": [{"none": [{}]}]}
        written["statement"] = [{"managed_rule_group_statement": [managed | ours]}]
        plan: dict[str, dict[str, Any]] = {
            "aws_wafv2_web_acl.a": {"arn": ACL, "default_action": [{"block": [{}]}], "rule": [own, written]},
            "aws_wafv2_web_acl_logging_configuration.a": {"resource_arn": ACL, "log_destination_configs": ["a"]},
        }
        yield Pair(live, plan, {"aws_wafv2_web_acl.a": ACL})


def classic_balancer() -> Iterator[Pair]:
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
    yield Pair({"elb": records}, plan, {"aws_elb.a": address})


def rest_api() -> Iterator[Pair]:
    limits = {"throttlingRateLimit": 10.0, "loggingLevel": "ERROR"}
    stage = {
        "ApiId": "a1",
        "stageName": "live",
        "accessLogSettings": {"destinationArn": "arn:aws:logs:x"},
        "clientCertificateId": "c",
        "webAclArn": ACL,
        "methodSettings": {"*/*": limits | {"cachingEnabled": True, "cacheDataEncrypted": False}},
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
    live = {"apigateway": records, "apigatewayv2": [mapping]}
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
        "aws_wafv2_web_acl_association.a": {"resource_arn": f"{where}/restapis/a1/stages/live", "web_acl_arn": ACL},
        "aws_api_gateway_method_settings.a": {
            "rest_api_id": "a1",
            "stage_name": "live",
            "method_path": "*/*",
            "settings": [
                {
                    "throttling_rate_limit": 10,
                    "caching_enabled": True,
                    "cache_data_encrypted": False,
                    "logging_level": "ERROR",
                }
            ],
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
    yield Pair(live, plan, pairs)


def other_apis() -> Iterator[Pair]:
    graph = f"arn:aws:appsync:{REGION}:{ACCOUNT}:apis/g1"
    limits = {"ThrottlingRateLimit": 5.0, "DataTraceEnabled": True}
    call = {"IntegrationType": "HTTP_PROXY", "IntegrationUri": "http://back.example"}
    records = [
        Answer(
            "aws_apigatewayv2_api",
            "h1",
            {
                "Name": "pay",
                "ProtocolType": "HTTP",
                "DisableExecuteApiEndpoint": True,
                "CorsConfiguration": {"AllowOrigins": ["*"]},
            },
        ),
        Answer("aws_apigatewayv2_api", "w1", {"Name": "push", "ProtocolType": "WEBSOCKET"}),
        Answer(
            "aws_apigatewayv2_stage",
            "w1/s",
            {
                "ApiId": "w1",
                "StageName": "s",
                "DefaultRouteSettings": {"LoggingLevel": "INFO"},
                "RouteSettings": {"pay": {"LoggingLevel": "OFF"}},
            },
        ),
        Answer("aws_apigatewayv2_stage", "h1/s", {"ApiId": "h1", "StageName": "s", "DefaultRouteSettings": limits}),
        Answer("aws_apigatewayv2_route", "h1/r", {"ApiId": "h1", "RouteId": "r", "RouteKey": "GET /pay"}),
        Answer("aws_apigatewayv2_integration", "h1/i", {"ApiId": "h1", "IntegrationId": "i"} | call),
    ]
    graphql = {"apiId": "g1", "name": "g", "visibility": "GLOBAL", "wafWebAclArn": ACL}
    log = {"logConfig": {"fieldLogLevel": "ERROR", "cloudWatchLogsRoleArn": "arn:aws:iam::1:role/x"}}
    live = {"apigatewayv2": records, "appsync": [Answer("aws_appsync_graphql_api", graph, graphql | log)]}
    plan: dict[str, dict[str, Any]] = {
        "aws_apigatewayv2_api.a": {
            "id": "h1",
            "name": "pay",
            "protocol_type": "HTTP",
            "disable_execute_api_endpoint": True,
            "cors_configuration": [{"allow_origins": ["*"]}],
        },
        "aws_apigatewayv2_api.socket": {"id": "w1", "name": "push", "protocol_type": "WEBSOCKET"},
        "aws_apigatewayv2_stage.socket": {
            "api_id": "w1",
            "name": "s",
            "default_route_settings": [{"logging_level": "INFO"}],
            "route_settings": [{"route_key": "pay", "logging_level": "OFF"}],
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
        "aws_wafv2_web_acl_association.a": {"resource_arn": graph, "web_acl_arn": ACL},
    }
    where = f"arn:aws:apigateway:{REGION}::/apis/h1"
    pairs = {
        "aws_apigatewayv2_api.a": where,
        "aws_apigatewayv2_stage.a": f"{where}/stages/s",
        "aws_apigatewayv2_api.socket": f"arn:aws:apigateway:{REGION}::/apis/w1",
        "aws_apigatewayv2_stage.socket": f"arn:aws:apigateway:{REGION}::/apis/w1/stages/s",
        "aws_apigatewayv2_route.a": f"{where}/routes/r",
        "aws_apigatewayv2_integration.a": f"{where}/integrations/i",
        "aws_appsync_graphql_api.a": graph,
    }
    yield Pair(live, plan, pairs)


PAIRS = named(
    balancer,
    rules_of_a_firewall,
    classic_balancer,
    rest_api,
    other_apis,
)
