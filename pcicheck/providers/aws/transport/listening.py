"""What load balancers and their listeners need to know of each other.

Defaults (Terraform registry, ``aws_lb``, ``aws_lb_listener``): ``internal`` false, ``load_balancer_type`` application;
``protocol`` of an application load balancer's listener HTTP, ``redirect.protocol`` ``#{protocol}``. Listeners of
gateway load balancers can name neither protocol nor port, those of network load balancers must name both (ELB API,
CreateListener), so a port without a protocol belongs to an application load balancer.
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Exposure
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.value import Fact, Unknown

LISTENERS = ("aws_lb_listener", "aws_alb_listener")


def type_of(balancer: Document | None) -> str | Unknown:
    """``application``, ``network`` or ``gateway``."""
    if balancer is None:
        return Unknown("its load balancer is not in this input")
    kind = balancer.text("load_balancer_type", "application")
    return kind if isinstance(kind, Unknown) else str(kind)


def exposure_of(balancer: Document) -> Fact[Exposure]:
    """Whether a load balancer has public addresses."""
    internal = balancer.flag("internal", False)
    return internal if isinstance(internal, Unknown) else "internal" if internal else "internet"


def protocol_of(document: Document, balancer: Document | None) -> str | Unknown:
    """The protocol of a listener in lower case, ``geneve`` for gateway load balancers."""
    protocol = document.text("protocol")
    if protocol is not None:
        return protocol if isinstance(protocol, Unknown) else protocol.lower()
    kind = type_of(balancer)
    if isinstance(kind, Unknown):
        return "http" if balancer is None and isinstance(document.get("port"), int | float | str) else kind
    return "geneve" if kind == "gateway" else "http"


def redirects_of(document: Document) -> bool | Unknown:
    """Whether a listener answers with nothing but a redirect to HTTPS."""
    actions = document.blocks("default_action")
    if isinstance(actions, Unknown):
        return actions
    answers = []
    for action in actions:
        kind, target = action.text("type"), action.text("redirect.protocol", "#{protocol}")
        answers.append(
            all_true(
                kind if isinstance(kind, Unknown) else kind == "redirect",
                target if isinstance(target, Unknown) else target == "HTTPS",
            )
        )
    return any_true(*answers)


def answers_plain(balancer: Document) -> bool | None | Unknown:
    """Whether some listener of a load balancer answers plain HTTP; ``None`` where no listener is at hand."""
    answers: list[bool | Unknown] = []
    for listener in balancer.all_sidecars(*LISTENERS):
        protocol = protocol_of(listener, balancer)
        plain = protocol if isinstance(protocol, Unknown) else protocol == "http"
        answers.append(all_true(plain, negated(redirects_of(listener))))
    return any_true(*answers) if answers else None
