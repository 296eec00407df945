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

    action: Fact[Literal["allow", "deny", "pass_on"]] = NOT_STATED
    """Whether matching traffic is let through, stopped, or left to the next filter."""
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
    """Where it filters: at the interface of a machine or workload (security group, network policy), at the edge of a
    subnet (network ACL) or for a whole network."""
    preset: Fact[bool] = NOT_STATED
    """Whether it comes with the network and takes in whatever names no other filter."""
    description: Fact[str] = NOT_STATED
    """What people wrote about it; ``None`` for nothing or only the tool's placeholder."""
    ingress: Fact[tuple[FirewallRule | Unknown, ...]] = NOT_STATED
    """Rules for incoming traffic as they take effect: where the order of rules counts, ports that an earlier rule
    stops are taken out of later ones. Inapplicable or empty for a single outgoing rule."""
    egress: Fact[tuple[FirewallRule | Unknown, ...]] = NOT_STATED
    """The same for outgoing traffic, with the rules that the provider adds by itself."""
    rules_elsewhere: Fact[bool] = NOT_STATED
    """Whether rules that stand as objects of their own add to it; known for preset filters only."""
    logged: Fact[bool] = NOT_STATED
    """Whether connections that it lets through or stops are logged, where that is a setting of the filter."""


class Network(Kind, frozen=True, kw_only=True):
    """A virtual network: VPC, VNet."""

    preset: Fact[bool] = NOT_STATED
    """Whether it is the one that the provider makes in every account and region."""
    flow_logs: Fact[bool] = NOT_STATED
    """Whether a traffic log of the whole network is set up beside it. Inapplicable where each subnet has its own."""
    preset_firewall_closed: Fact[bool] = NOT_STATED
    """Whether the filter that comes with the network lets nothing in or out. Unknown where it is not managed here
    and the network itself is not made here."""
    filtered: Fact[bool] = NOT_STATED
    """Whether filter rules of its own are set up beside it, where filters belong to whole networks."""
    egress_stopped: Fact[bool] = NOT_STATED
    """Whether one of its own rules stops all outgoing traffic that no other rule lets through, where the provider
    would let it out. Unknown where a policy that is not in sight may."""
    own_name_servers: Fact[bool] = NOT_STATED
    """Whether its machines ask name servers inside the network or the provider's own."""


class StarterNetwork(Kind, frozen=True, kw_only=True):
    """The ready-made network that a new project gets from the provider."""

    made: Fact[bool] = NOT_STATED
    """Whether it is made, and kept."""


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
    enabled: Fact[bool] = NOT_STATED
    """Whether it is recording now."""
    retention_set: Fact[bool] = NOT_STATED
    """Whether the log itself says how long its records are kept."""
    retention_days: Fact[int] = NOT_STATED
    """Days after which records are deleted; ``None`` where they never are, or where nothing is set."""
    analysed: Fact[bool] = NOT_STATED
    """Whether the records are also sent where they can be searched and analysed."""
    complete: Fact[bool] = NOT_STATED
    """Whether each record says when, from where, to where, through what and with what outcome."""


class Subnet(Kind, frozen=True, kw_only=True):
    """A part of a network."""

    public_addresses: Fact[bool] = NOT_STATED
    """Whether machines get a public IPv4 address unless they refuse one."""
    network: Annotated[Fact[Link], To("network")] = NOT_STATED
    """The network that it is part of."""
    flow_logs: Fact[bool] = NOT_STATED
    """Whether the connections of the subnet are logged, where that is a setting of subnets. Inapplicable to subnets
    that only hold addresses for a load balancer."""
    filtered: Fact[bool] = NOT_STATED
    """Whether a packet filter is attached, where one must be. Inapplicable to subnets that may have none."""
    private_services: Fact[bool] = NOT_STATED
    """Whether machines without a public address reach the provider's services on the provider's own network."""
    private_services_v6: Fact[bool] = NOT_STATED
    """The same over IPv6. Inapplicable to subnets without IPv6."""


class NetworkInterface(Kind, frozen=True, kw_only=True):
    """A network interface that is managed on its own."""

    source_check: Fact[bool] = NOT_STATED
    """Whether packets with a foreign source or destination address are dropped."""
    public_address: Fact[bool] = NOT_STATED
    """Whether it has an address on the internet."""


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


class ProcessorGuard(Kind, frozen=True, kw_only=True):
    """A block on public clusters for all data processors of an account and region."""

    blocks_public: Fact[bool] = NOT_STATED
    """Whether clusters whose filters let in everyone are refused."""


