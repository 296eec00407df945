"""Modules at work: one instance for each call, with its variables, locals, resources and children."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from pcicheck.model.value import SENSITIVE, Unknown
from pcicheck.sources.terraform.hcl.module import Module
from pcicheck.sources.terraform.hcl.resource import ModuleOutputs, ResourceInstance
from pcicheck.sources.terraform.hcl.scope import Scope
from pcicheck.sources.terraform.hcl.syntax import Attribute, Block, NoValueError
from pcicheck.sources.terraform.hcl.types import convert, declared_type
from pcicheck.sources.terraform.provider import key_text

MAX_INSTANCES = 10_000
"""Instances of one block; more are a mistake or malice."""

Find = Callable[["ModuleInstance", str, Block], "Module | Unknown"]
"""Finds the module behind a call, or says why it is not here."""


class Copy(Struct):
    """One instance of a block with ``count`` or ``for_each``."""

    key: str
    """``[0]``, ``["k"]`` or empty."""
    bindings: dict[str, Any]
    """``count`` or ``each``."""


class ModuleInstance:
    """A module as called once."""

    def __init__(
        self,
        module: Module,
        find: Find,
        given: Mapping[str, Any] | None = None,
        parent: ModuleInstance | None = None,
        call: Block | None = None,
        address: str = "",
        bindings: dict[str, Any] | None = None,
    ) -> None:
        self.module = module
        self.find = find
        self.given = given or {}
        """Values of root variables from files and options."""
        self.parent = parent
        self.call = call
        self.address = address
        self.call_bindings = bindings or {}
        self.root: ModuleInstance = parent.root if parent else self
        self._values: dict[tuple[str, str, bool], Any] = {}
        self._busy: set[tuple[str, str, bool]] = set()
        self._copies: dict[str, list[Copy]] = {}
        self._children: dict[str, list[tuple[Copy, ModuleInstance]] | Unknown] = {}

    def scope(self, bindings: dict[str, Any] | None = None, *, referring: bool = False) -> Scope:
        """A scope inside this instance."""
        return Scope(self, bindings, referring=referring)

    def path_module(self) -> str:
        """``path.module``: the folder, seen from the root module's."""
        return os.path.relpath(self.module.folder, self.root.module.folder)

    # ------------------------------------------------------------------ names

    def variable(self, name: str, *, referring: bool) -> Any:
        """The value of an input variable."""
        return self._once("var", name, referring, self._variable)

    def local(self, name: str, *, referring: bool) -> Any:
        """The value of a local."""
        return self._once("local", name, referring, self._local)

    def child(self, name: str, *, referring: bool) -> Any:
        """What ``module.name`` stands for: outputs, or a list or map of them."""
        return self._once("module", name, referring, self._child)

    def resource(self, name: str, *, referring: bool) -> Any:
        """What ``aws_s3_bucket.a`` stands for: an object with attributes, or a list or map of them."""
        return self._once("resource", name, referring, self._resource)

    def _once(self, kind: str, name: str, referring: bool, compute: Callable[[str, bool], Any]) -> Any:
        key = (kind, name, referring)
        if key in self._values:
            return self._values[key]
        if key in self._busy:
            return Unknown(f"{kind}.{name} refers to itself")
        self._busy.add(key)
        try:
            value = compute(name, referring)
        except (NoValueError, RecursionError) as problem:
            value = Unknown(f"{kind}.{name} has no value here ({problem})")
        finally:
            self._busy.discard(key)
        self._values[key] = value
        return value

    def _variable(self, name: str, referring: bool) -> Any:
        block = self.module.variables.get(name)
        if block is None:
            return Unknown(f"the variable '{name}' is not declared")
        value = self._input(name, referring)
        default = block.attributes.get("default")
        nullable = block.attributes.get("nullable")
        scope = self.scope()
        if value is _ABSENT or (value is None and nullable is not None and nullable.evaluate(scope) is False):
            if default is None:
                return Unknown(f"the variable '{name}' has no default and no value was given")
            value = default.evaluate(scope)
        value = convert(value, declared_type(block.attributes.get("type")), scope)
        sensitive = block.attributes.get("sensitive")
        if sensitive is not None and value is not None and sensitive.evaluate(scope) is True:
            return SENSITIVE
        return value

    def _input(self, name: str, referring: bool) -> Any:
        if self.parent is None:
            return self.given.get(name, _ABSENT)
        written = self.call.attributes.get(name) if self.call else None
        if written is None:
            return _ABSENT
        return written.evaluate(self.parent.scope(self.call_bindings, referring=referring))

    def _local(self, name: str, referring: bool) -> Any:
        written = self.module.locals.get(name)
        if written is None:
            return Unknown(f"the local '{name}' is not declared")
        return written.evaluate(self.scope(referring=referring))

    def _child(self, name: str, referring: bool) -> Any:
        if name not in self.module.calls:
            return Unknown(f"the module '{name}' is not declared")
        children = self.children(name)
        if isinstance(children, Unknown):
            return children
        return _arranged([(copy, ModuleOutputs(child, referring=referring)) for copy, child in children])

    def _resource(self, name: str, referring: bool) -> Any:
        block = self.module.resources.get(name)
        if block is None:
            return Unknown(f"{name} is not declared", (f"{self.prefix()}{name}",))
        made = [
            (copy, ResourceInstance(self, block, name, copy, referring=referring)) for copy in self.copies(name, block)
        ]
        return _arranged(made)

    def output(self, name: str, *, referring: bool) -> Any:
        """The value of an output. Raises ``NoValueError`` for one that is not declared."""
        block = self.module.outputs.get(name)
        if block is None:
            raise NoValueError(f"the module has no output '{name}'")
        return self._once("output", name, referring, self._output)

    def _output(self, name: str, referring: bool) -> Any:
        written = self.module.outputs[name].attributes.get("value")
        return written.evaluate(self.scope(referring=referring)) if written else None

    # ------------------------------------------------------------------ instances

    def copies(self, name: str, block: Block) -> list[Copy]:
        """The instances of a resource or module block, after ``count`` and ``for_each``."""
        if name not in self._copies:
            self._copies[name] = []  # a block whose count refers to itself has no instance
            self._copies[name] = self._expand(block)
        return self._copies[name]

    def _expand(self, block: Block) -> list[Copy]:
        for argument, several in (("count", _counted), ("for_each", _for_each), ("enabled", _enabled)):
            written = block.attributes.get(argument)
            if written is not None and (argument != "enabled" or block.type == "lifecycle"):
                return several(self._evaluated(written))
        return [Copy("", {})]

    def _evaluated(self, written: Attribute) -> Any:
        try:
            return written.evaluate(self.scope(self.call_bindings if self.parent is None else None))
        except (NoValueError, RecursionError) as problem:
            return Unknown(str(problem))

    def children(self, name: str) -> list[tuple[Copy, ModuleInstance]] | Unknown:
        """The instances of a module call; ``Unknown`` where the module is not at hand."""
        if name not in self._children:
            block = self.module.calls[name]
            found = self.find(self, name, block)
            self._children[name] = (
                found
                if isinstance(found, Unknown)
                else [(copy, self._called(name, block, found, copy)) for copy in self.copies(f"module.{name}", block)]
            )
        return self._children[name]

    def _called(self, name: str, block: Block, module: Module, copy: Copy) -> ModuleInstance:
        address = f"{self.prefix()}module.{name}{copy.key}"
        return ModuleInstance(module, self.find, None, self, block, address, copy.bindings)

    def prefix(self) -> str:
        """What stands before the addresses of its resources."""
        return f"{self.address}." if self.address else ""


