"""The text of targets as inputs of a scan, beside whatever else is read of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pcicheck.sources.base import Gathered, Input
from pcicheck.sources.platform.take import Folder
from pcicheck.sources.shown import shown
from pcicheck.sources.text.patterns import use_of

_PROSE = (".log", ".txt", ".csv", ".tsv", ".md", ".rst", ".sql", ".env", ".out")
Item = tuple[str, Path | bytes]
"""A file to search: its name, and where it is or what is in it."""


class Texts:
    """The files of all targets whose text is searched. Plans, states and assets are not: their documents are."""

    def __init__(self, shown_as: Mapping[str, str]) -> None:
        self.shown_as = shown_as
        self._items: dict[str, list[Item]] = {}

    def take_folder(self, folder: Folder) -> bool:
        """Every file of a folder. ``True`` where programs or logs are among them: reason enough to scan it."""
        self._take(folder.target, sorted((*folder.files, *folder.configuration)))
        return any(use_of(path.name) == "code" or path.suffix == ".log" for path in folder.files)

    def take_files(self, names: Iterable[str]) -> None:
        """Files of Terraform that were named themselves."""
        for name in names:
            self._take(name, [Path(name)])

    def take_file(self, given: Input, *, known: bool) -> bool:
        """A file that was named itself and is read. ``False`` for one that is neither known nor text of people."""
        name = given.name
        if known or use_of(name) == "code" or name.lower().endswith(_PROSE):
            self._items.setdefault(name, []).append((name, given.data))
            return True
        return False

    def found(self) -> Iterator[Gathered]:
        """What the text of each target holds."""
        if self._items:
            from pcicheck.sources.text.source import search  # expressions that plans do without

            yield from (search(target, items) for target, items in self._items.items())

    def _take(self, target: str, paths: list[Path]) -> None:
        items = self._items.setdefault(shown(target, self.shown_as), [])
        items += [(shown(str(path), self.shown_as), path) for path in paths]
