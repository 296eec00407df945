"""A snapshot of Azure as documents in Terraform's form."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.origin import Gap, Origin
from pcicheck.sources.azure.parts import join
from pcicheck.sources.azure.shapes import native
from pcicheck.sources.base import Reading
from pcicheck.sources.live.natives import gap_of
from pcicheck.sources.live.records import Answer, Refusal
from pcicheck.sources.live.snapshot import Manifest, Snapshot
from pcicheck.sources.named import NamedDocuments

SOURCE = "azure"


def read(snapshot: Snapshot, manifest: Manifest, wanted: Container[str]) -> Reading:
    """Everything that a snapshot holds. Raises ``InputError`` where a file of it is damaged."""
    resources = Resources(wanted, None)
    gaps: list[Gap] = []
    for unit in snapshot.units():
        for record in snapshot.read(unit):
            if isinstance(record, Refusal):
                gaps.append(gap_of(unit, record))
            elif isinstance(record, Answer):
                resources.take(
                    record.document, record.operation, record.time, manifest.identities.get(unit.account, "")
                )
    reading = resources.reading()
    if not manifest.finished:
        why = "the collection was interrupted; go on with 'pcicheck collect azure --resume'"
        gaps.append(Gap("incomplete", str(snapshot.folder), why, blinds=("*",)))
    reading.gaps = [*gaps, *reading.gaps]
    return reading


class Resources:
    """Resources of Resource Manager become documents, one by one."""

    def __init__(self, wanted: Container[str], file: str | None) -> None:
        self.wanted = wanted
        self.file = file
        self.names = AzureNames()
        self.documents: list[Document] = []
        self.skipped: dict[str, list[str]] = {}
        self.count = 0

    def take(self, resource: dict[str, Any], operation: str = "", time: str = "", identity: str = "") -> None:
        """One resource as Resource Manager or Resource Graph shows it."""
        arm_type, address = str(resource.get("type", "")), str(resource.get("id", ""))
        self.count += 1
        found = native(arm_type, str(resource.get("apiVersion", "")), resource, _parent(resource, arm_type))
        if isinstance(found, str) or found.owner not in self.wanted:
            self.skipped.setdefault(arm_type, []).append(address)
            return
        origin = Origin(
            source=SOURCE,
            file=self.file,
            address=address,
            operation=operation or None,
            time=time or None,
            identity=identity or None,
        )
        place = resource.get("location")
        self.documents.append(
            Document(
                found.values,
                type=found.type,
                address=address,
                provider="azure",
                origin=origin,
                surroundings=self.names,
                region=str(place).replace(" ", "").lower() if place else None,
                account=_subscription(address),
            )
        )

    def reading(self) -> Reading:
        """Everything that was taken."""
        for document in self.documents:
            self.names.add(document)
        documents, gaps = join(self.documents)
        gaps += [_unsupported(kind, ids, self.file or "azure") for kind, ids in sorted(self.skipped.items())]
        return Reading(SOURCE, documents, gaps, [], native_count=self.count)


class AzureNames(NamedDocuments):
    """How resources find each other: by their ids, in any case of letters, and by their names."""

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents of the types that the id or name at ``path`` is of."""
        value = document.get(path)
        if not isinstance(value, str) or not value:
            return []
        found: Iterable[Document] = self.called(value, types)
        matched = list(found) or [other for other in self._all(types) if other.address.lower() == value.lower()]
        return [other for other in matched if other is not document]

    def names(self, document: Document, path: str) -> list[str]:
        """Answers hold no expressions."""
        return []

    def _all(self, types: Sequence[str]) -> Iterable[Document]:
        return (other for kind in types for other in self.of_type(kind)) if types else self._documents()


def _parent(resource: dict[str, Any], arm_type: str) -> str | None:
    """The id of what a child belongs to; ``None`` for what stands by itself."""
    address = str(resource.get("id", ""))
    if "/providers/" in address and arm_type.count("/") == 1 and address.lower().count("/providers/") > 1:
        return address[: address.lower().rindex("/providers/")]
    return None


def _subscription(address: str) -> str | None:
    steps = address.split("/")
    return steps[2] if len(steps) > 2 and steps[1].lower() == "subscriptions" else None


def _unsupported(kind: str, ids: list[str], where: str) -> Gap:
    shown = ", ".join(ids[:3]) + (" …" if len(ids) > 3 else "")
    return Gap("unsupported_type", f"{where}: {kind}", f"no adapter for this type yet: {shown}", count=len(ids))
