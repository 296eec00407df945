"""Find the root modules of a tree: folders with configuration that no other folder calls as a module."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pcicheck.sources.terraform.hcl.instance import ModuleInstance
from pcicheck.sources.terraform.hcl.loader import Loader, is_local
from pcicheck.sources.terraform.hcl.module import Module
from pcicheck.sources.terraform.hcl.resource import evaluated


def root_modules(target: Path, files: Iterable[Path], loader: Loader) -> list[Module]:
    """The root modules among the folders of some files, the target itself first where it is one."""
    folders = dict.fromkeys(path.parent for path in files)
    modules = [loader.load(folder, str(folder)) for folder in folders]
    called = {place for module in modules for place in _called(module)}
    own = os.path.realpath(target)
    return [
        module
        for module in modules
        if os.path.realpath(module.folder) == own or os.path.realpath(module.folder) not in called
    ]


def _called(module: Module) -> set[str]:
    """Real paths of the local modules that a module calls."""
    scope = ModuleInstance(module, lambda *_: module).scope()
    found = set()
    for block in module.calls.values():
        source = evaluated(block.attributes["source"], scope) if "source" in block.attributes else None
        if isinstance(source, str) and is_local(source):
            place = os.path.realpath(module.folder / source)
            if place != os.path.realpath(module.folder):
                found.add(place)
    return found
