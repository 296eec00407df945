"""Files of HAProxy: what is read of them, and what is said of lines that cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Part, Trouble
from pcicheck.sources.platform.systems import haproxy


def read(text: str) -> tuple[list[dict[str, Any]], list[Part], list[Trouble]]:
    """The sections of a file, its parts and every trouble."""
    found = list(haproxy.read(File("haproxy.cfg", text)))
    parts = [item for item in found if isinstance(item, Part)]
    whole = next((part for part in parts if part.type == "haproxy:file"), None)
    sections = whole.values["sections"] if whole else []
    return sections, [part for part in parts if part is not whole], [i for i in found if isinstance(i, Trouble)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("bind *:443 ssl crt a.pem # TLS", ["bind", "*:443", "ssl", "crt", "a.pem"]),
        ('http-response set-header A "b c"', ["http-response", "set-header", "A", "b c"]),
        (r"http-request deny if { path /a\ b }", ["http-request", "deny", "if", "{", "path", "/a b", "}"]),
        ("log-format '%ci \"$X\"'", ["log-format", '%ci "$X"']),
        ("server a b:80\tcheck", ["server", "a", "b:80", "check"]),
        ("acl a path /x#y", ["acl", "a", "path", "/x#y"]),
    ],
)
def test_words(line: str, words: list[str]) -> None:
    sections, _, troubles = read(f"frontend a\n    {line}\n")
    assert troubles == []
    assert sections[0]["lines"][0]["words"] == words


def test_variables_of_the_environment_are_unknown_in_weak_quotation_only() -> None:
    sections, _, _ = read("frontend a\n  bind \"${ADDRESS}:443\" ssl crt '$X'\n")
    _, address, *rest = sections[0]["lines"][0]["words"]
    assert isinstance(address, Unknown)
    assert "${ADDRESS}" in address.reason
    assert rest == ["ssl", "crt", "$X"]


@pytest.mark.parametrize(
    ("text", "why", "line"),
    [
        ('frontend a\n  bind "x\n  bind :80\n', "quotation", 2),
        ("frontend a\n  bind :80 \\", "quotation", 2),
        ("{{ if .Values.tls }}\nfrontend a\n", "template", 1),
        ("global\n.if defined(TLS)\n  a\n.endif\n", ".if", 2),
    ],
)
def test_trouble_is_told_in_one_sentence(text: str, why: str, line: int) -> None:
    _, _, troubles = read(text)
    assert len(troubles) == 1
    assert why in troubles[0].why
    assert troubles[0].line == line


def test_the_rest_of_a_file_with_a_bad_line_is_read() -> None:
    _, parts, _ = read('frontend a\n  bind "x\n  bind :80\n')
    assert [part.address for part in parts] == ["haproxy.cfg:frontend/a:80"]


def test_parts_and_their_places() -> None:
    text = """global
  stats socket /run/a.sock
defaults base
  mode http
frontend www from base
  bind *:443 ssl crt a.pem
  bind unix@/run/x.sock
backend app
  server a 10.0.0.1:80
listen stats
  bind :8404
  stats enable
  stats auth admin:x
userlist ops
  user alice insecure-password x
"""
    sections, parts, troubles = read(text)
    assert troubles == []
    assert sections[2]["from"] == "base"
    assert {(part.type, part.address.partition(":")[2], part.line) for part in parts} == {
        ("haproxy:stats", "global/stats", 2),
        ("haproxy:bind", "frontend/www:443", 6),
        ("haproxy:bind", "frontend/www:unix@/run/x.sock", 7),
        ("haproxy:server", "backend/app/a", 9),
        ("haproxy:bind", "listen/stats:8404", 11),
        ("haproxy:user", "listen/stats/stats/admin", 13),
        ("haproxy:stats", "listen/stats/stats", 12),
        ("haproxy:user", "userlist/ops/alice", 15),
    }
