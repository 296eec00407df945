"""What is asked of API Gateway and AppSync.

Names, APIs and GraphQL APIs are told in bulk. Calls grow with APIs: for a REST API its stages, its resources with their
methods, and its validators; for another its stages, routes and integrations; for a domain name its mappings.
Right: API Gateway knows only the methods of its own resources, so reading is ``apigateway:GET`` (Service Authorization
Reference, "Amazon API Gateway Management"; "AWS AppSync").
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_GET = "apigateway:GET"
_REST = "aws_api_gateway_rest_api"
_HTTP = "aws_apigatewayv2_api"
_OF_REST = {"restApiId": "@id"}
_OF_HTTP = {"ApiId": "@id"}
_KEPT = {"ApiId": "@id"}
_MANY: dict[str, object] = {"limit": 500}
"""The most that a page holds; it is 25 where nobody says."""

_REST_APIS = (
    Listing(_REST, "get_rest_apis", "items", "id", _GET, params=_MANY),
    Listing(
        "aws_api_gateway_stage",
        "get_stages",
        "item",
        "join('/', [ApiId, stageName])",
        _GET,
        each=_REST,
        from_each=_OF_REST,
        keep=_KEPT,
        covers=("aws_api_gateway_method_settings",),
    ),
    Listing(
        "aws_api_gateway_method",
        "get_resources",
        "items[?resourceMethods]",
        "join('/', [ApiId, id])",
        _GET,
        each=_REST,
        from_each=_OF_REST,
        keep=_KEPT,
        params={"embed": ["methods"]} | _MANY,
        covers=("aws_api_gateway_integration",),
    ),
    Listing(
        "aws_api_gateway_request_validator",
        "get_request_validators",
        "items",
        "id",
        _GET,
        params=_MANY,
        each=_REST,
        from_each=_OF_REST,
    ),
    Listing(
        "aws_api_gateway_domain_name",
        "get_domain_names",
        "items",
        "domainName",
        _GET,
        (
            Detail(
                "mappings",
                "get_base_path_mappings",
                {"domainName": "@id"},
                _GET,
                "items",
                when="contains(endpointConfiguration.types, 'EDGE')",
                constant=_MANY,
            ),
        ),
        params=_MANY,
        covers=("aws_api_gateway_base_path_mapping",),
    ),
)
"""Both APIs list the domain names of both; this one says more of them. Mappings of regional ones the other tells."""

_HTTP_APIS = (
    Listing(_HTTP, "get_apis", "Items", "ApiId", "apigateway:GET"),
    Listing(
        "aws_apigatewayv2_stage",
        "get_stages",
        "Items",
        "join('/', [ApiId, StageName])",
        _GET,
        each=_HTTP,
        from_each=_OF_HTTP,
        keep=_KEPT,
    ),
    Listing(
        "aws_apigatewayv2_route",
        "get_routes",
        "Items",
        "join('/', [ApiId, RouteId])",
        _GET,
        each=_HTTP,
        from_each=_OF_HTTP,
        keep=_KEPT,
    ),
    Listing(
        "aws_apigatewayv2_integration",
        "get_integrations",
        "Items",
        "join('/', [ApiId, IntegrationId])",
        _GET,
        each=_HTTP,
        from_each=_OF_HTTP,
        keep=_KEPT,
    ),
    Listing(
        "aws_apigatewayv2_domain_name",
        "get_domain_names",
        "Items[?DomainNameConfigurations[?EndpointType!='EDGE']]",
        "DomainName",
        _GET,
    ),
    Listing(
        "aws_apigatewayv2_api_mapping",
        "get_api_mappings",
        "Items",
        "join('/', [DomainName, ApiMappingId])",
        _GET,
        each="aws_apigatewayv2_domain_name",
        from_each={"DomainName": "@id"},
        keep={"DomainName": "@id"},
    ),
)

SERVICES: tuple[Service, ...] = (
    Service("apigateway", _REST_APIS),
    Service("apigatewayv2", _HTTP_APIS),
    Service(
        "appsync",
        (
            Listing(
                "aws_appsync_graphql_api",
                "list_graphql_apis",
                "graphqlApis",
                "arn",
                "appsync:ListGraphqlApis",
            ),
        ),
    ),
)
