"""From native documents to neutral resources: fold side-cars in, then let each adapter speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pcicheck.model.document import Document
from pcicheck.model.origin import Gap
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import SideCar
from pcicheck.providers.registry import ADAPTERS, SIDECARS, adapter


def adapt(documents: Iterable[Document], gaps: list[Gap]) -> Iterator[Resource]:
    """Resources of the documents of one input, in their order. Gaps found on the way are appended to ``gaps``.

    A type in both tables, such as a default security group, is folded into its owner and is a resource of its own.
    """
    owners: list[Document] = []
    sidecars: list[Document] = []
    for document in documents:
        if document.type in SIDECARS:
            sidecars.append(document)
        if document.type in ADAPTERS:
            owners.append(document)
    owners += _fold(sidecars, owners, gaps)
    for document in owners:
        try:
            made = list(adapter(document.type)(document))
        except Exception as problem:  # one odd document must not cost the user all the others; the scan ends incomplete
            gaps.append(_failed(document, problem))
        else:
            yield from made


def _failed(document: Document, problem: Exception) -> Gap:
    why = f"its values are of a shape that pcicheck cannot read ({type(problem).__name__}); please report it"
    return Gap("unreadable", document.address, why, blinds=("*",))


def _fold(sidecars: list[Document], owners: list[Document], gaps: list[Gap]) -> list[Document]:
    """Give each side-car to its owner. Those without one stand under a stub owner of whom nothing is known."""
    stubs: dict[tuple[str, str], Document] = {}
    for sidecar in sidecars:
        row = SIDECARS[sidecar.type]
        found = sidecar.follow_all(row.path, *row.owners)
        if len(found) == 1:
            _attach(sidecar, found[0])
        elif found:
            for owner in found:
                _attach(_unsure(sidecar, "it could belong to several resources"), owner)
        else:
            _orphan(sidecar, row, owners, stubs, gaps)
    return list(stubs.values())


def _orphan(
    sidecar: Document,
    row: SideCar,
    owners: list[Document],
    stubs: dict[tuple[str, str], Document],
    gaps: list[Gap],
) -> None:
    literal = sidecar.get(row.path)
    referred = sidecar.surroundings.names(sidecar, row.path)
    name = literal if isinstance(literal, str) else referred[0] if referred else sidecar.address
    if isinstance(literal, Unknown) and not referred and not sidecar.follow_all(row.path):
        for owner in owners:
            if owner.type in row.owners and _module(owner.address) == _module(sidecar.address):
                _attach(_unsure(sidecar, f"{sidecar.address} may belong to it"), owner)
    if sidecar.type in ADAPTERS:
        return
    stub = stubs.get((row.owners[0], name))
    if stub is not None and sidecar.type in stub.sidecars:
        # Several of one kind are several answers, and each deserves its own verdict.
        name, stub = sidecar.address, None
    if stub is None:
        stub = stubs[row.owners[0], name] = Document(
            Unknown(f"{name} itself is not in this input"),
            type=row.owners[0],
            address=sidecar.address,
            provider=sidecar.provider,
            origin=sidecar.origin,
            surroundings=sidecar.surroundings,
            region=sidecar.region,
            account=sidecar.account,
        )
    _attach(sidecar, stub)
    why = f"the {row.owners[0]} that it belongs to is not in this input, so only what it says itself is judged"
    gaps.append(Gap("orphan", sidecar.address, why))


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
