"""Route 53 zones and the log of their queries.

A zone with a ``vpc`` block is private. ``aws_route53_query_log`` works for public zones only; queries to private zones
are logged by the resolver of the network (Terraform registry, ``aws_route53_zone`` and ``aws_route53_query_log``;
Amazon Route 53 Developer Guide, "Public DNS query logging"). Nothing is logged until somebody asks for it, nor
signed: ``aws_route53_hosted_zone_dnssec.signing_status`` is SIGNING where it is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.logging import DnsZone
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_PRIVATE = Inapplicable("a private zone is not signed")
_ONE_ALGORITHM = Inapplicable("Route 53 signs with ECDSA P-256 and SHA-256 only")
_RESOLVER = Inapplicable("queries to a private zone are logged by the resolver of its network")


def zone(document: Document) -> Iterator[Resource]:
    """A zone with its query log."""
    public = _public(document)
    log = document.sidecar("aws_route53_query_log")
    logged: Fact[bool] = True
    if log is None or isinstance(log.values, Unknown):
        logged = log.values if log and isinstance(log.values, Unknown) else False
        logged = _RESOLVER if public is False else public if isinstance(public, Unknown) else logged
    target: Fact[Link] = None
    if log is not None:
        target = log.link("cloudwatch_log_group_arn", "log_store", "aws_cloudwatch_log_group")
    names = (document.text("zone_id"), document.text("id"), document.text("arn"))
    facts = DnsZone(
        public=public,
        queries_logged=logged,
        log_store=target,
        signed=_signed(document, public),
        signing_algorithms=_ONE_ALGORITHM,
    )
    yield resource(document, facts, labels=tags_of(document), names=names)


def _signed(document: Document, public: Fact[bool]) -> Fact[bool]:
    if public is False:
        return _PRIVATE
    signing = document.sidecar("aws_route53_hosted_zone_dnssec")
    if signing is None:
        return public if isinstance(public, Unknown) else False
    status = signing.text("signing_status", "SIGNING")
    return status if isinstance(status, Unknown) else status == "SIGNING"


def _public(document: Document) -> Fact[bool]:
    if document.sidecar("aws_route53_zone_association") is not None:
        return False
    private = document.has("vpc")
    return private if isinstance(private, Unknown) else not private
