"""Redis and what came of it (Valkey, KeyDB): ``redis.conf``, ``sentinel.conf`` and files of users.

redis.conf of redis/redis 7.4: a directive a line; the last one of a name holds, except for those that add up. A file of
users has a ``user`` line for each (``ACLLoadFromFile`` of ``src/acl.c``). Which files belong to which server is for the
adapters to find out, since they see the whole input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Part, Trouble
from pcicheck.sources.platform.redis_arguments import CONTROL, arguments, quoted
from pcicheck.sources.platform.systems.registry import Found
from pcicheck.yamltext import UNRENDERED

_ONE_VALUE = frozenset(
    (
        *("port", "tls-port", "protected-mode", "requirepass", "aclfile", "tls-auth-clients"),
        *("tls-ca-cert-file", "tls-ca-cert-dir", "tls-cert-file", "tls-key-file", "tls-protocols"),
        *("tls-ciphers", "tls-ciphersuites", "tls-replication", "tls-cluster", "appendonly", "maxmemory"),
        *("maxmemory-policy", "cluster-enabled", "daemonize", "loglevel", "logfile", "syslog-enabled"),
        *("masterauth", "enable-debug-command", "enable-protected-configs", "enable-module-command"),
        *("unixsocketperm", "unixsocket", "include"),
    )
)
_RULE = re.compile(
    r"(?i:on|off|nopass|resetpass|reset|clearselectors|allkeys|resetkeys|allchannels|resetchannels|allcommands"
    r"|nocommands|(?:skip-)?sanitize-payload)$|>|<|#[0-9a-f]{64}$|![0-9a-f]{64}$|[+-]@?\S|~|&|%(?i:RW?|WR?)~|\("
)
_UNREADABLE = Unknown("its line cannot be read")


def read(file: File) -> Found:
    """A server and the users that stand in its own file."""
    yield from _configuration(file, "redis:server")


def sentinel(file: File) -> Found:
    """A sentinel and the users that stand in its own file."""
    yield from _configuration(file, "redis:sentinel")


def users(file: File) -> Found:
    """A file of users."""
    names: list[str] = []
    plain: list[str] = []
    for line, text in _lines(file):
        words = text.split()
        if words[0] != "user" or len(words) < 2:
            yield Trouble("a line of a file of users begins with 'user' and a name; the server refuses to start", line)
            continue
        names.append(words[1])
        plain += [words[1]] if _in_the_clear(words[2:]) else []
        yield from _user(file, words[1], words[2:], line)
    last = file.first_line + file.text.count("\n")
    yield Part("redis:acl", file.address(), {"users": names, "plain": plain}, file.first_line, last)


def _configuration(file: File, native: str) -> Found:
    if any(CONTROL.search(line) for line in file.text.splitlines()):
        yield Trouble(UNRENDERED, file.first_line, elsewhere=True)
        return
    directives: list[dict[str, Any]] = []
    lines: dict[str, int] = {}
    twice: set[str] = set()
    for line, text in _lines(file):
        words = arguments(text)
        name = text.split()[0].strip("\"'").lower()
        if not words:
            yield Trouble("the quotes of this line do not match, so the server refuses to start; mend them", line)
            words = [name, _UNREADABLE]
        elif name in _ONE_VALUE and len(words) != 2:
            yield Trouble(f"{name} takes one value and no comment behind it; the server refuses to start", line)
            words = [name, _UNREADABLE]
        if name == "user" and len(words) > 1:
            written = [word for word, _ in quoted(text) or ()]
            yield from _user(file, written[1], written[2:], line)
        directives.append({"name": name, "values": words[1:]})
        if name in lines:
            twice.add(name)
        lines[name] = line
    last = file.first_line + file.text.count("\n")
    known = {name: line for name, line in lines.items() if name not in twice}
    yield Part(native, file.address(), {"directives": directives}, file.first_line, last, known)


def _user(file: File, name: str, rules: list[str], line: int) -> Iterator[Part | Trouble]:
    wrong = next((rule for rule in _outside_selectors(rules) if not _RULE.match(rule) and "{{" not in rule), None)
    if wrong is not None and "$" not in wrong:
        yield Trouble(f"user {name} has a rule that Redis does not know; the server refuses to start", line)
    values = {"name": name, "rules": rules, "file": file.address()}
    yield Part("redis:user", file.address(f"user/{name}"), values, line, line, {"user": line})


def _outside_selectors(rules: list[str]) -> Iterator[str]:
    inside = False
    for rule in rules:
        if rule.startswith("("):
            inside = True
        if not inside:
            yield rule
        if rule.endswith(")"):
            inside = False


def _in_the_clear(rules: list[str]) -> bool:
    return any(rule.startswith(">") and "{{" not in rule and "$" not in rule for rule in rules)


def _lines(file: File) -> Iterator[tuple[int, str]]:
    """Lines that say something, with their numbers in the file on disk."""
    for number, line in enumerate(file.text.split("\n"), file.first_line):
        stripped = line.strip(" \t\r\n")
        if stripped and not stripped.startswith("#"):
            yield number, stripped
