"""TLS endpoints and what stands before them on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_HERE = "aws.transport"
_ENDPOINT = ("endpoint",)
_UPSTREAM = ("upstream",)
_FIREWALLED = (
    "aws_lb",
    "aws_alb",
    "aws_api_gateway_stage",
    "aws_appsync_graphql_api",
    "aws_cognito_user_pool",
    "aws_apprunner_service",
    "aws_verifiedaccess_instance",
)
_LISTENER = SideCar("load_balancer_arn", ("aws_lb", "aws_alb"))
_TRUST_STORE = SideCar("trust_store_arn", ("aws_lb_trust_store",))

THEME = Theme(
    adapters={
        "aws_lb": Row(f"{_HERE}.load_balancer:load_balancer", _ENDPOINT),
        "aws_alb": Row(f"{_HERE}.load_balancer:load_balancer", _ENDPOINT),
        "aws_lb_listener": Row(f"{_HERE}.listener:listener", _ENDPOINT),
        "aws_alb_listener": Row(f"{_HERE}.listener:listener", _ENDPOINT),
        "aws_lb_target_group": Row(f"{_HERE}.load_balancer:target_group", _UPSTREAM),
        "aws_alb_target_group": Row(f"{_HERE}.load_balancer:target_group", _UPSTREAM),
        "aws_lb_trust_store": Row(f"{_HERE}.load_balancer:trust_store", ("trust_store",)),
        "aws_elb": Row(f"{_HERE}.classic:classic", ("endpoint", "upstream")),
        "aws_load_balancer_policy": Row(f"{_HERE}.classic_policy:tls_policy", ("tls_policy",)),
        "aws_cloudfront_distribution": Row(f"{_HERE}.cdn:distribution", ("endpoint", "upstream")),
        "aws_cloudfront_vpc_origin": Row(f"{_HERE}.origins:vpc_origin", _UPSTREAM),
        "aws_cloudfront_trust_store": Row(f"{_HERE}.cdn:trust_store", ("trust_store",)),
        "aws_api_gateway_domain_name": Row(f"{_HERE}.api_rest:domain", (*_ENDPOINT, "certificate")),
        "aws_api_gateway_rest_api": Row(f"{_HERE}.api_rest:api", _ENDPOINT),
        "aws_api_gateway_stage": Row(f"{_HERE}.api_rest:stage", _ENDPOINT),
        "aws_api_gateway_method": Row(f"{_HERE}.api_routes:method", ("route",)),
        "aws_api_gateway_method_settings": Row(f"{_HERE}.api_routes:method_settings", ("route",)),
        "aws_api_gateway_integration": Row(f"{_HERE}.api_routes:integration", _UPSTREAM),
        "aws_apigatewayv2_domain_name": Row(f"{_HERE}.api_http:domain", _ENDPOINT),
        "aws_apigatewayv2_api": Row(f"{_HERE}.api_http:api", _ENDPOINT),
        "aws_apigatewayv2_stage": Row(f"{_HERE}.api_http:stage", ("endpoint", "route")),
        "aws_apigatewayv2_route": Row(f"{_HERE}.api_http:route", ("route",)),
        "aws_apigatewayv2_integration": Row(f"{_HERE}.api_http:integration", _UPSTREAM),
        "aws_appsync_graphql_api": Row(f"{_HERE}.api_http:graphql", _ENDPOINT),
        "aws_wafv2_web_acl": Row(f"{_HERE}.firewall:web_acl", ("waf",)),
        "aws_wafv2_rule_group": Row(f"{_HERE}.firewall:rule_group", ("waf",)),
        "aws_waf_web_acl": Row(f"{_HERE}.firewall:classic_web_acl", ("waf",)),
        "aws_wafregional_web_acl": Row(f"{_HERE}.firewall:classic_web_acl", ("waf",)),
        "aws_waf_rule_group": Row(f"{_HERE}.firewall:rule_group", ("waf",)),
        "aws_wafregional_rule_group": Row(f"{_HERE}.firewall:rule_group", ("waf",)),
        "aws_appmesh_virtual_node": Row(f"{_HERE}.mesh:virtual_node", ("endpoint", "upstream")),
        "aws_appmesh_virtual_gateway": Row(f"{_HERE}.mesh:virtual_node", ("endpoint", "upstream")),
        "aws_vpclattice_listener": Row(f"{_HERE}.lattice:listener", _ENDPOINT),
        "aws_vpclattice_target_group": Row(f"{_HERE}.lattice:target_group", _UPSTREAM),
        "aws_transfer_server": Row(f"{_HERE}.edge:transfer_server", _ENDPOINT),
        "aws_globalaccelerator_accelerator": Row(f"{_HERE}.edge:accelerator", _ENDPOINT),
    },
    sidecars={
        "aws_lb_listener": _LISTENER,
        "aws_alb_listener": _LISTENER,
        "aws_wafv2_web_acl_association": SideCar("resource_arn", _FIREWALLED),
        "aws_wafregional_web_acl_association": SideCar("resource_arn", _FIREWALLED),
        "aws_wafv2_web_acl_logging_configuration": SideCar("resource_arn", ("aws_wafv2_web_acl",)),
        "aws_wafv2_web_acl_rule_group_association": SideCar("web_acl_arn", ("aws_wafv2_web_acl",)),
        "aws_lb_trust_store_revocation": _TRUST_STORE,
        "aws_load_balancer_listener_policy": SideCar("load_balancer_name", ("aws_elb",)),
        "aws_lb_ssl_negotiation_policy": SideCar("load_balancer", ("aws_elb",)),
        "aws_api_gateway_method_settings": SideCar("stage_name", ("aws_api_gateway_stage",)),
        "aws_api_gateway_base_path_mapping": SideCar("api_id", ("aws_api_gateway_rest_api",)),
        "aws_apigatewayv2_api_mapping": SideCar("api_id", ("aws_apigatewayv2_api", "aws_api_gateway_rest_api")),
    },
    helpers=(
        "data.aws_lb",
        "data.aws_alb",
        "aws_api_gateway_request_validator",
        "aws_cloudwatch_log_delivery",
        "aws_cloudwatch_log_delivery_source",
        "aws_cognito_user_pool",
        "aws_apprunner_service",
        "aws_verifiedaccess_instance",
    ),
)
