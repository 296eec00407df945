"""HCL of the first version, which Vault, OpenBao and their policies are written in, with the line of every name.

HashiCorp's hcl, branch ``hcl1``: an item is one or more keys, then ``= value`` or an object in braces; items need no
line breaks between them; ``#``, ``//`` and ``/* */`` are comments; texts are quoted or here-documents. Nothing is
computed: what looks like an expression or a template to be filled in is ``Unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.value import Unknown

FILLED_IN = Unknown("a template that is not filled in here gives it")
_MAX_DEPTH = 50
_TOKEN = re.compile(
    r"""(?P<space>[\s,;]+)|(?P<comment>\#[^\n]*|//[^\n]*|/\*.*?\*/)
      |(?P<here><<(?P<indent>-?)(?P<mark>\w+)[ \t]*\n(?P<body>.*?)^[ \t]*(?P=mark)[ \t]*$)
      |(?P<template>\{\{.*?\}\}|\$\{[^}\n]*\}|%\{[^}\n]*\}|<%.*?%>)
      |(?P<text>"(?:\$\{[^}\n]*\}|\{\{[^\n]*?\}\}|[^"\\\n]|\\.)*")
      |(?P<number>[-+]?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.:-]))
      |(?P<word>[A-Za-z_][\w.:-]*)|(?P<sign>[{}\[\]=:()])""",
    re.DOTALL | re.VERBOSE | re.MULTILINE,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_TEMPLATE = re.compile(r"\$\{|\{\{|%\{|<%|__[A-Z][A-Z0-9_]*__|^\$[A-Z_]+$|^%[A-Z_]+%$")
_ADDRESS_TEMPLATE = re.compile(r"\{\{-?\s*(?:GetPrivateIP|GetPublicIP|GetInterfaceIP|GetAllInterfaces|GetDefault)")


class HclError(Exception):
    """A text that is not HCL: one clause, and the line."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


class Item(Struct, frozen=True):
    """Keys and what they stand for: plain data, or the items of an object."""

    keys: tuple[str, ...]
    value: Any
    line: int
    end_line: int


class Token(Struct, frozen=True):
    """A piece of the text."""

    kind: str
    text: str
    line: int


def items_of(text: str, first_line: int = 1) -> list[Item]:
    """The items of a text. Raises ``HclError``."""
    reader = _Reader(list(_tokens(text.lstrip("﻿"), first_line)), first_line + text.count("\n"))
    return list(reader.items(0))


def plain(items: list[Item]) -> dict[str, Any]:
    """Items as plain data: objects that are written several times are lists, texts and numbers that are, unknown."""
    values: dict[str, Any] = {}
    for item in items:
        value = plain(item.value) if _is_object(item.value) else item.value
        for key in reversed(item.keys[1:]):
            value = {key: value}
        _put(values, item.keys[0], value)
    return values


def lines_of(items: list[Item]) -> dict[str, int]:
    """The line of every name that stands once in items and what is inside them."""
    found: dict[str, int] = {}
    repeated: set[str] = set()
    for name, line in _named(items):
        if name in found:
            repeated.add(name)
        found[name] = line
    return {name: line for name, line in found.items() if name not in repeated}


def _named(items: list[Item]) -> Iterator[tuple[str, int]]:
    for item in items:
        yield item.keys[0], item.line
        if _is_object(item.value):
            yield from _named(item.value)


def _is_object(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Item)


def _put(values: dict[str, Any], key: str, value: Any) -> None:
    before = values.get(key)
    if key not in values:
        values[key] = value
    elif isinstance(value, dict):
        values[key] = [*(before if isinstance(before, list) else [before]), value]
    else:
        values[key] = Unknown("it is written twice, and which of them holds depends on the release")


def _tokens(text: str, line: int) -> Iterator[Token]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise HclError("it is not HCL from here on", line)
        kind = match.lastgroup or ""
        kind = "here" if match["here"] else kind
        if kind not in ("space", "comment"):
            yield Token(kind, match["body"] if kind == "here" else match[0], line)
        line += match[0].count("\n")
        position = match.end()


