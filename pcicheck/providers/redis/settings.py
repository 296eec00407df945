"""The directives of a server in the order in which it takes them, included files among them.

redis.conf of redis/redis 7.4, "INCLUDES": the last line of a name holds; names of included files may hold wildcards; a
file that is named and not there keeps the server from starting, a pattern without a match does not. Valkey 8 has
``primaryauth`` and the like beside the old names.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.redis.beside import answer, called, names_of

SERVER = "redis:server"
_ALIASES = {"slaveof": "replicaof", "primaryauth": "masterauth", "slave-announce-ip": "replica-announce-ip"}
_FLAGS = {"yes": True, "no": False}
Words = list[str | Unknown]


class Settings:
    """What a server is told."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.files: list[str] = []
        """Addresses of the files that its settings come from."""
        self._said: dict[str, list[Words]] = {}
        self._hidden: Unknown | None = None
        self._read(document)

    def _read(self, document: Document) -> None:
        if document.address in self.files:
            return
        self.files.append(document.address)
        for directive in _directives(document):
            name, values = _ALIASES.get(directive["name"], directive["name"]), directive["values"]
            if name == "include":
                self._include(document, values)
            else:
                self._said.setdefault(name, []).append(values)

    def _include(self, document: Document, values: Words) -> None:
        path = values[0] if values else ""
        found = [] if isinstance(path, Unknown) else included(document, path)
        if not found:
            named = path.reason if isinstance(path, Unknown) else f"{path} is included and not among the files scanned"
            self._hidden = Unknown(named)
            self._said = {}  # the file may say otherwise of whatever stands before it
        for other in found:
            self._read(other)

    @property
    def hidden(self) -> Unknown | None:
        """Why not all is known, where a file that is included is not at hand."""
        return self._hidden

    def every(self, name: str) -> list[Words]:
        """The values of each line of a name."""
        return self._said.get(name, [])

    def words(self, name: str) -> Words | None | Unknown:
        """The values of the line that holds; ``None`` where none is written."""
        lines = self._said.get(name)
        return lines[-1] if lines else self._hidden

    def text(self, name: str, preset: str = "") -> str | Unknown:
        """The one value of a name."""
        words = self.words(name)
        if words is None or isinstance(words, Unknown):
            return preset if words is None else words
        return words[0] if words else preset

    def flag(self, name: str, preset: bool) -> bool | Unknown:
        """A value that is yes or no."""
        value = self.text(name, "yes" if preset else "no")
        if isinstance(value, Unknown):
            return value
        found = _FLAGS.get(value.lower())
        return Unknown(f"{name} is neither yes nor no") if found is None else found

    def number(self, name: str, preset: int) -> int | Unknown:
        """A whole number."""
        value = self.text(name, str(preset))
        if isinstance(value, Unknown):
            return value
        return int(value) if value.isdecimal() else Unknown(f"{name} is no number")


def _directives(document: Document) -> list[dict[str, Any]]:
    found = document.get("directives")
    return found if isinstance(found, list) else []


def is_fragment(document: Document) -> bool:
    """Whether another server takes the file in, so that it is judged there."""
    return document.address in answer(document, _fragments)


def _fragments(document: Document) -> frozenset[str]:
    """Addresses of all files that some server takes in."""
    servers = (other for native in (SERVER, "redis:sentinel") for other in document.surroundings.of_type(native))
    return frozenset(
        found.address for other in servers for path in _included_paths(other) for found in included(other, path)
    )


def _included_paths(document: Document) -> Iterator[str]:
    for directive in _directives(document):
        if directive["name"] == "include" and directive["values"] and isinstance(directive["values"][0], str):
            yield directive["values"][0]


def included(document: Document, path: str, native: str = SERVER) -> list[Document]:
    """The files of the scan that a path on the server means: those that share the most of it."""
    wanted = PurePosixPath(path).parts
    several = any(letter in path for letter in "*?[")
    ranked: dict[int, list[Document]] = {}
    for other in _candidates(document, PurePosixPath(path).name, native):
        shared = _shared(wanted, _parts(other.address)) if other is not document else 0
        near = _parts(other.address)[:-1] == _parts(document.address)[:-1]
        flat = near and ":" in other.address  # entries of a config map lie in one folder
        if shared > 1 or (shared and (flat or not several)):
            ranked.setdefault(2 * shared + near, []).append(other)
    best = ranked[max(ranked)] if ranked else []
    return sorted(best, key=lambda other: other.address) if several or len(best) == 1 else []


def _candidates(document: Document, pattern: str, native: str) -> Iterator[Document]:
    """Files whose names fit the last step of a path."""
    if any(letter in pattern for letter in "*?["):
        names = [name for name in names_of(document, native, _file_name) if fnmatchcase(name, pattern)]
    else:
        names = [pattern]
    for name in names:
        yield from called(document, native, _file_name, name)


def _file_name(document: Document) -> str:
    return _parts(document.address)[-1]


@lru_cache(maxsize=8192)
def _parts(address: str) -> tuple[str, ...]:
    """Folders and name of a file, or of an entry of a config map."""
    return PurePosixPath(address.replace(":", "/")).parts


def _shared(wanted: tuple[str, ...], parts: tuple[str, ...]) -> int:
    """How many of the last steps of two paths fit each other."""
    count = 0
    for pattern, name in zip(reversed(wanted), reversed(parts), strict=False):
        if not fnmatchcase(name, pattern):
            break
        count += 1
    return count
