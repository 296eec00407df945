"""Write reports to where the user wants them: all of them or none, and never half a file."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from msgspec import Struct

from pcicheck.errors import OutputError, UsageError
from pcicheck.reports.base import Render
from pcicheck.reports.jsonl import give
from pcicheck.reports.registry import FILE_NAMES, REPORTS, renderer
from pcicheck.results.results import Results
from pcicheck.rulebook.condition import nearest


class Wanted(Struct, frozen=True):
    """One report that the user wants."""

    form: str
    """Name of the form, such as ``html``."""
    path: Path | None
    """Where it goes; ``None`` for standard output."""


def wanted(formats: Sequence[str], folder: Path | None, default: str) -> list[Wanted]:
    """What ``--format`` and ``--output`` ask for. Raises ``UsageError`` where it cannot be done."""
    found: list[Wanted] = []
    for text in formats or (default,):
        form, equals, path = text.partition("=")
        if form not in REPORTS:
            raise UsageError(f"unknown format '{form}'{nearest(form, REPORTS)}; there are: {', '.join(REPORTS)}")
        if equals and not path:
            raise UsageError(f"--format {text} names no file; write --format {form}=FILE")
        if path and path != "-":
            found.append(Wanted(form, Path(path)))
        else:
            found.append(Wanted(form, None if path or folder is None else folder / FILE_NAMES[form]))
    if sum(item.path is None for item in found) > 1:
        raise UsageError(
            "only one format can go to standard output; give the others a file: --format NAME=FILE or --output DIR"
        )
    paths = [item.path for item in found if item.path]
    if len(set(paths)) < len(paths):
        raise UsageError("two formats would go to the same file")
    return found


def check_writable(items: Sequence[Wanted]) -> None:
    """Make the folders and see that files can be made in them. Raises ``OutputError``."""
    for item in items:
        if item.path is None:
            continue
        try:
            item.path.parent.mkdir(parents=True, exist_ok=True)
            if item.path.is_dir():
                raise OutputError(f"{item.path}: is a folder; name a file")
            with tempfile.TemporaryFile(dir=item.path.parent):
                pass
        except OSError as problem:
            raise _unwritable(item.path, problem) from problem


def write_all(results: Results, items: Sequence[Wanted], stdout: Render | None = None) -> None:
    """Render everything, then put it in place. ``stdout`` replaces the renderer of what goes to standard output.

    Raises ``OutputError`` and leaves earlier files as they were.
    """
    made: list[tuple[Path, Path]] = []
    try:
        for item in items:
            if item.path is not None:
                made.append((_render_beside(results, item.form, item.path), item.path))
        for scratch, path in made:
            scratch.replace(path)
    except OSError as problem:
        raise _unwritable(Path(problem.filename or ""), problem) from problem
    finally:
        for scratch, _ in made:
            scratch.unlink(missing_ok=True)
    for item in items:
        if item.path is None:
            render = stdout if stdout and item.form == "text" else renderer(item.form)
            render(results, sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _render_beside(results: Results, form: str, path: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    scratch = Path(name)
    named = scratch.with_name(f"{scratch.name}.jsonl")
    try:
        if form == "jsonl" and give(results, named):
            os.close(handle)
            named.replace(scratch)
            return scratch
        file: IO[bytes]
        with os.fdopen(handle, "wb", buffering=1 << 20) as file:
            renderer(form)(results, file)
        scratch.chmod(0o644)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    finally:
        named.unlink(missing_ok=True)
    return scratch


def _unwritable(path: Path, problem: OSError) -> OutputError:
    return OutputError(
        f"{path}: cannot be written ({problem.strerror}); choose another place with --output or --format"
    )
