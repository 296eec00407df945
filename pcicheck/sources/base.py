"""What every source takes and gives."""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.ignore import InlineIgnore
from pcicheck.model.origin import Gap


class Input(Struct):
    """Bytes to read, and the name that the user gave them."""

    name: str
    """Path as the user wrote it, or ``-``."""
    data: bytes


class Variables(Struct, frozen=True):
    """What the user says about the root variables of Terraform configuration."""

    files: tuple[str, ...] = ()
    """Variable files, later ones over earlier ones."""
    values: tuple[str, ...] = ()
    """``NAME=VALUE``, over all files."""


class Reading(Struct):
    """What one source found in one input."""

    source: str
    """Name of the source, such as ``terraform-plan``."""
    documents: list[Document]
    gaps: list[Gap]
    warnings: list[str]
    native_count: int
    """How many native things were there, with and without an adapter."""
    ignores: list[InlineIgnore] = []
    """What comments in the input say."""
