"""Two processes find what one finds, in the same order, and count it alike."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import msgspec
import pytest

from pcicheck import scan
from pcicheck.cases.shorthand import plan
from pcicheck.engine import halves
from pcicheck.results.exceptions import Exceptions
from pcicheck.results.results import Results


def _scan(path: Path) -> Results:
    return scan([path])


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    """Volumes and keys that link across the halves, one failure under a comment's exception."""
    resources: dict[str, dict[str, object]] = {}
    for number in range(30):
        resources[f"aws_kms_key.k{number}"] = {"enable_key_rotation": number % 2 == 0}
        resources[f"aws_ebs_volume.v{number}"] = {"encrypted": number % 3 == 0, "availability_zone": "a"}
    path = tmp_path / "plan.json"
    path.write_bytes(msgspec.json.encode(plan(resources)))
    return path


def _same(one: Results, other: Results) -> None:
    assert list(one.spool.lines()) == list(other.spool.lines())
    assert one.header.tally == other.header.tally
    assert one.header.by_severity == other.header.by_severity
    assert [rule.tally for rule in one.rules] == [rule.tally for rule in other.rules]


def test_two_processes_are_as_one(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _scan(estate)
    monkeypatch.setattr(halves, "WORTH_IT", 2)
    monkeypatch.setattr(halves, "_can_fork", lambda: True)
    _same(_scan(estate), alone)


def test_a_second_process_that_fails_costs_nothing(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _scan(estate)
    monkeypatch.setattr(halves, "WORTH_IT", 2)
    monkeypatch.setattr(halves, "_can_fork", lambda: True)
    here = os.getpid()

    def used(_: Exceptions) -> list[str]:
        if os.getpid() != here:
            os._exit(9)
        return []

    monkeypatch.setattr(Exceptions, "used_so_far", used)
    _same(_scan(estate), alone)


def test_what_the_second_process_saw_used_is_used() -> None:
    exceptions = Exceptions((), dt.date(2026, 1, 1))
    exceptions.note_used(["EXC-1"])
    assert exceptions.used_so_far() == []
