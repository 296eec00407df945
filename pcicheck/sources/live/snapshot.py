"""A snapshot on disk: a manifest, and a compressed file of JSON lines for each account, region and service.

A file is there once its unit is finished, so that an interrupted collection goes on where it stopped.
"""

from __future__ import annotations

import contextlib
import gzip
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from pcicheck.errors import InputError, OutputError
from pcicheck.sources.live.records import Record

MANIFEST = "snapshot.json"
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Record)
_ENDING = ".jsonl.gz"
_WISHES = ("scope", "types", "facts", "rules")
"""What an interrupted collection and the one that goes on with it must have in common."""
GLOBAL = "global"
"""What stands for the region of services that have none."""


class Unit(Struct, frozen=True, order=True):
    """What is collected together: one service in one account and region."""

    account: str
    region: str
    service: str


class Manifest(Struct, kw_only=True):
    """What was asked, by whom and when."""

    format: int = 1
    provider: str
    """``aws``, ``gcp`` or ``azure``."""
    tool_version: str
    started: str
    """ISO 8601, UTC."""
    finished: str = ""
    """Empty as long as the collection is incomplete."""
    identities: dict[str, str] = {}
    """Account to the principal that asked there; to all of them where others went on with it."""
    scope: dict[str, list[str]] = {}
    """What was asked for: accounts, projects, subscriptions, regions."""
    regions: dict[str, list[str]] = {}
    """Account to the regions that were gone through there, where that differs between accounts."""
    types: list[str] = []
    """Types that were asked for; empty for all."""
    facts: list[str] = []
    """Facts that the answers about things of them are for, as ``kind.fact``; empty for all."""
    rules: list[str] = []
    """Ids of the rules that all this is for, which are the only ones that it can answer; empty for all."""


class Snapshot:
    """A snapshot that is written or read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def check(self, provider: str, *, resume: bool) -> None:
        """Refuse a folder that cannot be written to, before anybody is asked. Raises ``OutputError``."""
        path = self.folder / MANIFEST
        if path.is_file():
            if not resume:
                raise OutputError(f"{self.folder}: holds a snapshot already; go on with --resume, or name a new folder")
            if self.manifest().provider != provider:
                raise OutputError(f"{self.folder}: holds a snapshot of something else, which cannot be resumed")
        elif self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
            raise OutputError(f"{self.folder}: is not empty; name a new folder for the snapshot")

    def start(self, manifest: Manifest, *, resume: bool) -> Manifest:
        """Begin, or go on with what is there. Raises ``OutputError`` for a folder that holds something else."""
        self.check(manifest.provider, resume=resume)
        if (self.folder / MANIFEST).is_file():
            found = self.manifest()
            if any(getattr(found, name) != getattr(manifest, name) for name in _WISHES):
                raise OutputError(f"{self.folder}: holds a snapshot of something else, which cannot be resumed")
            found.regions |= manifest.regions
            found.identities = _both(found.identities, manifest.identities)
            found.finished = ""
            manifest = found
        _make(self.folder)
        self.write_manifest(manifest)
        return manifest

    def write_manifest(self, manifest: Manifest) -> None:
        """Write the manifest in one step."""
        _replace(self.folder / MANIFEST, msgspec.json.format(_ENCODER.encode(manifest), indent=2) + b"\n")

    def manifest(self) -> Manifest:
        """The manifest. Raises ``InputError`` where it is none."""
        path = self.folder / MANIFEST
        try:
            return msgspec.json.decode(path.read_bytes(), type=Manifest)
        except (OSError, msgspec.DecodeError) as problem:
            raise InputError(
                f"{path}: not the manifest of a snapshot ({problem}); take the snapshot again"
            ) from problem

    def has(self, unit: Unit) -> bool:
        """Whether a unit is finished."""
        return self._path(unit).is_file()

    def write(self, unit: Unit, records: Iterable[Record]) -> None:
        """Write a finished unit in one step. The same records give the same bytes."""
        lines = b"".join(_ENCODER.encode(record) + b"\n" for record in records)
        path = self._path(unit)
        _make(path.parent)
        _replace(path, gzip.compress(lines, mtime=0))

    def drop(self, unit: Unit) -> None:
        """Forget a unit, so that it is asked again."""
        self._path(unit).unlink(missing_ok=True)

    def units(self) -> list[Unit]:
        """Every finished unit, sorted."""
        found = (path.relative_to(self.folder).parts for path in self.folder.glob(f"*/*/*{_ENDING}"))
        return sorted(Unit(account, region, name.removesuffix(_ENDING)) for account, region, name in found)

    def read(self, unit: Unit) -> Iterator[Record]:
        """The records of a unit. Raises ``InputError`` where the file is damaged."""
        path = self._path(unit)
        try:
            lines = gzip.decompress(path.read_bytes()).splitlines()
            for line in lines:
                yield _DECODER.decode(line)
        except (OSError, EOFError, msgspec.DecodeError) as problem:
            raise InputError(f"{path}: damaged ({problem}); delete it and resume the collection") from problem

    def files(self) -> Iterator[Path]:
        """Every file of the snapshot, sorted."""
        yield self.folder / MANIFEST
        yield from (self._path(unit) for unit in self.units())

    def _path(self, unit: Unit) -> Path:
        return self.folder / unit.account / (unit.region or GLOBAL) / f"{unit.service}{_ENDING}"


def is_snapshot(folder: Path) -> bool:
    """Whether a folder holds a snapshot."""
    return (folder / MANIFEST).is_file()


def _both(before: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    """The principals of an interrupted collection and of the one that goes on with it."""
    both = dict(before)
    for account, identity in now.items():
        known = before.get(account, "")
        both[account] = known if identity in known.split(", ") else f"{known}, {identity}".removeprefix(", ")
    return both


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(f"{folder}: cannot be made ({problem.strerror})") from problem


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise OutputError(f"{path}: cannot be written ({problem.strerror})") from problem
