"""Resources and module outputs as references see them, and blocks as documents hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.known import known_attribute
from pcicheck.sources.terraform.hcl.loops import pairs
from pcicheck.sources.terraform.hcl.scope import Scope
from pcicheck.sources.terraform.hcl.syntax import Attribute, Block, NoValueError
from pcicheck.sources.terraform.hcl.values import plain

if TYPE_CHECKING:
    from pcicheck.sources.terraform.hcl.instance import Copy, ModuleInstance

META_ARGUMENTS = {"count", "for_each", "provider", "depends_on"}
"""Of resources: ``version`` of a cluster and ``source`` of an object are attributes like any other."""
_META_BLOCKS = {"lifecycle", "provisioner", "connection"}


class ResourceInstance:
    """One instance of a resource or data source."""

    def __init__(self, instance: ModuleInstance, block: Block, name: str, copy: Copy, *, referring: bool) -> None:
        self.instance = instance
        self.block = block
        self.address = f"{instance.prefix()}{name}{copy.key}"
        self.copy = copy
        self.referring = referring
        self._busy: set[str] = set()

    def attribute(self, name: str) -> Any:
        """The value that the configuration gives an attribute; else what comes only when Terraform runs."""
        later = Unknown(
            f"{self.address}.{name} is known only after apply", (self.address,), f"${{{self.address}.{name}}}"
        )
        if self.referring or name in self._busy:
            return later
        self._busy.add(name)
        try:
            value = self._written(name)
        finally:
            self._busy.discard(name)
        return later if value is None else value

    def _written(self, name: str) -> Any:
        scope = self.instance.scope(self.copy.bindings)
        if name in self.block.attributes:
            return evaluated(self.block.attributes[name], scope)
        made = nested(self.block, scope, only=name)
        return made[name] if name in made else known_attribute(self, name, scope)

    def whole(self) -> Unknown:
        """What stands for the resource where a plain value is needed."""
        return Unknown(f"{self.address} is known only after apply", (self.address,), f"${{{self.address}}}")


class ModuleOutputs:
    """The outputs of one instance of a module."""

    def __init__(self, child: ModuleInstance, *, referring: bool) -> None:
        self.child = child
        self.referring = referring

    def attribute(self, name: str) -> Any:
        """The value of an output. Raises ``NoValueError`` for one that is not declared."""
        return self.child.output(name, referring=self.referring)

    def whole(self) -> Unknown:
        """What stands for all outputs at once."""
        return Unknown(f"{self.child.address} as a whole is not evaluated")


def values_of(block: Block, scope: Scope, *, top: bool = False) -> dict[str, Any]:
    """A block as documents hold it: attributes, and nested blocks as lists of mappings."""
    made: dict[str, Any] = {}
    for name, written in block.attributes.items():
        if top and name in META_ARGUMENTS:
            continue
        value = plain(evaluated(written, scope))
        if value is not None:
            made[name] = value
    made |= nested(block, scope)
    if top:
        made["lifecycle"] = [values_of(inner, scope) for inner in block.of("lifecycle")]
    return made


def evaluated(written: Attribute, scope: Scope) -> Any:
    """The value of an attribute; ``Unknown`` where it has none."""
    try:
        return written.evaluate(scope)
    except NoValueError as problem:
        return Unknown(f"its expression has no value here: {problem}")
    except RecursionError:
        return Unknown("its expression is nested too deeply")


def nested(block: Block, scope: Scope, only: str = "") -> dict[str, Any]:
    """The nested blocks by type, dynamic ones expanded; ``only`` one type where it is given."""
    made: dict[str, Any] = {}
    for inner in block.blocks:
        kind = inner.labels[0] if inner.type == "dynamic" and inner.labels else inner.type
        if kind in _META_BLOCKS or (only and kind != only):
            continue
        found = _dynamic(inner, scope, kind) if inner.type == "dynamic" else [values_of(inner, scope)]
        so_far = made.get(kind)
        if isinstance(found, Unknown):
            made[kind] = [*so_far, found] if isinstance(so_far, list) else found
        elif isinstance(so_far, Unknown):
            made[kind] = [so_far, *found] if found else so_far
        elif found or so_far is not None:
            made[kind] = [*(so_far or ()), *found]
    return made


def _dynamic(block: Block, scope: Scope, kind: str) -> list[Any] | Unknown:
    content = next(block.of("content"), None)
    source = block.attributes.get("for_each")
    if content is None or source is None:
        return Unknown(f"the dynamic block '{kind}' is not complete")
    collection = evaluated(source, scope)
    if isinstance(collection, Unknown):
        return Unknown(collection.reason)
    name = _iterator(block) or kind
    try:
        items = pairs(collection)
    except NoValueError as problem:
        return Unknown(str(problem))
    return [values_of(content, scope.bind({name: {"key": key, "value": value}})) for key, value in items]


def _iterator(block: Block) -> str:
    written = block.attributes.get("iterator")
    if written is None:
        return ""
    syntax = written.syntax
    return syntax if isinstance(syntax, str) else (syntax.text or b"").decode()
