"""A snapshot of AWS as documents in Terraform's form, and what is known to be complete in it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from pcicheck.model.document import Document
from pcicheck.model.origin import Gap, Origin
from pcicheck.model.resource import Place
from pcicheck.model.value import Unknown
from pcicheck.sources.aws import sight
from pcicheck.sources.aws.labels import Labels
from pcicheck.sources.aws.shape import Shaped
from pcicheck.sources.aws.shapes import shapes
from pcicheck.sources.base import Reading, owners_of
from pcicheck.sources.live.feeding import NOT_ASKED
from pcicheck.sources.live.natives import Native, Unread, gap_of, natives
from pcicheck.sources.live.snapshot import GLOBAL, Manifest, Snapshot, Unit
from pcicheck.sources.named import NamedDocuments

SOURCE = "aws"


def read(snapshot: Snapshot, manifest: Manifest, wanted: Container[str]) -> Reading:
    """Everything that a snapshot holds. Raises ``InputError`` where a file of it is damaged."""
    names = LiveNames()
    reading = Reading(SOURCE, [], [], [], native_count=0, never_listed=sight.NEVER_LISTED)
    skipped: dict[str, list[str]] = {}
    unread: dict[Unit, Unread] = {}
    labels = Labels()
    unasked = sight.unasked_parts(manifest)
    for unit in snapshot.units():
        unread[unit] = Unread()
        identity = manifest.identities.get(unit.account, "")
        for native in natives(unit, snapshot.read(unit), unread[unit]):
            if labels.take(native):
                continue
            reading.native_count += 1
            native.parts |= {part: Unknown(NOT_ASKED) for part in unasked.get(native.type, ())}
            shaper = shapes().get(native.type)
            if shaper is None:
                skipped.setdefault(native.type, []).append(native.id)
                continue
            made = [shaped for shaped in shaper(native) if shaped.type in wanted]
            reading.documents += [_document(native, shaped, names, identity) for shaped in made]
        reading.gaps += sight.not_offered(unit, unread[unit])
        labels.end(unit, unread[unit])
        hidden = {kind: this for kind, this in sight.hidden_types(unread[unit]).items() if kind in wanted}
        reading.documents += _unknown(unit, hidden, names, identity)
        for refusal in unread[unit].refusals:
            gap = gap_of(unit, refusal)
            reading.gaps.append(gap)
            if not refusal.id:
                reading.hides[gap] = (*reading.hides.get(gap, ()), refusal.type or "*")
    reading.gaps = list(dict.fromkeys(reading.gaps))
    for unit, missing in sight.unasked_types(manifest, unread):
        beside = {kind: this for kind, this in missing.items() if owners_of(wanted, kind)[1]}
        reading.documents += _unknown(unit, beside, names, manifest.identities.get(unit.account, ""))
    for document in reading.documents:
        names.add(document)
    labels.put(reading.documents)
    reading.gaps += [_unsupported(kind, ids) for kind, ids in skipped.items()]
    reading.visited = [
        Place(SOURCE, account, region or None, "cde")
        for account in manifest.scope.get("accounts", [])
        for region in sight.regions_of(manifest, account) or [""]
    ]
    if manifest.finished:
        reading.seen = list(sight.seen(unread, manifest))
        reading.unseen = [gap for unit, told in unread.items() for gap in sight.unseen(unit, told, manifest)]
    else:
        reading.gaps.append(Gap("incomplete", str(snapshot.folder), sight.INTERRUPTED, blinds=("*",)))
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


def _unknown(unit: Unit, hidden: Mapping[str, sight.Hidden], names: LiveNames, identity: str) -> Iterator[Document]:
    """Stand-ins for things that may be there and of which nothing is known: ``hidden`` are their types, and why."""
    region = "" if unit.region == GLOBAL else unit.region
    for kind, this in hidden.items():
        address = "/".join(part for part in (kind, unit.account, region) if part)
        yield Document(
            Unknown(this.why),
            type=kind,
            address=address,
            provider=SOURCE,
            origin=Origin(SOURCE, address=address, operation=this.operation, identity=identity),
            surroundings=names,
            region=region or None,
            account=unit.account,
        )


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
