"""Which rules belong to the same network or policy, so that one can stop the traffic of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from weakref import WeakKeyDictionary

from pcicheck.model.document import Document, Surroundings
from pcicheck.model.link import Link
from pcicheck.providers.filters import Entry

Place = tuple[tuple[str, str], bool]
"""A network or policy, and whether outgoing traffic is meant."""

# No documents in here: they would keep their surroundings, the key, alive for ever.
_stops: WeakKeyDictionary[Surroundings, dict[str, dict[Place, list[tuple[str, Entry]]]]] = WeakKeyDictionary()


def stops_at(
    place: Place, document: Document, read: Callable[[Document], Iterator[tuple[Place, Entry]]]
) -> list[Entry]:
    """Entries of other documents of the same type and input at a place. ``read`` tells which of a document's entries
    may stop traffic, and where; each document is read once."""
    types = _stops.setdefault(document.surroundings, {})
    index = types.get(document.type)
    if index is None:
        index = types[document.type] = {}
        for other in document.surroundings.of_type(document.type):
            for where, entry in read(other):
                index.setdefault(where, []).append((other.address, entry))
    return [entry for address, entry in index.get(place, ()) if address != document.address]


def network_of(document: Document, path: str, *types: str) -> tuple[str, str] | None:
    """The thing at ``path`` as something that is equal for all documents that name it, with the project of a name that
    holds in one project only; ``None`` where nobody can tell."""
    link = document.link(path, "", *types)
    if not isinstance(link, Link):
        return None
    project = document.text("project")
    if "/" in link.target:
        parts = link.target.split("/")
        project = parts[parts.index("projects") + 1] if "projects" in parts[:-1] else project
        return str(project or ""), parts[-1]
    return ("", link.target) if "." in link.target else (project if isinstance(project, str) else "", link.target)
