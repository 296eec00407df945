"""Query logging of the resolver, time servers of networks, and Security Lake.

``aws_route53_resolver_query_log_config`` logs the queries of the networks that an ``_association`` attaches to it, to
the bucket, log group or stream in ``destination_arn``. ``aws_vpc_dhcp_options.ntp_servers`` names up to four time
servers; 169.254.169.123 and fd00:ec2::123 are the Amazon Time Sync Service, and where none is named the image decides.
``aws_securitylake_data_lake``: ``configuration`` blocks with ``lifecycle_configuration.expiration.days``, without which
data is kept for ever, and ``encryption_configuration.kms_key_id``, S3_MANAGED_KEY by default (Terraform registry;
Amazon EC2 User Guide, "Set the time on your EC2 instance"; Amazon Security Lake User Guide, "Lifecycle management").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address
from typing import Literal

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.logging import LogRoute, LogStore, TimeServer, TimeSetting
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_QUERIES = Inapplicable("it sends the queries for names, not audit events")
_ONE_ACCOUNT = Inapplicable("it sends what networks ask")
_OTHER_PLACE = Inapplicable("it sends the queries to another sort of place")
_SHARED = Unknown("it may be shared with other accounts, whose networks are not in this input")
_PLATFORM = ("169.254.169.123", "fd00:ec2::123")
_NOT_LOCKED = Inapplicable("the buckets of Security Lake cannot be locked")
_NO_NETWORK = Inapplicable("the service has no network setting of its own")


def query_log(document: Document) -> Iterator[Resource]:
    """Query logging of the resolver of networks."""
    association = document.sidecar("aws_route53_resolver_query_log_config_association")
    attached: Fact[bool] = _SHARED if document.surroundings.of_type("aws_ram_resource_association") else False
    if association is not None:
        attached = association.values if isinstance(association.values, Unknown) else True
    bucket = document.follow("destination_arn", "aws_s3_bucket")
    group = document.follow("destination_arn", "aws_cloudwatch_log_group")
    text = document.text("destination_arn")
    here = text if isinstance(text, Unknown) and bucket is None and group is None else _OTHER_PLACE
    arn = text.removesuffix(":*") if isinstance(text, str) else ""
    facts = LogRoute(
        purpose="names",
        enabled=attached,
        everything=_QUERIES,
        carries=_QUERIES,
        audit_events=_QUERIES,
        drops_audit=_QUERIES,
        children=_ONE_ACCOUNT,
        store=_to(bucket, arn, ":s3:", "object_store", here),
        log_store=_to(group, arn, ":logs:", "log_store", here),
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def dhcp_options(document: Document) -> Iterator[Resource]:
    """What machines of a network are told when they ask for an address."""
    texts = document.texts("ntp_servers")
    servers: Fact[tuple[TimeServer | Unknown, ...]] = (
        texts if isinstance(texts, Unknown) else tuple(t if isinstance(t, Unknown) else _server(t) for t in texts)
    )
    facts = TimeSetting(servers=servers)
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def data_lake(document: Document) -> Iterator[Resource]:
    """Security Lake, once for each region."""
    blocks = document.blocks("configuration")
    if isinstance(blocks, Unknown):
        return
    for index, block in enumerate(blocks):
        days = block.number("lifecycle_configuration.expiration.days")
        facts = LogStore(
            retention_days=int(days) if isinstance(days, (int, float)) else days,
            never_expires=days if isinstance(days, Unknown) else days is None,
            encryption=_lake_encryption(block),
            locked=_NOT_LOCKED,
            public_query=_NO_NETWORK,
        )
        yield resource(document, facts, part=str(index) if len(blocks) > 1 else "", labels=tags_of(document))


def _lake_encryption(block: Block) -> Encryption:
    written = block.get("encryption_configuration")
    first = written[0] if isinstance(written, list) and written else written
    key = first if isinstance(first, Unknown) else Block(first if isinstance(first, dict) else {}).text("kms_key_id")
    if isinstance(key, Unknown):
        return Encryption(at_rest=True, key_owner=key, key=key)
    if key is None or key == "S3_MANAGED_KEY":
        return Encryption(at_rest=True, key_owner="provider", key=None)
    return Encryption(at_rest=True, key_owner="customer", key=Link(key, "key"))


def _to(found: Document | None, arn: str, mark: str, kind: str, otherwise: Fact[Link]) -> Fact[Link]:
    if found is not None:
        return Link(found.address, kind)
    return Link(arn, kind) if mark in arn else otherwise


@lru_cache(maxsize=256)
def _server(text: str) -> TimeServer:
    place: Literal["platform", "inside", "outside"] = "outside"
    try:
        address = ip_address(text.strip())
    except ValueError:
        return TimeServer(text, "outside")
    if str(address) in _PLATFORM:
        place = "platform"
    elif address.is_private or address.is_link_local:
        place = "inside"
    return TimeServer(text, place)
