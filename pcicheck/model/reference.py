"""The kinds as documentation: every fact with its type and its docstring, read from the source."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from types import ModuleType

from msgspec import Struct

from pcicheck.model.kinds import KINDS, Kind


class FactDoc(Struct):
    """One fact of a kind."""

    path: str
    """Path that a rule writes, such as ``encryption.at_rest``."""
    type: str
    """Type as the source writes it, without the three-valued wrapping."""
    doc: str
    """What it means, and what unknown means for it."""


class KindDoc(Struct):
    """One kind."""

    name: str
    doc: str
    facts: list[FactDoc]


def describe(name: str) -> KindDoc:
    """Everything about one kind. Raises ``KeyError`` for a name that is none."""
    kind = KINDS[name]
    return KindDoc(name, inspect.cleandoc(kind.__doc__ or ""), list(_facts(kind, "")))


def _facts(owner: type[Struct], prefix: str) -> list[FactDoc]:
    found: list[FactDoc] = []
    for base in reversed(owner.__mro__):
        if not issubclass(base, Struct) or base in (Struct, Kind):
            continue
        module = sys.modules[base.__module__]
        for name, (annotation, doc) in _fields(module).get(base.__name__, {}).items():
            nested = getattr(module, annotation, None)
            if isinstance(nested, type) and issubclass(nested, Struct):
                found += _facts(nested, f"{prefix}{name}.")
            else:
                found.append(FactDoc(prefix + name, _plain_type(annotation), doc))
                found += _element_facts(module, annotation, f"{prefix}{name}[].")
    return found


def _element_facts(module: ModuleType, annotation: str, prefix: str) -> list[FactDoc]:
    """Facts of the elements of a list, which ``any_of`` and ``all_of`` look at."""
    if "tuple[" not in annotation:
        return []
    inner = annotation.split("tuple[", 1)[1].split(",")[0].split("|")[0].strip()
    element = getattr(module, inner, None)
    return _facts(element, prefix) if isinstance(element, type) and issubclass(element, Struct) else []


@cache
def _fields(module: ModuleType) -> dict[str, dict[str, tuple[str, str]]]:
    """Class name to field name to annotation and docstring."""
    tree = ast.parse(inspect.getsource(module))
    return {
        node.name: {
            statement.target.id: (ast.unparse(statement.annotation), _docstring_after(node.body, index))
            for index, statement in enumerate(node.body)
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
        }
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


def _docstring_after(body: list[ast.stmt], index: int) -> str:
    following = body[index + 1] if index + 1 < len(body) else None
    if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
        return " ".join(str(following.value.value).split())
    return ""


def _plain_type(annotation: str) -> str:
    if annotation.endswith("Link"):
        return f"link to {annotation.removesuffix('Link').lower()}"
    inner = annotation.removeprefix("Fact[").removesuffix("]") if annotation.startswith("Fact[") else annotation
    return {"bool": "true or false", "str": "text", "int": "number", "float": "number"}.get(inner, inner)