class _Reader:
    def __init__(self, tokens: list[Token], last_line: int) -> None:
        self.tokens = tokens
        self.at = 0
        self.last_line = last_line

    def items(self, depth: int) -> Iterator[Item]:
        """Items up to the end of the object, or of the text at depth 0."""
        if depth > _MAX_DEPTH:
            raise HclError("nested too deeply to be read", self._line())
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.text == "}" and token.kind == "sign":
                if depth:
                    return
                raise HclError("a closing brace has no opening one", token.line)
            yield self._item(depth)
        if depth:
            raise HclError("a brace is never closed", self.last_line)

    def _item(self, depth: int) -> Item:
        line = self._line()
        keys: list[str] = []
        while True:
            token = self._next()
            if token.kind in ("word", "text", "number"):
                keys.append(_unquoted(token.text) if token.kind == "text" else token.text)
            elif token.kind == "sign" and token.text in "{=:" and keys:
                break
            elif token.kind == "template":
                raise HclError("it is a template, which has to be filled in first", token.line)
            else:
                raise HclError("something else stands where a name should", token.line)
        if token.text == "{":
            self.at -= 1
        value = self._value(depth)
        return Item(tuple(keys), value, line, self.tokens[self.at - 1].line)

    def _value(self, depth: int) -> Any:
        token = self._next()
        if token.kind == "sign" and token.text == "{":
            found = list(self.items(depth + 1))
            self._next()
            return found or {}
        if token.kind == "sign" and token.text == "[":
            return self._list(depth)
        if token.kind in ("text", "here"):
            text = _unquoted(token.text) if token.kind == "text" else token.text
            return _filled_in(text) if _is_template(text, here=token.kind == "here") else text
        if token.kind == "number":
            return _number(token.text)
        if token.kind == "template":
            return FILLED_IN
        if token.kind == "word":
            return self._word(token)
        raise HclError("something else stands where a value should", token.line)

    def _word(self, token: Token) -> Any:
        if token.text in ("true", "false"):
            return token.text == "true"
        if token.text == "null":
            return None
        raise HclError("a value is neither a text in quotes nor a number", token.line)

    def _list(self, depth: int) -> list[Any]:
        if depth > _MAX_DEPTH:
            raise HclError("nested too deeply to be read", self._line())
        found: list[Any] = []
        while not (self._peek().kind == "sign" and self._peek().text == "]"):
            value = self._value(depth + 1)
            found.append(plain(value) if _is_object(value) else value)
        self._next()
        return found

    def _peek(self) -> Token:
        if self.at >= len(self.tokens):
            raise HclError("it ends in the middle of something", self.last_line)
        return self.tokens[self.at]

    def _next(self) -> Token:
        token = self._peek()
        self.at += 1
        return token

    def _line(self) -> int:
        return self.tokens[self.at].line if self.at < len(self.tokens) else self.last_line


def _unquoted(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text[1:-1]) if "\\" in text else text[1:-1]


def _unescaped(match: re.Match[str]) -> str:
    what = match[1]
    if what[0] in "uUx" and len(what) > 1:
        code = int(what[1:], 16)
        return chr(code) if code < 0x110000 else "?"
    return _ESCAPES.get(what, what)


def _filled_in(text: str) -> Unknown:
    """Unknown; the scheme of an address is kept where it stands there."""
    return Unknown(FILLED_IN.reason, draft=text) if text.lower().startswith(("http://", "https://")) else FILLED_IN


def _is_template(text: str, *, here: bool) -> bool:
    """Whether something else fills the text in before the server reads it; Vault's own address templates do not."""
    return not here and _TEMPLATE.search(text) is not None and _ADDRESS_TEMPLATE.search(text) is None


def _number(text: str) -> Any:
    try:
        return int(text, 0) if "." not in text and "e" not in text.lower() else float(text)
    except ValueError:
        return int(text, 16) if "x" in text.lower() else text
