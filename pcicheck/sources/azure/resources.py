"""Resources of Azure become documents: those that stand by themselves, and what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.origin import Gap, Origin
from pcicheck.model.value import Unknown
from pcicheck.sources.azure.arm import ArmShape, Partly, tail
from pcicheck.sources.azure.child import Child
from pcicheck.sources.azure.details import INSIDE, SHOWN_LATE, SUBSCRIPTION_TYPE, UNTOLD, children_of
from pcicheck.sources.azure.parts import join
from pcicheck.sources.azure.shapes import native, shape_of
from pcicheck.sources.azure.shapes import part as part_shape
from pcicheck.sources.base import Reading, owners_of
from pcicheck.sources.named import NamedDocuments
from pcicheck.sources.shapes import at

SOURCE = "azure"
_NOT_TOLD = Unknown("Azure shows this to nobody who only reads")
_NOT_SHOWN = Unknown("the version of the API that was asked may not show it")
_NOT_HERE = Unknown("it does not stand in this input, and Resource Graph does not tell it")
_ROLES = "/providers/microsoft.authorization/roledefinitions/"
_IN_GROUP = re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+", re.IGNORECASE)
_MANAGEMENT = "/providers/microsoft.management/managementgroups/"
_SETTING = "azurerm_monitor_diagnostic_setting"
_CONTAINERS = "microsoft.storage/storageaccounts/blobservices/containers"
_SYSTEM = "microsoft.sql/servers/databases"


Unasked = Callable[[str, Child], Unknown | None]
"""Why nobody asked for what belongs to things of an ARM type; ``None`` where the input does not say so."""


class Row(Struct):
    """One resource as Resource Manager or Resource Graph shows it."""

    type: str
    id: str
    values: dict[str, Any]
    operation: str = ""
    time: str = ""
    identity: str = ""
    seen_in: tuple[str, ...] = ()
    """Subscriptions in which it stands or, where it stands above them, holds."""

    @property
    def account(self) -> str | None:
        """The only one of them; ``None`` for several."""
        return self.seen_in[0] if len(self.seen_in) == 1 else None


class Resources:
    """Everything that one input says."""

    def __init__(self, wanted: Container[str], file: str | None, unasked: Unasked = lambda *_: None) -> None:
        self.wanted = wanted
        self.file = file
        self.unasked = unasked
        self.names = AzureNames()
        self.rows: dict[str, Row] = {}
        self.parts: dict[tuple[str, str], Any] = {}
        self.documents: dict[str, Document] = {}
        self.unseen: list[Document] = []
        self.blinded: list[tuple[Document, dict[str, Unknown]]] = []
        self.skipped: dict[str, list[str]] = {}

    def take(
        self, resource: dict[str, Any], operation: str = "", time: str = "", identity: str = "", seen_in: str = ""
    ) -> None:
        """One resource. What is told twice of the same is laid over what was told before. ``seen_in`` is the
        subscription whose view it is part of, which its id does not name where it stands above."""
        ident = str(resource.get("id", ""))
        row = Row(str(resource.get("type", "")), ident, resource, operation, time, identity)
        key = f"{row.type.lower()} {_key(ident)}"
        before = self.rows.get(key)
        own = _subscription(ident)
        if own:
            row.seen_in = (own,)
        else:
            known = before.seen_in if before is not None else ()
            row.seen_in = known if not seen_in or seen_in in known else (*known, seen_in)
        self.rows[key] = row

    def part(self, owner: str, part: str, found: Any) -> None:
        """What belongs to an owner: a list, one thing, ``None`` for nothing, or ``Unknown``."""
        self.parts[_key(owner), part] = found

    def hide(self, types: Iterable[str], why: Unknown, subscription: str) -> None:
        """Types of which a list would have told that was refused: what stands for all of each."""
        for kind in types:
            if kind in self.wanted and part_shape(kind) is None:
                address = f"/subscriptions/{subscription}/{kind}"
                self.unseen.append(self._document(Row("", address, {}), kind, why))

    def reading(self) -> Reading:
        """Everything that was taken."""
        rows = list(self.rows.values())
        self.kinds = {row.type.lower() for row in rows}
        for row in rows:
            self._add(row)
        for row in rows:
            self._beside(row)
        documents = [*self.documents.values(), *self.unseen]
        for document in documents:
            self.names.add(document)
        documents, gaps = join(documents)
        for owner, why in self.blinded:  # after other parts, which may say something of the same
            owner.values |= why  # type: ignore[operator]
        gaps += [_unsupported(kind, ids, self.file or SOURCE) for kind, ids in sorted(self.skipped.items())]
        return Reading(SOURCE, documents, gaps, [], native_count=len(self.rows))

    def _add(self, row: Row) -> None:
        if _is_system(row):
            return
        found = native(row.type, str(row.values.get("apiVersion", "")), row.values, _parent(row.values, row.type))
        if isinstance(found, str) or found.owner not in self.wanted:
            if found or not children_of(row.type):
                self.skipped.setdefault(row.type, []).append(row.id)
            return
        for names, why in ((UNTOLD, _NOT_TOLD), (SHOWN_LATE, _NOT_SHOWN)):
            for name in names.get(row.type.lower(), ()):
                if found.values.get(name) is None:
                    found.values[name] = why
        self.documents[f"{found.type} {_key(row.id)}"] = self._document(row, found.type, found.values)
        for name in INSIDE.get(row.type.lower(), ()):
            inner = at(row.values, f"properties.{name}")
            for item in inner if isinstance(inner, list) else ():
                kind = f"{row.type}/{name}"
                self._add(Row(kind, str(at(item, "id") or row.id), {**item, "type": kind}, row.operation, row.time))

    def _document(self, row: Row, kind: str, values: Any, address: str = "") -> Document:
        address = address or row.id
        place = row.values.get("location")
        origin = Origin(
            source=SOURCE,
            file=self.file,
            address=address,
            operation=row.operation or None,
            time=row.time or None,
            identity=row.identity or None,
        )
        document = Document(
            values,
            type=kind,
            address=address,
            provider=SOURCE,
            origin=origin,
            surroundings=self.names,
            region=str(place).replace(" ", "").lower() if place else None,
            account=row.account or _subscription(address),
        )
        if row.seen_in and _subscription(address) is None:
            held = self._held(row)
            document.account = row.account if row.account in held else None
            document.holds_in = held if document.account is None else None
        return document

    def _held(self, row: Row) -> tuple[str, ...]:
        """The subscriptions in which what stands above them holds, without those that it leaves out."""
        left_out = at(row.values, "properties.notScopes") or ()
        if not left_out or isinstance(left_out, Unknown):
            return () if left_out else row.seen_in
        excepted = {str(scope).rstrip("/").lower() for scope in left_out}
        return tuple(name for name in row.seen_in if excepted.isdisjoint(self._scopes(name, excepted)))

    def _scopes(self, subscription: str, asked: set[str]) -> set[str]:
        """A subscription and the groups above it; all groups that are asked about where those are not known."""
        own = f"/subscriptions/{subscription}"
        row = self.rows.get(f"{SUBSCRIPTION_TYPE.lower()} {own}")
        chain = at(row.values, "properties.managementGroupAncestorsChain") if row is not None else None
        if not isinstance(chain, list):
            return {own, *(scope for scope in asked if scope.startswith(_MANAGEMENT))}
        return {own, *(f"{_MANAGEMENT}{str(at(item, 'name')).lower()}" for item in chain)}

    def _beside(self, row: Row) -> None:
        """What belongs to a resource; unknown where nobody could tell."""
        if _is_system(row):
            return
        for child in children_of(row.type):
            if child.when is not None and not child.when(row.values):
                continue
            key = (_key(row.id), child.part)
            found = self.parts[key] if key in self.parts else self.unasked(row.type, child) or _NOT_HERE
            if isinstance(found, Unknown):
                if child.type.lower() == _CONTAINERS:
                    self._site(row, found)
                if found is not _NOT_HERE or not self._stands_here(row, child):
                    self._blind(row, child, found)
                continue
            if child.type.lower() == _CONTAINERS:
                self._site(row, found)
            for item in found if isinstance(found, list) else [found]:
                if isinstance(item, dict):
                    self._inner(row, child, item)

    def _site(self, row: Row, containers: Any) -> None:
        """A static website is no setting of the account, but its pages lie in a container of this name."""
        known = not isinstance(containers, Unknown)
        if known and not any(at(item, "name") == "$web" for item in containers or ()):
            return
        for owner in self._owners(row.id, ("azurerm_storage_account",)):
            owner.values["static_website"] = containers if isinstance(containers, Unknown) else _NOT_TOLD  # type: ignore[index]

    def _inner(self, row: Row, child: Child, item: dict[str, Any]) -> None:
        ident = str(item.get("id") or f"{row.id}{child.path}")
        values = {**item, "type": child.type, "id": ident}
        inner = Row(child.type, ident, values, f"{child.type}:read", row.time, row.identity, row.seen_in)
        if not child.only_a_step:
            self._add(inner)
        self._beside(inner)

    def _stands_here(self, row: Row, child: Child) -> bool:
        """Whether the input has such a child of its own, as exports of single resources do."""
        if child.type.lower() not in self.kinds:
            return False
        start = f"{child.type.lower()} {_key(row.id)}/"
        return any(name.startswith(start) for name in self.rows)

    def _blind(self, row: Row, child: Child, why: Unknown) -> None:
        """Make unknown what a child would have told."""
        if child.only_a_step:
            step = Row(child.type, f"{row.id}{child.path}", {"location": row.values.get("location")})
            for inner in children_of(child.type):
                self._blind(step, inner, why)
            return
        shape = shape_of(child.type)
        if shape is None or shape.type not in self.wanted:
            return
        if shape.part_of or self._owners(row.id, shape.inside):
            for owner in self._owners(row.id, shape.part_of or shape.inside):
                self.blinded.append((owner, dict.fromkeys(child.gives or shape.gives, why)))
        elif types := owners_of(self.wanted, shape.type)[1]:
            for owner in self._owners(f"{row.id}{child.beside}", types):
                hidden = self._document(row, shape.type, why, f"{row.id}{child.path}")
                owner.sidecars.setdefault(shape.type, []).append(hidden)
        elif why is not _NOT_HERE or shape.type == _SETTING:
            self.unseen.append(self._stand_in(row, child, shape, why))

    def _owners(self, ident: str, types: Iterable[str]) -> list[Document]:
        found = (self.documents.get(f"{kind} {_key(ident)}") for kind in types)
        return [document for document in found if document is not None and isinstance(document.values, dict)]

    def _stand_in(self, row: Row, child: Child, shape: ArmShape, why: Unknown) -> Document:
        """What stands for all children of a sort. Settings are still known to belong to their owner."""
        address = f"{row.id}{child.path}"
        values: Any = why
        if shape.type == _SETTING:
            target = address[: address.lower().rindex("/providers/")]
            values = Partly({"id": address, **{name: _named(target, name) for name in shape.parents}}, why)
        return self._document(row, shape.type, values, address)


class AzureNames(NamedDocuments):
    """How resources find each other: by their ids, in any case of letters, and by their names."""

    def __init__(self) -> None:
        super().__init__()
        self._by_id: dict[str, list[Document]] | None = None

    def add(self, document: Document) -> None:
        """Make a document findable."""
        super().add(document)
        self._by_id = None

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents of the types that the ids or names at ``path`` are of."""
        value = document.get(path)
        if path == "resource_group_name" and (group := _IN_GROUP.match(document.address)):
            value = group[0]
        found: dict[int, Document] = {}
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and text:
                others = [other for other in self._called(text, types) if other is not document]
                found |= {id(other): other for other in _nearest(document, others)}
        return list(found.values())

    def names(self, document: Document, path: str) -> list[str]:
        """Answers hold no expressions."""
        return []

    def _called(self, text: str, types: Sequence[str]) -> list[Document]:
        if self._by_id is None:
            self._by_id = {}
            for document in self._documents():
                self._by_id.setdefault(_key(document.address), []).append(document)
        known = [other for other in self._by_id.get(_key(text), ()) if not types or other.type in types]
        return known or list(self.called(text, types))


