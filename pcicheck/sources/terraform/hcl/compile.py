"""From the syntax tree of an expression to a function of the scope.

Source: the HCL native syntax specification (expressions, templates) and Terraform's "Expressions" pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tree_sitter import Node

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.functions import call
from pcicheck.sources.terraform.hcl.loops import for_object, for_tuple
from pcicheck.sources.terraform.hcl.operators import binary, choose, unary
from pcicheck.sources.terraform.hcl.syntax import Expression, NoValueError
from pcicheck.sources.terraform.hcl.template import heredoc, quoted
from pcicheck.sources.terraform.hcl.traversal import Step, follow, splat
from pcicheck.sources.terraform.hcl.values import text_of


def compile_expression(node: Node) -> Expression:
    """The expression of a node named ``expression``, or of one of its forms."""
    if node.type != "expression":
        return _COMPILERS[node.type](node) if node.type in _COMPILERS else _fails(f"'{_text(node)}' is not understood")
    children = [child for child in node.named_children if child.type != "comment"]
    if not children or node.has_error:
        return _fails("the expression is not understood")
    if len(children) == 1:
        return compile_expression(children[0])
    return _traversal(children)


def _traversal(children: list[Node]) -> Expression:
    """``a.b[0].c``: a start and the steps that follow it."""
    head, rest = children[0], children[1:]
    steps: list[Step] = []
    for position, child in enumerate(rest):
        if child.type == "get_attr":
            steps.append(_text(child.named_children[0]))
        elif child.type == "index":
            steps.append(_index(child.named_children[0]))
        elif child.type == "splat":
            inner = _splat_steps(child.named_children[0])
            full = child.named_children[0].type == "full_splat"
            inner_rest = [] if not full else _steps(rest[position + 1 :])
            after = [] if full else _steps(rest[position + 1 :])
            return splat(_start(head, steps), [*inner, *inner_rest], after)
    return _start(head, steps)


def _steps(nodes: list[Node]) -> list[Step]:
    return [
        _text(node.named_children[0]) if node.type == "get_attr" else _index(node.named_children[0])
        for node in nodes
        if node.type in ("get_attr", "index")
    ]


def _splat_steps(node: Node) -> list[Step]:
    return _steps(node.named_children)


def _start(head: Node, steps: list[Step]) -> Expression:
    if head.type == "variable_expr":
        name = _text(head)
        return lambda scope: scope.reach(name, steps)
    value = compile_expression(head)
    return lambda scope: follow(value(scope), steps, scope)


def _index(node: Node) -> Step:
    if node.type == "legacy_index":
        number = int(_text(node).lstrip(".") or 0)
        return lambda _scope: number
    inner = [child for child in node.named_children if child.type == "expression"]
    return compile_expression(inner[0]) if inner else _fails("an index is missing")


def _literal(node: Node) -> Expression:
    child = node.named_children[0]
    if child.type == "string_lit":
        return quoted(child, compile_expression)
    text = _text(child)
    if child.type == "numeric_lit":
        number = float(text)
        value: Any = int(number) if number.is_integer() and "e" not in text.lower() else number
        return lambda _scope: value
    constant = {"true": True, "false": False, "null": None}[text]
    return lambda _scope: constant


def _collection(node: Node) -> Expression:
    child = node.named_children[0]
    if child.type == "tuple":
        items = [compile_expression(item) for item in child.named_children if item.type == "expression"]
        return lambda scope: [item(scope) for item in items]
    pairs = [_pair(item) for item in child.named_children if item.type == "object_elem"]
    return lambda scope: _object(pairs, scope)


def _pair(node: Node) -> tuple[Expression, Expression]:
    key, value = (child for child in node.named_children if child.type == "expression")
    inner = key.named_children[0] if key.named_child_count == 1 else None
    if inner is not None and inner.type == "variable_expr" and key.child_count == 1:
        name = _text(inner)
        return lambda _scope: name, compile_expression(value)
    return compile_expression(key), compile_expression(value)


def _object(pairs: list[tuple[Expression, Expression]], scope: Any) -> Any:
    made: dict[str, Any] = {}
    for key, value in pairs:
        name = key(scope)
        if isinstance(name, Unknown):
            return name
        made[text_of(name)] = value(scope)
    return made


def _call(node: Node) -> Expression:
    name = _text(node.named_children[0])
    arguments = next((child for child in node.named_children if child.type == "function_arguments"), None)
    written = arguments.named_children if arguments is not None else []
    given = [compile_expression(child) for child in written if child.type not in ("ellipsis", "comment")]
    return call(name, given, spread=any(child.type == "ellipsis" for child in written))


def _operation(node: Node) -> Expression:
    inner = node.named_children[0]
    parts = [child for child in inner.named_children if child.type != "comment"]
    operator = next(_text(child) for child in inner.children if not child.is_named and _text(child) not in "()")
    if inner.type == "unary_operation":
        return unary(operator, _operand(parts))
    middle = next(i for i, child in enumerate(inner.children) if not child.is_named and _text(child) == operator)
    left = [child for child in inner.children[:middle] if child.is_named and child.type != "comment"]
    right = [child for child in inner.children[middle + 1 :] if child.is_named and child.type != "comment"]
    return binary(operator, _operand(left), _operand(right))


def _operand(nodes: list[Node]) -> Expression:
    """An operand, whose steps stand beside it rather than below it."""
    if not nodes:
        return _fails("an operand is missing")
    return compile_expression(nodes[0]) if len(nodes) == 1 else _traversal(nodes)


def _conditional(node: Node) -> Expression:
    condition, yes, no = (compile_expression(c) for c in node.named_children if c.type == "expression")
    return choose(condition, yes, no)


def _for(node: Node) -> Expression:
    child = node.named_children[0]
    intro = next(part for part in child.named_children if part.type == "for_intro")
    names = [_text(part) for part in intro.named_children if part.type == "identifier"]
    source = compile_expression(next(part for part in intro.named_children if part.type == "expression"))
    cond = next((part for part in child.named_children if part.type == "for_cond"), None)
    keep = compile_expression(next(p for p in cond.named_children if p.type == "expression")) if cond else None
    results = [compile_expression(part) for part in child.named_children if part.type == "expression"]
    if child.type == "for_tuple_expr":
        return for_tuple(names, source, results[0], keep)
    grouped = any(part.type == "ellipsis" for part in child.named_children)
    return for_object(names, source, results[0], results[1], keep, grouped=grouped)


def _template(node: Node) -> Expression:
    child = node.named_children[0]
    if child.type == "heredoc_template":
        return heredoc(child, compile_expression)
    return quoted(child, compile_expression)


def _variable(node: Node) -> Expression:
    name = _text(node)
    return lambda scope: scope.reach(name, [])


def _fails(reason: str) -> Expression:
    def fail(_scope: Any) -> Any:
        raise NoValueError(reason)

    return fail


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


_COMPILERS: dict[str, Callable[[Node], Expression]] = {
    "literal_value": _literal,
    "string_lit": lambda node: quoted(node, compile_expression),
    "template_expr": _template,
    "collection_value": _collection,
    "variable_expr": _variable,
    "function_call": _call,
    "operation": _operation,
    "conditional": _conditional,
    "for_expr": _for,
}
