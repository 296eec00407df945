"""Things that are not in the input and of which only a side-car speaks."""

from __future__ import annotations

from pcicheck.model.document import Document


def only_named(document: Document, *naming: str) -> bool:
    """Whether this stands for something elsewhere of which all side-cars, being of the types ``naming``, give no more
    than a name: too little to judge anything."""
    return document.address in document.related and document.sidecars.keys() <= set(naming)
