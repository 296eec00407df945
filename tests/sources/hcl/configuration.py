"""Write configuration and read it as the scan does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pcicheck.model.document import Document
from pcicheck.providers.registry import READ_TYPES
from pcicheck.sources.base import Reading, Variables
from pcicheck.sources.gather import gather


class Everything:
    """Every native type is wanted."""

    def __contains__(self, _: object) -> bool:
        return True


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path, *, known: bool = False, variables: Variables | None = None) -> list[Reading]:
    """One reading a root module; of types with an adapter only where ``known``."""
    wanted = READ_TYPES if known else Everything()
    gathered = list(gather([str(folder)], wanted, {}, variables or Variables()))
    return [item.reading for item in gathered if item.reading is not None and item.reading.source != "text"]


def documents(
    folder: Path, files: Mapping[str, str | bytes], variables: Variables | None = None
) -> dict[str, Document]:
    """Documents of all root modules by address."""
    write(folder, files)
    return {doc.address: doc for reading in read(folder, variables=variables) for doc in reading.documents}


def value(folder: Path, expression: str, more: str = "") -> Any:
    """What an expression gives."""
    found = documents(folder, {"main.tf": f'{more}\nresource "null_resource" "x" {{\n  value = {expression}\n}}\n'})
    return found["null_resource.x"].get("value")
