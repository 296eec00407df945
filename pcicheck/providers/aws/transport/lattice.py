"""VPC Lattice listeners and target groups.

Terraform registry, ``aws_vpclattice_listener``: ``protocol`` HTTP, HTTPS or TLS_PASSTHROUGH. VPC Lattice sets
versions and ciphers itself (VPC Lattice User Guide, "HTTPS listeners").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint, Upstream
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport.common import (
    NO_SUCH,
    NO_TLS_SETTING,
    ONE_LISTENER,
    PASSED_THROUGH,
    audience,
)
from pcicheck.providers.base import resource


def listener(document: Document) -> Iterator[Resource]:
    """A listener of a VPC Lattice service."""
    protocol = document.text("protocol")
    shown = protocol.lower() if isinstance(protocol, str) else protocol or Unknown("the listener names no protocol")
    through = shown == "tls_passthrough"
    plain = shown if isinstance(shown, Unknown) else shown == "http"
    labels = tags_of(document)
    facts = Endpoint(
        role="mesh",
        plain_listener=ONE_LISTENER,
        exposure="internal",
        audience=audience(labels, document),
        protocols=shown if isinstance(shown, Unknown) else (shown,),
        encrypted=PASSED_THROUGH if through else plain if isinstance(plain, Unknown) else not plain,
        redirects_to_tls=PASSED_THROUGH if through else False,
        min_tls=PASSED_THROUGH
        if through
        else plain
        if isinstance(plain, Unknown)
        else None
        if plain
        else NO_TLS_SETTING,
        weak_ciphers=NO_TLS_SETTING,
        certificate=NO_SUCH,
        client_certificates=NO_SUCH,
        trust_anchor=NO_SUCH,
        client_expiry_checked=NO_SUCH,
        client_certificates_bypass=NO_SUCH,
        backend_certificate=NO_SUCH,
        waf=NO_SUCH,
        access_logging=NO_SUCH,
        execution_logging=NO_SUCH,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_SUCH,
    )
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))


def target_group(document: Document) -> Iterator[Resource]:
    """The hop from VPC Lattice to its targets."""
    protocol = document.text("config.protocol")
    encrypted: Fact[bool]
    if document.text("type") == "LAMBDA":
        encrypted = Inapplicable("a function is called through AWS's own API")
    elif protocol is None or isinstance(protocol, Unknown):
        encrypted = protocol or Unknown("the target group names no protocol")
    else:
        encrypted = PASSED_THROUGH if protocol == "TCP" else protocol == "HTTPS"
    facts = Upstream(encrypted=encrypted, min_tls=NO_TLS_SETTING, verified=NO_SUCH, presents_certificate=NO_SUCH)
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("id")))
