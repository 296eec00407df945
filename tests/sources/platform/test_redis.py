"""Files of Redis: what is read of them, and what is said of lines that Redis itself would refuse."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Part, Trouble
from pcicheck.sources.platform.recognise import system_of_text
from pcicheck.sources.platform.redis_arguments import FILLED_IN, NOT_EMPTY, arguments
from pcicheck.sources.platform.systems import redis

HASH = "#" + "0" * 64


def server(text: str) -> tuple[dict[str, Any], list[Part], list[Trouble]]:
    """Directives by name, every part and every trouble of a server's file."""
    found = list(redis.read(File("redis.conf", text)))
    parts = [item for item in found if isinstance(item, Part)]
    troubles = [item for item in found if isinstance(item, Trouble)]
    own = next((part for part in parts if part.type == "redis:server"), None)
    said = {one["name"]: one["values"] for one in own.values["directives"]} if own else {}
    return said, parts, troubles


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("port 6379", ["port", "6379"]),
        ("bind 127.0.0.1   -::1", ["bind", "127.0.0.1", "-::1"]),
        ('save ""', ["save", ""]),
        (r'requirepass "a\x41\n\"b"', ["requirepass", 'aA\n"b']),
        (r"requirepass 'a\'b\n'", ["requirepass", "a'b\\n"]),
        ('requirepass "a"b', None),
        ('requirepass "a', None),
        ("requirepass 'a\\", None),
        ("port {{ .Values.port }}", ["port", NOT_EMPTY]),
        ('requirepass "${PW}"', ["requirepass", FILLED_IN]),
        ("requirepass pa$word", ["requirepass", "pa$word"]),
        ("", []),
    ],
)
def test_arguments_are_split_as_redis_splits_them(line: str, words: list[str] | None) -> None:
    assert arguments(line) == words


def test_names_are_of_no_case_and_lines_are_known_of_what_stands_once() -> None:
    _, parts, _ = server("# comment\nPORT 0\nsave 900 1\nsave 60 1000\n\n  tls-port 6379\n")
    assert parts[0].lines == {"port": 2, "tls-port": 6}


def test_a_line_with_unmatched_quotes_costs_only_its_own_setting() -> None:
    said, _, troubles = server('port 0\nrequirepass "x\ntls-port 6379\n')
    assert said["port"] == ["0"]
    assert isinstance(said["requirepass"][0], Unknown)
    assert [(trouble.line, "quotes" in trouble.why) for trouble in troubles] == [(2, True)]


def test_a_comment_behind_a_value_is_told() -> None:
    said, _, troubles = server("port 6379 # the plain one\n")
    assert isinstance(said["port"][0], Unknown)
    assert "comment" in troubles[0].why


def test_a_template_with_branches_is_not_guessed_at() -> None:
    said, parts, troubles = server("{{- if .Values.tls }}\nport 0\n{{- end }}\n")
    assert (said, parts) == ({}, [])
    assert "render" in troubles[0].why


def test_users_in_the_servers_own_file() -> None:
    _, parts, troubles = server(f'appendonly no\nuser pay on {HASH} "~pay:*" +get\nuser odd on perhaps\n')
    users = [part for part in parts if part.type == "redis:user"]
    assert [(user.address, user.line) for user in users] == [("redis.conf:user/pay", 2), ("redis.conf:user/odd", 3)]
    assert users[0].values["rules"] == ["on", HASH, "~pay:*", "+get"]
    assert [trouble.line for trouble in troubles] == [3]


def test_a_file_of_users() -> None:
    text = f"user default off\n\nuser a on {HASH} ~a:* (+get ~b:*) +get\nusr c on\nuser\nuser d on >pw ~d:* +get\n"
    found = list(redis.users(File("users.acl", text)))
    listed = next(item for item in found if isinstance(item, Part) and item.type == "redis:acl")
    assert listed.values == {"users": ["default", "a", "d"], "plain": ["d"]}
    assert [item.line for item in found if isinstance(item, Trouble)] == [4, 5]


def test_an_entry_of_a_config_map_has_the_lines_of_the_file_on_disk() -> None:
    file = File("cache.yaml", "port 0\ntls-port 6379\n", "ConfigMap/pay/cache:redis.conf", 7)
    part = next(item for item in redis.read(file) if isinstance(item, Part))
    assert (part.address, part.line, part.lines["tls-port"]) == ("ConfigMap/pay/cache:redis.conf", 7, 8)


@pytest.mark.parametrize(
    ("name", "text", "system"),
    [
        ("cache.conf", "bind 10.0.0.1\ntls-port 6380\n", "redis"),
        ("redis.conf", "dir /data\n", "redis"),
        ("valkey-primary.conf", "dir /data\n", "redis"),
        ("sentinel.conf", "port 26379\n", "sentinel"),
        ("watch.conf", "port 26379\nsentinel monitor pay 10.0.0.1 6379 2\n", "sentinel"),
        ("people.acl", "# ours\nuser default off\nuser a on >x ~a:* +get\n", "redis-users"),
        ("nginx.conf", "user  nginx;\nworker_processes  auto;\nhttp { server { listen 443 ssl; } }\n", "nginx"),
        ("notes.txt", "user names are on the list\n", None),
    ],
)
def test_files_are_known_by_what_stands_in_them(name: str, text: str, system: str | None) -> None:
    assert system_of_text(File(name, text)) == system
