"""Listeners of application, network and gateway load balancers.

Defaults (Terraform registry, ``aws_lb_listener``): ``mutual_authentication`` off. A secure listener made
through the API without a policy gets ELBSecurityPolicy-2016-08 (Elastic Load Balancing, "Security policies").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import ClientCertificates, Endpoint
from pcicheck.model.link import Link
from pcicheck.model.logic import negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport.common import (
    BALANCER_SAYS,
    NO_SUCH,
    ONE_LISTENER,
    PASSED_THROUGH,
    audience,
    policy_of,
)
from pcicheck.providers.aws.transport.listening import exposure_of, protocol_of, redirects_of
from pcicheck.providers.aws.transport.policies import LOAD_BALANCER_DEFAULT, load_balancer_policy
from pcicheck.providers.base import resource

_BALANCERS = ("aws_lb", "aws_alb", "data.aws_lb", "data.aws_alb")
_NO_TLS = Inapplicable("it speaks no TLS")
_REDIRECTS = Inapplicable("it only redirects to HTTPS")
_MODES: dict[str, ClientCertificates] = {"off": "none", "passthrough": "passthrough", "verify": "required"}


def listener(document: Document) -> Iterator[Resource]:
    """A listener, which holds what is said about TLS."""
    balancer = document.follow("load_balancer_arn", *_BALANCERS)
    protocol = protocol_of(document, balancer)
    labels = tags_of(document)
    redirects = redirects_of(document) if protocol == "http" or isinstance(protocol, Unknown) else False
    policy = policy_of(document.text("ssl_policy"), load_balancer_policy, LOAD_BALANCER_DEFAULT)
    certificates, anchor, expiry = _client_certificates(document, protocol)
    facts = Endpoint(
        role="listener",
        plain_listener=ONE_LISTENER,
        exposure=exposure_of(balancer) if balancer else Unknown("its load balancer is not in this input"),
        audience=_audience(labels, document, balancer),
        protocols=protocol if isinstance(protocol, Unknown) else (protocol,),
        encrypted=_of_tls(protocol, True, False),
        redirects_to_tls=_of_tls(protocol, False, redirects) if isinstance(protocol, str) else redirects,
        min_tls=_of_tls(protocol, policy[0], _REDIRECTS if redirects is True else None),
        weak_ciphers=_of_tls(protocol, policy[1], _NO_TLS),
        certificate=document.link("certificate_arn", "certificate"),
        client_certificates=certificates,
        trust_anchor=anchor,
        client_expiry_checked=expiry,
        client_certificates_bypass=NO_SUCH,
        backend_certificate=NO_SUCH,
        waf=BALANCER_SAYS,
        access_logging=BALANCER_SAYS,
        execution_logging=BALANCER_SAYS,
        drops_invalid_headers=BALANCER_SAYS,
        smuggling_defence=BALANCER_SAYS,
    )
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))


def _audience(labels: dict[str, str], document: Document, balancer: Document | None) -> Fact[str]:
    own = audience(labels, document)
    return audience(tags_of(balancer), balancer) if own is None and balancer is not None else own


def _of_tls(protocol: str | Unknown, tls: Any, plain: Any) -> Any:
    """One answer for HTTPS and TLS, another for HTTP; nothing for what is passed through unread."""
    if isinstance(protocol, Unknown):
        return protocol
    if protocol in ("https", "tls"):
        return tls
    return plain if protocol == "http" else PASSED_THROUGH


def _client_certificates(
    document: Document, protocol: str | Unknown
) -> tuple[Fact[ClientCertificates], Fact[Link], Fact[bool]]:
    mode = document.text("mutual_authentication.mode", "off")
    if isinstance(protocol, Unknown):
        return protocol, protocol, protocol
    if isinstance(mode, Unknown):
        return mode, mode, mode
    if protocol not in ("https", "tls"):
        reason = _NO_TLS if protocol == "http" else PASSED_THROUGH
        return reason, reason, reason
    asked: Fact[ClientCertificates] = _MODES.get(str(mode)) or Unknown(f"the mode {mode} is not known here")
    if asked == "none":
        return asked, None, NO_SUCH
    if asked == "passthrough":
        left = Unknown("the load balancer hands the certificate on; its targets must check it")
        return asked, left, left
    anchor = document.link("mutual_authentication.trust_store_arn", "trust_store", "aws_lb_trust_store")
    return asked, anchor, negated(document.flag("mutual_authentication.ignore_client_certificate_expiry", False))
