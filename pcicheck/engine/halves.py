"""Judge the second half of a large inventory on a second core.

A forked process sees the whole inventory, judges its half into a file of its own, and tells what it counted. Where
there is no second core, or it fails, this process judges everything.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Sequence
from typing import IO, Protocol

import msgspec
from msgspec import Struct

from pcicheck.engine.evaluate import evaluate, judge_existence, judge_resources
from pcicheck.model.resource import Inventory, Resource
from pcicheck.results.finding import AppliedException
from pcicheck.results.results import Spool
from pcicheck.results.rollup import Counter, Tally
from pcicheck.rulebook.load import CompiledRule

WORTH_IT = 20_000
"""Resources below which a second process costs about as much as it saves."""
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


def judge(rules: Sequence[CompiledRule], inventory: Inventory, exceptions: Register, spool: Spool) -> None:
    """Write every finding to the spool, in the same order however many processes judge."""
    resources = inventory.resources
    if len(resources) < WORTH_IT or not _can_fork():
        spool.write(evaluate(rules, inventory, exceptions.find, spool.counter))
        return
    middle = len(resources) // 2
    with tempfile.TemporaryFile(prefix="pcicheck-", buffering=_BUFFER) as file:
        reading, process = _start(rules, inventory, resources[middle:], exceptions, file)
        spool.write(judge_resources(rules, inventory, resources[:middle], exceptions.find, spool.counter))
        half = _finish(reading, process)
        if half is None:
            spool.write(judge_resources(rules, inventory, resources[middle:], exceptions.find, spool.counter))
        else:
            spool.append(file)
            spool.counter.add(half.by_rule, half.by_severity)
            exceptions.note_used(half.used)
    spool.write(judge_existence(rules, inventory, exceptions.find, spool.counter))


def _can_fork() -> bool:
    """A process with several threads cannot be forked safely."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _start(
    rules: Sequence[CompiledRule],
    inventory: Inventory,
    resources: Sequence[Resource],
    exceptions: Register,
    file: IO[bytes],
) -> tuple[int, int]:
    """The pipe to read from, and the process."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return reading, process
    code = 1
    try:
        os.close(reading)
        counter = Counter()
        file.writelines(judge_resources(rules, inventory, resources, exceptions.find, counter))
        file.flush()
        half = Half(counter.by_rule, counter.by_severity, exceptions.used_so_far())
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
