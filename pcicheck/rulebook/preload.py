"""Parse the shipped rulebook on a second core while this process still imports its command line.

Only the parsing happens elsewhere: every file is checked and compiled here, as if it had been read here. Where there
is no second core, or anything goes wrong, nothing is preloaded and the files are read the ordinary way.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from pcicheck.assets import rules_folder
from pcicheck.errors import RulebookError


class Parsed(Struct, frozen=True):
    """A rulebook file as another process read it."""

    sha256: bytes
    data: Any


_running: list[tuple[int, int]] = []
_files: dict[str, Parsed] = {}


def start() -> None:
    """Begin. Call it before any thread is started, and only where a rulebook will be needed."""
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or _running:
        return
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                out.write(msgspec.msgpack.encode(_parse_all()))
        finally:
            os._exit(0)
    os.close(writing)
    _running.append((process, reading))


def parsed(path: Path) -> Parsed | None:
    """The file at ``path``, if it was parsed ahead; ``None`` for any other."""
    if _running:
        process, reading = _running.pop()
        with os.fdopen(reading, "rb") as pipe:
            received = pipe.read()
        os.waitpid(process, 0)
        try:
            _files.update(msgspec.msgpack.decode(received, type=dict[str, Parsed]))
        except msgspec.DecodeError:
            return None
    return _files.get(str(path))


def _parse_all() -> dict[str, Parsed]:
    from pcicheck.rulebook.yamlfile import parse_yaml

    found = {}
    for path in rules_folder().rglob("*.yaml"):
        content = path.read_bytes()
        data = parse_yaml(path, content.decode("utf-8-sig"), RulebookError).data
        found[str(path)] = Parsed(hashlib.sha256(content).digest(), data)
    return found
