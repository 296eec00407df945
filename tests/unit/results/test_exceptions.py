"""Exceptions: strict to read, exact to match, gone when they expire."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pcicheck.errors import ConfigError
from pcicheck.results.exceptions import Exceptions, load_exceptions

TODAY = dt.date(2026, 11, 22)
RULES = {"store-locked": "store-locked", "old-name": "store-locked"}

GOOD = """\
exceptions:
  - id: EXC-1
    type: accepted_risk
    rules: [old-name]
    resources: ['aws_s3_bucket.a["x"]', "module.legacy.*"]
    owner: Payments team
    approver: Chief security officer
    reason: the store is emptied and removed in March
    expires: 2027-03-31
    ticket: SEC-7
"""
CONTROL = """\
    compensating_control:
      constraints: the vendor's appliance cannot lock
      definition: copies go to a locked store every hour
      objective: logs cannot be changed after the fact
      risk: up to an hour of logs could be changed
      validation: restore test every quarter
      maintenance: alarm on a missed copy
"""


def _load(folder: Path, text: str) -> Exceptions:
    path = folder / "exceptions.yaml"
    path.write_text(text, "utf-8")
    return load_exceptions(path, RULES, TODAY)


def test_a_good_file(tmp_path: Path) -> None:
    exceptions = _load(tmp_path, GOOD)
    applied = exceptions.find("store-locked", 'aws_s3_bucket.a["x"]', None)
    assert applied is not None
    assert (applied.id, applied.expires, applied.ticket) == ("EXC-1", "2027-03-31", "SEC-7")
    assert exceptions.find("store-locked", "module.legacy.aws_s3_bucket.b", None) is not None
    assert exceptions.find("store-locked", "aws_s3_bucket.a", None) is None
    assert exceptions.find("other-rule", 'aws_s3_bucket.a["x"]', None) is None
    assert exceptions.warnings() == []


def test_expired_exceptions_cover_nothing_and_say_so(tmp_path: Path) -> None:
    exceptions = _load(tmp_path, GOOD.replace("2027-03-31", "2026-11-21"))
    assert exceptions.find("store-locked", "module.legacy.x", None) is None
    assert any("expired on 2026-11-21" in warning for warning in exceptions.warnings())


def test_the_last_day_still_counts(tmp_path: Path) -> None:
    assert _load(tmp_path, GOOD.replace("2027-03-31", "2026-11-22")).find("store-locked", "module.legacy.x", None)


def test_unused_exceptions_are_named(tmp_path: Path) -> None:
    assert _load(tmp_path, GOOD).warnings() == ["exception EXC-1 covers no failure of this scan"]


def test_accounts_limit_an_exception(tmp_path: Path) -> None:
    exceptions = _load(tmp_path, GOOD + "    accounts: ['123456789012']\n")
    assert exceptions.find("store-locked", "module.legacy.x", "123456789012") is not None
    assert exceptions.find("store-locked", "module.legacy.x", None) is None


def test_a_compensating_control_has_six_fields(tmp_path: Path) -> None:
    text = GOOD.replace("accepted_risk", "compensating_control")
    assert _load(tmp_path, text + CONTROL).records[0].compensating_control is not None
    with pytest.raises(ConfigError, match="needs 'compensating_control'"):
        _load(tmp_path, text)
    with pytest.raises(ConfigError, match="maintenance"):
        _load(tmp_path, text + CONTROL.replace("      maintenance: alarm on a missed copy\n", ""))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("old-name", "stor-locked", r"exceptions.yaml:4: .*unknown rule 'stor-locked'; did you mean 'store-locked'"),
        ("2027-03-31", "31.03.2027", r"exceptions.yaml:9: not a date; write YYYY-MM-DD"),
        ("    expires: 2027-03-31\n", "", r"exceptions.yaml:2: .*missing required field `expires`"),
        ("2027-03-31", "2029-01-01", r"expires more than 366 days after"),
        ("Chief security officer", "payments TEAM", "somebody else than the owner"),
        ("accepted_risk", "wish", r"exceptions.yaml:3: Invalid enum value 'wish'"),
        ("ticket: SEC-7", "tickett: SEC-7", "unknown field `tickett`"),
        ("ticket: SEC-7", "ticket: SEC-7\n    ticket: SEC-8", "'ticket' is written twice"),
        ("reason: the store is emptied and removed in March", "reason: short", "length >= 10"),
    ],
)
def test_mistakes_name_file_line_and_remedy(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(ConfigError, match=words):
        _load(tmp_path, GOOD.replace(old, new))


def test_ids_are_unique(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="EXC-1 is written twice"):
        _load(tmp_path, GOOD + GOOD.removeprefix("exceptions:\n"))


def test_an_empty_file_has_no_exceptions(tmp_path: Path) -> None:
    assert _load(tmp_path, "").records == ()


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nexceptions: *b\n"
    with pytest.raises(ConfigError, match=r"exceptions.yaml:2: YAML aliases are not allowed"):
        _load(tmp_path, bomb)
