"""The reader of Vault policies, and the other small languages of Vault."""

from __future__ import annotations

import pytest

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.vault.policy_text import PathRule, covers, path_rules
from pcicheck.providers.vault.reading import hours


def rule(path: str, *capabilities: str) -> PathRule:
    return PathRule(path, frozenset(capabilities))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("", ()),
        ('path "a/*" { capabilities = ["read", "List"] }', (rule("a/*", "read", "list"),)),
        ('path "a" { capabilities = [] }', (rule("a"),)),
        (
            'path "a" {\n capabilities = ["read",]\n}\npath "b" { policy = "deny" }',
            (rule("a", "read"), rule("b", "deny")),
        ),
        ('# path "x" { }\nname = "app"\npath "a" { policy = "read" }', (rule("a", "read", "list"),)),
        ('path "a" { required_parameters = ["x"] control_group = { f { n = [1] } } }', (rule("a"),)),
        ('path "a#b//c" { capabilities = ["read"] }', (rule("a#b//c", "read"),)),
        ('{"path": {"a": {"capabilities": ["READ"]}, "b": [{"policy": "write"}]}}', None),
        ('{"path": [{"a": {"capabilities": ["read"]}}]}', (rule("a", "read"),)),
        ("{}", ()),
    ],
)
def test_policies_are_read(text: str, rules: tuple[PathRule, ...] | None) -> None:
    found = path_rules(text)
    if rules is None:
        assert found == (rule("a", "read"), rule("b", "create", "read", "update", "delete", "list"))
    else:
        assert found == rules


@pytest.mark.parametrize(
    "text",
    [
        "anything",
        'path "a" {',
        'path "a" { capabilities = read }',
        "{",
        "[]",
        '{"path": ["a"]}',
        "path = [",
        "<<EOT",
        '"',
    ],
)
def test_what_is_no_policy_is_unknown(text: str) -> None:
    assert isinstance(path_rules(text), Unknown)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*", "a/b", True),
        ("secret/*", "secret/data/x", True),
        ("secret/*", "secret", False),
        ("secret/+/x", "secret/data/x", True),
        ("secret/+/x", "secret/data/y/x", False),
        ("+/creds/*", "db/creds/app", True),
        ("/sys/mounts", "sys/mounts", True),
        ("a.b", "axb", False),
    ],
)
def test_paths_stand_for_others(pattern: str, path: str, fits: bool) -> None:
    assert covers(pattern, path) is fits


@pytest.mark.parametrize(
    ("value", "expected"),
    [(3600, 1), ("3600", 1), ("1h30m", 1.5), ("2d", 48), ("0", None), (0, None), ("", None), (None, None)],
)
def test_durations(value: object, expected: float | None) -> None:
    assert hours(Block({"ttl": value}), "ttl") == expected


def test_the_first_limit_that_is_set_counts() -> None:
    assert hours(Block({"a": 0, "b": "30m"}), "a", "b") == 0.5
    assert isinstance(hours(Block({"a": "soon"}), "a"), Unknown)
    unknown = Unknown("later")
    assert hours(Block({"a": unknown}), "a") is unknown
