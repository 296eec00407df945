"""Find and load the modules behind calls: local ones, and those that ``terraform init`` has put here."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.instance import ModuleInstance
from pcicheck.sources.terraform.hcl.module import Module, configuration_files, load_module
from pcicheck.sources.terraform.hcl.resource import evaluated
from pcicheck.sources.terraform.hcl.syntax import Block

_MAX_DEPTH = 32


class Loader:
    """Loads each folder once."""

    def __init__(self, bounds: Path) -> None:
        self.bounds = bounds
        self._modules: dict[str, Module] = {}
        self._installed: dict[str, dict[str, str]] = {}

    def load(self, folder: Path, name: str) -> Module:
        """The module of a folder."""
        place = os.path.realpath(folder)
        if place not in self._modules:
            self._modules[place] = load_module(folder, name, self.bounds)
        return self._modules[place]

    def find(self, caller: ModuleInstance, name: str, block: Block) -> Module | Unknown:
        """The module that a call names, or why it cannot be looked into."""
        where = f"{block.file}:{block.line}"
        written = block.attributes.get("source")
        source = evaluated(written, caller.scope()) if written else None
        if not isinstance(source, str):
            return Unknown(f"{where}: the module '{name}' names no source")
        if not is_local(source):
            return self._remote(caller, name, source, where)
        folder = Path(os.path.normpath(caller.module.folder / source))
        shown = os.path.normpath(os.path.join(caller.module.name, source))  # noqa: PTH118 - as the user wrote it
        return self._local(caller, name, folder, shown, where)

    def _local(self, caller: ModuleInstance, name: str, folder: Path, shown: str, where: str) -> Module | Unknown:
        if not folder.is_dir():
            return Unknown(f"{where}: the module '{name}' is not there: no folder {shown}")
        if not any(True for _ in configuration_files(folder)):
            return Unknown(f"{where}: the module '{name}' is empty: {shown} holds no configuration")
        above = _ancestors(caller)
        if os.path.realpath(folder) in above:
            return Unknown(f"{where}: the module '{name}' calls itself, which Terraform refuses")
        if len(above) > _MAX_DEPTH:
            return Unknown(f"{where}: modules are nested more than {_MAX_DEPTH} deep")
        return self.load(folder, shown)

    def _remote(self, caller: ModuleInstance, name: str, source: str, where: str) -> Module | Unknown:
        root = caller.root.module
        key = ".".join([*_path(caller), name])
        folder = self._manifest(root).get(key)
        if folder is None:
            return Unknown(
                f"{where}: the module '{name}' comes from {source}, which is not here; "
                "run 'terraform init' and scan again, or scan a plan"
            )
        shown = os.path.normpath(os.path.join(root.name, folder))  # noqa: PTH118 - as the user wrote it
        return self._local(caller, name, Path(os.path.normpath(root.folder / folder)), shown, where)

    def _manifest(self, root: Module) -> dict[str, str]:
        """Call path to folder, as ``terraform init`` has written it down."""
        place = str(root.folder)
        if place not in self._installed:
            self._installed[place] = {}
            try:
                listed = json.loads((root.folder / ".terraform" / "modules" / "modules.json").read_bytes())
                self._installed[place] = {
                    str(entry["Key"]): str(entry["Dir"]) for entry in listed["Modules"] if entry.get("Key")
                }
            except (OSError, ValueError, LookupError, TypeError, AttributeError):
                pass
        return self._installed[place]


def is_local(source: str) -> bool:
    """Whether a module source is a path in the same tree."""
    return source.startswith(("./", "../", ".\\", "..\\")) or source in (".", "..")


def _ancestors(instance: ModuleInstance | None) -> list[str]:
    found = []
    while instance is not None:
        found.append(os.path.realpath(instance.module.folder))
        instance = instance.parent
    return found


def _path(instance: ModuleInstance) -> list[str]:
    """Names of the calls that lead to an instance."""
    names: list[str] = []
    while instance.parent is not None and instance.call is not None:
        names.insert(0, instance.call.labels[0])
        instance = instance.parent
    return names
