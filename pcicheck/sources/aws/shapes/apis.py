"""Answers of API Gateway and AppSync in Terraform's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, block, partition_of, tags_of
from pcicheck.sources.aws.spelling import inside, members
from pcicheck.sources.live.natives import Native


def rest_api(native: Native) -> Iterator[Shaped]:
    """A REST API under its own name."""
    item = native.item
    values = {
        "id": native.id,
        "arn": _arn(native, f"restapis/{native.id}"),
        "name": item.get("name"),
        "endpoint_configuration": _reached(item),
        "disable_execute_api_endpoint": item.get("disableExecuteApiEndpoint", False),
        "security_policy": item.get("securityPolicy"),
        "policy": item.get("policy"),
        "tags": tags_of(item.get("tags")),
    }
    yield Shaped("aws_api_gateway_rest_api", values, str(values["arn"]))


def _reached(item: dict[str, Any]) -> Any:
    types = inside(item, "endpointConfiguration", "types")
    return [{"types": types}] if types else NOT_TOLD


def rest_stage(native: Native) -> Iterator[Shaped]:
    """A stage of a REST API, its web ACL and its settings for methods."""
    item = native.item
    api, stage = item.get("ApiId"), item.get("stageName")
    address = _arn(native, f"restapis/{api}/stages/{stage}")
    yield Shaped(
        "aws_api_gateway_stage",
        {
            "id": native.id,
            "arn": address,
            "rest_api_id": api,
            "stage_name": stage,
            "client_certificate_id": item.get("clientCertificateId"),
            "access_log_settings": _access_log(inside(item, "accessLogSettings", "destinationArn")),
            "tags": tags_of(item.get("tags")),
        },
        address,
    )
    yield from _attached(address, item.get("webAclArn"))
    for path, found in sorted((item.get("methodSettings") or {}).items()):
        settings = {
            "throttling_rate_limit": found.get("throttlingRateLimit"),
            "caching_enabled": found.get("cachingEnabled"),
            "cache_data_encrypted": found.get("cacheDataEncrypted"),
            "data_trace_enabled": found.get("dataTraceEnabled"),
            "logging_level": found.get("loggingLevel"),
        }
        beside = {"rest_api_id": api, "stage_name": stage, "method_path": path, "settings": [settings]}
        yield Shaped("aws_api_gateway_method_settings", beside, f"{address}/{path}")


def _attached(address: str, acl: str | None) -> Iterator[Shaped]:
    if acl:
        values = {"resource_arn": address, "web_acl_arn": acl}
        yield Shaped("aws_wafv2_web_acl_association", values, f"{address}/waf")


def _access_log(destination: Any) -> list[dict[str, Any]]:
    return [{"destination_arn": destination}] if destination else []


def rest_methods(native: Native) -> Iterator[Shaped]:
    """The methods of one path of a REST API, and what each calls."""
    item = native.item
    api = item.get("ApiId")
    for verb, method in sorted((item.get("resourceMethods") or {}).items()):
        address = _arn(native, f"restapis/{api}/resources/{item.get('id')}/methods/{verb}")
        shared = {"id": address, "rest_api_id": api, "resource_id": item.get("id"), "http_method": verb}
        asked = {
            "authorization": method.get("authorizationType", NOT_TOLD),
            "api_key_required": method.get("apiKeyRequired", False),
            "request_validator_id": method.get("requestValidatorId"),
        }
        yield Shaped("aws_api_gateway_method", shared | asked, address)
        called = method.get("methodIntegration")
        if called:
            tls = {"insecure_skip_verification": inside(called, "tlsConfig", "insecureSkipVerification")}
            hop = {"type": called.get("type"), "uri": called.get("uri"), "tls_config": [tls]}
            yield Shaped("aws_api_gateway_integration", shared | hop, f"{address}/integration")


def validator(native: Native) -> Iterator[Shaped]:
    """What is checked of requests before they are passed on."""
    item = native.item
    values = {
        "id": native.id,
        "validate_request_body": item.get("validateRequestBody"),
        "validate_request_parameters": item.get("validateRequestParameters"),
    }
    yield Shaped("aws_api_gateway_request_validator", values)


def domain(native: Native) -> Iterator[Shaped]:
    """A domain name of any API, and what it leads to where it is reached through edge locations."""
    item, mappings = native.item, native.part("mappings")
    mutual = item.get("mutualTlsAuthentication")
    address = item.get("domainNameArn") or _arn(native, f"domainnames/{native.id}")
    values = {
        "id": native.id,
        "arn": address,
        "domain_name": native.id,
        "endpoint_configuration": _reached(item),
        "security_policy": item.get("securityPolicy"),
        "certificate_arn": item.get("certificateArn"),
        "regional_certificate_arn": item.get("regionalCertificateArn"),
        "mutual_tls_authentication": block(members(mutual) if inside(mutual, "truststoreUri") else None),
        "tags": tags_of(item.get("tags")),
    }
    yield Shaped("aws_api_gateway_domain_name", values, address)
    for one in () if isinstance(mappings, Unknown) else mappings or ():
        beside = {"api_id": one.get("restApiId"), "domain_name": native.id, "stage_name": one.get("stage")}
        yield Shaped("aws_api_gateway_base_path_mapping", beside, f"{address}/{one.get('basePath')}")


def mapped_domain(_: Native) -> Iterator[Shaped]:
    """A domain name that only leads to its mappings; ``domain`` tells of it."""
    return iter(())


def mapping(native: Native) -> Iterator[Shaped]:
    """What a domain name leads to."""
    item = native.item
    values = {"api_id": item.get("ApiId"), "domain_name": item.get("DomainName"), "stage": item.get("Stage")}
    yield Shaped("aws_apigatewayv2_api_mapping", values)


def api(native: Native) -> Iterator[Shaped]:
    """An HTTP or WebSocket API under its own name."""
    item = native.item
    values = {
        "id": native.id,
        "arn": _arn(native, f"apis/{native.id}"),
        "name": item.get("Name"),
        "protocol_type": item.get("ProtocolType"),
        "disable_execute_api_endpoint": item.get("DisableExecuteApiEndpoint", False),
        "cors_configuration": _origins(inside(item, "CorsConfiguration", "AllowOrigins")),
        "tags": tags_of(item.get("Tags")),
    }
    yield Shaped("aws_apigatewayv2_api", values, str(values["arn"]))


def _origins(named: Any) -> list[dict[str, Any]]:
    return [{"allow_origins": list(named)}] if named else []


def stage(native: Native) -> Iterator[Shaped]:
    """A stage of an HTTP or WebSocket API."""
    item = native.item
    route = item.get("DefaultRouteSettings") or {}
    address = _arn(native, f"apis/{item.get('ApiId')}/stages/{item.get('StageName')}")
    values = {
        "id": native.id,
        "arn": address,
        "api_id": item.get("ApiId"),
        "name": item.get("StageName"),
        "client_certificate_id": item.get("ClientCertificateId"),
        "access_log_settings": _access_log(inside(item, "AccessLogSettings", "DestinationArn")),
        "default_route_settings": [
            {
                "throttling_rate_limit": route.get("ThrottlingRateLimit"),
                "data_trace_enabled": route.get("DataTraceEnabled"),
                "logging_level": route.get("LoggingLevel"),
            }
        ],
        "route_settings": [
            {"route_key": key, "logging_level": found.get("LoggingLevel")}
            for key, found in sorted((item.get("RouteSettings") or {}).items())
        ],
        "tags": tags_of(item.get("Tags")),
    }
    yield Shaped("aws_apigatewayv2_stage", values, address)


def route(native: Native) -> Iterator[Shaped]:
    """A route."""
    item = native.item
    address = _arn(native, f"apis/{item.get('ApiId')}/routes/{item.get('RouteId')}")
    values = {
        "id": native.id,
        "api_id": item.get("ApiId"),
        "route_key": item.get("RouteKey"),
        "authorization_type": item.get("AuthorizationType", "NONE"),
        "api_key_required": item.get("ApiKeyRequired", False),
    }
    yield Shaped("aws_apigatewayv2_route", values, address)


def integration(native: Native) -> Iterator[Shaped]:
    """What a route calls."""
    item = native.item
    address = _arn(native, f"apis/{item.get('ApiId')}/integrations/{item.get('IntegrationId')}")
    tls = item.get("TlsConfig")
    values = {
        "id": native.id,
        "api_id": item.get("ApiId"),
        "integration_type": item.get("IntegrationType"),
        "integration_uri": item.get("IntegrationUri"),
        "connection_type": item.get("ConnectionType", "INTERNET"),
        "tls_config": block(members(tls) if tls else None),
    }
    yield Shaped("aws_apigatewayv2_integration", values, address)


def graphql(native: Native) -> Iterator[Shaped]:
    """A GraphQL API of AppSync, and its web ACL."""
    item = native.item
    log = item.get("logConfig")
    role = {"cloudwatch_logs_role_arn": inside(log, "cloudWatchLogsRoleArn")}
    values = {
        "id": item.get("apiId"),
        "arn": native.id,
        "name": item.get("name"),
        "authentication_type": item.get("authenticationType"),
        "visibility": item.get("visibility", "GLOBAL"),
        "log_config": block({"field_log_level": inside(log, "fieldLogLevel")} | role if log else None),
        "tags": tags_of(item.get("tags")),
    }
    yield Shaped("aws_appsync_graphql_api", values)
    yield from _attached(native.id, item.get("wafWebAclArn"))


def _arn(native: Native, rest: str) -> str:
    """ARNs of API Gateway name no account."""
    return f"arn:{partition_of(native)}:apigateway:{native.region}::/{rest}"


SHAPES: dict[str, Shaper] = {
    "aws_api_gateway_rest_api": rest_api,
    "aws_api_gateway_stage": rest_stage,
    "aws_api_gateway_method": rest_methods,
    "aws_api_gateway_request_validator": validator,
    "aws_api_gateway_domain_name": domain,
    "aws_apigatewayv2_domain_name": mapped_domain,
    "aws_apigatewayv2_api_mapping": mapping,
    "aws_apigatewayv2_api": api,
    "aws_apigatewayv2_stage": stage,
    "aws_apigatewayv2_route": route,
    "aws_apigatewayv2_integration": integration,
    "aws_appsync_graphql_api": graphql,
}
