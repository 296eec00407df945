"""VPCs, subnets, interfaces, flow logs and the block on internet access.

Defaults, Terraform registry, hashicorp/aws: ``aws_subnet.map_public_ip_on_launch`` is false, while that of
``aws_default_subnet`` is true; ``aws_network_interface.source_dest_check`` is true;
``aws_flow_log.log_destination_type`` is cloud-watch-logs. The security group that AWS makes with a VPC lets its
members talk to each other and out to everywhere (Amazon VPC User Guide, "Default security groups") until
``aws_default_security_group`` takes it over. Provider 3 and earlier name a log group in ``log_group_name``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, TypeVar

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import FlowLog, Network, NetworkGuard, NetworkInterface, ProcessorGuard, Subnet
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.network.groups import has_attached
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

T = TypeVar("T")
Traffic = Literal["all", "accepted", "rejected"]
Place = Literal["log_store", "object_store", "stream"]

_TRAFFIC: dict[str, Traffic] = {"ALL": "all", "ACCEPT": "accepted", "REJECT": "rejected"}
_PLACES: dict[str, Place] = {"cloud-watch-logs": "log_store", "s3": "object_store", "kinesis-data-firehose": "stream"}
_NOT_MADE_HERE = Unknown("the default security group of a VPC that is not made here is not managed here")
_FIELD = re.compile(r"\$\{([a-z0-9-]+)\}")
_WANTED = (
    {"start"},
    {"srcaddr", "pkt-srcaddr"},
    {"dstaddr", "pkt-dstaddr"},
    {"interface-id", "instance-id", "subnet-id", "vpc-id"},
    {"action"},
)
"""Fields of a record, one of each set is needed."""
_ELSEWHERE = Inapplicable("the log goes to another kind of place")
_MODES = {"block-ingress": True, "block-bidirectional": True, "off": False}


def vpc(document: Document) -> Iterator[Resource]:
    """A VPC with its flow logs and its default security group."""
    facts = Network(
        preset=document.type == "aws_default_vpc",
        flow_logs=_flow_logs(document),
        preset_firewall_closed=_preset_group_closed(document),
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def subnet(document: Document) -> Iterator[Resource]:
    """A subnet."""
    preset = document.type == "aws_default_subnet"
    facts = Subnet(
        public_addresses=document.flag("map_public_ip_on_launch", preset),
        network=document.link("vpc_id", "network", "aws_vpc", "aws_default_vpc"),
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def network_interface(document: Document) -> Iterator[Resource]:
    """A network interface."""
    facts = NetworkInterface(source_check=document.flag("source_dest_check", True))
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def flow_log(document: Document) -> Iterator[Resource]:
    """A flow log."""
    place = _named(_PLACES, document.text("log_destination_type", "cloud-watch-logs"))
    in_bucket = document.link("log_destination", "object_store", "aws_s3_bucket")
    facts = FlowLog(
        traffic=_named(_TRAFFIC, document.text("traffic_type", "ALL")),
        destination=place,
        log_store=_log_group(document) if place == "log_store" else _other(place),
        object_store=in_bucket if place == "object_store" else _other(place),
        complete=_complete(document),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"),))


def block_public_clusters(document: Document) -> Iterator[Resource]:
    """The block on EMR clusters whose security groups are open; the flag is required."""
    yield resource(document, ProcessorGuard(blocks_public=document.flag("block_public_security_group_rules", False)))


def block_public_access(document: Document) -> Iterator[Resource]:
    """The block on internet gateways of an account and region."""
    blocks = _named(_MODES, document.text("internet_gateway_block_mode", "off"))
    yield resource(document, NetworkGuard(blocks_ingress=blocks))


def _named(names: Mapping[str, T], text: str | None | Unknown) -> T | Unknown:
    """What a text stands for in a table."""
    return text if isinstance(text, Unknown) else names.get(str(text), Unknown(f"{text} is not known to pcicheck"))


def _complete(document: Document) -> Fact[bool]:
    """Whether a format of one's own keeps what the default format (version 2) has: time, ends, interface, outcome."""
    written = document.text("log_format")
    if written is None or isinstance(written, Unknown):
        return written if isinstance(written, Unknown) else True
    fields = set(_FIELD.findall(written))
    return all(fields & wanted for wanted in _WANTED)


def _other(place: Place | Unknown) -> Fact[Link]:
    return place if isinstance(place, Unknown) else _ELSEWHERE


def _log_group(document: Document) -> Fact[Link]:
    found = document.link("log_destination", "log_store", "aws_cloudwatch_log_group")
    return document.link("log_group_name", "log_store", "aws_cloudwatch_log_group") if found is None else found


def _flow_logs(document: Document) -> bool | Unknown:
    """Whether a flow log belongs to the VPC; one that only may belong to it leaves it open."""
    logs = document.all_sidecars("aws_flow_log")
    return any_true(*(log.values if isinstance(log.values, Unknown) else True for log in logs))


def _preset_group_closed(document: Document) -> bool | Unknown:
    groups = [_closed(group) for group in document.all_sidecars("aws_default_security_group")]
    if not groups and document.type == "aws_default_vpc":
        groups = [_NOT_MADE_HERE]
    return all_true(bool(groups), negated(has_attached(document)), *groups)


def _closed(group: Document) -> bool | Unknown:
    return all_true(negated(has_attached(group)), *(negated(group.has(path)) for path in ("ingress", "egress")))
