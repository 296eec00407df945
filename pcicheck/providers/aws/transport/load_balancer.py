"""Application, network and gateway load balancers, target groups and trust stores.

Defaults (Terraform registry, ``aws_lb``, ``aws_lb_target_group``, ``aws_lb_trust_store``): ``internal``
false, ``load_balancer_type`` application, ``access_logs.enabled`` false, ``drop_invalid_header_fields``
false, ``desync_mitigation_mode`` defensive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import structs

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import TrustStore, Upstream
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport.common import (
    BALANCER,
    NO_REQUESTS,
    NO_SUCH,
    NO_TLS_SETTING,
    PASSED_THROUGH,
    attached_waf,
    audience,
    is_set,
    is_stub,
)
from pcicheck.providers.aws.transport.listening import answers_plain, exposure_of, type_of
from pcicheck.providers.base import resource


def load_balancer(document: Document) -> Iterator[Resource]:
    """The load balancer itself: where firewall and access log stand."""
    if is_stub(document):
        return
    kind = type_of(document)
    plain = answers_plain(document)
    labels = tags_of(document)
    facts = structs.replace(
        BALANCER,
        exposure=exposure_of(document),
        audience=audience(labels, document),
        plain_listener=Inapplicable("no listener of it is in this input") if plain is None else plain,
        waf=_of_http(kind, attached_waf(document)),
        access_logging=NO_SUCH if kind == "gateway" else document.flag("access_logs.enabled", False),
        drops_invalid_headers=_of_http(kind, document.flag("drop_invalid_header_fields", False)),
        smuggling_defence=_of_http(kind, defends(document)),
    )
    yield resource(document, facts, labels=labels, names=_names(document))


def target_group(document: Document) -> Iterator[Resource]:
    """The hop from a load balancer to its targets. Load balancers do not check the certificates of targets
    (Elastic Load Balancing, "Target groups for your Application Load Balancers")."""
    protocol = document.text("protocol")
    encrypted: Fact[bool]
    if isinstance(protocol, Unknown):
        encrypted = protocol
    elif document.text("target_type") == "lambda":
        encrypted = Inapplicable("a function is called through AWS's own API")
    elif protocol is None:
        encrypted = Unknown("the target group names no protocol")
    elif protocol.upper() in ("HTTPS", "TLS", "QUIC"):
        encrypted = True
    else:
        encrypted = False if protocol.upper() == "HTTP" else PASSED_THROUGH
    facts = Upstream(encrypted=encrypted, min_tls=NO_TLS_SETTING, verified=NO_SUCH, presents_certificate=NO_SUCH)
    yield resource(document, facts, labels=tags_of(document), names=_names(document))


def trust_store(document: Document) -> Iterator[Resource]:
    """The authorities of an application load balancer; revocation lists are side-cars."""
    lists = document.sidecar("aws_lb_trust_store_revocation")
    if lists is None:
        revocation: Fact[bool] = document.values if isinstance(document.values, Unknown) else False
    else:
        revocation = lists.values if isinstance(lists.values, Unknown) else True
    authorities = any_true(is_set(document, "ca_certificates_bundle_s3_key"))
    facts = TrustStore(authorities=authorities, revocation=revocation)
    yield resource(document, facts, labels=tags_of(document), names=_names(document))


def defends(document: Document) -> Fact[bool]:
    """Whether the desync mitigation mode does more than watch."""
    mode = document.text("desync_mitigation_mode", "defensive")
    return mode if isinstance(mode, Unknown) else mode != "monitor"


def _names(document: Document) -> tuple[str | None | Unknown, ...]:
    return document.text("arn"), document.text("id"), document.text("name")


def _of_http(kind: str | Unknown, value: Any) -> Any:
    """A fact that only load balancers have that read requests."""
    return NO_REQUESTS if kind in ("network", "gateway") else value
