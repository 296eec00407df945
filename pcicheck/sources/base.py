"""What every source takes and gives."""

from __future__ import annotations

from collections.abc import Container

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.ignore import InlineIgnore
from pcicheck.model.origin import Gap
from pcicheck.model.resource import Place
from pcicheck.results.results import Taken


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


def owners_of(wanted: Container[str], native_type: str) -> tuple[str, tuple[str, ...]]:
    """The attribute by which a side-car names its owner, and the types that can own it, where whoever wants the types
    tells that too; nothing for what stands by itself."""
    tells = getattr(wanted, "owners_of", None)
    found: tuple[str, tuple[str, ...]] = tells(native_type) if tells else ("", ())
    return found


class Gathered(Struct):
    """One input, read or failed."""

    name: str
    sha256: str
    size: int
    reading: Reading | None
    problem: str
    """Why it could not be read; empty where it could."""

    def gap(self) -> Gap:
        """The gap of an input that could not be read. It blinds every rule."""
        return Gap("unreadable", self.name, self.problem, blinds=("*",))


class Seen(Struct, frozen=True):
    """A type of which a live source saw everything that there is in a place, so that an absence can be judged."""

    type: str
    account: str
    region: str


class Unseen(Struct, frozen=True):
    """A type of which a live source did not see everything in a place."""

    type: str
    account: str
    region: str
    why: str
    """Such as ``cloudtrail:ListTrails was denied; cloudtrail:ListTrails is needed``."""


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
    seen: list[Seen] = []
    """What live sources saw in full."""
    unseen: list[Unseen] = []
    """What live sources could not see in full."""
    visited: list[Place] = []
    """Places that a live source went through, whatever it was told there."""
    hides: dict[Gap, tuple[str, ...]] = {}
    """Gaps of a live source, and the native types that each hides; ``*`` for all."""
    only_for: frozenset[str] = frozenset()
    """Ids of the only rules that a live source was asked for; empty for all."""
    taken: Taken | None = None
    """When and by whom a live source was asked."""
    never_listed: frozenset[str] = frozenset()
    """Types that a live source cannot meet, because only Terraform has them; ``*_ending`` for all that end so."""
