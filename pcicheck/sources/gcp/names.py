"""How assets name each other and their projects.

A project has an id and a number, and names of assets hold the one or the other. Which belong together shows in the
project's own asset, and in any asset whose name holds the id and whose first ancestor the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pcicheck.model.document import Document

_PROJECT = re.compile(r"(?:^|/)projects/([^/]+)")
_SERVICE = re.compile(r"^(?://|https://)?[\w.-]+\.googleapis\.com/(?:(?:[a-z]+/)?(?:v\d\w*|beta|alpha)/)?")
_NUMBERED = re.compile(r"^projects/(\d+)(?=/|$)")
_NAMES = ("id", "name", "self_link", "email", "unique_id", "project_id", "number", "address", "unique_writer_identity")
_VERSION = "/cryptoKeyVersions/"


class Projects:
    """Projects by id and number, and what stands above each."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._above: dict[str, tuple[str, ...]] = {}
        """By id and number."""

    def learn(self, asset: dict[str, Any]) -> None:
        """Take what an asset tells of the project that it is in."""
        ancestors = [str(name) for name in asset.get("ancestors") or ()]
        number = ancestors[0].rpartition("/")[2] if ancestors and ancestors[0].startswith("projects/") else ""
        data = (asset.get("resource") or {}).get("data")
        name = str(asset.get("name", ""))
        if isinstance(data, dict) and name.startswith("//cloudresourcemanager.googleapis.com/projects/"):
            number, given = name.rpartition("/")[2], str(data.get("projectId", ""))
        else:
            found = _PROJECT.search(name)
            given = found[1] if found else ""
        known = given != "" and not given.isdigit()
        if number.isdigit() and known:
            self._ids[number] = given
        if number and ancestors:
            self._above[number] = tuple(ancestors[1:])
            if known:
                self._above[given] = self._above[number]

    def known(self, name: str) -> str:
        """A project's id where it is known, else the number."""
        return self._ids.get(name, name)

    def above(self, project: str) -> tuple[str, ...] | None:
        """Folders and the organisation above a project, the nearest first; ``None`` where no asset tells."""
        return self._above.get(project)

    def relative(self, name: str) -> str:
        """A name without the service and version before it, and with the project's id in place of its number."""
        bare = _SERVICE.sub("", name, count=1)
        return _NUMBERED.sub(lambda found: f"projects/{self.known(found[1])}", bare)


def project_of(asset: dict[str, Any]) -> str | None:
    """The project that an asset is in, by id or number."""
    parent = str((asset.get("resource") or {}).get("parent", ""))
    for text in (str(asset.get("name", "")), parent, *(str(name) for name in asset.get("ancestors") or ())):
        found = _PROJECT.search(text)
        if found:
            return found[1]
    return None


class AssetNames:
    """How assets find each other: by the full or relative name that they hold."""

    def __init__(self, projects: Projects) -> None:
        self.projects = projects
        self._of_type: dict[str, list[Document]] = {}
        self._named: dict[str, list[Document]] = {}

    def add(self, document: Document) -> None:
        """Make an asset findable."""
        self._of_type.setdefault(document.type, []).append(document)
        names = (document.address, *(document.get(name) for name in _NAMES))
        for name in {self.projects.relative(name) for name in names if isinstance(name, str) and name}:
            self._named.setdefault(name, []).append(document)

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents of the types that the names at ``path`` are of; of a bare name those of the same project first."""
        value = document.get(path)
        names = value if isinstance(value, list) else [value]
        found = (other for name in names if isinstance(name, str) and name for other in self._of(document, name, types))
        return list(dict.fromkeys(found))

    def named(self, name: str) -> Sequence[Document]:
        """Documents of a full or relative name."""
        return self._named.get(self.projects.relative(name), ())

    def _of(self, document: Document, name: str, types: Sequence[str]) -> Iterable[Document]:
        found = list(self._typed(name, types)) or list(self._typed(name.partition(_VERSION)[0], types))
        if "/" in name:
            return found
        near = [other for other in found if other.account == document.account]
        return near or found

    def _typed(self, name: str, types: Sequence[str]) -> Iterator[Document]:
        for other in self.named(name):
            if not types or other.type in types:
                yield other

    def names(self, document: Document, path: str) -> list[str]:
        """Assets hold no expressions."""
        return []

    def of_type(self, native_type: str) -> Sequence[Document]:
        """Every document of a native type."""
        return self._of_type.get(native_type, ())
