"""The shipped rulebook, parsed before it is needed: from the user's cache, else on a second core meanwhile.

YAML takes half a second that most runs can do without. What is kept is what parsing gave, and only where every rule
was found right; where one is not, nothing is, and who loads the rulebook finds the mistake himself. The cache counts
only where no rule file, and no module that checks rules, has changed since.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from pcicheck.assets import rules_folder
from pcicheck.errors import RulebookError

T = TypeVar("T")


class Parsed(Struct, frozen=True):
    """A rulebook file as it was read before."""

    sha256: bytes
    content: msgspec.Raw
    """Its data in MessagePack, put together only where it is needed."""

    def decode(self, wanted: type[T]) -> T:
        """The data as what it should be. Raises ``msgspec.ValidationError``."""
        return msgspec.msgpack.decode(self.content, type=wanted)


class Kept(Struct, frozen=True):
    """What the cache holds."""

    stamp: str
    files: dict[str, Parsed]


_running: list[tuple[int, int]] = []
_files: dict[str, Parsed] = {}
OTHERS = ("rulebook.yaml", "requirements.yaml")
"""Files of the rulebook that are no rules."""


def start() -> None:
    """Begin. Call it before any thread is started, and only where a rulebook will be needed."""
    stamp = _stamp()
    kept = _cached(stamp)
    if kept is not None:
        _files.update(kept.files)
        return
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or _running:
        return
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            _parse_all()
            found = msgspec.msgpack.encode(Kept(stamp, _files))
            with os.fdopen(writing, "wb") as out:
                out.write(found)
            _keep(found)
        finally:
            os._exit(0)
    os.close(writing)
    _running.append((process, reading))


def parsed(path: Path) -> Parsed | None:
    """The file at ``path``, if it was parsed ahead; ``None`` for any other."""
    _receive()
    return _files.get(str(path))


def rule_paths() -> list[Path]:
    """The rule files that were parsed ahead, in their order; none where that was not done."""
    _receive()
    return [Path(name) for name in _files if not name.endswith(OTHERS)]


def _receive() -> None:
    """Take what the second core has parsed."""
    if _running:
        _process, reading = _running.pop()
        with os.fdopen(reading, "rb") as pipe:
            received = pipe.read()
        with contextlib.suppress(msgspec.DecodeError):
            _files.update(msgspec.msgpack.decode(received, type=Kept).files)


def _parse_all() -> None:
    """Parse every file of the rulebook, and check every rule. Raises ``RulebookError``."""
    from pcicheck.rulebook.load import compile_rule, rule_files
    from pcicheck.rulebook.yamlfile import parse_yaml

    folder = rules_folder()
    for path in (*(folder / name for name in OTHERS), *rule_files(folder)):
        content = path.read_bytes()
        file = parse_yaml(path, content.decode("utf-8-sig"), RulebookError)
        _files[str(path)] = Parsed(hashlib.sha256(content).digest(), msgspec.Raw(msgspec.msgpack.encode(file.data)))
        if path.name not in OTHERS:
            compile_rule(file, {})


# ---------------------------------------------------------------------- the cache


def cache_file() -> Path:
    """Where the parsed rulebook is kept: one file a user."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "pcicheck" / "rulebook.msgpack"


def _cached(stamp: str) -> Kept | None:
    """What the cache holds, where it is current and nobody else can have written it."""
    try:
        with cache_file().open("rb") as file:
            state = os.fstat(file.fileno())
            if state.st_mode & (stat.S_IWGRP | stat.S_IWOTH) or (hasattr(os, "getuid") and state.st_uid != os.getuid()):
                return None
            kept = msgspec.msgpack.decode(file.read(), type=Kept)
    except (OSError, RuntimeError, msgspec.DecodeError):
        return None
    return kept if kept.stamp == stamp else None


def _keep(content: bytes) -> None:
    """Write the cache, whole or not at all. A home that cannot be written to costs time, nothing else."""
    with contextlib.suppress(OSError, RuntimeError):
        place = cache_file()
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(place)


def _stamp() -> str:
    """Changes with every change of a rule file, of the kinds and of the modules that read rules."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for folder in (rules_folder(), here, here.parent / "model"):
        for line in sorted(_states(str(folder))):
            digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _states(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _states(entry.path)
            elif entry.name.endswith((".yaml", ".py")):
                state = entry.stat()
                yield f"{entry.path}\0{state.st_size}\0{state.st_mtime_ns}\n"
