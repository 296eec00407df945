"""What a snapshot shows and what it does not: types listed in full, refused, not offered, or not asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from pcicheck.model.origin import Gap
from pcicheck.sources.aws.tables import services
from pcicheck.sources.base import Seen, Unseen
from pcicheck.sources.live.feeding import NOT_ASKED, interrupted
from pcicheck.sources.live.natives import Unread, why_not
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Unit

NEVER_LISTED = frozenset(
    {
        # Other ways of writing what the listed thing says itself.
        "aws_iam_role_policy",
        "aws_iam_role_policy_attachment",
        "aws_iam_role_policy_attachments_exclusive",
        "aws_iam_user_policy_attachments_exclusive",
        "aws_iam_group_policy_attachments_exclusive",
        "aws_iam_policy_attachment",
        "aws_iam_access_key",
        "aws_spot_instance_request",
        "aws_ecs_task_set",
        "aws_alb",
        "aws_alb_listener",
        "aws_alb_target_group",
        "aws_cloudwatch_event_permission",
        "aws_default_route_table",
        "aws_kms_replica_external_key",
        "aws_kms_replica_key",
        "aws_load_balancer_policy",
        "aws_network_acl_rule",
        "aws_route",
        "aws_security_group_rule",
        "aws_ses_identity_policy",
        "aws_vpc_security_group_egress_rule",
        "aws_vpc_security_group_ingress_rule",
        # AWS closed these services, or what they are for, or has announced their end.
        "aws_appmesh_virtual_gateway",
        "aws_appmesh_virtual_node",
        "aws_db_security_group",
        "aws_media_store_container_policy",
        "aws_redshift_security_group",
        "aws_waf_rule_group",
        "aws_waf_web_acl",
        "aws_wafregional_rule_group",
        "aws_wafregional_web_acl",
        "aws_dynamodb_table_replica",
        "aws_ebs_snapshot_copy",
        "aws_ebs_snapshot_import",
        "aws_db_snapshot_copy",
        "aws_rds_cluster_snapshot_copy",
        "aws_ami_from_instance",
        "aws_ami_copy",
        "aws_s3_bucket_object",
        "aws_s3_object",
        "aws_s3_object_copy",
        "aws_athena_database",
    }
)
"""Types that only Terraform has, or whose things are listed as things of another type of the same kind."""


INTERRUPTED = interrupted("aws")


class Hidden(Struct, frozen=True):
    """Why nothing is known of a type."""

    why: str
    operation: str | None = None
    """What was asked in vain."""


def unasked_parts(manifest: Manifest) -> dict[str, set[str]]:
    """Type to the parts of its things that nobody asked for, as the collection was narrowed."""
    found: dict[str, set[str]] = {}
    for listing in (listing for service in services() for listing in service.listings):
        found.setdefault(listing.type, set()).update(listing.parts_without(manifest.facts))
    return found


def unasked_types(manifest: Manifest, unread: dict[Unit, Unread]) -> Iterator[tuple[Unit, dict[str, Hidden]]]:
    """Types that nobody asked for in a narrowed or interrupted collection, unit by unit, and why."""
    if manifest.finished and not manifest.types:
        return
    why = Hidden(NOT_ASKED if manifest.finished else INTERRUPTED)
    for account in manifest.scope.get("accounts", []):
        for service in services():
            for region in regions_of(manifest, account) if service.everywhere else [GLOBAL]:
                unit = Unit(account, region, service.client)
                told = unread.get(unit, Unread())
                known = told.listed.union(*(_told_by(refusal.type) for refusal in told.refusals))
                listed = (kind for listing in service.listings for kind in listing.types)
                yield unit, {kind: why for kind in listed if kind not in known}


def not_offered(unit: Unit, unread: Unread) -> Iterator[Gap]:
    """A note on what the region does not offer; as nothing can be there, it blinds nobody and is no refusal."""
    absent = [refusal for refusal in unread.refusals if refusal.kind == "absent"]
    unread.refusals = [refusal for refusal in unread.refusals if refusal.kind != "absent"]
    if absent:
        where = "/".join((unit.account, unit.region, unit.service))
        asked = ", ".join(dict.fromkeys(refusal.operation.partition(":")[2] for refusal in absent))
        why = f"not offered there, so nothing of it can be there ({asked}: {absent[0].why})"
        yield Gap("unsupported", where, why)


def hidden_types(unread: Unread) -> dict[str, Hidden]:
    """Types of which a refused list would have told, and why nothing is known of them."""
    refused = [refusal for refusal in unread.refusals if not refusal.id and refusal.kind != "unsupported"]
    return {
        kind: Hidden(why_not(refusal), refusal.operation)
        for refusal in reversed(refused)
        for kind in _told_by(refusal.type)
    }


@cache
def _told_by(kind: str) -> tuple[str, ...]:
    """A type, and those that the same list tells of."""
    listings = (listing for service in services() for listing in service.listings)
    return next((listing.types for listing in listings if listing.type == kind and listing.types), (kind,))


def seen(unread: dict[Unit, Unread], manifest: Manifest) -> Iterator[Seen]:
    """Types that were listed in full by every service that tells of them.

    What is listed once for the account was looked for in all its regions.
    """
    for account in manifest.scope.get("accounts", []):
        for region in regions_of(manifest, account):
            whole: set[str] = set()
            partial: set[str] = set()
            for service in services():
                unit = Unit(account, region if service.everywhere else GLOBAL, service.client)
                told = unread.get(unit, Unread())
                refused = {refusal.type for refusal in told.refusals if not refusal.id}
                for kind in (kind for listing in service.listings for kind in listing.types):
                    (whole if kind in told.listed and kind not in refused else partial).add(kind)
            for kind in sorted(whole - partial):
                yield Seen(kind, account, region)


def unseen(unit: Unit, unread: Unread, manifest: Manifest) -> Iterator[Unseen]:
    for refusal in unread.refusals:
        regions = regions_of(manifest, unit.account) if unit.region == GLOBAL else [unit.region]
        for region in regions if refusal.type and not refusal.id else ():
            yield Unseen(refusal.type, unit.account, region, why_not(refusal))


def regions_of(manifest: Manifest, account: str) -> list[str]:
    if manifest.regions:
        return manifest.regions.get(account, [])
    return manifest.scope.get("regions", [])
