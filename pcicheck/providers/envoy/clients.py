"""What one filter chain asks of its callers."""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import ClientCertificates
from pcicheck.model.logic import any_true
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.endpoints import ONLY_REDIRECTS, PASSED_THROUGH
from pcicheck.providers.envoy.chains import Chain
from pcicheck.providers.envoy.peers import Peer, peer_of
from pcicheck.providers.envoy.policies import proof_asked
from pcicheck.providers.envoy.requests import names_callers

_ALTS = Unknown("ALTS proves both sides to each other in a way of its own")
NOBODY = Peer(anchor=None, named=False, demanded=False, lax=False, expired=False, revocation=False)


class Clients(Struct, frozen=True):
    """What a chain asks of callers."""

    asked: ClientCertificates | Unknown
    peer: Peer | None
    named: bool | Unknown
    """Whether callers must carry a name that is listed somewhere."""

    @property
    def proved(self) -> bool | Unknown:
        """Whether nobody gets in without a certificate that is checked."""
        if self.asked != "required" or self.peer is None or self.peer.anchor is None:
            return self.asked if isinstance(self.asked, Unknown) else False
        return self.peer.anchor if isinstance(self.peer.anchor, Unknown) else True


def clients_of(chain: Chain, document: Document) -> Clients | Inapplicable | Unknown:
    """What a chain asks of callers; inapplicable where it lets nobody past, or reads nothing."""
    if chain.carries in ("redirect", "passed"):
        return ONLY_REDIRECTS if chain.carries == "redirect" else PASSED_THROUGH
    if isinstance(chain.carries, Unknown) or isinstance(chain.socket, Unknown):
        return chain.carries if isinstance(chain.carries, Unknown) else Unknown("its transport socket is not known")
    if chain.carries == "plain":
        return Clients("none", None, named=False)
    if chain.socket.does == "alts":
        return _ALTS
    peer = peer_of(chain.socket.context, document)
    if isinstance(peer, Unknown):
        return peer
    required = chain.socket.context.flag("require_client_certificate", False) or False
    asked = _asked(required, peer)
    return Clients(asked, peer or (NOBODY if asked != "none" else None), _named(chain, peer))


def _asked(required: bool | Unknown, peer: Peer | None) -> ClientCertificates | Unknown:
    if peer is None:
        return required if isinstance(required, Unknown) else "required" if required else "none"
    demanded = any_true(required, peer.demanded)
    if isinstance(peer.lax, Unknown) or isinstance(demanded, Unknown):
        return peer.lax if isinstance(peer.lax, Unknown) else demanded if isinstance(demanded, Unknown) else "none"
    if demanded:
        return "passthrough" if peer.lax else "required"
    return "none" if peer.anchor is None and not peer.lax else "optional"


def _named(chain: Chain, peer: Peer | None) -> bool | Unknown:
    """By the TLS context, or by access control behind it."""
    answers = [peer.named if peer else False]
    for filter_ in () if isinstance(chain.filters, Unknown) else chain.filters:
        if filter_.kind == "RBAC":
            proof = proof_asked(filter_)
            answers.append(proof if isinstance(proof, Unknown) else proof == "name")
    return any_true(*answers, *(names_callers(manager) for manager in chain.managers))