class PrivateLink(Kind, frozen=True, kw_only=True):
    """A private path from a network to a service, without the public internet."""

    service: Fact[str] = NOT_STATED
    """Service that it leads to in the provider's short name: ``s3``, ``kms``, ``secretsmanager``."""
    purposes: Fact[tuple[Literal["object_store", "keys", "secrets", "logs", "other"] | Unknown, ...]] = NOT_STATED
    """What can be reached through it. A vault holds keys and secrets, a bundle leads to every service."""
    form: Fact[Literal["gateway", "interface", "appliance"]] = NOT_STATED
    """Whether it is a route, an address in the network, or leads traffic through an inspection appliance."""
    open_policy: Fact[bool] = NOT_STATED
    """Whether its policy lets anyone do something through it with anybody's resources. Inapplicable where it has
    no policy."""


class PrivateService(Kind, frozen=True, kw_only=True):
    """A service that other accounts can reach over private paths."""

    acceptance_required: Fact[bool] = NOT_STATED
    """Whether the owner must accept each connection, or at least each account that may connect."""
    open_to_all: Fact[bool] = NOT_STATED
    """Whether every account may ask for a connection."""


class Perimeter(Kind, frozen=True, kw_only=True):
    """A managed firewall at the edge of a network."""

    logging: Fact[bool] = NOT_STATED
    """Whether it logs what it sees or stops."""
    policy: Annotated[Fact[Link], To("perimeter_policy")] = NOT_STATED
    """Policy that it enforces; ``None`` where its rules are its own."""
    known_bad: Fact[Literal["stop", "alert", "pass"]] = NOT_STATED
    """What it does with traffic to and from addresses and names that are known to be malicious, by its own setting
    or by that of its policy."""


class PerimeterPolicy(Kind, frozen=True, kw_only=True):
    """What a managed firewall does with traffic."""

    default_action: Fact[Literal["drop", "inspect", "pass"]] = NOT_STATED
    """What happens to whole packets that no stateless rule matches: dropped, handed to stateful inspection, let
    through."""
    fragment_action: Fact[Literal["drop", "inspect", "pass"]] = NOT_STATED
    """The same for fragments."""
    has_rules: Fact[bool] = NOT_STATED
    """Whether any group of rules belongs to it. Unknown where it takes over those of another policy."""
    intrusions: Fact[Literal["stop", "alert", "pass"]] = NOT_STATED
    """What it does with traffic in which it recognises an attack."""
    known_bad: Fact[Literal["stop", "alert", "pass"]] = NOT_STATED
    """What it does with traffic to and from addresses and names that are known to be malicious."""


class NatGateway(Kind, frozen=True, kw_only=True):
    """A gateway that translates the addresses of machines without a public one."""

    logged: Fact[bool] = NOT_STATED
    """Whether every translated connection is logged."""


class NameResolver(Kind, frozen=True, kw_only=True):
    """The settings of the service that answers a network's questions for names."""

    queries_logged: Fact[bool] = NOT_STATED
    """Whether the questions are logged."""


class ServicePerimeter(Kind, frozen=True, kw_only=True):
    """A border around projects that the provider's own services do not let data cross."""

    enforced: Fact[bool] = NOT_STATED
    """Whether it stops anything: it holds projects and services, and not only as a trial run."""
    services: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Services that it guards, by the provider's names."""
    open_ways_in: Fact[bool] = NOT_STATED
    """Whether a rule lets anyone in from anywhere."""
    open_ways_out: Fact[bool] = NOT_STATED
    """Whether a rule lets data out to anybody's resources with every service."""


class VpnTunnel(Kind, frozen=True, kw_only=True):
    """An encrypted tunnel between networks, over the internet or a leased line."""

    ike_version: Fact[int] = NOT_STATED
    """Version of the key exchange. Inapplicable to lines without encryption of their own."""
    algorithms: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Algorithms and groups that the tunnel is limited to, by the provider's names in lower case. Unknown where both
    ends choose from the provider's own list."""


class Bastion(Kind, frozen=True, kw_only=True):
    """A managed gateway through which people reach the consoles of machines."""

    shared_links: Fact[bool] = NOT_STATED
    """Whether links can be handed out that lead to a machine without a sign-in to the cloud."""
    sessions_recorded: Fact[bool] = NOT_STATED
    """Whether what people do in their sessions is recorded."""