def _counted(value: Any) -> list[Copy]:
    try:
        number = 1 if isinstance(value, Unknown) else int(value)  # where there are any, the first is one of them
    except (TypeError, ValueError):
        number = 1
    return [Copy(key_text(index), {"count": {"index": index}}) for index in range(min(number, MAX_INSTANCES))]


def _for_each(value: Any) -> list[Copy]:
    if isinstance(value, dict):
        items = sorted(value.items(), key=lambda item: str(item[0]))
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        items = [(item, item) for item in sorted(set(value))]
    else:
        reason = value.reason if isinstance(value, Unknown) else "for_each is known only after apply"
        return [Copy("", {"each": {"key": Unknown(reason), "value": Unknown(reason)}})]
    return [Copy(key_text(key), {"each": {"key": key, "value": item}}) for key, item in items[:MAX_INSTANCES]]


def _enabled(value: Any) -> list[Copy]:
    return [] if value is False else [Copy("", {})]


def _arranged(made: list[tuple[Copy, Any]]) -> Any:
    """One object, or a list or map of several, as references see them."""
    if len(made) == 1 and not made[0][0].key:
        return made[0][1]
    if any("each" in copy.bindings for copy, _ in made):
        return {copy.bindings["each"]["key"]: item for copy, item in made}
    return [item for _, item in made]


_ABSENT: Any = object()
