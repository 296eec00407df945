"""Names under which reports show files."""

from __future__ import annotations

from collections.abc import Mapping


def shown(name: str, shown_as: Mapping[str, str]) -> str:
    """The name under which a file is reported: ``shown_as`` maps beginnings of names to what stands for them."""
    for folder, other in shown_as.items():
        name = name.replace(folder, other, 1)
    return name
