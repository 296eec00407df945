"""What the rules of a user of Redis come to, read from left to right.

``ACLSetUser`` and ``ACLSetSelector`` of redis/redis ``src/acl.c`` (6.0 to 7.4); "ACL" of redis.io. A new user is off,
has no password and no rights. Rights are those of the rules themselves and, since 7.0, of each selector in brackets.
Categories of commands: the answers of ``ACL CAT`` of 7.4. Only those commands are followed that change the server, its
users or everything in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pcicheck.model.logic import any_true
from pcicheck.model.value import Fact, Unknown

_ADMIN = frozenset(("admin", "dangerous", "slow"))
_WIPES = frozenset(("keyspace", "write", "slow", "dangerous"))
DANGEROUS = {
    **dict.fromkeys(("acl|setuser", "config|set", "debug", "module|load", "monitor", "replicaof", "shutdown"), _ADMIN),
    **dict.fromkeys(("flushall", "flushdb"), _WIPES),
}
"""Commands that change the server or its users, listen to everybody or wipe everything, and their categories."""
_ALIASES = {"slaveof": "replicaof"}
OPEN = ("on", "nopass", "~*", "&*", "+@all")
"""The user ``default`` as it is where nobody writes one."""
_FILLED_IN = Unknown("a template that is not rendered fills in its rules")


class User(Struct):
    """A user as its rules leave it."""

    enabled: bool | Unknown = False
    nopass: bool | Unknown = False
    passwords: int = 0
    dangerous: tuple[str, ...] | Unknown = ()
    every_key: bool | Unknown = False

    @property
    def can_sign_in(self) -> bool | Unknown:
        """Whether anybody can become this user."""
        if self.enabled is False or (self.nopass is False and not self.passwords):
            return False
        return next((fact for fact in (self.enabled, self.nopass) if isinstance(fact, Unknown)), True)

    @property
    def authentication(self) -> Fact[str]:
        """``none`` or ``password``."""
        return self.nopass if isinstance(self.nopass, Unknown) else "none" if self.nopass else "password"


class _Selector:
    """Commands and keys that are allowed together."""

    def __init__(self) -> None:
        self.commands: set[str] = set()
        self.reads = False
        self.writes = False

    def apply(self, rule: str) -> bool:
        """Take one rule in. ``False`` where it is none about commands, keys or channels."""
        word = rule.lower()
        if word in ("allcommands", "nocommands"):
            self._change(word == "allcommands", DANGEROUS)
        elif word == "allkeys":
            self.reads = self.writes = True
        elif word == "resetkeys":
            self.reads = self.writes = False
        elif word[:1] in ("+", "-"):
            self._change(word[0] == "+", _named(word[1:]))
        elif word.startswith(("~", "%")):
            access, _, pattern = word.partition("~")
            if pattern.strip("*") == "" and pattern:
                self.reads |= "w" not in access or "r" in access
                self.writes |= "r" not in access or "w" in access
        else:
            return word.startswith("&") or word in ("allchannels", "resetchannels", "")
        return True

    def _change(self, allowed: bool, commands: Sequence[str] | dict[str, frozenset[str]]) -> None:
        self.commands = self.commands | set(commands) if allowed else self.commands - set(commands)


def _named(name: str) -> list[str]:
    """The followed commands that a name or category covers."""
    if name.startswith("@"):
        return [command for command, groups in DANGEROUS.items() if name[1:] in groups or name == "@all"]
    name = _ALIASES.get(name, name)
    return [command for command in DANGEROUS if command == name or command.partition("|")[0] == name]


def user_of(rules: Sequence[str]) -> User:
    """The user that a list of rules makes."""
    user = User()
    selectors = [_Selector()]
    for rule in _merged(rules):
        if _templated(rule):
            user = User(_FILLED_IN, _FILLED_IN, user.passwords, _FILLED_IN, _FILLED_IN)
            continue
        word = rule.lower()
        if word == "reset":
            user, selectors = User(), [_Selector()]
        elif word == "clearselectors":
            del selectors[1:]
        elif rule.startswith("("):
            selectors.append(_Selector())
            for inner in rule.strip("() ").split():
                selectors[-1].apply(inner)
        elif not _signs_in(user, rule) and not isinstance(user.dangerous, Unknown):
            selectors[0].apply(rule)
    if not isinstance(user.dangerous, Unknown):
        user.dangerous = tuple(name for name in DANGEROUS if any(name in one.commands for one in selectors))
        user.every_key = bool(any_true(*(one.reads or one.writes for one in selectors)))
    return user


def _signs_in(user: User, rule: str) -> bool:
    """Take in a rule about signing in. ``False`` where it is about something else."""
    word = rule.lower()
    if word in ("on", "off"):
        user.enabled = word == "on"
    elif word == "nopass":
        user.nopass, user.passwords = True, 0
    elif word == "resetpass":
        user.nopass, user.passwords = False, 0
    elif rule[:1] in (">", "#"):
        user.nopass, user.passwords = False, user.passwords + 1
    elif rule[:1] in ("<", "!"):
        user.passwords = max(0, user.passwords - 1)
    else:
        return False
    return True


def _templated(rule: str) -> bool:
    """Whether what a template fills in decides. A password stays one, and a pattern with more in it is not all keys."""
    if "{{" not in rule and "$" not in rule:
        return False
    if rule.startswith((">", "#")):
        return False
    fixed = rule.partition("{{")[0].partition("$")[0] + rule.rpartition("}")[2]
    return not (rule.startswith(("~", "&", "%")) and fixed.strip("~&%RWrw*"))


def _merged(rules: Sequence[str]) -> Iterator[str]:
    """The rules, those inside brackets as one."""
    inside: list[str] = []
    for rule in rules:
        if inside or (rule.startswith("(") and not rule.endswith(")")):
            inside.append(rule)
            if rule.endswith(")"):
                yield " ".join(inside)
                inside = []
        else:
            yield rule
