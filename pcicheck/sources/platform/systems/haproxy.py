"""HAProxy: the sections of a file, and of them each ``bind``, each ``server``, statistics and users.

Configuration manual, chapter 2 (docs.haproxy.org): one directive a line, words parted by blanks; ``\\`` escapes the
next sign, strong quotation ``'…'`` and weak ``"…"``, in which alone ``$X`` and ``${X}`` are variables of the
environment; ``#`` begins a comment. A section ends where the next begins. ``defaults`` hold for the sections after
them, or for those that name them by ``from``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Part, Trouble
from pcicheck.sources.platform.systems.registry import Found

_PROXIES = ("frontend", "backend", "listen")
_SECTIONS = frozenset(
    ("global", "defaults", *_PROXIES, "userlist", "peers", "resolvers", "mailers", "cache", "program", "http-errors")
) | {"ring", "log-forward", "fcgi-app", "crt-store", "traces", "log-profile", "acme"}
_TOKEN = re.compile(
    r"(?P<blank>[ \t\r]+)|(?P<comment>#.*)|'(?P<strong>[^']*)'|\"(?P<weak>(?:[^\"\\]|\\.)*)\"|\\(?P<escaped>.)"
    r"|(?P<plain>[^\s'\"\\#]+)"
)
_VARIABLE = re.compile(r"\$(?:\{[^}]*\}|\w+)")
_CONDITIONAL = re.compile(r"^\s*\.(?:if|elif|else|endif)\b")
_CONTROL = re.compile(r"^\s*(?:\{\{-?|\{%|<%)")
_LISTED = re.compile(r"\s*(?P<file>\S+)(?:\s+\[(?P<options>[^\]]*)\])?(?P<names>[^\[\]]*)$")
_PORT = re.compile(r":(\d+)(?:-\d+)?$")

Line = dict[str, Any]
"""A directive: ``words`` with the name first, and ``line``."""


def read(file: File) -> Found:
    """The parts of a file that are judged, and the file itself for those that share its settings."""
    sections: list[dict[str, Any]] = []
    for number, text in enumerate(file.text.removeprefix("\ufeff").split("\n"), file.first_line):
        if _CONTROL.match(text):
            yield Trouble(
                "it is a template; render it first, as its tool does at the start, and scan what comes out", number
            )
            return
        if _CONDITIONAL.match(text):
            yield Trouble("conditions (.if) decide which lines hold; scan a file that holds only those", number)
            return
        words = _words(text)
        if words is None:
            yield Trouble("a quotation on this line is never closed", number)
        elif words and words[0] in _SECTIONS:
            sections.append({"kind": words[0], "name": _name(words), "from": _base(words), "line": number, "lines": []})
            sections[-1]["end"] = number
        elif words and sections:
            sections[-1]["lines"].append({"words": words, "line": number})
            sections[-1]["end"] = number
    yield Part("haproxy:file", file.address(), {"file": file.address(), "sections": sections}, file.first_line)
    yield from _parts(sections, file)


def certificates(file: File) -> Found:
    """A list of certificates (5.1, ``crt-list``): for each the options that take the place of those of the ``bind``."""
    entries: list[dict[str, Any]] = []
    for number, text in enumerate(file.text.removeprefix("\ufeff").split("\n"), file.first_line):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        found = _LISTED.match(text)
        words = _words(found["options"] or "") if found else None
        if words is None:
            yield Trouble("this line of a list of certificates has not the form 'file [options] names'", number)
            return
        entries.append({"words": words, "line": number})
    yield Part("haproxy:crt-list", file.address(), {"file": file.address(), "entries": entries}, file.first_line)


def _words(text: str) -> list[Any] | None:
    """The words of a line; one that a variable fills in is ``Unknown``."""
    found: list[Any] = []
    word: str | None = None
    hidden = ""
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        at = match.end()
        if match["comment"] and word is None:
            break
        if match["blank"]:
            if word is not None:
                found.append(Unknown(f"the variable {hidden} of the environment decides it") if hidden else word)
            word, hidden = None, ""
            continue
        weak = match["weak"]
        if weak is not None and (variable := _VARIABLE.search(weak)):
            hidden = variable[0]
        if "{{" in match[0]:
            hidden = "of a template that is not rendered"
        parts = (match["strong"], weak, match["escaped"], match["plain"], match["comment"])
        word = (word or "") + next((part for part in parts if part is not None), "")
    if word is not None:
        found.append(Unknown(f"the variable {hidden} of the environment decides it") if hidden else word)
    return found


def _name(words: list[Any]) -> str:
    return words[1] if len(words) > 1 and isinstance(words[1], str) and words[1] != "from" else ""


def _base(words: list[Any]) -> str:
    """The ``defaults`` that a section names."""
    at = next((place for place, word in enumerate(words) if word == "from"), 0)
    return words[at + 1] if at and at + 1 < len(words) and isinstance(words[at + 1], str) else ""


def _parts(sections: list[dict[str, Any]], file: File) -> Iterator[Part]:
    for index, section in enumerate(sections):
        place = f"{section['kind']}/{section['name']}" if section["name"] else section["kind"]
        shared = {"file": file.address(), "section": index}
        for line in section["lines"]:
            words = line["words"]
            title = _title(place, section["kind"], words)
            if title is not None:
                native, address = title
                yield Part(
                    native, file.address(address), shared | {"words": words}, line["line"], line["line"], _columns(line)
                )
        if _has_statistics(section):
            first = next(line["line"] for line in section["lines"] if _is_statistics(line["words"]))
            yield Part("haproxy:stats", file.address(f"{place}/stats"), shared, first, section["end"])


def _columns(line: Line) -> dict[str, int]:
    return {word: line["line"] for word in line["words"] if isinstance(word, str)}


def _title(place: str, kind: str, words: list[Any]) -> tuple[str, str] | None:
    """Native type and address of a line that is judged by itself."""
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first == "bind" and kind in _PROXIES and second:
        port = _PORT.search(second) if isinstance(second, str) else None
        return "haproxy:bind", f"{place}:{port[1] if port else second if isinstance(second, str) else '?'}"
    if first in ("server", "server-template") and kind in ("backend", "listen") and isinstance(second, str):
        return "haproxy:server", f"{place}/{second}"
    if first == "user" and kind == "userlist" and isinstance(second, str):
        return "haproxy:user", f"{place}/{second}"
    if words[:2] == ["stats", "auth"] and len(words) > 2 and kind != "global":
        name = words[2].partition(":")[0] if isinstance(words[2], str) else "?"
        return "haproxy:user", f"{place}/stats/{name}"
    return None


def _has_statistics(section: dict[str, Any]) -> bool:
    return section["kind"] in (*_PROXIES, "global") and any(_is_statistics(line["words"]) for line in section["lines"])


def _is_statistics(words: list[Any]) -> bool:
    if words[0] == "stats":
        return len(words) > 1 and words[1] in ("enable", "uri", "auth", "admin", "realm", "socket")
    return words[0] == "http-request" and "prometheus-exporter" in words
