"""A snapshot of AWS as documents in Terraform's form, and what is known to be complete in it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from pcicheck.model.document import Document
from pcicheck.model.origin import Gap, Origin
from pcicheck.sources.aws.shape import Shaped
from pcicheck.sources.aws.shapes import shapes
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
    }
)
"""Types that only Terraform has, or whose things are listed as things of another type of the same kind."""


def read(snapshot: Snapshot, manifest: Manifest, wanted: Container[str]) -> Reading:
    """Everything that a snapshot holds. Raises ``InputError`` where a file of it is damaged."""
    names = LiveNames()
    documents: list[Document] = []
    gaps: list[Gap] = []
    seen: list[Seen] = []
    unseen: list[Unseen] = []
    skipped: dict[str, list[str]] = {}
    count = 0
    for unit in snapshot.units():
        unread = Unread()
        for native in natives(unit, snapshot.read(unit), unread):
            count += 1
            shaper = shapes().get(native.type)
            made = list(shaper(native)) if shaper is not None else []
            if shaper is None:
                skipped.setdefault(native.type, []).append(native.id)
            identity = manifest.identities.get(unit.account, "")
            documents += [_document(native, shaped, names, identity) for shaped in made if shaped.type in wanted]
        gaps += dict.fromkeys(gap_of(unit, refusal) for refusal in unread.refusals)
        seen += _seen(unit, unread, manifest)
        unseen += _unseen(unit, unread, manifest)
    for document in documents:
        names.add(document)
    gaps += [_unsupported(kind, ids) for kind, ids in skipped.items()]
    if not manifest.finished:
        why = "the collection was interrupted; go on with 'pcicheck collect aws --resume'"
        gaps.append(Gap("incomplete", str(snapshot.folder), why, blinds=("*",)))
        seen = []
        unseen = []
    return Reading(SOURCE, documents, gaps, [], native_count=count, seen=seen, unseen=unseen, never_listed=NEVER_LISTED)


def _document(native: Native, shaped: Shaped, names: LiveNames, identity: str) -> Document:
    address = shaped.address or native.id
    origin = Origin(
        source=SOURCE, address=address, operation=native.operation or None, time=native.time or None, identity=identity
    )
    return Document(
        shaped.values,
        type=shaped.type,
        address=address,
        provider="aws",
        origin=origin,
        surroundings=names,
        region=native.region or None,
        account=native.account,
    )


def _seen(unit: Unit, unread: Unread, manifest: Manifest) -> Iterator[Seen]:
    """Types that were listed in full. What is listed once for the account was looked for in all its regions."""
    refused = {refusal.type for refusal in unread.refusals if not refusal.id}
    for kind in sorted(unread.listed - refused):
        for region in _regions(unit, manifest):
            yield Seen(kind, unit.account, region)


def _unseen(unit: Unit, unread: Unread, manifest: Manifest) -> Iterator[Unseen]:
    for refusal in unread.refusals:
        for region in () if refusal.id else _regions(unit, manifest):
            yield Unseen(refusal.type, unit.account, region, why_not(refusal))


def _regions(unit: Unit, manifest: Manifest) -> Sequence[str]:
    return manifest.scope.get("regions", []) if unit.region == GLOBAL else [unit.region]


class LiveNames(NamedDocuments):
    """How documents of a snapshot find each other: by the ids and ARNs that they hold."""

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents of the types that the name at ``path`` is of; those of the same account and region first."""
        value = document.get(path)
        if not isinstance(value, str) or not value:
            return []
        found = list(self.called(value, types)) or list(self.called(value.rpartition("/")[2], types))
        near = [other for other in found if (other.account, other.region) == (document.account, document.region)]
        return [other for other in near or found if other is not document]

    def names(self, document: Document, path: str) -> list[str]:
        """Answers hold no expressions."""
        return []


def _unsupported(native_type: str, ids: list[str]) -> Gap:
    shown = ", ".join(ids[:3]) + (" …" if len(ids) > 3 else "")
    return Gap("unsupported_type", f"aws: {native_type}", f"no adapter for this type yet: {shown}", count=len(ids))
