"""Security admin rules of Azure Virtual Network Manager, which are tried before every network security group.

Terraform registry, hashicorp/azurerm, ``azurerm_network_manager_admin_rule``: ``AlwaysAllow`` lets traffic through
whatever the groups say, ``Allow`` leaves it to them, ``Deny`` stops it; ports and ends that are not written are any.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import Firewall
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.azure.network.peers import both, peers, ports
from pcicheck.providers.base import resource
from pcicheck.providers.filters import Action, Entry, Texts, in_effect

_ACTIONS: dict[str, Action] = {"alwaysallow": "allow", "allow": "pass_on", "deny": "deny"}
_ONLY_IN = Inapplicable("this is one rule for incoming traffic")
_SAID_ABOVE = Inapplicable("what it is for is said of the rule as a whole")


def admin_rule(document: Document) -> Iterator[Resource]:
    """One security admin rule."""
    direction = document.text("direction", "Inbound")
    outgoing = direction if isinstance(direction, Unknown) else str(direction).lower() == "outbound"
    far = _ends(document, "destination" if outgoing is True else "source")
    action = document.text("action")
    entry = Entry(
        rank=0,
        action=action if isinstance(action, Unknown) else _ACTIONS.get(str(action).lower(), Unknown("unknown action")),
        ports=ports(both(document, "protocol"), both(document, "destination_port_ranges") or ("*",)),
        peers=peers(far),
        shown=far,
        targets=None,
        description=_SAID_ABOVE,
    )
    rules = tuple(in_effect(entry, ()))
    facts = Firewall(
        layer="network",
        preset=False,
        description=document.text("description"),
        ingress=outgoing if isinstance(outgoing, Unknown) else () if outgoing else rules,
        egress=outgoing if isinstance(outgoing, Unknown) else rules if outgoing else _ONLY_IN,
        rules_elsewhere=Inapplicable("it can have no further rules"),
        logged=Inapplicable("connections are logged by flow logs of the network"),
    )
    yield resource(document, facts, names=(document.text("id"),))


def _ends(document: Document, path: str) -> Texts:
    blocks = document.blocks(path)
    if isinstance(blocks, Unknown):
        return (blocks,)
    return tuple(text for block in blocks for text in both(block, "address_prefix")) or ("*",)
