"""VPN connections and Azure Bastion.

Defaults, Terraform registry, hashicorp/azurerm: ``azurerm_virtual_network_gateway_connection.connection_protocol`` and
``azurerm_vpn_gateway_connection.vpn_link.protocol`` are IKEv2; ``ipsec_policy`` limits the algorithms, without it the
two ends choose from Azure's list. A connection of ``type`` ExpressRoute is a leased line without IPsec.
``azurerm_bastion_host.shareable_link_enabled`` and ``session_recording_enabled`` are false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import Bastion, VpnTunnel
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.assurance.records import bastion_sessions
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_CHOSEN = Unknown("the two ends choose from the provider's list of algorithms")
_LEASED_LINE = Inapplicable("an ExpressRoute connection has no IPsec")
_VERSIONS = {"ikev1": 1, "ikev2": 2}
_CLASSIC = ("dh_group", "ike_encryption", "ike_integrity", "ipsec_encryption", "ipsec_integrity", "pfs_group")
_HUB = (
    "dh_group",
    "encryption_algorithm",
    "ike_encryption_algorithm",
    "ike_integrity_algorithm",
    "integrity_algorithm",
    "pfs_group",
)


def connection(document: Document) -> Iterator[Resource]:
    """A connection of a virtual network gateway."""
    if str(document.get("type")).lower() == "expressroute":
        facts = VpnTunnel(ike_version=_LEASED_LINE, algorithms=_LEASED_LINE)
    else:
        facts = VpnTunnel(
            ike_version=_version(document, "connection_protocol"),
            algorithms=_algorithms(document.blocks("ipsec_policy"), _CLASSIC),
        )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def hub_connection(document: Document) -> Iterator[Resource]:
    """The links of a connection of a hub's VPN gateway, each a tunnel of its own."""
    links = document.blocks("vpn_link")
    if isinstance(links, Unknown):
        yield resource(document, VpnTunnel(ike_version=links, algorithms=links))
        return
    for index, link in enumerate(links):
        name = link.text("name")
        facts = VpnTunnel(
            ike_version=_version(link, "protocol"), algorithms=_algorithms(link.blocks("ipsec_policy"), _HUB)
        )
        yield resource(document, facts, part=name if isinstance(name, str) else f"link {index}")


def bastion(document: Document) -> Iterator[Resource]:
    """A bastion host."""
    facts = Bastion(
        shared_links=document.flag("shareable_link_enabled", False),
        sessions_recorded=document.flag("session_recording_enabled", False),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))
    yield bastion_sessions(document)


def _version(block: Block, path: str) -> Fact[int]:
    text = block.text(path, "IKEv2")
    return (
        text if isinstance(text, Unknown) else _VERSIONS.get(str(text).lower(), Unknown(f"{text} is no known version"))
    )


def _algorithms(policies: Iterable[Block] | Unknown, paths: tuple[str, ...]) -> Fact[tuple[str | Unknown, ...]]:
    if isinstance(policies, Unknown):
        return policies
    found: list[str | Unknown] = []
    for policy in policies:
        for path in paths:
            text = policy.text(path)
            if isinstance(text, Unknown):
                found.append(text)
            elif text is not None and not (path == "pfs_group" and text.lower() == "none"):
                found.append(text.lower())
    return tuple(found) or _CHOSEN
