"""Configuration as a source: evaluated by itself, or to say where in it a plan's resources are written."""

from __future__ import annotations

from collections.abc import Collection, Container
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.ignore import InlineIgnore
from pcicheck.model.origin import Origin
from pcicheck.model.value import Unknown
from pcicheck.sources.base import Reading, Variables
from pcicheck.sources.ignores import Comments
from pcicheck.sources.terraform.gaps import unsupported
from pcicheck.sources.terraform.hcl.documents import SOURCE, Estate, lines_of
from pcicheck.sources.terraform.hcl.instance import ModuleInstance
from pcicheck.sources.terraform.hcl.loader import Loader
from pcicheck.sources.terraform.hcl.module import Module, digest
from pcicheck.sources.terraform.hcl.syntax import Block
from pcicheck.sources.terraform.hcl.variables import root_values
from pcicheck.sources.terraform.references import module_steps


class Root:
    """One root module, ready to be evaluated or looked up in."""

    def __init__(self, module: Module, loader: Loader, given: Variables) -> None:
        self.module = module
        self.instance = ModuleInstance(module, loader.find, root_values(module, given))

    def files(self) -> dict[str, bytes]:
        """Every file of the root module and of the modules below it that were looked into."""
        found: dict[str, bytes] = {}
        for instance in _instances(self.instance):
            found |= instance.module.files
        return found

    def digest(self) -> tuple[str, int]:
        """SHA-256 over the files and their size in bytes."""
        files = self.files()
        return digest(files), sum(map(len, files.values()))

    def read(self, wanted: Container[str], only: Collection[str] = ()) -> Reading:
        """Documents of everything that is declared; only of what some files declare, where they are given."""
        estate = Estate(self.instance, wanted)
        documents = [d for d in estate.documents if not only or estate.block(d).file in only]
        gaps = [*estate.gaps, *(unsupported(kind, found, self.module.name) for kind, found in estate.skipped.items())]
        count = len(documents) + sum(map(len, estate.skipped.values()))
        places = {document.address: estate.block(document) for document in documents}
        return Reading(SOURCE, documents, gaps, [], native_count=count, ignores=self._ignores(places))

    def locate(self, documents: list[Document]) -> dict[str, Block]:
        """The blocks behind a plan's documents, by address."""
        modules: dict[tuple[str, ...], Module | None] = {}
        found: dict[str, Block] = {}
        for document in documents:
            names, base = module_steps(document.address)
            if names not in modules:
                modules[names] = self._module(names)
            module = modules[names]
            if module is not None and base in module.resources:
                found[document.address] = module.resources[base]
        return found

    def point(self, reading: Reading, places: dict[str, Block]) -> None:
        """Let a plan's documents say where they are written, and take in what comments say there."""
        for document in reading.documents:
            block = places.get(document.address)
            if block is not None:
                document.origin = Origin(
                    source=document.origin.source,
                    file=block.file,
                    line=block.line,
                    end_line=block.end_line,
                    address=document.address,
                )
                document.lines = lines_of(block)
        reading.ignores = [*reading.ignores, *self._ignores(places)]

    def _module(self, names: tuple[str, ...]) -> Module | None:
        instance: ModuleInstance = self.instance
        for name in names:
            children: Any = instance.children(name) if name in instance.module.calls else None
            if not children or isinstance(children, Unknown):
                return None
            instance = children[0][1]
        return instance.module

    def _ignores(self, places: dict[str, Block]) -> list[InlineIgnore]:
        comments = Comments(self.files())
        by_block: dict[int, tuple[Block, list[str]]] = {}
        for address, block in places.items():
            by_block.setdefault(id(block), (block, []))[1].append(address)
        return [
            ignore
            for block, addresses in by_block.values()
            for ignore in comments.of(block.file, block.line, block.end_line, addresses)
        ]


def _instances(root: ModuleInstance) -> list[ModuleInstance]:
    found = [root]
    for instance in found:
        for name in instance.module.calls:
            children = instance.children(name)
            if not isinstance(children, Unknown):
                found.extend(child for _, child in children)
    return found
