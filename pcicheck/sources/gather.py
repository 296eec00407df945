"""From targets as the user writes them to readings, one input at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from pcicheck.errors import InputError, UsageError
from pcicheck.model.origin import Gap
from pcicheck.sources.base import Input, Reading
from pcicheck.sources.recognise import files_below, form_of, looks_like_plan, read_input
from pcicheck.sources.registry import LIVE, reader


class Gathered(Struct):
    """One input, read or failed."""

    name: str
    sha256: str
    size: int
    reading: Reading | None
    problem: str
    """Why it could not be read; empty where it could."""


def check_targets(targets: Sequence[str]) -> None:
    """Refuse words that name live sources. Raises ``UsageError``."""
    if not targets:
        raise UsageError("name a plan to scan, such as 'pcicheck scan plan.json', or run 'pcicheck demo'")
    for target in targets:
        if target in LIVE:
            raise UsageError(
                f"'{target}' names the live {target} source, which this version does not have yet; "
                f"a folder of that name is written ./{target}"
            )


def gather(targets: Sequence[str], wanted: Container[str], shown_as: Mapping[str, str]) -> Iterator[Gathered]:
    """Every input behind the targets, in the order given, folders in the order of their names.

    ``shown_as`` maps folders to the names under which their files are reported.
    """
    for target in targets:
        path = Path(target)
        if target != "-" and path.is_dir():
            yield from _folder(path, wanted, shown_as)
        else:
            yield _read(target, wanted, shown_as)


def _folder(folder: Path, wanted: Container[str], shown_as: Mapping[str, str]) -> Iterator[Gathered]:
    try:
        found = [path for path in files_below(folder) if looks_like_plan(path)]
    except InputError as problem:
        yield Gathered(str(folder), "", 0, None, str(problem))
        return
    if not found:
        yield Gathered(
            str(folder),
            "",
            0,
            None,
            f"{folder}: nothing here is of a form that pcicheck knows (plans of 'terraform show -json')",
        )
    for path in found:
        yield _read(str(path), wanted, shown_as)


def _read(target: str, wanted: Container[str], shown_as: Mapping[str, str]) -> Gathered:
    digest, size = "", 0
    try:
        given = read_input(target)
        for folder, name in shown_as.items():
            given.name = target = given.name.replace(folder, name, 1)
        digest, size = hashlib.sha256(given.data).hexdigest(), len(given.data)
        return Gathered(target, digest, size, _decode(given, wanted), "")
    except InputError as problem:
        return Gathered(target, digest, size, None, str(problem))


def _decode(given: Input, wanted: Container[str]) -> Reading:
    try:
        return reader(form_of(given))(given, wanted)
    except msgspec.DecodeError as problem:
        raise InputError(f"{given.name}: not valid JSON ({problem}); it may be cut off, make it again") from problem
    except RecursionError as problem:
        raise InputError(f"{given.name}: nested too deeply to be a Terraform plan") from problem
    except UnicodeDecodeError as problem:
        raise InputError(f"{given.name}: holds bytes that are not UTF-8; save it as UTF-8") from problem


def unreadable(gathered: Gathered) -> Gap:
    """The gap of an input that could not be read. It blinds every rule."""
    return Gap("unreadable", gathered.name, gathered.problem, blinds=("*",))
