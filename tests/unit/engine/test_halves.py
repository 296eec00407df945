"""Two processes find what one finds, in the same order, and count it alike."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import msgspec
import pytest

from pcicheck import scan
from pcicheck.cases.shorthand import Ref, plan
from pcicheck.engine import halves
from pcicheck.results.exceptions import Exceptions
from pcicheck.results.results import Results
from pcicheck.scanning import Selection


def _scan(path: Path, *categories: str) -> Results:
    return scan([path], select=Selection(scope=categories))


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    """Links in both directions across the halves, by reference and by name; a trail and an odd thing in the second."""
    resources: dict[str, dict[str, object]] = {
        "aws_ebs_volume.early": {
            "encrypted": True,
            "kms_key_id": Ref(("aws_kms_key.late.arn",)),
            "tags": {"pci-scope": "?"},
        },
        "aws_ebs_volume.named": {"encrypted": True, "kms_key_id": "alias/late"},
        "aws_ebs_volume.nowhere": {"encrypted": True, "kms_key_id": "alias/nowhere"},
        "aws_s3_bucket.early": {"bucket": "early"},
    }
    for number in range(30):
        resources[f"aws_kms_key.k{number}"] = {"enable_key_rotation": number % 2 == 0}
        resources[f"aws_ebs_volume.v{number}"] = {"encrypted": number % 3 == 0, "availability_zone": "a"}
    resources |= {
        "aws_s3_bucket_versioning.early": {"bucket": "early", "versioning_configuration": [{"status": "Enabled"}]},
        "aws_kms_key.late": {"enable_key_rotation": True},
        "aws_kms_alias.late": {"name": "alias/late", "target_key_id": Ref(("aws_kms_key.late.id",))},
        "aws_ebs_volume.late": {
            "encrypted": True,
            "kms_key_id": Ref(("aws_kms_key.k0.arn",)),
            "tags": {"pci-scope": "!"},
        },
        "aws_cloudtrail.late": {"name": "t", "s3_bucket_name": "early", "is_multi_region_trail": True},
        "aws_vpc.late": {"cidr_block": "10.0.0.0/16", "tags": {"pci-scope": "out"}},
    }
    path = tmp_path / "plan.json"
    path.write_bytes(msgspec.json.encode(plan(resources)))
    return path


def _same(one: Results, other: Results) -> None:
    assert list(one.spool.lines()) == list(other.spool.lines())
    assert one.header.tally == other.header.tally
    assert one.header.by_severity == other.header.by_severity
    assert one.header.scope == other.header.scope
    assert one.header.warnings == other.header.warnings
    assert one.header.gaps == other.header.gaps
    assert one.header.inputs == other.header.inputs
    assert one.requirements == other.requirements
    assert [rule.tally for rule in one.rules] == [rule.tally for rule in other.rules]


def test_two_processes_are_as_one(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _scan(estate)
    monkeypatch.setattr(halves, "WORTH_IT", 2)
    monkeypatch.setattr(halves, "_can_fork", lambda: True)
    _same(_scan(estate), alone)


@pytest.mark.unmeasured
def test_two_processes_keep_to_the_categories_asked_for(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _scan(estate, "out")
    assert alone.header.scope["cde"] == 0
    monkeypatch.setattr(halves, "WORTH_IT", 2)
    monkeypatch.setattr(halves, "_can_fork", lambda: True)
    _same(_scan(estate, "out"), alone)


@pytest.mark.unmeasured
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
