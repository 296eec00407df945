"""A snapshot of AWS as documents in Terraform's form, and what is known to be complete in it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import cache

from pcicheck.model.document import Document
from pcicheck.model.origin import Gap, Origin
from pcicheck.model.resource import Place
from pcicheck.model.value import Unknown
from pcicheck.sources.aws.labels import Labels
from pcicheck.sources.aws.shape import Shaped
from pcicheck.sources.aws.shapes import shapes
from pcicheck.sources.aws.tables import services
from pcicheck.sources.base import Reading, Seen, Unseen
from pcicheck.sources.live.natives import Native, Unread, gap_of, natives, why_not
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from pcicheck.sources.named import NamedDocuments

SOURCE = "aws"
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
        "aws_apigatewayv2_domain_name",
        "aws_default_route_table",
        "aws_kms_replica_external_key",
        "aws_kms_replica_key",
        "aws_load_balancer_policy",
        "aws_network_acl_rule",
        "aws_route",
        "aws_security_group_rule",
        "aws_vpc_security_group_egress_rule",
        "aws_vpc_security_group_ingress_rule",
        # AWS closed these services, or has announced their end.
        "aws_appmesh_virtual_gateway",
        "aws_appmesh_virtual_node",
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


def read(snapshot: Snapshot, manifest: Manifest, wanted: Container[str]) -> Reading:
    """Everything that a snapshot holds. Raises ``InputError`` where a file of it is damaged."""
    names = LiveNames()
    reading = Reading(SOURCE, [], [], [], native_count=0, never_listed=NEVER_LISTED)
    skipped: dict[str, list[str]] = {}
    unread: dict[Unit, Unread] = {}
    labels = Labels()
    for unit in snapshot.units():
        unread[unit] = Unread()
        identity = manifest.identities.get(unit.account, "")
        for native in natives(unit, snapshot.read(unit), unread[unit]):
            if labels.take(native):
                continue
            reading.native_count += 1
            shaper = shapes().get(native.type)
            if shaper is None:
                skipped.setdefault(native.type, []).append(native.id)
                continue
            made = [shaped for shaped in shaper(native) if shaped.type in wanted]
            reading.documents += [_document(native, shaped, names, identity) for shaped in made]
        reading.gaps += _not_offered(unit, unread[unit])
        labels.end(unit, unread[unit])
        reading.documents += _unknown(unit, unread[unit], names, identity, wanted)
        for refusal in unread[unit].refusals:
            gap = gap_of(unit, refusal)
            reading.gaps.append(gap)
            if not refusal.id:
                reading.hides[gap] = (*reading.hides.get(gap, ()), refusal.type or "*")
    reading.gaps = list(dict.fromkeys(reading.gaps))
    for document in reading.documents:
        names.add(document)
    labels.put(reading.documents)
    reading.gaps += [_unsupported(kind, ids) for kind, ids in skipped.items()]
    reading.visited = [
        Place(SOURCE, account, region or None, "cde")
        for account in manifest.scope.get("accounts", [])
        for region in _regions_of(manifest, account) or [""]
    ]
    if manifest.finished:
        reading.seen = list(_seen(unread, manifest))
        reading.unseen = [gap for unit, told in unread.items() for gap in _unseen(unit, told, manifest)]
    else:
        why = "the collection was interrupted; go on with 'pcicheck collect aws --resume'"
        reading.gaps.append(Gap("incomplete", str(snapshot.folder), why, blinds=("*",)))
    return reading


def _document(native: Native, shaped: Shaped, names: LiveNames, identity: str) -> Document:
    address = shaped.address or native.id
    origin = Origin(
        source=SOURCE, address=address, operation=native.operation or None, time=native.time or None, identity=identity
    )
    return Document(
        shaped.values,
        type=shaped.type,
        address=address,
        provider=SOURCE,
        origin=origin,
        surroundings=names,
        region=native.region or None,
        account=native.account,
    )


def _not_offered(unit: Unit, unread: Unread) -> Iterator[Gap]:
    """A note on what the region does not offer; as nothing can be there, it blinds nobody and is no refusal."""
    absent = [refusal for refusal in unread.refusals if refusal.kind == "absent"]
    unread.refusals = [refusal for refusal in unread.refusals if refusal.kind != "absent"]
    if absent:
        where = "/".join((unit.account, unit.region, unit.service))
        asked = ", ".join(dict.fromkeys(refusal.operation.partition(":")[2] for refusal in absent))
        why = f"not offered there, so nothing of it can be there ({asked}: {absent[0].why})"
        yield Gap("unsupported", where, why)


def _unknown(unit: Unit, unread: Unread, names: LiveNames, identity: str, wanted: Container[str]) -> Iterator[Document]:
    """Stand-ins for all that a refused list would have told: things of which nothing is known."""
    region = "" if unit.region == GLOBAL else unit.region
    refused = [refusal for refusal in unread.refusals if not refusal.id and refusal.kind != "unsupported"]
    hidden = {kind: refusal for refusal in reversed(refused) for kind in _told_by(refusal.type) if kind in wanted}
    for kind, refusal in hidden.items():
        address = "/".join(part for part in (kind, unit.account, region) if part)
        yield Document(
            Unknown(why_not(refusal)),
            type=kind,
            address=address,
            provider=SOURCE,
            origin=Origin(SOURCE, address=address, operation=refusal.operation, identity=identity),
            surroundings=names,
            region=region or None,
            account=unit.account,
        )


@cache
def _told_by(kind: str) -> tuple[str, ...]:
    """A type, and those that the same list tells of."""
    listings = (listing for service in services() for listing in service.listings)
    return next((listing.types for listing in listings if listing.type == kind and listing.types), (kind,))


def _seen(unread: dict[Unit, Unread], manifest: Manifest) -> Iterator[Seen]:
    """Types that were listed in full by every service that tells of them.

    What is listed once for the account was looked for in all its regions.
    """
    for account in manifest.scope.get("accounts", []):
        for region in _regions_of(manifest, account):
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


def _unseen(unit: Unit, unread: Unread, manifest: Manifest) -> Iterator[Unseen]:
    for refusal in unread.refusals:
        regions = _regions_of(manifest, unit.account) if unit.region == GLOBAL else [unit.region]
        for region in regions if refusal.type and not refusal.id else ():
            yield Unseen(refusal.type, unit.account, region, why_not(refusal))


def _regions_of(manifest: Manifest, account: str) -> list[str]:
    if manifest.regions:
        return manifest.regions.get(account, [])
    return manifest.scope.get("regions", [])


class LiveNames(NamedDocuments):
    """How documents of a snapshot find each other: by the ids and ARNs that they hold."""

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents of the types that the name at ``path`` is of; those of the same account and region first."""
        value = document.get(path)
        names = value if isinstance(value, list) else [value]
        found = dict.fromkeys(other for name in names if isinstance(name, str) for other in self._of(name, types))
        near = [other for other in found if (other.account, other.region) == (document.account, document.region)]
        return [other for other in near or found if other is not document]

    def _of(self, name: str, types: Sequence[str]) -> list[Document]:
        if not name:
            return []
        return list(self.called(name, types)) or list(self.called(name.rpartition("/")[2], types))

    def names(self, document: Document, path: str) -> list[str]:
        """Answers hold no expressions."""
        return []


def _unsupported(native_type: str, ids: list[str]) -> Gap:
    shown = ", ".join(ids[:3]) + (" …" if len(ids) > 3 else "")
    return Gap("unsupported_type", f"aws: {native_type}", f"no adapter for this type yet: {shown}", count=len(ids))
