"""Make and judge the second half of a large input on a second core.

A forked process makes the resources of its half, judges them into a file of its own, and tells what it counted. Where
there is no second core, or it fails, this process does everything.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from typing import IO, Protocol

import msgspec
from msgspec import Struct

from pcicheck.engine.evaluate import judge_existence, judge_resources
from pcicheck.engine.half_inventory import HalfInventory, Heard, Unmade
from pcicheck.results.finding import AppliedException
from pcicheck.results.results import Spool
from pcicheck.results.rollup import Counter, Tally
from pcicheck.rulebook.load import CompiledRule

WORTH_IT = 1_500
"""Documents below which a second process costs about as much as it saves."""
_BUFFER = 1 << 20


class Register(Protocol):
    """The exceptions of a run."""

    def find(self, rule: str, address: str, account: str | None) -> AppliedException | None:
        """The exception that covers a failure."""

    def used_so_far(self) -> list[str]:
        """Names of those that covered something."""

    def note_used(self, names: list[str]) -> None:
        """Take over what another process saw being used."""


class Half(Struct):
    """What the second process tells of its half."""

    by_rule: dict[str, Tally]
    by_severity: dict[str, int]
    used: list[str]
    heard: Heard


class Run(Struct, frozen=True):
    """What both processes need."""

    rules: Sequence[CompiledRule]
    first: Unmade
    second: Unmade
    exceptions: Register

    def judge_second(self, counter: Counter, heard: list[Heard]) -> Iterator[bytes]:
        """The findings of the second half; ``heard`` gets what was said of it."""
        inventory = HalfInventory(self.second, self.first, other_first=True)
        heard.append(inventory.heard)
        return judge_resources(self.rules, inventory, inventory.resources, self.exceptions.find, counter)


def worth_halving(unmade: Unmade) -> bool:
    """Whether a second process is there and saves more than it costs. It needs documents of different addresses."""
    addresses = {document.address for document in unmade.documents}
    return len(unmade.documents) >= WORTH_IT and len(addresses) == len(unmade.documents) and _can_fork()


def _can_fork() -> bool:
    """A process with several threads cannot be forked safely."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def judge_in_halves(rules: Sequence[CompiledRule], unmade: Unmade, exceptions: Register, spool: Spool) -> Heard:
    """Make all resources and write every finding to the spool, as one process would."""
    middle = len(unmade.documents) // 2
    run = Run(rules, unmade.part(0, middle), unmade.part(middle), exceptions)
    with tempfile.TemporaryFile(prefix="pcicheck-", buffering=_BUFFER) as file:
        reading, process = _start(run, file)
        inventory = HalfInventory(run.first, run.second, other_first=False)
        spool.write(judge_resources(rules, inventory, inventory.resources, exceptions.find, spool.counter))
        half = _finish(reading, process)
        if half is None:
            told: list[Heard] = []
            spool.write(run.judge_second(spool.counter, told))
            far = told[0]
        else:
            spool.append(file)
            spool.counter.add(half.by_rule, half.by_severity)
            exceptions.note_used(half.used)
            far = half.heard
    inventory.far_places = far.places
    spool.write(judge_existence(rules, inventory, exceptions.find, spool.counter))
    return _together(inventory.heard, far)


def _together(near: Heard, far: Heard) -> Heard:
    scope = {name: near.scope.get(name, 0) + far.scope.get(name, 0) for name in {**near.scope, **far.scope}}
    return Heard([*near.gaps, *far.gaps], [*near.warnings, *far.warnings], near.resources + far.resources, scope)


def _start(run: Run, file: IO[bytes]) -> tuple[int, int]:
    """The pipe to read from, and the process."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return reading, process
    code = 1
    try:
        os.close(reading)
        counter, heard = Counter(), list[Heard]()
        file.writelines(run.judge_second(counter, heard))
        file.flush()
        half = Half(counter.by_rule, counter.by_severity, run.exceptions.used_so_far(), heard[0])
        with os.fdopen(writing, "wb") as out:
            out.write(msgspec.msgpack.encode(half))
        code = 0
    finally:
        os._exit(code)


def _finish(reading: int, process: int) -> Half | None:
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(process, 0)
    return msgspec.msgpack.decode(told, type=Half) if status == 0 and told else None
