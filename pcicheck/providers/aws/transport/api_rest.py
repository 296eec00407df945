"""REST APIs of API Gateway: names, APIs and stages.

Defaults (Terraform registry, ``aws_api_gateway_*``): endpoint type EDGE; no access log, no client
certificate. The name execute-api accepts TLS 1.0 for edge-optimised and regional APIs and TLS 1.2 for private
ones unless the API has a security policy (API Gateway Developer Guide, "Choose a security policy"). A domain
with mutual TLS needs TLS_1_2; which policy a domain gets without naming one is not documented. Client
certificates of a domain can be avoided until ``disable_execute_api_endpoint`` is set ("How to turn on mutual
TLS authentication").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Endpoint, ExecutionLogging, Exposure
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.keys.certificates import uploaded, uploads
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport import api_logging
from pcicheck.providers.aws.transport.common import (
    NO_SUCH,
    ONE_LISTENER,
    OTHERS_SAY,
    attached_waf,
    audience,
    is_set,
    is_stub,
    policy_of,
)
from pcicheck.providers.aws.transport.policies import api_gateway_policy
from pcicheck.providers.base import resource

DOMAINS = ("aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name")
MAPPINGS = ("aws_api_gateway_base_path_mapping", "aws_apigatewayv2_api_mapping")
_NAME_OFF = Inapplicable("its own name is switched off; its domain names are judged")


def domain(document: Document) -> Iterator[Resource]:
    """A custom domain name, which holds TLS policy and mutual TLS, and in the old way its certificate."""
    labels = tags_of(document)
    mutual = document.block("mutual_tls_authentication")
    asked = isinstance(mutual, Block)
    unset = "TLS_1_2" if asked else Unknown("no security policy is named, and API Gateway's choice is not documented")
    version, weak = policy_of(document.text("security_policy"), api_gateway_policy, unset)
    facts = domain_facts(document, labels, mutual, _exposure(document), (version, weak))
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("domain_name")))
    if uploads(document):
        yield resource(document, uploaded(document), part="certificate", labels=labels)


def domain_facts(
    document: Document,
    labels: dict[str, str],
    mutual: Block | None | Unknown,
    exposure: Fact[Exposure],
    policy: tuple[Fact[float], Fact[tuple[str, ...]]],
) -> Endpoint:
    """The facts of a custom domain name of any API."""
    certificate = None
    for path in ("regional_certificate_arn", "certificate_arn", "domain_name_configuration.certificate_arn"):
        certificate = certificate or document.link(path, "certificate")
    return Endpoint(
        role="domain",
        plain_listener=ONE_LISTENER,
        exposure=exposure,
        audience=audience(labels, document),
        protocols=("https",),
        encrypted=True,
        redirects_to_tls=False,
        min_tls=policy[0],
        weak_ciphers=policy[1],
        certificate=certificate,
        client_certificates=mutual if isinstance(mutual, Unknown) else "none" if mutual is None else "required",
        trust_anchor=_anchor(document, mutual),
        client_expiry_checked=True if isinstance(mutual, Block) else NO_SUCH,
        client_certificates_bypass=OTHERS_SAY,
        backend_certificate=OTHERS_SAY,
        waf=OTHERS_SAY,
        access_logging=OTHERS_SAY,
        execution_logging=OTHERS_SAY,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_SUCH,
    )


def api(document: Document) -> Iterator[Resource]:
    """A REST API under its own name (execute-api)."""
    if is_stub(document):
        return
    labels = tags_of(document)
    exposure = _exposure(document)
    off = document.flag("disable_execute_api_endpoint", False)
    unset = exposure if isinstance(exposure, Unknown) else "TLS_1_2" if exposure == "internal" else "TLS_1_0"
    version, weak = policy_of(document.text("security_policy"), api_gateway_policy, unset)
    facts = api_facts(document, labels, exposure, off, (version, weak))
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))


def api_facts(
    document: Document,
    labels: dict[str, str],
    exposure: Fact[Exposure],
    off: Fact[bool],
    policy: tuple[Fact[float], Fact[tuple[str, ...]]],
) -> Endpoint:
    """The facts of an API under its own name, whatever its protocol."""
    return Endpoint(
        role="api",
        plain_listener=ONE_LISTENER,
        exposure=exposure,
        audience=audience(labels, document),
        protocols=("https",),
        encrypted=True,
        redirects_to_tls=False,
        min_tls=off if isinstance(off, Unknown) else _NAME_OFF if off else policy[0],
        weak_ciphers=off if isinstance(off, Unknown) else _NAME_OFF if off else policy[1],
        certificate=NO_SUCH,
        client_certificates=OTHERS_SAY,
        trust_anchor=OTHERS_SAY,
        client_expiry_checked=OTHERS_SAY,
        client_certificates_bypass=_bypass(document, off),
        backend_certificate=OTHERS_SAY,
        waf=OTHERS_SAY,
        access_logging=OTHERS_SAY,
        execution_logging=OTHERS_SAY,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_SUCH,
    )


def stage_facts(
    labels: dict[str, str],
    document: Document,
    exposure: Fact[Exposure],
    waf: Fact[Link],
    backend_certificate: Fact[bool],
    execution_logging: Fact[ExecutionLogging],
) -> Endpoint:
    """The facts of a stage: what is before its requests and what is logged of them."""
    return Endpoint(
        role="api_stage",
        plain_listener=ONE_LISTENER,
        exposure=exposure,
        audience=audience(labels, document),
        protocols=OTHERS_SAY,
        encrypted=OTHERS_SAY,
        redirects_to_tls=OTHERS_SAY,
        min_tls=OTHERS_SAY,
        weak_ciphers=OTHERS_SAY,
        certificate=OTHERS_SAY,
        client_certificates=OTHERS_SAY,
        trust_anchor=OTHERS_SAY,
        client_expiry_checked=OTHERS_SAY,
        client_certificates_bypass=OTHERS_SAY,
        backend_certificate=backend_certificate,
        waf=waf,
        access_logging=logs_access(document),
        execution_logging=execution_logging,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_SUCH,
    )


def stage(document: Document) -> Iterator[Resource]:
    """A stage of a REST API."""
    if is_stub(document):
        return
    labels = tags_of(document)
    owner = document.follow("rest_api_id", "aws_api_gateway_rest_api")
    exposure = _exposure(owner) if owner else Unknown("its API is not in this input")
    backend_certificate = is_set(document, "client_certificate_id")
    logged = api_logging.rest_stage(document)
    facts = stage_facts(labels, document, exposure, attached_waf(document), backend_certificate, logged)
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))


def logs_access(document: Document) -> Fact[bool]:
    """Whether a stage writes an access log."""
    return is_set(document, "access_log_settings.destination_arn")


def _exposure(document: Document) -> Fact[Exposure]:
    types = document.texts("endpoint_configuration.types", ("EDGE",))
    if isinstance(types, Unknown):
        return types
    if any(isinstance(item, str) and item.upper() in ("EDGE", "REGIONAL") for item in types):
        return "internet"
    unknown = next((item for item in types if isinstance(item, Unknown)), None)
    return unknown or ("internal" if types else "internet")


def _anchor(document: Document, mutual: Block | None | Unknown) -> Fact[Link]:
    if mutual is None or isinstance(mutual, Unknown):
        return mutual
    return document.link("mutual_tls_authentication.truststore_uri", "trust_store")


def _bypass(document: Document, off: Fact[bool]) -> Fact[bool]:
    """Whether a mapped domain asks for client certificates while the API's own name, which does not, is open."""
    asked: list[bool | Unknown] = []
    for mapping in document.all_sidecars(*MAPPINGS):
        owner = mapping.follow("domain_name", *DOMAINS)
        asked.append(owner.has("mutual_tls_authentication") if owner else Unknown("a domain name is not in this input"))
    some = any_true(*asked)
    if some is False:
        return Inapplicable("no domain name of it asks for client certificates")
    return all_true(some, negated(off))
