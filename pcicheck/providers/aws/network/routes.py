"""Route tables, routes and transit gateways.

Defaults, Terraform registry, hashicorp/aws: ``aws_ec2_transit_gateway.auto_accept_shared_attachments`` is disable;
a route table without ``route`` blocks has no routes of its own. A route has one target. A bare ``0.0.0.0`` or
``::0`` as destination is read as everything, which is what it is meant to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import NetworkHub, RouteRule, RouteTable
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

Target = Literal["internet", "nat", "peering", "hub", "vpn", "private_path", "instance", "local", "other"]

_TARGETS: dict[str, Target] = {
    "vpc_peering_connection_id": "peering",
    "nat_gateway_id": "nat",
    "transit_gateway_id": "hub",
    "core_network_arn": "hub",
    "egress_only_gateway_id": "nat",
    "vpc_endpoint_id": "private_path",
    "network_interface_id": "instance",
    "instance_id": "instance",
    "local_gateway_id": "other",
    "carrier_gateway_id": "internet",
    "gateway_id": "internet",
}
_GATEWAYS: dict[str, Target] = {"igw": "internet", "vgw": "vpn", "local": "local", "vpce": "private_path"}
_GATEWAY_TYPES: dict[str, Target] = {
    "aws_internet_gateway": "internet",
    "aws_vpn_gateway": "vpn",
    "aws_vpc_endpoint": "private_path",
}
_RANGES = ("cidr_block", "ipv6_cidr_block", "destination_cidr_block", "destination_ipv6_cidr_block")


def route_table(document: Document) -> Iterator[Resource]:
    """A route table and the routes written in it."""
    blocks = document.blocks("route")
    routes = blocks if isinstance(blocks, Unknown) else tuple(_route(block) for block in blocks)
    yield resource(document, RouteTable(routes=routes), labels=tags_of(document))


def route(document: Document) -> Iterator[Resource]:
    """An ``aws_route``."""
    yield resource(document, RouteTable(routes=(_route(document),)))


def transit_gateway(document: Document) -> Iterator[Resource]:
    """A transit gateway."""
    mode = document.text("auto_accept_shared_attachments", "disable")
    facts = NetworkHub(auto_accept=mode if isinstance(mode, Unknown) else mode == "enable")
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _route(block: Block) -> RouteRule | Unknown:
    if isinstance(block.values, Unknown):
        return block.values
    ranges = [text for path in _RANGES if (text := block.text(path)) is not None]
    return RouteRule(everywhere=internet(ranges), target=_target(block))


def _target(block: Block) -> Target | Unknown:
    """What the route leads to: its one target is the one that is set, or else the only one that is not known."""
    doubtful: list[str] = []
    for path in _TARGETS:
        value = block.text(path)
        if isinstance(value, Unknown):
            doubtful.append(path)
        elif value is not None:
            return _GATEWAYS.get(value.split("-")[0], "other") if path == "gateway_id" else _TARGETS[path]
    if len(doubtful) != 1:
        return Unknown("what the route leads to is not known")
    return _gateway_after_apply(block) if doubtful[0] == "gateway_id" else _TARGETS[doubtful[0]]


def _gateway_after_apply(block: Block) -> Target | Unknown:
    if isinstance(block, Document):
        for name in block.surroundings.names(block, "gateway_id"):
            for native_type, target in _GATEWAY_TYPES.items():
                if f"{native_type}." in name:
                    return target
    return "other"
