"""Quoted strings, heredocs, and the interpolations and directives inside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from tree_sitter import Node

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.loops import pairs
from pcicheck.sources.terraform.hcl.syntax import Expression, NoValueError
from pcicheck.sources.terraform.hcl.values import MAX_TEXT, TOO_LARGE, flag_of, from_unknown, placeholder, text_of

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_PARTS = ("template_interpolation", "template_directive")
_INDENT = re.compile(r"^[ \t]*(?=\S)", re.MULTILINE)

Compile = Callable[[Node], Expression]


def quoted(node: Node, compile_: Compile) -> Expression:
    """``"…"``."""
    inside = _pieces(node, compile_, *_between_quotes(node), escaped=True)
    return _joined(inside, sole=True)


def heredoc(node: Node, compile_: Compile) -> Expression:
    """``<<EOT`` and ``<<-EOT``."""
    source = node.text or b""
    first, last = node.named_children[1], node.named_children[-1]
    start = source.find(b"\n", first.end_byte - node.start_byte) + 1
    end = source.rfind(b"\n", 0, last.start_byte - node.start_byte) + 1
    inside = _pieces(node, compile_, start, max(start, end), escaped=False)
    if (node.named_children[0].text or b"").startswith(b"<<-"):
        inside = _unindented(inside)
    return _joined(inside, sole=False)


def _between_quotes(node: Node) -> tuple[int, int]:
    return 1, len(node.text or b"") - 1


def _pieces(node: Node, compile_: Compile, start: int, end: int, *, escaped: bool) -> list[str | Expression]:
    """Literal texts and expressions between two offsets of a node, in order; strip markers carried out."""
    source, base = node.text or b"", node.start_byte
    pieces: list[str | Expression] = []
    strip_next = False
    for child in (*(c for c in node.named_children if c.type in _PARTS), None):
        until = child.start_byte - base if child is not None else end
        literal = source[start:until].decode("utf-8", "replace")
        if strip_next:
            literal = literal.lstrip()
        if child is not None and _marked(child, first=True):
            literal = literal.rstrip()
        if literal:
            pieces.append(_literal(literal, escaped=escaped))
        if child is None:
            break
        pieces.append(_part(child, compile_, escaped=escaped))
        strip_next = _marked(child, first=False)
        start = child.end_byte - base
    return pieces


def _marked(node: Node, *, first: bool) -> bool:
    text = node.text or b""
    return text[2:3] == b"~" if first else text[-2:-1] == b"~"


def _literal(text: str, *, escaped: bool) -> str:
    if escaped and "\\" in text:
        text = _ESCAPE.sub(_unescape, text)
    return text.replace("$${", "${").replace("%%{", "%{")


def _unescape(match: re.Match[str]) -> str:
    found = match[1]
    if found[0] in "uU" and len(found) > 1:
        return chr(int(found[1:], 16)) if int(found[1:], 16) < 0x110000 else ""
    return _ESCAPES.get(found, match[0])


def _part(node: Node, compile_: Compile, *, escaped: bool) -> Expression:
    if node.type == "template_interpolation":
        return compile_(next(child for child in node.named_children if child.type == "expression"))
    inner = node.named_children[0]
    if inner.type == "template_if":
        return _if(inner, compile_, escaped=escaped)
    return _for(inner, compile_, escaped=escaped)


def _if(node: Node, compile_: Compile, *, escaped: bool) -> Expression:
    parts = {child.type: child for child in node.named_children}
    intro, otherwise, end = parts["template_if_intro"], parts.get("template_else_intro"), parts["template_if_end"]
    condition = compile_(next(child for child in intro.named_children if child.type == "expression"))
    yes = _range(node, compile_, intro, otherwise or end, escaped=escaped)
    no = _range(node, compile_, otherwise, end, escaped=escaped) if otherwise else _joined([], sole=False)

    def apply(scope: Any) -> Any:
        asked = condition(scope)
        return Unknown(asked.reason) if isinstance(asked, Unknown) else (yes if flag_of(asked) else no)(scope)

    return apply


def _for(node: Node, compile_: Compile, *, escaped: bool) -> Expression:
    parts = {child.type: child for child in node.named_children}
    intro, end = parts["template_for_start"], parts["template_for_end"]
    names = [(c.text or b"").decode() for c in intro.named_children if c.type == "identifier"]
    source = compile_(next(child for child in intro.named_children if child.type == "expression"))
    body = _range(node, compile_, intro, end, escaped=escaped)

    def apply(scope: Any) -> Any:
        collection = source(scope)
        if isinstance(collection, Unknown):
            return Unknown(collection.reason)
        return _text(
            [
                body(scope.bind({names[-1]: value} if len(names) == 1 else {names[0]: key, names[1]: value}))
                for key, value in pairs(collection)
            ]
        )

    return apply


def _range(node: Node, compile_: Compile, first: Node, last: Node, *, escaped: bool) -> Expression:
    """The template between two marks inside a directive."""
    source, base = node.text or b"", node.start_byte
    pieces: list[str | Expression] = []
    start = first.end_byte
    strip = _marked(first, first=False)
    inside = [c for c in node.named_children if c.type in _PARTS and first.end_byte <= c.start_byte < last.start_byte]
    for child in (*inside, None):
        until = child.start_byte if child is not None else last.start_byte
        literal = source[start - base : until - base].decode("utf-8", "replace")
        literal = literal.lstrip() if strip else literal
        if _marked(child if child is not None else last, first=True):
            literal = literal.rstrip()
        if literal:
            pieces.append(_literal(literal, escaped=escaped))
        if child is None:
            break
        pieces.append(_part(child, compile_, escaped=escaped))
        strip, start = _marked(child, first=False), child.end_byte
    return _joined(pieces, sole=False)


def _unindented(pieces: list[str | Expression]) -> list[str | Expression]:
    """Without the indent that all lines share."""
    marked = "".join(piece if isinstance(piece, str) else "x" for piece in pieces)
    indents = [len(match[0]) for match in _INDENT.finditer(marked)]
    width = min(indents, default=0)
    if not width:
        return pieces
    taken: list[str | Expression] = []
    for position, piece in enumerate(pieces):
        if isinstance(piece, str):
            piece = re.sub(rf"(?<=\n)[ \t]{{1,{width}}}", "", piece)
            if position == 0:
                piece = re.sub(rf"\A[ \t]{{1,{width}}}", "", piece)
        taken.append(piece)
    return taken


def _joined(pieces: Sequence[str | Expression], *, sole: bool) -> Expression:
    """The pieces as one text. A quoted template that is nothing but one interpolation keeps its value's type."""
    if all(isinstance(piece, str) for piece in pieces):
        text = "".join(str(piece) for piece in pieces)
        return lambda _scope: text
    if sole and len(pieces) == 1 and not isinstance(pieces[0], str):
        return pieces[0]
    return lambda scope: _text([piece if isinstance(piece, str) else piece(scope) for piece in pieces])


def _text(values: list[Any]) -> str | Unknown:
    found = [value.whole() if hasattr(value, "whole") else value for value in values]
    missing = [value for value in found if isinstance(value, Unknown)]
    text = "".join(placeholder(value) if isinstance(value, Unknown) else text_of(value) for value in found)
    if len(text) > MAX_TEXT:
        raise NoValueError(TOO_LARGE.reason)
    return from_unknown(missing, draft=text) if missing else text
