"""Classic load balancers and their inline listeners.

Defaults (Terraform registry, ``aws_elb``): ``internal`` false, ``access_logs.enabled`` true once the block is
written, ``desync_mitigation_mode`` defensive.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Endpoint, Upstream
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport.classic_policy import policy_at
from pcicheck.providers.aws.transport.common import (
    BALANCER,
    BALANCER_SAYS,
    NO_REQUESTS,
    NO_SUCH,
    NO_TLS_SETTING,
    ONE_LISTENER,
    PASSED_THROUGH,
    audience,
    is_stub,
)
from pcicheck.providers.aws.transport.listening import exposure_of
from pcicheck.providers.aws.transport.load_balancer import defends
from pcicheck.providers.base import resource

_NO_TLS = Inapplicable("it speaks no TLS")


def classic(document: Document) -> Iterator[Resource]:
    """A classic load balancer, each of its listeners, and each hop to its instances."""
    if is_stub(document):
        return
    labels = tags_of(document)
    listeners = document.blocks("listener")
    written = () if isinstance(listeners, Unknown) else listeners
    names = (document.text("arn"), document.text("id"), document.text("name"))
    yield resource(document, _balancer(document, labels), labels=labels, names=names)
    for number, block in enumerate(written):
        port = block.number("lb_port")
        part = str(port) if isinstance(port, (int, float)) else f"listener{number}"
        yield resource(document, _listener(document, block, labels), part=part, labels=labels)
        hop = Upstream(encrypted=_hop(block), min_tls=NO_TLS_SETTING, verified=NO_SUCH, presents_certificate=NO_SUCH)
        yield resource(document, hop, part=f"{part}-backend", labels=labels)


def _balancer(document: Document, labels: dict[str, str]) -> Endpoint:
    logs = document.block("access_logs")
    speaks_http = _speaks_http(document)
    return structs.replace(
        BALANCER,
        exposure=exposure_of(document),
        audience=audience(labels, document),
        plain_listener=_some_plain(document),
        waf=Inapplicable("no firewall can be put before a classic load balancer"),
        access_logging=logs.flag("enabled", True) if isinstance(logs, Block) else logs or False,
        drops_invalid_headers=NO_SUCH,
        smuggling_defence=NO_REQUESTS if speaks_http is False else defends(document),
    )


def _some_plain(document: Document) -> bool | Unknown:
    listeners = document.blocks("listener")
    if isinstance(listeners, Unknown):
        return listeners
    protocols = [block.text("lb_protocol") for block in listeners]
    return any_true(*(p if p is None or isinstance(p, Unknown) else p.lower() == "http" for p in protocols))


def _speaks_http(document: Document) -> bool:
    listeners = document.blocks("listener")
    if isinstance(listeners, Unknown) or not listeners:
        return True
    return any(
        not isinstance(p := block.text("lb_protocol"), str) or p.lower().startswith("http") for block in listeners
    )


def _listener(document: Document, block: Block, labels: dict[str, str]) -> Endpoint:
    protocol = block.text("lb_protocol")
    shown = protocol.lower() if isinstance(protocol, str) else protocol or Unknown("the listener names no protocol")
    secure = shown if isinstance(shown, Unknown) else shown in ("https", "ssl")
    through = shown == "tcp"
    policy = policy_at(document, block) if secure is True else (secure, secure) if isinstance(secure, Unknown) else None
    certificate = block.text("ssl_certificate_id")
    return Endpoint(
        role="listener",
        plain_listener=ONE_LISTENER,
        exposure=exposure_of(document),
        audience=audience(labels, document),
        protocols=shown if isinstance(shown, Unknown) else (shown,),
        encrypted=PASSED_THROUGH if through else secure,
        redirects_to_tls=PASSED_THROUGH if through else False,
        min_tls=PASSED_THROUGH if through else policy[0] if policy else None,
        weak_ciphers=PASSED_THROUGH if through else policy[1] if policy else _NO_TLS,
        certificate=Unknown("it is named inside the load balancer") if certificate else None,
        client_certificates="none" if secure is True else secure if isinstance(secure, Unknown) else _NO_TLS,
        trust_anchor=None,
        client_expiry_checked=NO_SUCH,
        client_certificates_bypass=NO_SUCH,
        backend_certificate=NO_SUCH,
        waf=BALANCER_SAYS,
        access_logging=BALANCER_SAYS,
        execution_logging=BALANCER_SAYS,
        drops_invalid_headers=BALANCER_SAYS,
        smuggling_defence=BALANCER_SAYS,
    )


def _hop(block: Block) -> Fact[bool]:
    front, back = block.text("lb_protocol"), block.text("instance_protocol")
    if not isinstance(back, str):
        return back or Unknown("the listener names no instance protocol")
    if back.lower() in ("https", "ssl"):
        return True
    if back.lower() == "http":
        return False
    if isinstance(front, Unknown):
        return front
    return PASSED_THROUGH if front and front.lower() == "tcp" else False
