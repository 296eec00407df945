"""The JSON form of configuration: ``*.tf.json`` and ``*.tofu.json``.

Source: Terraform language documentation, "JSON Configuration Syntax". Which objects are blocks cannot be told
from JSON alone; objects and lists of objects below a resource are kept as they are, which adapters read alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pcicheck.sources.terraform.hcl.compile import compile_expression
from pcicheck.sources.terraform.hcl.grammar import parse_expression
from pcicheck.sources.terraform.hcl.syntax import Attribute, Block, Expression, FileError, NoValueError
from pcicheck.sources.terraform.hcl.values import text_of

_LABELS = {"resource": 2, "data": 2, "ephemeral": 2, "provider": 1, "variable": 1, "output": 1, "module": 1}
_BLOCKS_INSIDE = {"dynamic", "content", "lifecycle", "provisioner", "connection"}


def parse_json_file(name: str, data: bytes) -> Block:
    """The body of a JSON file as one block. Raises ``FileError``."""
    try:
        document = json.loads(data)
    except UnicodeDecodeError as problem:
        raise FileError(f"{name}: holds bytes that are not UTF-8; save it as UTF-8") from problem
    except RecursionError as problem:
        raise FileError(f"{name}: nested too deeply") from problem
    except json.JSONDecodeError as problem:
        place = f"{name}:{problem.lineno}:{problem.colno}"
        raise FileError(f"{place}: {problem.msg}; nothing in the file is judged") from problem
    end = data.count(b"\n") + 1
    body = Block("", (), name, 1, end, {}, [])
    for part in document if isinstance(document, list) else [document]:
        if not isinstance(part, dict):
            raise FileError(f"{name}: the JSON is no object, so it is no configuration")
        for kind, value in part.items():
            for labels, inner in _labelled(value, _LABELS.get(kind, 0)):
                line = _line_of(data, labels[-1] if labels else kind)
                body.blocks.append(_block(kind, labels, inner, name, line))
    return body


def _labelled(value: Any, depth: int) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    if isinstance(value, list):
        for item in value:
            yield from _labelled(item, depth)
    elif isinstance(value, dict) and depth:
        for label, below in value.items():
            for labels, inner in _labelled(below, depth - 1):
                yield (label, *labels), inner
    elif isinstance(value, dict):
        yield (), value


def _block(kind: str, labels: tuple[str, ...], inner: dict[str, Any], file: str, line: int) -> Block:
    block = Block(kind, labels, file, line, line, {}, [])
    for name, value in inner.items():
        if name in _BLOCKS_INSIDE:
            for more, below in _labelled(value, 1 if name == "dynamic" else 0):
                block.blocks.append(_block(name, more, below, file, line))
        elif name != "//":
            block.attributes[name] = Attribute(name, line, line, value, compile_json)
    return block


def compile_json(value: Any) -> Expression:
    """A JSON value whose strings are templates."""
    if isinstance(value, str):
        return _template(value)
    if isinstance(value, list):
        items = [compile_json(item) for item in value]
        return lambda scope: [item(scope) for item in items]
    if isinstance(value, dict):
        pairs = [(_template(name), compile_json(item)) for name, item in value.items()]
        return lambda scope: {text_of(name(scope)): item(scope) for name, item in pairs}
    return lambda _scope: value


def _template(text: str) -> Expression:
    if "${" not in text and "%{" not in text:
        return lambda _scope: text
    try:
        return compile_expression(parse_expression(_quoted(text)))
    except FileError:
        return _unreadable(text)


def _quoted(text: str) -> str:
    """The text between quotes, escaped outside interpolations only, as inside them it is an expression."""
    made, depth, position = [], 0, 0
    while position < len(text):
        two = text[position : position + 2]
        if two in ("${", "%{") and text[position - 1 : position] != two[0]:
            depth += 1
            made.append(two)
            position += 2
            continue
        character = text[position]
        if depth:
            depth += {"{": 1, "}": -1}.get(character, 0)
            made.append(character)
        else:
            made.append(json.dumps(character, ensure_ascii=False)[1:-1])
        position += 1
    return '"' + "".join(made) + '"'


def _unreadable(text: str) -> Expression:
    def fail(_scope: Any) -> Any:
        raise NoValueError(f"'{text[:60]}' is not understood")

    return fail


def _line_of(data: bytes, word: str) -> int:
    position = data.find(json.dumps(word).encode())
    return data.count(b"\n", 0, position) + 1 if position >= 0 else 1
