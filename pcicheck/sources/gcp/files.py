"""The files of a snapshot of Google Cloud: for each parent and sort of content one, or several numbered ones."""

from __future__ import annotations

from pcicheck.sources.live.snapshot import GLOBAL, Unit

OPERATION = "cloudasset:ListAssets"
NEXT_PAGE = "next-page"
"""Type of the answer that names the page at which the next file begins."""


def unit_of(parent: str, content: str, file: int = 1) -> Unit:
    """A file of one sort of content of one parent."""
    return Unit(parent.replace("/", "-"), GLOBAL, content if file == 1 else f"{content}.{file:05}")


def content_of(unit: Unit) -> str:
    """The sort of content in a file."""
    return unit.service.partition(".")[0]
