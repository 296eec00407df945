"""From the bytes of a ``.tf`` file to blocks, by the HCL grammar of tree-sitter."""

from __future__ import annotations

import re
from functools import cache

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

from pcicheck.sources.terraform.hcl.compile import compile_expression
from pcicheck.sources.terraform.hcl.syntax import Attribute, Block, FileError

_EXPLAINED_BYTES = 200_000
"""Size up to which python-hcl2 is asked what is wrong; it reads some 25 KB a second."""
_PLACE = re.compile(r"line (\d+),? (?:col|column) (\d+)")


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_hcl.language()))


def parse_file(name: str, data: bytes) -> Block:
    """The body of a file as one block. Raises ``FileError`` for what Terraform would refuse too."""
    root = _parser().parse(data).root_node
    if root.has_error:
        _refuse(name, data, root)
    body = Block("", (), name, 1, root.end_point.row + 1, {}, [])
    for child in root.named_children:
        if child.type == "body":
            _fill(body, child, name)
    return body


def parse_expression(text: str) -> Node:
    """The syntax of one expression. Raises ``FileError`` where it is none."""
    root = _parser().parse(f"x = {text}\n".encode()).root_node
    if root.has_error:
        raise FileError(f"'{text}' is no valid expression")
    attribute = root.named_children[0].named_children[0]
    return attribute.named_children[1]


def _fill(block: Block, body: Node, file: str) -> None:
    for child in body.named_children:
        if child.type == "attribute":
            name = _text(child.named_children[0])
            value = child.named_children[1]
            block.attributes[name] = Attribute(name, *_lines(child), value, compile_expression)
        elif child.type == "block":
            block.blocks.append(_block(child, file))
        elif child.is_error:
            block.damaged = "a part of it is not understood"


def _block(node: Node, file: str) -> Block:
    words: list[str] = []
    inner: Node | None = None
    for child in node.named_children:
        if child.type == "identifier":
            words.append(_text(child))
        elif child.type == "string_lit":
            words.append(_text(child)[1:-1])
        elif child.type == "body":
            inner = child
    block = Block(words[0] if words else "", tuple(words[1:]), file, *_lines(node), {}, [])
    if node.has_error:
        block.damaged = "a part of it is not understood"
    if inner is not None:
        _fill(block, inner, file)
    return block


def _lines(node: Node) -> tuple[int, int]:
    end = node.end_point
    return node.start_point.row + 1, end.row + (1 if end.column else 0)


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _refuse(name: str, data: bytes, root: Node) -> None:
    """Raise ``FileError`` unless python-hcl2 has no objection, in which case the damage stays in its block."""
    line, column = _first_error(root)
    reason = "the text is no valid HCL here"
    if len(data) <= _EXPLAINED_BYTES:
        import hcl2  # slow to import, and needed for broken files only

        try:
            hcl2.loads(data.decode("utf-8"))
        except UnicodeDecodeError as problem:
            raise FileError(f"{name}: holds bytes that are not UTF-8; save it as UTF-8") from problem
        except Exception as problem:  # lark raises several kinds, all of them say where
            reason, line, column = _explained(str(problem), reason, line, column)
        else:
            return
    raise FileError(f"{name}:{line}:{column}: {reason}; Terraform refuses the file, so nothing in it is judged")


def _explained(message: str, reason: str, line: int, column: int) -> tuple[str, int, int]:
    if place := _PLACE.search(message):
        line, column = int(place[1]), int(place[2])
    first = message.splitlines()[0] if message else ""
    if token := re.search(r"Unexpected token Token\('(\w+)', (.*?)\)", first):
        what = "the end of the file" if token[1] == "$END" else token[2].replace("\\n", "the end of the line")
        reason = f"unexpected {what}"
    elif character := re.search(r"No terminal matches (.+?) in the current", first):
        reason = f"unexpected {character[1]}"
    return reason, line, column


def _first_error(node: Node) -> tuple[int, int]:
    while True:
        below = next((child for child in node.children if child.has_error or child.is_missing), None)
        if below is None or node.is_error:
            return node.start_point.row + 1, node.start_point.column + 1
        node = below
