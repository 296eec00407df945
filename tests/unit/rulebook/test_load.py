"""Rule files: each kind of mistake is told with file, line and the nearest valid name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcicheck.errors import RulebookError
from pcicheck.rulebook.load import load_rule, load_rulebook

GOOD = """\
id: store-is-locked
title: Stores of audit logs are locked
kind: object_store
severity: high
requirements:
  - {id: "10.3.2", basis: direct, shows: "logs cannot be changed by individuals"}
when:
  access_logging: {is: false}
assert:
  all:
    - lock_mode: {is: compliance}
    - lock_days: {at_least: $days}
params:
  days: {what: "days for which logs stay locked", default: 365}
why: Logs that can be deleted prove nothing afterwards.
"""


def _write(folder: Path, text: str, name: str = "store-is-locked.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_good_rule_loads(tmp_path: Path) -> None:
    compiled = load_rule(_write(tmp_path, GOOD))
    assert compiled.rule.id == "store-is-locked"
    assert compiled.missing == ()
    assert compiled.rule.asks("10.3")
    assert not compiled.rule.asks("10.31")


def test_declared_parameters_replace_defaults_and_missing_ones_are_named(tmp_path: Path) -> None:
    path = _write(tmp_path, GOOD.replace(", default: 365", ""))
    assert load_rule(path).missing == ("days",)
    assert load_rule(path, {"store-is-locked": {"days": 400}}).missing == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{is: compliance}", "{iss: compliance}", r":11: unknown operator 'iss'; did you mean 'is'"),
        ("lock_mode:", "lock_mod:", r":11: unknown fact 'lock_mod' of object_store; did you mean 'lock_mode'"),
        ("lock_mode:", "encryption.kye.size:", r":11: unknown fact 'encryption.kye'.*'key'"),
        ("lock_mode:", "versioning.x:", r":11: 'versioning' has no parts"),
        ("lock_mode: {is: compliance}", "encryption: {is: true}", r":11: 'encryption' is a group of facts"),
        ("lock_mode: {is: compliance}", "versioning: {is: maybe}", r":11: 'versioning' is true or false"),
        ("lock_mode: {is: compliance}", "lock_mode: {any_of: {a: {is: 1}}}", r"no list of things"),
        ("lock_mode: {is: compliance}", "lock_mode: {matches: '['}", r":11: not a regular expression"),
        ("lock_mode: {is: compliance}", "lock_mode: compliance", r":11: 'lock_mode' takes a mapping of operators"),
        ("lock_mode: {is: compliance}", "resource.colour: {is: red}", r"unknown path 'resource.colour'"),
        ("at_least: $days", "at_least: $dayz", r":12: unknown parameter '\$dayz'; did you mean 'days'"),
        ("at_least: $days", "at_least: many", r":12: 'at_least' takes a number"),
        ("kind: object_store", "kind: object_stor", r":3: unknown kind 'object_stor'; did you mean 'object_store'"),
        ('"10.3.2"', '"10.3.9"', r":6: unknown requirement '10.3.9'"),
        ('"10.3.2"', '"10.7.1"', r":6: requirement 10.7.1 is superseded by 10.7.2"),
        ('"10.3.2"', "10.3", r":6: Expected a text"),
        ("basis: direct", "basis: proof", r":6: Invalid enum value 'proof'"),
        ("severity: high", "severity: severe", r":4: Invalid enum value 'severe'"),
        ("severity: high", "severty: high", r":4: unknown field 'severty'; did you mean 'severity'"),
        ("severity: high\n", "", r":1: it missing required field `severity`"),
        ("id: store-is-locked", "id: Store_Locked", r":1: Expected a text matching regex"),
        ("id: store-is-locked", "id: other-name", r":1: the file must be named other-name.yaml"),
        ("  all:\n", "  all: {}\n  any:\n", r":10: 'all' takes a list of conditions"),
        ("  access_logging: {is: false}", "  []", r"Expected `object`, got a list"),
        ("severity: high", "severity: high\nseverity: low", r":5: 'severity' is written twice"),
        ("severity: high", "severity: [high", r"not valid YAML"),
        ("why:", "why: *w\nfix:", r":15: YAML aliases are not allowed"),
    ],
)
def test_each_mistake_is_explained(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(RulebookError, match=words):
        load_rule(_write(tmp_path, GOOD.replace(old, new, 1)))


def test_assert_or_exists_but_not_both(tmp_path: Path) -> None:
    both = GOOD + "exists: {where: {versioning: {is: true}}}\n"
    with pytest.raises(RulebookError, match="either 'assert' or 'exists'"):
        load_rule(_write(tmp_path, both))


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("lock_mode", "lock_mod").replace("10.3.2", "99.1")
    with pytest.raises(RulebookError) as caught:
        load_rule(_write(tmp_path, text))
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a: \xff"])
def test_files_that_are_no_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    with pytest.raises(RulebookError, match=r"x.yaml"):
        load_rule(path)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="nested too deeply"):
        load_rule(_write(tmp_path, "a: " + "[" * 20_000 + "]" * 20_000))


def test_huge_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="larger than 4 MB"):
        load_rule(_write(tmp_path, "#" * 4_000_001))


@pytest.mark.unmeasured
def test_own_rules_join_the_shipped_ones(tmp_path: Path) -> None:
    _write(tmp_path, GOOD)
    book = load_rulebook([tmp_path])
    assert book.find("store-is-locked") is not None
    assert book.digest != load_rulebook().digest
    assert [c.rule.id for c in book.rules] == sorted(c.rule.id for c in book.rules)


def test_folders_that_cannot_serve(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="no such folder"):
        load_rulebook([tmp_path / "gone"])
    with pytest.raises(RulebookError, match="holds no rule file"):
        load_rulebook([tmp_path])


def test_a_name_is_taken_once(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        _write(tmp_path / folder, GOOD)
    with pytest.raises(RulebookError, match="'store-is-locked' is already the name of a rule in"):
        load_rulebook([tmp_path])


def test_declared_parameters_must_exist(tmp_path: Path) -> None:
    _write(tmp_path, GOOD)
    with pytest.raises(RulebookError, match="sets 'dayz', which is no parameter; did you mean 'days'"):
        load_rulebook([tmp_path], {"store-is-locked": {"dayz": 1}})
    with pytest.raises(RulebookError, match="params: unknown rule 'store-is-lockd'; did you mean 'store-is-locked'"):
        load_rulebook([tmp_path], {"store-is-lockd": {"days": 1}})
