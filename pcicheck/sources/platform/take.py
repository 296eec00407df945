"""Files of the platform, from folders and by name, as inputs of a scan."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from pcicheck.errors import InputError
from pcicheck.sources.base import Gathered, Input
from pcicheck.sources.digest import digest_of
from pcicheck.sources.recognise import read_input
from pcicheck.sources.shown import shown

if TYPE_CHECKING:
    from pcicheck.sources.platform.estate import Estate

NOTHING_KNOWN = (
    "nothing here is of a form that pcicheck knows (folders of Terraform configuration; plans and states as "
    "'terraform show -json' prints them; manifests and configuration of the payments platform)"
)
MAX_BYTES = 64_000_000
"""Of a file that a folder holds; larger ones are data, not configuration. One that is named itself may be larger."""


class Folder(Struct):
    """A folder that was named, and the files below it that are neither Terraform nor its output."""

    target: str
    files: list[Path]
    configuration: list[Path]
    """Files of Terraform beside them."""
    alone: bool
    """Whether it holds nothing else but them."""


class Platform:
    """The platform's files of all targets. They are read first and judged together, in the order of the targets."""

    def __init__(self, wanted: Container[str], shown_as: Mapping[str, str]) -> None:
        self.wanted = wanted
        self.shown_as = shown_as
        self.found: list[Gathered] = []
        self._made: Estate | None = None

    @property
    def _estate(self) -> Estate:
        if self._made is None:
            from pcicheck.sources.platform.estate import Estate  # parsers that plans do without

            self._made = Estate(self.wanted)
        return self._made

    def take_file(self, given: Input, digest: str, size: int) -> bool:
        """A file that was named itself. ``False`` where it is of no system that pcicheck knows."""
        if not self._estate.take(given):
            return False
        self.found.append(Gathered(given.name, digest, size, self._estate.reading(), ""))
        return True

    def take_folder(self, folder: Folder, *, searched: bool) -> None:
        """Whatever a folder holds of the platform. ``searched`` says that its text alone is worth a scan."""
        from pcicheck.sources.platform.folders import set_aside

        aside, gaps = set_aside(folder.files)
        digests, size = [], 0
        for path in folder.files:
            if path in aside or path.stat().st_size > MAX_BYTES:
                continue
            try:
                given = read_input(str(path))
            except InputError as problem:
                self.found.append(Gathered(str(path), "", 0, None, str(problem)))
                continue
            name = given.name = shown(given.name, self.shown_as)
            if self._estate.take(given):
                digests.append((name, hashlib.sha256(given.data).hexdigest()))
                size += len(given.data)
        name = shown(folder.target, self.shown_as)
        if digests or gaps:
            reading = self._estate.reading()
            reading.gaps = [*gaps, *reading.gaps]
            self.found.append(Gathered(name, digest_of(digests), size, reading, ""))
        elif folder.alone and not searched:
            self.found.append(Gathered(name, "", 0, None, f"{name}: {NOTHING_KNOWN}"))