def _nearest(document: Document, named: list[Document]) -> list[Document]:
    """Of several that answer to a name: what the document lies in, else those of its group, of its subscription."""
    if len(named) < 2:
        return named
    steps = _key(document.address).split("/")
    for length in (*range(len(steps) - 1, 4, -1), 3):
        start = "/".join(steps[:length])
        within = [other for other in named if f"{_key(other.address)}/".startswith(f"{start}/")]
        if within:
            return within
    return named


def _key(ident: str) -> str:
    """What tells a resource from others: ids differ in the case of letters, and those of roles in their scope."""
    text = ident.rstrip("/").lower()
    return text[text.index(_ROLES) :] if _ROLES in text else text


def _named(target: str, attribute: str) -> Any:
    return tail(target) if attribute.endswith("_name") else target


def _is_system(row: Row) -> bool:
    """Whether it is the database that each SQL server has for itself."""
    return row.type.lower() == _SYSTEM and (
        "system" in str(row.values.get("kind")).lower() or row.id.lower().endswith("/databases/master")
    )


def _parent(resource: dict[str, Any], arm_type: str) -> str | None:
    """The id of what a child belongs to; ``None`` for what stands by itself."""
    address = str(resource.get("id", ""))
    if "/providers/" in address and arm_type.count("/") == 1 and address.lower().count("/providers/") > 1:
        return address[: address.lower().rindex("/providers/")]
    return None


def _subscription(address: str) -> str | None:
    steps = address.split("/")
    return steps[2].lower() if len(steps) > 2 and steps[1].lower() == "subscriptions" else None


def _unsupported(kind: str, ids: list[str], where: str) -> Gap:
    shown = ", ".join(ids[:3]) + (" …" if len(ids) > 3 else "")
    return Gap("unsupported_type", f"{where}: {kind}", f"no adapter for this type yet: {shown}", count=len(ids))
