"""The rights that a collection needs, from the tables that it asks by."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pcicheck.sources.aws.table import Listing, Service
from pcicheck.sources.aws.tables import services
from pcicheck.sources.aws.tables.tags import TAGS
from pcicheck.sources.live.feeding import is_fed
from pcicheck.sources.live.only import EVERYTHING, Only

ALWAYS = {"ec2:DescribeRegions": ["the regions that are enabled"], "sts:GetCallerIdentity": ["who asks"]}
"""What every collection asks first."""
ORGANIZATION = "organizations:ListAccounts"
"""What ``--organization`` asks besides."""


def rights(only: Only = EVERYTHING) -> dict[str, list[str]]:
    """Right to what it is for."""
    found = {name: list(uses) for name, uses in ALWAYS.items()}
    if not only.types:
        found[ORGANIZATION] = ["accounts, under --organization"]
    for service in services():
        for listing in asked_of(service, {*only.types, TAGS} if only.types else (), only.facts):
            found.setdefault(listing.permission, []).append(f"{listing.type} ({listing.operation})")
            if listing.prepare:
                found.setdefault(listing.prepare_permission, []).append(f"{listing.type} ({listing.prepare})")
            for detail in listing.details_for(only.facts):
                found.setdefault(detail.permission, []).append(f"{listing.type} ({detail.operation})")
    return found


def asked_of(service: Service, types: Collection[str], facts: Collection[str] = ()) -> Iterator[Listing]:
    """The listings of a service that are asked for some types, with those that lead to them; empty for all."""
    wanted = [
        listing
        for listing in service.listings
        if (not types or not set(listing.types).isdisjoint(types)) and is_fed(listing.feeds, facts)
    ]
    for listing in wanted:  # grows on the way, as what leads to a listing may be led to itself
        wanted += [other for other in service.listings if other.type in listing.leading and other not in wanted]
    yield from (listing for listing in service.listings if listing in wanted)


def policy(names: Sequence[str]) -> dict[str, Any]:
    """An IAM policy that allows just these."""
    statement = {"Sid": "PcicheckReadsConfiguration", "Effect": "Allow", "Action": sorted(names), "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}
