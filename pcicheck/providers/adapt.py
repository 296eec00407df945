"""From native documents to neutral resources: fold side-cars in, then let each adapter speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.origin import Gap
from pcicheck.model.resource import Resource
from pcicheck.model.value import AFTER_APPLY, Unknown
from pcicheck.providers.base import SideCar
from pcicheck.providers.common import KINDS as COMMON_KINDS
from pcicheck.providers.common import about
from pcicheck.providers.registry import ADAPTERS, SIDECARS, adapter
from pcicheck.providers.unlisted import is_unlisted, unlisted


def adapt(documents: Iterable[Document], gaps: list[Gap]) -> Iterator[Resource]:
    """Resources of the documents of one input, in their order. Gaps found on the way are appended to ``gaps``."""
    for document in folded(documents, gaps):
        yield from resources_of(document, gaps)


def folded(documents: Iterable[Document], gaps: list[Gap]) -> list[Document]:
    """The documents of one input that become resources, their side-cars folded in.

    A type in both tables, such as a default security group, is folded into its owner and is a resource of its own.
    """
    owners: list[Document] = []
    sidecars: list[Document] = []
    for document in documents:
        if document.type in SIDECARS:
            sidecars.append(document)
        if document.type in ADAPTERS:
            owners.append(document)
    return owners + _fold(sidecars, owners, gaps)


def resources_of(document: Document, gaps: list[Gap]) -> list[Resource]:
    """Resources of one document. One that cannot be read is a gap."""
    if is_unlisted(document):
        return list(unlisted(document))
    try:
        made = list(adapter(document.type)(document))
        made += about(document, made)
    except Exception as problem:  # one odd document must not cost the user all the others; the scan ends incomplete
        gaps.append(_failed(document, problem))
        return []
    return made


def may_make(native_type: str, kind: str) -> bool:
    """Whether documents of a native type can become resources of a kind."""
    return kind in COMMON_KINDS or kind in ADAPTERS[native_type].kinds


def _failed(document: Document, problem: Exception) -> Gap:
    why = f"its values are of a shape that pcicheck cannot read ({type(problem).__name__}); please report it"
    return Gap("unreadable", document.address, why, blinds=("*",))


Stubs = dict[tuple[str, str], Document]
"""Stand-ins for owners that are not in the input, by type and name."""


def _fold(sidecars: list[Document], owners: list[Document], gaps: list[Gap]) -> list[Document]:
    """Give each side-car to its owner. Those without one stand under a stub owner of whom nothing is known."""
    stubs: Stubs = {}
    for sidecar in sidecars:
        if is_unlisted(sidecar):
            for owner in _all_near(sidecar, owners):
                _attach(sidecar, owner)
            continue
        row = _as_written(sidecar, SIDECARS[sidecar.type])
        found = _owners(sidecar, row)
        if len(found) == 1:
            _attach(sidecar, found[0])
            continue
        namesakes = isinstance(sidecar.get(row.path), str)  # of which at most one can come to be: none is meant surely
        for owner in () if namesakes else found or _possible_owners(sidecar, row, owners):
            _attach(_unsure(sidecar, f"{sidecar.address} may belong to it"), owner)
        if sidecar.type not in ADAPTERS:
            name = sidecar.address if found else _owner_name(sidecar, row)
            _attach(sidecar, _stub(sidecar, row, name, stubs))
            gaps.append(_orphaned(sidecar, row, several=bool(found)))
    return list(stubs.values())


def _all_near(sidecar: Document, owners: list[Document]) -> Iterator[Document]:
    """Owners that may have what a live source was refused to list: all of the account and region."""
    types = SIDECARS[sidecar.type].owners
    for owner in owners:
        same = owner.account == sidecar.account and (
            None in (owner.region, sidecar.region) or owner.region == sidecar.region
        )
        if owner.type in types and same and owner is not sidecar:
            yield owner


def _as_written(sidecar: Document, row: SideCar) -> SideCar:
    """The row with the attribute that is written, of the present and the former one."""
    if row.formerly and not sidecar.get(row.path) and sidecar.get(row.formerly):
        return replace(row, path=row.formerly)
    return row


def _owners(sidecar: Document, row: SideCar) -> list[Document]:
    """The owners that a side-car names, or that another side-car has which it names in their place."""
    found = sidecar.follow_all(row.path, *row.owners)
    if found:
        return found
    beside = (other for other in sidecar.follow_all(row.path) if other is not sidecar and other.type in SIDECARS)
    owners = (owner for other in beside for owner in other.follow_all(SIDECARS[other.type].path, *row.owners))
    return list(dict.fromkeys(owners))


def _owner_name(sidecar: Document, row: SideCar) -> str:
    literal = sidecar.get(row.path)
    referred = sidecar.surroundings.names(sidecar, row.path)
    return literal if isinstance(literal, str) else referred[0] if referred else sidecar.address


def _possible_owners(sidecar: Document, row: SideCar, owners: list[Document]) -> list[Document]:
    """Owners of the same module, where the side-car refers to something that nobody can follow."""
    name = sidecar.get(row.path)
    nowhere = not sidecar.surroundings.names(sidecar, row.path) and not sidecar.follow_all(row.path)
    if not isinstance(name, Unknown) or not nowhere:
        return []
    module = _module(sidecar.address)
    near = (owner for owner in owners if owner.type in row.owners and _module(owner.address) == module)
    return [owner for owner in near if _may_be_called(owner, name)]


def _may_be_called(owner: Document, name: Unknown) -> bool:
    """Whether ``name`` can come to be an owner's.

    One from a variable or module that has no value is of something made elsewhere, unless the owner uses it too.
    """
    if isinstance(owner.values, Unknown) or name.reason == AFTER_APPLY.reason:
        return True
    return any(isinstance(value, Unknown) and value.reason == name.reason for value in owner.values.values())


def _stub(sidecar: Document, row: SideCar, name: str, stubs: Stubs) -> Document:
    key = (row.owners[0], sidecar.address if row.several else name)
    if key in stubs and sidecar.type in stubs[key].sidecars:
        key = (row.owners[0], sidecar.address)  # several of one kind are several answers, each with its own verdict
    if key not in stubs:
        stubs[key] = Document(
            Unknown(f"{name} itself is not in this input"),
            type=row.owners[0],
            address=sidecar.address,
            provider=sidecar.provider,
            origin=sidecar.origin,
            surroundings=sidecar.surroundings,
            region=sidecar.region,
            account=sidecar.account,
        )
    return stubs[key]


def _orphaned(sidecar: Document, row: SideCar, *, several: bool) -> Gap:
    owner = f"the {row.owners[0]} that it belongs to"
    why = f"{owner} cannot be told from others" if several else f"{owner} is not in this input"
    return Gap("orphan", sidecar.address, f"{why}, so only what it says itself is judged")


def _unsure(sidecar: Document, why: str) -> Document:
    return Document(
        Unknown(why),
        type=sidecar.type,
        address=sidecar.address,
        provider=sidecar.provider,
        origin=sidecar.origin,
        surroundings=sidecar.surroundings,
    )


def _attach(sidecar: Document, owner: Document) -> None:
    owner.sidecars.setdefault(sidecar.type, []).append(sidecar)


def _module(address: str) -> str:
    return (
        address.rpartition("module.")[0] + address.rpartition("module.")[2].split(".")[0]
        if "module." in address
        else ""
    )
