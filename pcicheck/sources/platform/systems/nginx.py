"""nginx: the directives of a file as a tree, and each server block as a part of its own.

"Configuration file measurement units" and "Beginner's Guide" (nginx.org/en/docs): a directive ends with ``;`` or with
a block in braces; words are parted by blanks and may be quoted; ``#`` begins a comment where a word would begin. Blocks
of Lua (``*_by_lua_block``) are code of another language and are skipped with their braces balanced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Part, Trouble
from pcicheck.sources.platform.systems.registry import Found

Tree = list[dict[str, Any]]
"""Directives: ``name``, ``args``, ``line``, and ``block`` where there is one."""

_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{[A-Z][A-Z0-9_]*\}")
_CONTROL = re.compile(r"^\s*(?:\{\{-?\s*(?:if|range|with|define|end|else|include|template|for)\b|\{%|<%)", re.MULTILINE)
_FILLED_IN = Unknown("a template that is not rendered fills it in")
_ESCAPES = {"t": "\t", "r": "\r", "n": "\n"}
_DEEPEST = 100
CONTEXTS = ("http", "stream", "mail")


class _BadError(Exception):
    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


def read(file: File) -> Found:
    """The file itself, for those that include it, and its server blocks."""
    text = file.text.removeprefix("\ufeff")
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + file.first_line
        yield Trouble("it is a template; render it first, as its tool does at the start, and scan what comes out", line)
        return
    try:
        tree = _Parser(text, file.first_line).tree()
    except _BadError as problem:
        yield Trouble(str(problem), problem.line)
        return
    last = file.first_line + text.count("\n")
    yield Part("nginx:file", file.address(), {"file": file.address(), "tree": tree}, file.first_line, last)
    yield from _servers(tree, [], file)


def _servers(tree: Tree, above: list[dict[str, Any]], file: File) -> Iterator[Part]:
    """Every server block, with the names and lines of the blocks around it."""
    for item in tree:
        block = item.get("block")
        if not isinstance(block, list):
            continue
        if item["name"] == "server" and not item["args"]:
            values = {"file": file.address(), "above": [name["name"] for name in above], "tree": block}
            yield Part(
                "nginx:server",
                file.address(f"server/{_title(block)}"),
                values,
                item["line"],
                item["end"],
                _lines(block),
            )
        elif item["name"] in CONTEXTS:
            yield from _servers(block, [*above, item], file)


def _title(block: Tree) -> str:
    """What people call a server: its first name and port."""
    names = [_text(arg) for item in block if item["name"] == "server_name" for arg in item["args"]]
    listens = [_text(item["args"][0]) for item in block if item["name"] == "listen" and item["args"]]
    port = listens[0].rpartition(":")[2] if listens else "80"
    port = listens[0] if listens and "unix:" in listens[0] else port
    return f"{next(filter(None, names), '_')}:{port if port.isdigit() or 'unix:' in port else '80'}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "?"


def _lines(tree: Tree) -> dict[str, int]:
    """Lines of the directives that stand once, however deep."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for item in _each(tree):
        if item["name"] in found:
            twice.add(item["name"])
        found[item["name"]] = item["line"]
    return {name: line for name, line in found.items() if name not in twice}


def _each(tree: Tree) -> Iterator[dict[str, Any]]:
    for item in tree:
        yield item
        if isinstance(item.get("block"), list):
            yield from _each(item["block"])


class _Word(Struct, frozen=True):
    text: str
    line: int
    mark: bool = False
    """Whether it is one of ``;``, ``{`` and ``}``."""


