"""Resources of parts of one document, each at the line of its own where that is known."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds import Kind
from pcicheck.model.resource import Resource
from pcicheck.providers.base import resource


def at(document: Document, facts: Kind, part: str, line: Any = None) -> Resource:
    """A resource of a part. Lines of the document's keys are left out: the same key stands in other parts too."""
    return at_line(resource(document, facts, part=part), line)


def at_line(made: Resource, line: Any) -> Resource:
    """A resource at the line of its own, without the lines of other parts."""
    made = replace(made, lines={})
    if isinstance(line, int) and line > 0:
        made = replace(made, origin=replace(made.origin, line=line, end_line=line))
    return made
