"""Lists of certificates of HAProxy: which files are taken for one, and what is read of them."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Part, Trouble
from pcicheck.sources.platform.recognise import system_of_text
from pcicheck.sources.platform.systems import haproxy


def _entries(text: str) -> list[Any]:
    found = list(haproxy.certificates(File("list.txt", text, first_line=3)))
    assert len(found) == 1
    assert isinstance(found[0], Part)
    return [(entry["words"], entry["line"]) for entry in found[0].values["entries"]]


def test_options_of_each_line() -> None:
    text = (
        "\ufeff# certificates\n\na.pem\nb.pem [verify required ca-file /ca.pem] *.b.example !x.b.example\nc.pem [] c\n"
    )
    assert _entries(text) == [([], 5), (["verify", "required", "ca-file", "/ca.pem"], 6), ([], 7)]


def test_a_variable_of_the_environment_is_unknown() -> None:
    (words, _), *_ = _entries('a.pem [verify "${VERIFY}"]\n')
    assert words[0] == "verify"
    assert isinstance(words[1], Unknown)


@pytest.mark.parametrize("text", ["a.pem [verify required\n", "a.pem ] x\n", "a.pem [verify 'x] b\n"])
def test_a_line_that_has_not_the_form_is_trouble(text: str) -> None:
    found = list(haproxy.certificates(File("list.txt", "ok.pem\n" + text)))
    assert [one.line for one in found if isinstance(one, Trouble)] == [2]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("name", "text", "system"),
    [
        ("list.txt", "# names\n/etc/ssl/a.pem\n/etc/ssl/b.pem [verify required] b.example\n", "haproxy-certificates"),
        ("list", "certs/a.pem *.a.example !b.a.example", "haproxy-certificates"),
        ("crt-list.txt", "a.pem\n", "haproxy-certificates"),
        ("crt_list_shop.cfg", "a.pem\n", "haproxy-certificates"),
        (".dockerignore", "certs/server.pem\nnode_modules\n", None),
        ("notes.txt", "server.pem is the certificate of the shop\n", None),
        ("files.txt", "a.pem\nb.pem\n", None),
    ],
)
def test_what_is_taken_for_a_list(name: str, text: str, system: str | None) -> None:
    assert system_of_text(File(name, text)) == system
