"""What rules of users of Redis come to."""

from __future__ import annotations

import pytest

from pcicheck.model.value import Unknown
from pcicheck.providers.redis.acl import DANGEROUS, user_of

ALL = tuple(DANGEROUS)
RESTING = tuple(name for name in DANGEROUS if name not in ("flushall", "flushdb"))


@pytest.mark.parametrize(
    ("rules", "commands"),
    [
        ("+@all", ALL),
        ("allcommands", ALL),
        ("+@all -@dangerous", ()),
        ("+@all -@admin", ("flushall", "flushdb")),
        ("-@dangerous +@all", ALL),
        ("+@all nocommands", ()),
        ("+@write", ("flushall", "flushdb")),
        ("+@all -@write", RESTING),
        ("+@read +get", ()),
        ("+CONFIG", ("config|set",)),
        ("+config|get", ()),
        ("+config -config|set", ()),
        ("+acl|setuser", ("acl|setuser",)),
        ("+slaveof", ("replicaof",)),
        ("(+flushdb ~a:*) +get", ("flushdb",)),
        ("( +flushdb ~a:* ) +get", ("flushdb",)),
        ("(+@all ~*) clearselectors", ()),
        ("+@all reset", ()),
    ],
)
def test_commands_are_added_and_taken_away_from_left_to_right(rules: str, commands: tuple[str, ...]) -> None:
    assert user_of(rules.split()).dangerous == commands


@pytest.mark.parametrize(
    ("rules", "everything"),
    [
        ("~*", True),
        ("allkeys", True),
        ("~**", True),
        ("~a:* ~*", True),
        ("~* resetkeys ~a:*", False),
        ("%R~*", True),
        ("%W~* ", True),
        ("%RW~a:*", False),
        ("~", False),
        ("&* allchannels", False),
        ("~a:* (~* +get)", True),
    ],
)
def test_patterns_of_keys(rules: str, everything: bool) -> None:
    assert user_of(rules.split()).every_key is everything


@pytest.mark.parametrize(
    ("rules", "enters", "how"),
    [
        ("on nopass", True, "none"),
        ("on >pw", True, "password"),
        ("on nopass >pw", True, "password"),
        ("on >pw nopass", True, "none"),
        ("on >pw resetpass", False, "password"),
        ("on >pw <pw", False, "password"),
        ("nopass", False, "none"),
        ("on nopass off", False, "none"),
        ("ON NOPASS", True, "none"),
        ("on nopass reset", False, "password"),
    ],
)
def test_signing_in(rules: str, enters: bool, how: str) -> None:
    user = user_of(rules.split())
    assert (user.can_sign_in, user.authentication) == (enters, how)


def test_a_rule_from_a_template_leaves_everything_open() -> None:
    user = user_of(["on", ">pw", "${RULES}", "+get"])
    assert isinstance(user.dangerous, Unknown)
    assert isinstance(user.every_key, Unknown)
    assert isinstance(user.can_sign_in, Unknown)


def test_a_template_inside_a_password_or_a_pattern_decides_nothing() -> None:
    user = user_of(["on", ">${PW}", "~${TENANT}:*", "+get"])
    assert (user.can_sign_in, user.every_key, user.dangerous) == (True, False, ())
