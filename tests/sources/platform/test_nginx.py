"""Files of nginx: what is read of them, and what is said of those that nginx itself would refuse."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Part, Trouble
from pcicheck.sources.platform.recognise import system_of_text
from pcicheck.sources.platform.systems import nginx


def read(text: str, name: str = "nginx.conf") -> tuple[list[dict[str, Any]], list[Part], list[Trouble]]:
    """The tree of a file, its servers and every trouble."""
    found = list(nginx.read(File(name, text)))
    parts = [item for item in found if isinstance(item, Part)]
    tree: list[dict[str, Any]] = next((part.values["tree"] for part in parts if part.type == "nginx:file"), [])
    return tree, [part for part in parts if part.type == "nginx:server"], [i for i in found if isinstance(i, Trouble)]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("listen 443 ssl;", ["443", "ssl"]),
        ('add_header X "a; b {c}" always;', ["X", "a; b {c}", "always"]),
        (r"""log_format main '$remote_addr "$request" \'x\'';""", ["main", "$remote_addr \"$request\" 'x'"]),
        ("set $a ${b}c;", ["$a", "${b}c"]),
        ("listen\n  443 # the port ; of TLS\n  ssl;", ["443", "ssl"]),
        (r"rewrite ^/(\d+)/a\;b$ /x;", [r"^/(\d+)/a\;b$", "/x"]),
        ("\ufeffuser nginx;", ["nginx"]),
        ("user nginx;\r\n", ["nginx"]),
        ("index a#b;", ["a#b"]),
    ],
)
def test_words(text: str, args: list[str]) -> None:
    tree, _, troubles = read(text.replace("\r\n", "\n"))
    assert troubles == []
    assert tree[0]["args"] == args


@pytest.mark.parametrize("text", ["listen ${PORT} ssl;", 'listen "{{ port }}" ssl;', "listen {{ port }} ssl;"])
def test_what_a_template_fills_in_is_unknown(text: str) -> None:
    tree, _, troubles = read(text)
    assert troubles == []
    assert isinstance(tree[0]["args"][0], Unknown)
    assert tree[0]["args"][1] == "ssl"


@pytest.mark.parametrize(
    ("text", "why", "line"),
    [
        ("http {\nserver { listen 80;", "never closed", 2),
        ("server { listen 80 }\nuser x;", "never", 1),
        ("user nginx\n", "semicolon", 1),
        ("}\n", "no block", 1),
        ('user "nginx;\n', "quotation", 1),
        ("{ }", "without a name", 1),
        ("a_by_lua_block { if x then {", "code", 1),
        ("server {\n  {{ if .tls }}\n  listen 443 ssl;\n  {{ end }}\n}", "template", 2),
        ("{% for s in servers %}\nserver { }\n{% endfor %}", "template", 1),
        ("a {" * 200, "deeply", 1),
    ],
)
def test_a_file_that_cannot_be_read_is_told_of_in_one_sentence(text: str, why: str, line: int) -> None:
    tree, servers, troubles = read(text)
    assert (tree, servers) == ([], [])
    assert len(troubles) == 1
    assert why in troubles[0].why
    assert troubles[0].line == line


def test_servers_and_their_places() -> None:
    text = """http {
  server { listen 80; server_name a.example www.a.example; }
  server { listen [::]:443 ssl; server_name ""; ssl_protocols TLSv1.2; }
  server { listen unix:/run/a.sock; }
  server { }
}
stream { server { listen 10.0.0.1:5432; proxy_pass db:5432; } }
"""
    _, servers, _ = read(text)
    names = [part.address.partition("server/")[2] for part in servers]
    assert names == ["a.example:80", "_:443", "_:unix:/run/a.sock", "_:80", "_:5432"]
    assert [part.values["above"] for part in servers] == [["http"]] * 4 + [["stream"]]
    assert [part.line for part in servers] == [2, 3, 4, 5, 7]
    assert servers[1].lines["ssl_protocols"] == 3


def test_lua_is_skipped_and_lines_go_on() -> None:
    text = 'http {\n  init_by_lua_block {\n    -- a brace }\n    local s = "}" .. [[ } ]]\n    if s then return { a = 1 } end\n  }\n'
    tree, servers, troubles = read(text + "  server { listen 80; }\n}\n")
    assert troubles == []
    assert servers[0].line == 7
    assert tree[0]["block"][0]["name"] == "init_by_lua_block"


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("server {\n  listen 80;\n  server_name a;\n}\n", "nginx"),
        ("upstream a { server b:80; }\nserver {\n  listen 80 default_server;\n}\n", "nginx"),
        ("ssl_protocols TLSv1.2;\n", "nginx"),
        ("proxy_ssl_verify on;\n", "nginx"),
        ("frontend a\n  bind :80\n", "haproxy"),
        ("global\n  ssl-default-bind-options ssl-min-ver TLSv1.2\n", "haproxy"),
        ("listen a\n  bind :80\n  server b c:80\n", "haproxy"),
        ("userlist a\n  user b password c\n", "haproxy"),
        ("just words; and more words\n", None),
    ],
)
def test_recognised(text: str, system: str | None) -> None:
    assert system_of_text(File("some.conf", text)) == system


def test_sites_of_debian_are_recognised_whatever_their_names_end_in() -> None:
    text = "server {\n  listen 80;\n}\n"
    assert system_of_text(File("etc/nginx/sites-available/shop.example", text)) == "nginx"
    assert system_of_text(File("src/shop.example", text)) is None
