"""Networks, filters and private paths."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Struct

from pcicheck.model.kinds.base import Kind, LogStoreLink, StoreLink, To
from pcicheck.model.link import Link
from pcicheck.model.ports import Ports
from pcicheck.model.value import NOT_STATED, Fact, Unknown


class FirewallRule(Struct, frozen=True, kw_only=True):
    """What one rule of a firewall lets through or stops, for one range of ports."""

    action: Fact[Literal["allow", "deny"]] = NOT_STATED
    """Whether matching traffic is let through or stopped."""
    ports: Fact[Ports] = NOT_STATED
    """Protocol and ports that it matches. Unknown where the protocol or an end of the range is."""
    span: Fact[str] = NOT_STATED
    """The same as text, such as ``tcp/443``, ``tcp/8000-8080``, ``any/0-65535`` or ``icmp``."""
    internet: Fact[bool] = NOT_STATED
    """Whether the other end (the source of incoming, the destination of outgoing traffic) may be anyone on the
    internet. False for private ranges, narrow public ranges, other filters' members and rules without any peer."""
    peers: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """The other ends as written: address ranges, lists of ranges, other filters."""
    description: Fact[str] = NOT_STATED
    """What people wrote about the rule; ``None`` for nothing."""


class Firewall(Kind, frozen=True, kw_only=True):
    """A packet filter, or one rule of a filter that is written as an object of its own.

    Security groups, network ACLs, VPC firewall rules, network security groups, Kubernetes network policies.
    """

    layer: Fact[Literal["interface", "subnet", "network"]] = NOT_STATED
    """Where it filters: at the interface of a machine (security group), at the edge of a subnet (network ACL) or
    for a whole network."""
    preset: Fact[bool] = NOT_STATED
    """Whether it comes with the network and takes in whatever names no other filter."""
    description: Fact[str] = NOT_STATED
    """What people wrote about it; ``None`` for nothing or only the tool's placeholder."""
    ingress: Fact[tuple[FirewallRule | Unknown, ...]] = NOT_STATED
    """Rules for incoming traffic as they take effect: where the order of rules counts, ports that an earlier rule
    stops are taken out of later ones. Inapplicable for a single outgoing rule."""
    egress: Fact[tuple[FirewallRule | Unknown, ...]] = NOT_STATED
    """The same for outgoing traffic."""
    rules_elsewhere: Fact[bool] = NOT_STATED
    """Whether rules that stand as objects of their own add to it; known for preset filters only."""


class Network(Kind, frozen=True, kw_only=True):
    """A virtual network: VPC, VNet."""

    preset: Fact[bool] = NOT_STATED
    """Whether it is the one that the provider makes in every account and region."""
    flow_logs: Fact[bool] = NOT_STATED
    """Whether a traffic log of the whole network is set up beside it."""
    preset_firewall_closed: Fact[bool] = NOT_STATED
    """Whether the filter that comes with the network lets nothing in or out. Unknown where it is not managed here
    and the network itself is not made here."""


class FlowLog(Kind, frozen=True, kw_only=True):
    """A log of the connections of a network, subnet or interface."""

    traffic: Fact[Literal["all", "accepted", "rejected"]] = NOT_STATED
    """Which connections it records."""
    destination: Fact[Literal["log_store", "object_store", "stream"]] = NOT_STATED
    """Kind of place that it is written to."""
    log_store: LogStoreLink = NOT_STATED
    """Log store that receives it; inapplicable where it goes elsewhere."""
    object_store: StoreLink = NOT_STATED
    """Object store that receives it; inapplicable where it goes elsewhere."""


class Subnet(Kind, frozen=True, kw_only=True):
    """A part of a network."""

    public_addresses: Fact[bool] = NOT_STATED
    """Whether machines get a public IPv4 address unless they refuse one."""
    network: Annotated[Fact[Link], To("network")] = NOT_STATED
    """The network that it is part of."""


class NetworkInterface(Kind, frozen=True, kw_only=True):
    """A network interface that is managed on its own."""

    source_check: Fact[bool] = NOT_STATED
    """Whether packets with a foreign source or destination address are dropped."""


class RouteRule(Struct, frozen=True, kw_only=True):
    """One route."""

    everywhere: Fact[bool] = NOT_STATED
    """Whether it takes all traffic that no narrower route takes, or most of the internet's addresses."""
    target: Fact[Literal["internet", "nat", "peering", "hub", "vpn", "private_path", "instance", "local", "other"]] = (
        NOT_STATED
    )
    """What it leads to: an internet gateway, address translation, another network (peering), a transit hub, a VPN
    or leased line, a private path, a machine, the network itself."""


class RouteTable(Kind, frozen=True, kw_only=True):
    """Routes of a network or subnet, or one route written as an object of its own."""

    routes: Fact[tuple[RouteRule | Unknown, ...]] = NOT_STATED
    """Its routes."""


class NetworkHub(Kind, frozen=True, kw_only=True):
    """A router that joins many networks: transit gateway, virtual WAN hub."""

    auto_accept: Fact[bool] = NOT_STATED
    """Whether networks of other accounts are joined without anyone's consent."""


class NetworkGuard(Kind, frozen=True, kw_only=True):
    """A block on internet access for all networks of an account and region."""

    blocks_ingress: Fact[bool] = NOT_STATED
    """Whether connections from the internet are refused for all networks that are not exempt."""


class PrivateLink(Kind, frozen=True, kw_only=True):
    """A private path from a network to a service, without the public internet."""

    service: Fact[str] = NOT_STATED
    """Service that it leads to in the provider's short name: ``s3``, ``kms``, ``secretsmanager``."""
    purpose: Fact[Literal["object_store", "keys", "secrets", "logs", "other"]] = NOT_STATED
    """What that service is for."""
    form: Fact[Literal["gateway", "interface", "appliance"]] = NOT_STATED
    """Whether it is a route, an address in the network, or leads traffic through an inspection appliance."""
    open_policy: Fact[bool] = NOT_STATED
    """Whether its policy lets anyone do something through it with anybody's resources. Inapplicable where it has
    no policy."""


class PrivateService(Kind, frozen=True, kw_only=True):
    """A service that other accounts can reach over private paths."""

    acceptance_required: Fact[bool] = NOT_STATED
    """Whether the owner must accept each connection."""
    open_to_all: Fact[bool] = NOT_STATED
    """Whether every account may ask for a connection."""


class Perimeter(Kind, frozen=True, kw_only=True):
    """A managed firewall at the edge of a network."""

    logging: Fact[bool] = NOT_STATED
    """Whether it logs what it sees or stops."""
    policy: Annotated[Fact[Link], To("perimeter_policy")] = NOT_STATED
    """Policy that it enforces."""


class PerimeterPolicy(Kind, frozen=True, kw_only=True):
    """What a managed firewall does with traffic."""

    default_action: Fact[Literal["drop", "inspect", "pass"]] = NOT_STATED
    """What happens to whole packets that no stateless rule matches: dropped, handed to stateful inspection, let
    through."""
    fragment_action: Fact[Literal["drop", "inspect", "pass"]] = NOT_STATED
    """The same for fragments."""
    has_rules: Fact[bool] = NOT_STATED
    """Whether any group of rules belongs to it."""
