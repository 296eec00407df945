"""HTTP and WebSocket APIs of API Gateway, and GraphQL APIs of AppSync.

Defaults (Terraform registry, ``aws_apigatewayv2_*``, ``aws_appsync_graphql_api``): ``authorization_type``
NONE, ``api_key_required`` false, ``connection_type`` INTERNET, ``disable_execute_api_endpoint`` false, no
access log; AppSync ``visibility`` GLOBAL, no log. HTTP and WebSocket APIs only know TLS_1_2 (API Gateway
Developer Guide, "Choose a security policy"), only ``$connect`` of a WebSocket API can ask who calls ("Control
access to WebSocket APIs"), and no firewall can be put before them ("Use AWS WAF to protect your REST APIs").
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Authentication, Endpoint, ExecutionLogging, Exposure, Route, Upstream
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import holds
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport import api_logging
from pcicheck.providers.aws.transport.api_rest import api_facts, domain_facts, stage_facts
from pcicheck.providers.aws.transport.api_routes import authentication_of, https, rate
from pcicheck.providers.aws.transport.common import (
    NO_SUCH,
    NO_TLS_SETTING,
    ONE_LISTENER,
    OTHERS_SAY,
    attached_waf,
    audience,
    is_set,
    is_stub,
)
from pcicheck.providers.aws.transport.policies import api_gateway_policy
from pcicheck.providers.base import resource

_NO_WAF = Unknown("AWS WAF cannot be put before it; a distribution in front of it may carry one")
_EVERY_ORIGIN = ("*", "https://*", "http://*")
_DESCRIBED = Unknown("the description of the API says it, which is not read for this")
_SESSION = Inapplicable("the $connect route of the same session asks for it")
_LEVELS: dict[str, ExecutionLogging] = {"NONE": "none", "ERROR": "errors", "INFO": "all", "DEBUG": "all", "ALL": "all"}


def domain(document: Document) -> Iterator[Resource]:
    """A custom domain name of HTTP and WebSocket APIs."""
    labels = tags_of(document)
    name = document.text("domain_name_configuration.security_policy", "TLS_1_2")
    policy = (name, name) if isinstance(name, Unknown) else api_gateway_policy(str(name))
    facts = domain_facts(document, labels, document.block("mutual_tls_authentication"), "internet", policy)
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("domain_name")))


def api(document: Document) -> Iterator[Resource]:
    """An HTTP or WebSocket API under its own name."""
    if is_stub(document):
        return
    labels = tags_of(document)
    off = document.flag("disable_execute_api_endpoint", False)
    facts = api_facts(document, labels, "internet", off, api_gateway_policy("TLS_1_2"))
    facts = replace(facts, cors_any_origin=_any_origin(document))
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))


def stage(document: Document) -> Iterator[Resource]:
    """A stage, and what it does with routes that say nothing themselves."""
    labels = tags_of(document)
    logged = api_logging.socket_stage(document)
    facts = stage_facts(labels, document, "internet", _NO_WAF, _backend_certificate(document), logged)
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))
    default = Route(
        method=OTHERS_SAY,
        path="$default",
        authentication=OTHERS_SAY,
        request_validation=OTHERS_SAY,
        rate_limit=rate(document.number("default_route_settings.throttling_rate_limit")),
        caches_in_clear=NO_SUCH,
        payload_logging=document.flag("default_route_settings.data_trace_enabled", False),
    )
    yield resource(document, default, part="routes", labels=labels)


def route(document: Document) -> Iterator[Resource]:
    """A route."""
    key = document.text("route_key")
    method, _, path = key.partition(" ") if isinstance(key, str) else ("", "", "")
    facts = Route(
        method=key if isinstance(key, Unknown) else method if path else None,
        path=key if isinstance(key, Unknown) else path or method,
        authentication=_authentication(document, key),
        request_validation=NO_SUCH,
        rate_limit=OTHERS_SAY,
        caches_in_clear=NO_SUCH,
        payload_logging=OTHERS_SAY,
    )
    yield resource(document, facts, names=(document.text("id"),))


def integration(document: Document) -> Iterator[Resource]:
    """What a route calls. Private integrations use HTTPS once ``tls_config`` names a server."""
    kind = document.text("integration_type")
    connection = document.text("connection_type", "INTERNET")
    encrypted: Fact[bool]
    if isinstance(kind, Unknown):
        encrypted = kind
    elif isinstance(connection, Unknown):
        encrypted = connection
    elif kind == "MOCK":
        encrypted = Inapplicable("it calls nothing")
    elif connection == "VPC_LINK":
        encrypted = is_set(document, "tls_config.server_name_to_verify")
    else:
        encrypted = https(document.text("integration_uri")) if kind in ("HTTP", "HTTP_PROXY") else True
    verified = Inapplicable("the call is not encrypted") if encrypted is False else encrypted
    facts = Upstream(encrypted=encrypted, min_tls=NO_TLS_SETTING, verified=verified, presents_certificate=NO_SUCH)
    yield resource(document, facts, names=(document.text("id"),))


def graphql(document: Document) -> Iterator[Resource]:
    """A GraphQL API of AppSync."""
    if is_stub(document):
        return
    labels = tags_of(document)
    visibility = document.text("visibility", "GLOBAL")
    exposure: Fact[Exposure] = "internal" if visibility == "PRIVATE" else "internet"
    level = document.text("log_config.field_log_level", "NONE")
    logged: Fact[ExecutionLogging] = level if isinstance(level, Unknown) else _LEVELS.get(str(level).upper(), "none")
    facts = Endpoint(
        role="api",
        plain_listener=ONE_LISTENER,
        exposure=visibility if isinstance(visibility, Unknown) else exposure,
        audience=audience(labels, document),
        protocols=("https",),
        encrypted=True,
        redirects_to_tls=False,
        min_tls=NO_TLS_SETTING,
        weak_ciphers=NO_TLS_SETTING,
        certificate=NO_SUCH,
        client_certificates="none",
        trust_anchor=None,
        client_expiry_checked=NO_SUCH,
        client_certificates_bypass=NO_SUCH,
        backend_certificate=NO_SUCH,
        waf=attached_waf(document),
        access_logging=is_set(document, "log_config.cloudwatch_logs_role_arn"),
        execution_logging=logged,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_SUCH,
    )
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))


def _any_origin(document: Document) -> Fact[bool]:
    """Whether scripts of every website may read answers. WebSocket APIs know no such setting."""
    kind, described = document.text("protocol_type"), document.text("body")
    if isinstance(kind, Unknown):
        return kind
    if kind == "WEBSOCKET":
        return NO_SUCH
    if described and not document.has("cors_configuration"):
        within = isinstance(described, str) and "x-amazon-apigateway-cors" in described
        return _DESCRIBED if within else described if isinstance(described, Unknown) else False
    origins = document.texts("cors_configuration.allow_origins")
    return any_true(*(holds(origins, everyone) for everyone in _EVERY_ORIGIN))


def _authentication(document: Document, key: str | None | Unknown) -> Fact[Authentication]:
    kind = document.text("authorization_type", "NONE")
    if isinstance(kind, Unknown):
        return kind
    if kind is not None and kind.upper() != "NONE":
        return authentication_of(kind)
    if key != "$connect":
        owner = document.follow("api_id", "aws_apigatewayv2_api")
        if owner is not None and owner.text("protocol_type") == "WEBSOCKET":
            return _SESSION
    needed = document.flag("api_key_required", False)
    return needed if isinstance(needed, Unknown) else "api_key" if needed else "none"


def _backend_certificate(document: Document) -> Fact[bool]:
    owner = document.follow("api_id", "aws_apigatewayv2_api")
    if owner is None:
        return Unknown("its API is not in this input")
    kind = owner.text("protocol_type")
    if isinstance(kind, Unknown):
        return kind
    return is_set(document, "client_certificate_id") if kind == "WEBSOCKET" else NO_SUCH
