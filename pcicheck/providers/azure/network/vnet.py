"""Virtual networks, subnets and network interfaces.

Defaults, Terraform registry, hashicorp/azurerm: a network without ``dns_servers`` asks Azure's own (168.63.129.16);
``azurerm_network_interface.ip_forwarding_enabled`` (``enable_ip_forwarding`` until version 3) is false, and an
interface without ``public_ip_address_id`` has no address on the internet. Azure's own subnets for gateways, firewalls
and route servers may have no network security group (Azure VPN Gateway, Azure Firewall and Route Server FAQs),
subnets for NetApp volumes with basic features neither. Version 1 named the group in
``azurerm_subnet.network_security_group_id``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import Network, NetworkInterface, Subnet
from pcicheck.model.link import Link
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import reaches_public, span
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import first_flag, is_set

_FLOW_LOG = "azurerm_network_watcher_flow_log"
_ASSOCIATION = "azurerm_subnet_network_security_group_association"
_DNS_SERVERS = "azurerm_virtual_network_dns_servers"
_NO_FILTER_ALLOWED = ("gatewaysubnet", "azurefirewallsubnet", "azurefirewallmanagementsubnet", "routeserversubnet")
_UNFILTERED_DELEGATION = "microsoft.netapp/volumes"
_AZURE_DNS = "168.63.129.16"
_MAY_HAVE_NONE = Inapplicable("Azure does not let a network security group be attached to this subnet")
_BY_MACHINE = Inapplicable("each interface asks for a public address itself")
_WHOLE_NETWORK = Inapplicable("flow logs belong to networks or to network security groups")
_NO_PRESET_FILTER = Inapplicable("no filter comes with a network that could be emptied")
_EACH_SUBNET = Inapplicable("filters are attached to subnets and interfaces")
_BY_FILTER = Inapplicable("what may go out is decided by the filter of each subnet or interface")
_BY_ENDPOINT = Inapplicable("services are reached over private endpoints, one for each")
_MAYBE_BY_GROUP = Unknown("a flow log of a network security group may cover it")


def virtual_network(document: Document) -> Iterator[Resource]:
    """A network, and the subnets that are written in it."""
    facts = Network(
        preset=False,
        flow_logs=_flow_logs(document),
        preset_firewall_closed=_NO_PRESET_FILTER,
        filtered=_EACH_SUBNET,
        egress_stopped=_BY_FILTER,
        own_name_servers=_own_name_servers(document),
    )
    names = (document.text("id"), document.text("name"))
    yield resource(document, facts, labels=tags_of(document), names=names)
    blocks = document.blocks("subnet")
    for index, block in enumerate(() if isinstance(blocks, Unknown) else blocks):
        name = block.text("name")
        filtered = _filtered(block, block.has("security_group"))
        part = name if isinstance(name, str) else f"subnet {index}"
        yield resource(document, _subnet(Link(document.address, "network"), filtered), part=part)


def subnet(document: Document) -> Iterator[Resource]:
    """A subnet with the group that is attached to it."""
    attached = any_true(
        *(item.values if isinstance(item.values, Unknown) else True for item in document.all_sidecars(_ASSOCIATION)),
        is_set(document, "network_security_group_id"),
    )
    names = (document.text("id"),)
    network = document.link("virtual_network_name", "network", "azurerm_virtual_network")
    yield resource(document, _subnet(network, _filtered(document, attached)), names=names)


def network_interface(document: Document) -> Iterator[Resource]:
    """A network interface."""
    facts = NetworkInterface(
        source_check=negated(first_flag(document, "ip_forwarding_enabled", "enable_ip_forwarding")),
        public_address=_public_address(document),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def _subnet(network: Fact[Link], filtered: Fact[bool]) -> Subnet:
    return Subnet(
        public_addresses=_BY_MACHINE,
        network=network,
        flow_logs=_WHOLE_NETWORK,
        filtered=filtered,
        private_services=_BY_ENDPOINT,
        private_services_v6=_BY_ENDPOINT,
    )


def _filtered(block: Block, attached: bool | Unknown) -> Fact[bool]:
    if attached is True:
        return True
    name = block.text("name")
    if isinstance(name, str) and name.lower() in _NO_FILTER_ALLOWED:
        return _MAY_HAVE_NONE
    delegation = block.text("delegation.service_delegation.name")
    if isinstance(delegation, str) and delegation.lower() == _UNFILTERED_DELEGATION:
        return _MAY_HAVE_NONE
    return next((item for item in (attached, name, delegation) if isinstance(item, Unknown)), attached)


def _flow_logs(document: Document) -> bool | Unknown:
    """Whether a flow log names the network; one of a group may cover what is in it."""
    logs = list(document.all_sidecars(_FLOW_LOG))
    own = any_true(*(log.values if isinstance(log.values, Unknown) else log.flag("enabled", True) for log in logs))
    if own is False and len(document.surroundings.of_type(_FLOW_LOG)) > len(logs):
        return _MAYBE_BY_GROUP
    return own


def _own_name_servers(document: Document) -> bool | Unknown:
    holder = document.sidecar(_DNS_SERVERS) or document
    servers = holder.texts("dns_servers")
    if isinstance(servers, Unknown):
        return servers
    if not servers:
        return document.values if isinstance(document.values, Unknown) else True
    unknown = next((server for server in servers if isinstance(server, Unknown)), None)
    known = [server for server in servers if isinstance(server, str) and server != _AZURE_DNS]
    if any((found := span(server)) is not None and reaches_public(found) for server in known):
        return False
    if unknown is not None:
        return unknown
    return _one_inside(known, document) if known else True


def _one_inside(servers: list[str], document: Document) -> bool | Unknown:
    spaces = document.texts("address_space")
    if isinstance(spaces, Unknown):
        return spaces
    inside = [space if isinstance(space, Unknown) else _holds(space, server) for space in spaces for server in servers]
    return any_true(*inside) if spaces else Unknown("the address space is taken from a pool")


def _holds(space: str, server: str) -> bool:
    whole, one = span(space), span(server)
    return whole is not None and one is not None and whole.covers(one)


def _public_address(document: Document) -> bool | Unknown:
    blocks = document.blocks("ip_configuration")
    if isinstance(blocks, Unknown):
        return blocks
    return any_true(*(_set(block, document, alone=len(blocks) == 1) for block in blocks))


def _set(block: Block, document: Document, *, alone: bool) -> bool | Unknown:
    found = block.has("public_ip_address_id")
    if not isinstance(found, Unknown):
        return found
    if found.refers:
        return True
    path = "ip_configuration.public_ip_address_id"
    return found if not alone else document.follow(path, "azurerm_public_ip") is not None or is_set(document, path)
