"""Endpoints of a service mesh, and the authorities by which client certificates are checked.

Terraform registry, ``google_network_services_endpoint_policy`` (no ``server_tls_policy``: plain text),
``google_network_security_server_tls_policy`` (``allow_open`` false) and ``google_certificate_manager_trust_config``.
Google's load balancers do not ask whether client certificates are revoked (Google Cloud, "Mutual TLS overview").
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import TrustStore
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import BARE, NO_SUCH, NO_TLS_SETTING, audience
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.gcp.transport.common import follow, names_of, not_here
from pcicheck.providers.gcp.transport.proxies import client_certificates

_SERVER_POLICY = "google_network_security_server_tls_policy"


def endpoint_policy(document: Document) -> Iterator[Resource]:
    """What proxies of a mesh do with calls to some of its services."""
    labels = labels_of(document)
    encrypted = _encrypted(document)
    asked, anchor = client_certificates(document)
    facts = structs.replace(
        BARE,
        role="mesh",
        exposure="internal",
        audience=audience(labels, document),
        protocols=encrypted if isinstance(encrypted, Unknown) else ("tls",) if encrypted else ("tcp",),
        encrypted=encrypted,
        min_tls=NO_TLS_SETTING if encrypted is True else None if encrypted is False else encrypted,
        client_certificates=asked,
        trust_anchor=anchor,
        waf=NO_SUCH,
    )
    yield resource(document, facts, labels=labels, names=names_of(document))


def trust_config(document: Document) -> Iterator[Resource]:
    """Trust anchors for client certificates."""
    stores = document.blocks("trust_stores")
    anchors: Fact[bool] = (
        stores if isinstance(stores, Unknown) else any_true(*(store.has("trust_anchors") for store in stores))
    )
    facts = TrustStore(
        authorities=any_true(anchors, document.has("allowlisted_certificates")),
        revocation=Inapplicable("Google's load balancers do not ask whether client certificates are revoked"),
    )
    yield resource(document, facts, labels=labels_of(document), names=names_of(document))


def _encrypted(document: Document) -> bool | Unknown:
    policy = follow(document, "server_tls_policy", _SERVER_POLICY)
    if policy is None:
        return not_here(document, "server_tls_policy", "its server TLS policy") or False
    speaks = any_true(policy.has("server_certificate"), isinstance(policy.block("mtls_policy"), Block))
    return all_true(speaks, negated(policy.flag("allow_open", False)))
