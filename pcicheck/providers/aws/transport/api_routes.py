"""Methods, method settings and integrations of REST APIs.

Defaults (Terraform registry, ``aws_api_gateway_method``, ``…_method_settings``, ``…_integration``):
``api_key_required`` false, no request validator, whose ``validate_request_body`` and
``validate_request_parameters`` are false; ``throttling_rate_limit`` -1 (only the account's limit),
``caching_enabled``, ``cache_data_encrypted`` and ``data_trace_enabled`` false; ``insecure_skip_verification``
false.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Authentication, Route, Upstream
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.transport.common import NO_TLS_SETTING, OTHERS_SAY, is_set
from pcicheck.providers.base import resource

_AUTHENTICATION: dict[str, Authentication] = {
    "AWS_IAM": "iam",
    "CUSTOM": "custom",
    "COGNITO_USER_POOLS": "token",
    "JWT": "token",
}


def method(document: Document) -> Iterator[Resource]:
    """A method of a REST API."""
    facts = Route(
        method=document.text("http_method"),
        path=OTHERS_SAY,
        authentication=_authentication(document),
        request_validation=_validation(document),
        rate_limit=OTHERS_SAY,
        caches_in_clear=OTHERS_SAY,
        payload_logging=OTHERS_SAY,
    )
    yield resource(document, facts, names=(document.text("id"),))


def method_settings(document: Document) -> Iterator[Resource]:
    """What a stage does with some or all methods."""
    facts = Route(
        method=OTHERS_SAY,
        path=document.text("method_path"),
        authentication=OTHERS_SAY,
        request_validation=OTHERS_SAY,
        rate_limit=rate(document.number("settings.throttling_rate_limit")),
        caches_in_clear=_caches_in_clear(document),
        payload_logging=document.flag("settings.data_trace_enabled", False),
    )
    yield resource(document, facts, names=(document.text("id"),))


def integration(document: Document) -> Iterator[Resource]:
    """What a method calls. AWS services and functions are reached over HTTPS."""
    kind = document.text("type")
    encrypted: Fact[bool] = True
    verified: Fact[bool] = True
    if isinstance(kind, Unknown):
        encrypted = verified = kind
    elif kind == "MOCK":
        encrypted = verified = Inapplicable("it calls nothing")
    elif kind in ("HTTP", "HTTP_PROXY"):
        encrypted = https(document.text("uri"))
        skipped = negated(document.flag("tls_config.insecure_skip_verification", False))
        verified = Inapplicable("the call is not encrypted") if encrypted is False else skipped
    facts = Upstream(encrypted=encrypted, min_tls=NO_TLS_SETTING, verified=verified, presents_certificate=OTHERS_SAY)
    yield resource(document, facts, names=(document.text("id"),))


def https(uri: str | None | Unknown) -> Fact[bool]:
    """Whether an address is an HTTPS one."""
    if uri is None or isinstance(uri, Unknown):
        return uri or Unknown("no address is written")
    return uri.lower().startswith("https://")


def rate(limit: float | None | Unknown) -> Fact[float]:
    """A rate limit; -1 means none of its own."""
    return limit if isinstance(limit, Unknown) else limit if limit is not None and limit >= 0 else None


def authentication_of(name: str) -> Fact[Authentication]:
    """An authorisation type by its neutral name."""
    return _AUTHENTICATION.get(name.upper()) or Unknown(f"the authorisation type {name} is not known here")


def _authentication(document: Document) -> Fact[Authentication]:
    authorization = document.text("authorization", "NONE")
    if isinstance(authorization, Unknown):
        return authorization
    if authorization is None or authorization.upper() == "NONE":
        key = document.flag("api_key_required", False)
        return key if isinstance(key, Unknown) else "api_key" if key else "none"
    return authentication_of(authorization)


def _validation(document: Document) -> Fact[bool]:
    """Whether a request validator is set and, where it is at hand, validates anything."""
    validator = document.follow("request_validator_id", "aws_api_gateway_request_validator")
    if validator is None:
        return is_set(document, "request_validator_id")
    return any_true(
        validator.flag("validate_request_body", False), validator.flag("validate_request_parameters", False)
    )


def _caches_in_clear(document: Document) -> Fact[bool]:
    """Whether answers are cached and not encrypted. An encrypted cache is one whether or not it is in use."""
    encrypted = document.flag("settings.cache_data_encrypted", False)
    return all_true(document.flag("settings.caching_enabled", False), negated(encrypted))
