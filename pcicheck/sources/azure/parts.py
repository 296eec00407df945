"""Resources of ARM that Terraform has as blocks of another resource: they are put where they belong."""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.origin import Gap
from pcicheck.model.value import Unknown
from pcicheck.sources.azure.arm import ArmShape
from pcicheck.sources.azure.shapes import inner, part
from pcicheck.sources.shapes import Values


def join(documents: list[Document]) -> tuple[list[Document], list[Gap]]:
    """The documents without those that are parts of others, which now have what the parts say."""
    documents = [document for document in documents if not _went_inside(document)]
    parts = [(document, shape) for document in documents if (shape := part(document.type)) is not None]
    if not parts:
        return documents, []
    taken = {id(document) for document, _ in parts}
    whole = [document for document in documents if id(document) not in taken]
    gaps: list[Gap] = []
    for document, shape in parts:
        owners = [found for found in document.follow_all(shape.parents[0]) if found.type in shape.part_of]
        if len(owners) == 1:
            _give(owners[0], _given(document, shape))
            continue
        unsure = Unknown(f"{document.address} may say otherwise")
        for owner in whole:
            if owner.type in shape.part_of:
                _give(owner, dict.fromkeys(_given(document, shape), unsure))
        why = "what it belongs to is not in this input or cannot be told from others, so it is not judged"
        gaps.append(Gap("orphan", document.address, why))
    return whole, gaps


def _went_inside(document: Document) -> bool:
    """Give what may stand by itself to its parent, where that has it inside."""
    shape = inner(document.type)
    owners = document.follow_all(shape.parents[0], *shape.inside) if shape is not None else []
    if shape is None or len(owners) != 1:
        return False
    _give(owners[0], _given(document, shape))
    return True


def _given(document: Document, shape: ArmShape) -> Values:
    found = ((name, document.get(name)) for name in shape.gives)
    return {name: value for name, value in found if value is not None}


def _give(owner: Document, given: Values) -> None:
    if not isinstance(owner.values, Unknown):
        for name, value in given.items():
            owner.values[name] = _laid_over(owner.values.get(name), value)


def _laid_over(below: Any, above: Any) -> Any:
    """Two blocks as one; what the upper one says holds."""
    if isinstance(below, list) and len(below) == 1:
        below = below[0]
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{name: _laid_over(below.get(name), value) for name, value in above.items()}}
