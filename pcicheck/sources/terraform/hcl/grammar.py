"""From the bytes of a ``.tf`` file to blocks, by the HCL grammar of tree-sitter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

from pcicheck.sources.terraform.hcl.compile import compile_expression
from pcicheck.sources.terraform.hcl.syntax import Attribute, Block, FileError

_EXPLAINED_BYTES = 200_000
"""Size up to which python-hcl2 is asked what is wrong; it reads some 25 KB a second."""


_BLOCK_START = re.compile(rb"^(?:resource|data|module|locals|variable|output|provider|terraform)\b", re.MULTILINE)
_BLOCK_END = re.compile(rb"^\}", re.MULTILINE)
_TRIED_ENDS = 5
"""So many closing braces at the start of a line are tried as the end of a block that something stray follows."""


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_hcl.language()))


def parse_file(name: str, data: bytes) -> Block:
    """The body of a file as one block.

    Of a file that Terraform would refuse, the top-level blocks without a mistake are kept and ``damaged`` says
    what is wrong. Raises ``FileError`` where nothing can be kept.
    """
    root = _parser().parse(data).root_node
    refused = _refusal(name, data, root) if root.has_error or _has_split_header(root) else ""
    body = Block("", (), name, 1, root.end_point.row + 1, {}, [], refused)
    for part in _intact(data) if refused else (root,):
        for child in part.named_children:
            if child.type == "body":
                _fill(body, child, name)
    if refused and not body.blocks:
        raise FileError(refused)
    return body


def parse_expression(text: str) -> Node:
    """The syntax of one expression. Raises ``FileError`` where it is none."""
    root = _parser().parse(f"x = {text}\n".encode()).root_node
    if root.has_error:
        raise FileError(f"'{text}' is no valid expression")
    attribute = root.named_children[0].named_children[0]
    return attribute.named_children[1]


def _intact(data: bytes) -> Iterator[Node]:
    """The top-level blocks of a broken file that are right by themselves, each told by how its first line starts."""
    starts = [match.start() for match in _BLOCK_START.finditer(data)] if len(data) <= _EXPLAINED_BYTES else []
    for start, end in zip(starts, [*starts[1:], len(data)], strict=False):
        above = data.count(b"\n", 0, start)
        root = _parser().parse(b"\n" * above + data[start:end]).root_node
        if not root.has_error:
            yield root
            continue
        for end_of_block in islice(_BLOCK_END.finditer(data, start, end), _TRIED_ENDS):
            root = _parser().parse(b"\n" * above + data[start : end_of_block.end()]).root_node
            if not root.has_error:
                yield root
                break


def _has_split_header(root: Node) -> bool:
    """Whether a stray word stands before a block: the grammar takes it for the block's type, Terraform refuses it."""
    return any(
        block.start_point.row != part.start_point.row
        for body in root.named_children
        for block in body.named_children
        if block.type == "block"
        for part in block.named_children
        if part.type == "block_start"
    )


def _fill(block: Block, body: Node, file: str) -> None:
    for child in body.named_children:
        if child.type == "attribute":
            name = _text(child.named_children[0])
            value = next((part for part in child.named_children if part.type == "expression"), None)
            if value is not None:
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


def _refusal(name: str, data: bytes, root: Node) -> str:
    """What is wrong with a file; empty where python-hcl2 has no objection, so that the damage stays in its block.

    Raises ``FileError`` for bytes that are no text.
    """
    line, column = _first_error(root)
    reason = "the text is no valid HCL here"
    if len(data) <= _EXPLAINED_BYTES:
        import hcl2  # slow to import, and needed for broken files only

        try:
            hcl2.loads(data.decode("utf-8"))
        except UnicodeDecodeError as problem:
            raise FileError(f"{name}: holds bytes that are not UTF-8; save it as UTF-8") from problem
        except Exception as problem:  # lark raises several kinds, all of them say where
            reason, line, column = _explained(problem, line, column)
        else:
            return ""
    return f"{name}:{line}:{column}: {reason}; Terraform refuses the file, and what is written there is not judged"


def _explained(problem: Exception, line: int, column: int) -> tuple[str, int, int]:
    """What a lark exception says, in our words. Its end-of-file and end-of-line tokens have no text of their own."""
    token, found = getattr(problem, "token", None), getattr(problem, "line", None)
    if found and found > 0:
        line, column = found, getattr(problem, "column", column)
    if token is None:
        return "the text is no valid HCL here", line, column
    text = str(token).lstrip(" ")
    what = "end of the file" if token.type == "$END" else "end of the line" if text[:1] in "\r\n" else f"'{text[:20]}'"
    return f"unexpected {what}", line, column


def _first_error(node: Node) -> tuple[int, int]:
    while True:
        below = next((child for child in node.children if child.has_error or child.is_missing), None)
        if below is None or node.is_error:
            return node.start_point.row + 1, node.start_point.column + 1
        node = below
