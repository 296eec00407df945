"""Service meshes: App Mesh virtual nodes and gateways.

Defaults (Terraform registry, ``aws_appmesh_virtual_node``, ``aws_appmesh_virtual_gateway``): a listener
without ``tls`` speaks plain text; ``tls.mode`` STRICT, PERMISSIVE or DISABLED; a client policy's ``enforce``
is true. A listener asks for client certificates once ``tls.validation`` is set (App Mesh User Guide, "Mutual
TLS authentication").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import ClientCertificates, Endpoint, Upstream
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport.common import (
    NO_SUCH,
    NO_TLS_SETTING,
    ONE_LISTENER,
    audience,
)
from pcicheck.providers.base import resource

_ANCHORS = ("acm.certificate_authority_arns", "file.certificate_chain", "sds.secret_name")
_NO_TLS = Inapplicable("it speaks no TLS")


def virtual_node(document: Document) -> Iterator[Resource]:
    """A virtual node or gateway: each listener, and the policy by which it calls others."""
    listeners = document.blocks("spec.listener")
    role = "gateway" if document.type == "aws_appmesh_virtual_gateway" else "mesh"
    logging = document.has("spec.logging.access_log")
    for number, block in enumerate(() if isinstance(listeners, Unknown) else listeners):
        port = block.number("port_mapping.port")
        part = f"{port}" if isinstance(port, (int, float)) else f"listener{number}"
        yield resource(document, _listener(document, block, role, logging), part=part, labels=tags_of(document))
    for name, path in _policies(document):
        yield resource(document, _client(document, path), part=name, labels=tags_of(document))


def _listener(document: Document, block: Block, role: str, logging: bool | Unknown) -> Endpoint:
    tls = block.block("tls")
    mode = tls if isinstance(tls, Unknown) else tls.text("mode") if tls is not None else "DISABLED"
    protocol = block.text("port_mapping.protocol")
    speaks = mode if isinstance(mode, Unknown) else mode != "DISABLED"
    validation = tls.block("validation") if isinstance(tls, Block) else tls
    labels = tags_of(document)
    return Endpoint(
        role="gateway" if role == "gateway" else "mesh",
        plain_listener=ONE_LISTENER,
        exposure="internal" if role == "mesh" else Unknown("what the gateway stands behind is not known here"),
        audience=audience(labels, document),
        protocols=(protocol.lower(),) if isinstance(protocol, str) else protocol or (),
        encrypted=mode if isinstance(mode, Unknown) else mode == "STRICT",
        redirects_to_tls=False,
        min_tls=speaks if isinstance(speaks, Unknown) else NO_TLS_SETTING if speaks else None,
        weak_ciphers=NO_TLS_SETTING,
        certificate=Unknown("it is named inside the listener") if speaks is not False else None,
        client_certificates=_asked(speaks, mode, validation),
        trust_anchor=_anchor(validation),
        client_expiry_checked=NO_SUCH,
        client_certificates_bypass=NO_SUCH,
        backend_certificate=NO_SUCH,
        waf=NO_SUCH,
        access_logging=logging,
        execution_logging=NO_SUCH,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_SUCH,
    )


def _asked(
    speaks: bool | Unknown, mode: str | None | Unknown, validation: Block | None | Unknown
) -> Fact[ClientCertificates]:
    if speaks is False:
        return "none"
    if isinstance(speaks, Unknown) or isinstance(validation, Unknown):
        return speaks if isinstance(speaks, Unknown) else validation if isinstance(validation, Unknown) else None
    if validation is None:
        return "none"
    return "required" if mode == "STRICT" else "optional"


def _anchor(validation: Block | None | Unknown) -> Fact[Link]:
    """What certificates are checked by: authorities of ACM, a file, or the secret of a discovery service."""
    if not isinstance(validation, Block):
        return validation
    unknown: Unknown | None = None
    for path in _ANCHORS:
        value = validation.get(f"trust.{path}")
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, str) and value:
            return Link(value, "trust_store")
        unknown = value if isinstance(value, Unknown) else unknown
    return unknown


def _policies(document: Document) -> Iterator[tuple[str, Block | None | Unknown]]:
    """The client policies: the default one, and those of single backends."""
    yield "backends", document.block("spec.backend_defaults.client_policy.tls")
    backends = document.blocks("spec.backend")
    for number, backend in enumerate(() if isinstance(backends, Unknown) else backends):
        own = backend.block("virtual_service.client_policy.tls")
        if own is not None:
            yield f"backend{number}", own


def _client(document: Document, tls: Block | None | Unknown) -> Upstream:
    if isinstance(tls, Unknown):
        return Upstream(encrypted=tls, min_tls=NO_TLS_SETTING, verified=tls, presents_certificate=tls)
    if tls is None:
        none = _calls_nothing(document)
        plain = Inapplicable("the call is not encrypted")
        return Upstream(
            encrypted=none or False, min_tls=NO_TLS_SETTING, verified=none or plain, presents_certificate=none or plain
        )
    anchor = _anchor(tls.block("validation"))
    return Upstream(
        encrypted=tls.flag("enforce", True),
        min_tls=NO_TLS_SETTING,
        verified=anchor if isinstance(anchor, Unknown) else anchor is not None,
        presents_certificate=tls.has("certificate"),
    )


def _calls_nothing(document: Document) -> Inapplicable | Unknown | None:
    """A node without backends calls nothing; a gateway calls whatever its routes name."""
    if isinstance(document.values, Unknown):
        return document.values
    backends = document.blocks("spec.backend")
    if document.type == "aws_appmesh_virtual_node" and backends == ():
        return Inapplicable("it has no backends")
    return None
