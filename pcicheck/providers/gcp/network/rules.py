"""VPC firewall rules: ``google_compute_firewall``.

Terraform registry, hashicorp/google: ``direction`` is INGRESS, ``priority`` 1000, ``disabled`` false; a block without
``ports`` concerns every port; where both ``source_ranges`` and tags or service accounts are written, either will do,
and tags and service accounts do not concern what comes from outside the network. Compute Engine API, firewalls:
without any source incoming traffic from anywhere is meant, without destination ranges outgoing traffic to anywhere.

Cloud NGFW, "VPC firewall rules": of the rules of a network the one with the lowest priority number decides, and a
deny before an allow of the same number. So ports that another rule of the same network denies to every machine are
taken out of an allow. The rules that every network implies (stop what comes in, let out what goes out) are nobody's
resource: the first adds nothing, the second is asked of the network.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import Firewall, FirewallRule
from pcicheck.model.ports import Ports
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import wide
from pcicheck.providers.base import resource
from pcicheck.providers.filters import ANYONE, Action, Entry, Peers, Texts, in_effect, ranges
from pcicheck.providers.gcp.network.places import Place, network_of, stops_at

Rules = Fact[tuple[FirewallRule | Unknown, ...]]

TYPE = "google_compute_firewall"
NETWORK = "google_compute_network"
ONLY_IN = Inapplicable("this is one rule for incoming traffic")
NO_COUNT = Inapplicable("it can have no further rules")
SAID_ABOVE = Inapplicable("what it is for is said of the rule as a whole")

_PRIORITY = 1000
_IN = ("source_tags", "source_service_accounts")
_TARGETS = ("target_tags", "target_service_accounts")
_ACTIONS: tuple[Action, ...] = ("allow", "deny")


def firewall(document: Document) -> Iterator[Resource]:
    """A firewall rule with its ``allow`` or ``deny`` blocks."""
    outgoing = is_egress(document)
    rules = _rules(document, outgoing)
    facts = Firewall(
        layer="network",
        preset=False,
        description=document.text("description"),
        ingress=outgoing if isinstance(outgoing, Unknown) else () if outgoing else rules,
        egress=outgoing if isinstance(outgoing, Unknown) else rules if outgoing else ONLY_IN,
        rules_elsewhere=NO_COUNT,
        logged=_logged(document),
    )
    yield resource(document, facts, names=(document.text("self_link"), document.text("id")))


def is_egress(block: Block) -> bool | Unknown:
    """Whether a rule is for outgoing traffic."""
    direction = block.text("direction", "INGRESS")
    return direction if isinstance(direction, Unknown) else str(direction).upper() == "EGRESS"


def read_ports(block: Block, protocol_path: str) -> tuple[Ports | Unknown, ...]:
    """The ports of one pair of protocol and ports."""
    protocol = block.text(protocol_path)
    if protocol is None or isinstance(protocol, Unknown):
        return (protocol or Unknown("the protocol is not known"),)
    texts = block.texts("ports")
    if isinstance(texts, Unknown):
        return (texts,)
    return tuple(_range(protocol, text) for text in texts) or (Ports.of(protocol, None, None),)


def _range(protocol: str, text: str | Unknown) -> Ports | Unknown:
    if isinstance(text, Unknown):
        return text
    first, _, last = text.partition("-")
    try:
        return Ports.of(protocol, int(first), int(last or first))
    except ValueError:
        return Unknown(f"'{text}' is no range of ports")


def _rules(document: Document, outgoing: bool | Unknown) -> Rules:
    disabled = document.flag("disabled", False)
    if disabled is True:
        return ()
    entries: list[Entry] = []
    for action in _ACTIONS:
        blocks = document.blocks(action)
        if isinstance(blocks, Unknown):
            return blocks
        entries += _entries(document, action, blocks, outgoing)
    opens = any(entry.action == "allow" and wide(entry.peers.spans) for entry in entries)
    stops = _stops(document, outgoing) if opens else []
    return tuple(rule for entry in entries for rule in in_effect(entry, stops, deny_wins_ties=True))


def _entries(
    document: Document, action: Action, blocks: tuple[Block, ...], outgoing: bool | Unknown
) -> Iterator[Entry]:
    if not blocks:
        return
    peers, shown = _peers(document, outgoing)
    disabled = document.flag("disabled", False)
    rank = document.number("priority", _PRIORITY)
    for block in blocks:
        yield Entry(
            rank=_PRIORITY if rank is None else rank,
            action=action,
            ports=read_ports(block, "protocol"),
            peers=peers,
            shown=shown,
            targets=targets(document, _TARGETS),
            description=SAID_ABOVE,
            doubt=disabled if isinstance(disabled, Unknown) else None,
        )


def _peers(document: Document, outgoing: bool | Unknown) -> tuple[Peers, Texts]:
    if isinstance(outgoing, Unknown):
        return Peers((), unsure=outgoing), (outgoing,)
    texts = document.texts("destination_ranges" if outgoing else "source_ranges")
    if isinstance(texts, Unknown):
        texts = (texts,)
    named = False if outgoing else any(document.has(path) is not False for path in _IN)
    if not texts and not named:
        return Peers(ANYONE), ("0.0.0.0/0",)
    return ranges(texts, named=named), texts


def targets(block: Block, paths: tuple[str, ...]) -> frozenset[str] | Unknown | None:
    """The machines that a rule is limited to, by tag or service account."""
    found: list[str] = []
    for path in paths:
        texts = block.texts(path)
        if isinstance(texts, Unknown):
            return texts
        for text in texts:
            if isinstance(text, Unknown):
                return text
            found.append(text)
    return frozenset(found) or None


def _stops(document: Document, outgoing: bool | Unknown) -> list[Entry]:
    """Denials of the same network and direction, other than the document itself."""
    network = network_of(document, "network", NETWORK)
    if network is None or isinstance(outgoing, Unknown):
        return []
    return stops_at((network, outgoing), document, _denials)


def _denials(document: Document) -> Iterator[tuple[Place, Entry]]:
    blocks = document.blocks("deny")
    if isinstance(blocks, Unknown) or not blocks or document.flag("disabled", False) is True:
        return
    network, outgoing = network_of(document, "network", NETWORK), is_egress(document)
    if network is not None and not isinstance(outgoing, Unknown):
        for entry in _entries(document, "deny", blocks, outgoing):
            yield (network, outgoing), entry


def _logged(document: Document) -> bool | Unknown:
    """Whether it has a ``log_config``, or the ``enable_logging`` of earlier versions."""
    block = document.has("log_config")
    return document.flag("enable_logging", False) or False if block is False else block