class _Parser:
    """One text, read once from start to end."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.at = 0
        self.line = first_line

    def tree(self) -> Tree:
        """All directives of the text."""
        tree, _ = self._block(0, None)
        return tree

    def _block(self, depth: int, opened: int | None) -> tuple[Tree, int]:
        if depth > _DEEPEST:
            raise _BadError("blocks are nested too deeply to be read", self.line)
        found: Tree = []
        words: list[_Word] = []
        while True:
            word = self._word()
            if word is None:
                if words:
                    raise _BadError(
                        f"the directive '{words[0].text}' is never ended; a semicolon is missing", words[0].line
                    )
                if opened is not None:
                    raise _BadError("the block that begins here is never closed; a brace is missing", opened)
                return found, self.line
            if not word.mark:
                words.append(word)
            elif word.text == "}":
                if words:
                    raise _BadError(
                        f"the directive '{words[0].text}' is never ended; a semicolon is missing", words[0].line
                    )
                if opened is None:
                    raise _BadError("a closing brace has no block that it closes", word.line)
                return found, word.line
            elif words:
                found.append(self._directive(words, word, depth))
                words = []
            elif word.text == "{":
                raise _BadError("a block stands here without a name", word.line)

    def _directive(self, words: list[_Word], end: _Word, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {"name": words[0].text, "line": words[0].line, "args": [_value(w) for w in words[1:]]}
        if end.text == "{":
            if words[0].text.endswith("_by_lua_block"):
                self._skip_code(end.line)
                return made | {"end": self.line}
            made["block"], made["end"] = self._block(depth + 1, words[0].line)
        return made

    def _skip_code(self, opened: int) -> None:
        """Past the brace that closes a block of Lua. Braces in its quotations and comments do not count."""
        depth = 1
        for match in _LUA.finditer(self.text, self.at):
            if match[0] in "{}":
                depth += 1 if match[0] == "{" else -1
            if depth == 0:
                self.line += self.text.count("\n", self.at, match.end())
                self.at = match.end()
                return
        raise _BadError("the block of code that begins here is never closed", opened)

    def _word(self) -> _Word | None:
        text = self.text
        while self.at < len(text):
            sign = text[self.at]
            if sign == "\n":
                self.line += 1
            elif sign == "#":
                end = text.find("\n", self.at)
                self.at = len(text) if end < 0 else end
                continue
            elif not sign.isspace():
                break
            self.at += 1
        else:
            return None
        if sign in ";{}" and not text.startswith("{{", self.at):
            self.at += 1
            return _Word(sign, self.line, mark=True)
        return self._quoted(sign) if sign in "\"'" else self._plain()

    def _quoted(self, quote: str) -> _Word:
        begun = self.line
        match = _QUOTED[quote].match(self.text, self.at)
        if match is None:
            raise _BadError("the quotation that begins here is never closed", begun)
        self.at = match.end()
        self.line += match[0].count("\n")
        inner = _ESCAPED.sub(
            lambda found: _ESCAPES.get(found[1], found[1] if found[1] in "\"'\\" else found[0]), match[1]
        )
        return _Word(inner, begun)

    def _plain(self) -> _Word:
        match = _PLAIN.match(self.text, self.at)
        if match is None or not match[0]:
            raise _BadError("there is a sign here that no directive can begin with", self.line)
        self.at = match.end()
        begun = self.line
        self.line += match[0].count("\n")
        return _Word(match[0], begun)


_LUA = re.compile(
    r"--\[(=*)\[[\s\S]*?\]\1\]|--[^\n]*|\[(=*)\[[\s\S]*?\]\2\]|\"(?:[^\"\\\n]|\\[\s\S])*\"|'(?:[^'\\\n]|\\[\s\S])*'|[{}]"
)
_QUOTED = {'"': re.compile(r'"((?:[^"\\]|\\[\s\S])*)"'), "'": re.compile(r"'((?:[^'\\]|\\[\s\S])*)'")}
_ESCAPED = re.compile(r"\\([\s\S])")
_PLAIN = re.compile(r"(?!\})(?:\$\{[^}\n]*\}|\{\{.*?\}\}|\\[\s\S]|[^\s;{\\])+")
"""A word without quotes; braces of variables and templates belong to it."""


def _value(word: _Word) -> str | Unknown:
    return _FILLED_IN if _TEMPLATE.search(word.text) else word.text
