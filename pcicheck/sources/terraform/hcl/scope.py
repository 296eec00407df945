"""What an expression can see: the names of its module instance, and those bound around it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.syntax import NoValueError
from pcicheck.sources.terraform.hcl.traversal import Step, follow

if TYPE_CHECKING:
    from pcicheck.sources.terraform.hcl.instance import ModuleInstance


class Scope:
    """The surroundings of one evaluation."""

    __slots__ = ("bindings", "instance", "referring")

    def __init__(self, instance: ModuleInstance, bindings: dict[str, Any] | None = None, *, referring: bool = False):
        self.instance = instance
        self.bindings = bindings or {}
        self.referring = referring
        """Whether attributes of other resources are left as references even where their values are written."""

    @property
    def folder(self) -> Path:
        """Folder that relative file names start from: that of the root module, where Terraform runs."""
        return self.instance.root.module.folder

    @property
    def bounds(self) -> Path:
        """Folder outside which no file is read."""
        return self.instance.root.module.bounds

    def bind(self, names: dict[str, Any]) -> Scope:
        """This scope with further names."""
        return Scope(self.instance, {**self.bindings, **names}, referring=self.referring)

    def reach(self, name: str, steps: Sequence[Step]) -> Any:
        """The value of ``name`` and what the steps lead to in it. Raises ``NoValueError``."""
        if name in self.bindings:
            return follow(self.bindings[name], steps, self)
        if name in _NAMESPACES:
            if not steps or not isinstance(steps[0], str):
                return Unknown(f"{name} as a whole is not evaluated")
            return follow(self._in_namespace(name, steps[0]), steps[1:], self)
        if name == "data":
            return self._resource("data.", steps, 2)
        if not steps and name.lower() in _BOOLEANS:
            return _BOOLEANS[name.lower()]
        return self._resource("", [name, *steps], 2)

    def _in_namespace(self, name: str, member: str) -> Any:
        instance = self.instance
        if name == "var":
            return instance.variable(member, referring=self.referring)
        if name == "local":
            return instance.local(member, referring=self.referring)
        if name == "module":
            return instance.child(member, referring=self.referring)
        if name == "path":
            return "." if member in ("root", "cwd") else instance.path_module()
        if name == "terraform":
            return "default" if member == "workspace" else Unknown(f"terraform.{member} is not evaluated")
        return Unknown(f"{name}.{member} has no value here")

    def _resource(self, mode: str, steps: Sequence[Step], depth: int) -> Any:
        names = [step for step in steps[:depth] if isinstance(step, str)]
        if len(names) < depth:
            raise NoValueError(f"'{'.'.join(names)}' is no reference")
        found = self.instance.resource(f"{mode}{'.'.join(names)}", referring=self.referring)
        return follow(found, steps[depth:], self)


_BOOLEANS = {"true": True, "false": False}
"""Written ``True`` or ``FALSE``, Terraform refuses them; what is meant is plain all the same."""
_NAMESPACES = {"var", "local", "module", "path", "terraform", "each", "count", "self", "ephemeral"}
