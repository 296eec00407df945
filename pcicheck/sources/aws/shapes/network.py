"""Answers of EC2 about networks, filters and interfaces in Terraform's form.

A network that another account shares with this one is left out: its groups and flow logs are not to be seen from here,
and it is judged where it belongs. EC2 API reference: a rule of a group holds several peers, each with a description of
its own; Terraform writes one block for each description.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, arn_of, tags_of
from pcicheck.sources.live.natives import Native

_LAST_RULE = 32767
"""Number of the rule with which every network ACL ends: what nothing matches is denied."""
_NO_PORTS = "-1"
_OWNERS = {"vpc": "vpc_id", "subnet": "subnet_id", "eni": "eni_id", "tgw": "transit_gateway_id"}


def vpc(native: Native) -> Iterator[Shaped]:
    """A VPC."""
    item = native.item
    if _foreign(native):
        return
    kind = "aws_default_vpc" if item.get("IsDefault") else "aws_vpc"
    yield Shaped(kind, _named(native, "vpc") | {"cidr_block": item.get("CidrBlock")})


def subnet(native: Native) -> Iterator[Shaped]:
    """A subnet."""
    item = native.item
    if _foreign(native):
        return
    kind = "aws_default_subnet" if item.get("DefaultForAz") else "aws_subnet"
    yield Shaped(
        kind,
        _named(native, "subnet")
        | {
            "vpc_id": item.get("VpcId"),
            "availability_zone": item.get("AvailabilityZone"),
            "cidr_block": item.get("CidrBlock"),
            "map_public_ip_on_launch": item.get("MapPublicIpOnLaunch", NOT_TOLD),
        },
    )


def security_group(native: Native) -> Iterator[Shaped]:
    """A security group with all its rules written inside."""
    item = native.item
    if _foreign(native):
        return
    kind = "aws_default_security_group" if item.get("GroupName") == "default" else "aws_security_group"
    yield Shaped(
        kind,
        _named(native, "security-group")
        | {
            "name": item.get("GroupName"),
            "description": item.get("Description"),
            "vpc_id": item.get("VpcId"),
            "ingress": list(_group_rules(native.id, item.get("IpPermissions"))),
            "egress": list(_group_rules(native.id, item.get("IpPermissionsEgress"))),
        },
    )


_PEERS = (
    ("IpRanges", "CidrIp", "cidr_blocks"),
    ("Ipv6Ranges", "CidrIpv6", "ipv6_cidr_blocks"),
    ("PrefixListIds", "PrefixListId", "prefix_list_ids"),
    ("UserIdGroupPairs", "GroupId", "security_groups"),
)


def _group_rules(own: str, permissions: Any) -> Iterator[dict[str, Any]]:
    for permission in permissions or ():
        by_description: dict[str | None, dict[str, Any]] = {}
        for listed, name, ours in _PEERS:
            for peer in permission.get(listed) or ():
                block = by_description.setdefault(peer.get("Description") or None, {})
                if ours == "security_groups" and peer.get(name) == own:
                    block["self"] = True
                else:
                    block.setdefault(ours, []).append(peer.get(name))
        for description, peers in by_description.items():
            yield {
                "protocol": permission.get("IpProtocol", _NO_PORTS),
                "from_port": permission.get("FromPort", 0),
                "to_port": permission.get("ToPort", 0),
                "description": description,
                **peers,
            }


def network_acl(native: Native) -> Iterator[Shaped]:
    """A network ACL with its entries; the last, which denies the rest, is no rule of anybody."""
    item = native.item
    if _foreign(native):
        return
    entries = [entry for entry in item.get("Entries") or () if entry.get("RuleNumber") != _LAST_RULE]
    kind = "aws_default_network_acl" if item.get("IsDefault") else "aws_network_acl"
    yield Shaped(
        kind,
        _named(native, "network-acl")
        | {
            "vpc_id": item.get("VpcId"),
            "ingress": [_acl_entry(entry) for entry in entries if not entry.get("Egress")],
            "egress": [_acl_entry(entry) for entry in entries if entry.get("Egress")],
        },
    )


def _acl_entry(entry: dict[str, Any]) -> dict[str, Any]:
    ports = entry.get("PortRange") or {}
    return {
        "rule_no": entry.get("RuleNumber"),
        "action": entry.get("RuleAction"),
        "protocol": entry.get("Protocol"),
        "cidr_block": entry.get("CidrBlock"),
        "ipv6_cidr_block": entry.get("Ipv6CidrBlock"),
        "from_port": ports.get("From"),
        "to_port": ports.get("To"),
    }


_TARGETS = {
    "GatewayId": "gateway_id",
    "NatGatewayId": "nat_gateway_id",
    "TransitGatewayId": "transit_gateway_id",
    "VpcPeeringConnectionId": "vpc_peering_connection_id",
    "EgressOnlyInternetGatewayId": "egress_only_gateway_id",
    "LocalGatewayId": "local_gateway_id",
    "CarrierGatewayId": "carrier_gateway_id",
    "CoreNetworkArn": "core_network_arn",
}


def route_table(native: Native) -> Iterator[Shaped]:
    """A route table; the routes inside the network itself, which every table has, are left out."""
    if _foreign(native):
        return
    routes = [_route(route) for route in native.item.get("Routes") or () if route.get("GatewayId") != "local"]
    values = {"vpc_id": native.item.get("VpcId"), "route": routes}
    yield Shaped("aws_route_table", _named(native, "route-table") | values)


def _route(route: dict[str, Any]) -> dict[str, Any]:
    target = {ours: route.get(theirs) for theirs, ours in _TARGETS.items()}
    if not any(target.values()):
        target["network_interface_id"] = route.get("NetworkInterfaceId") or route.get("InstanceId")
    gateway = str(target["gateway_id"] or "")
    if gateway.startswith("vpce-"):
        target |= {"gateway_id": None, "vpc_endpoint_id": gateway}
    return target | {
        "cidr_block": route.get("DestinationCidrBlock"),
        "ipv6_cidr_block": route.get("DestinationIpv6CidrBlock"),
        "destination_prefix_list_id": route.get("DestinationPrefixListId"),
    }


def flow_log(native: Native) -> Iterator[Shaped]:
    """A flow log. One whose records do not arrive is not counted as a log of its network."""
    item = native.item
    owner = _OWNERS.get(str(item.get("ResourceId")).split("-")[0], "resource_id")
    traffic, owned = item.get("TrafficType"), {owner: item.get("ResourceId")}
    if item.get("DeliverLogsStatus") == "FAILED":
        traffic = Unknown(f"its records do not arrive: {item.get('DeliverLogsErrorMessage', 'no reason is given')}")
        owned = {}
    yield Shaped(
        "aws_flow_log",
        _named(native, "vpc-flow-log")
        | owned
        | {
            "traffic_type": traffic,
            "log_destination_type": item.get("LogDestinationType"),
            "log_destination": item.get("LogDestination"),
            "log_group_name": item.get("LogGroupName"),
            "log_format": item.get("LogFormat"),
        },
    )


def network_interface(native: Native) -> Iterator[Shaped]:
    """A network interface that a customer made."""
    item = native.item
    values = {
        "subnet_id": item.get("SubnetId"),
        "source_dest_check": item.get("SourceDestCheck", NOT_TOLD),
        "tags": tags_of(item.get("TagSet")),
    }
    yield Shaped("aws_network_interface", _named(native, "network-interface") | values)


def _foreign(native: Native) -> bool:
    return str((native.item or {}).get("OwnerId") or native.account) != native.account


def _named(native: Native, kind: str) -> dict[str, Any]:
    return {
        "id": native.id,
        "arn": arn_of(native, "ec2", f"{kind}/{native.id}"),
        "tags": tags_of(native.item.get("Tags")),
    }


SHAPES: dict[str, Shaper] = {
    "aws_vpc": vpc,
    "aws_subnet": subnet,
    "aws_security_group": security_group,
    "aws_network_acl": network_acl,
    "aws_route_table": route_table,
    "aws_flow_log": flow_log,
    "aws_network_interface": network_interface,
}
