"""From module instances to documents, and how documents of configuration follow each other."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import cached_property
from typing import Any

from pcicheck.model.document import Block as View
from pcicheck.model.document import Document
from pcicheck.model.native import provider_of
from pcicheck.model.origin import Gap, Origin
from pcicheck.model.value import Unknown
from pcicheck.sources.named import NamedDocuments
from pcicheck.sources.terraform import azapi
from pcicheck.sources.terraform.hcl.instance import MAX_INSTANCES, Copy, ModuleInstance
from pcicheck.sources.terraform.hcl.providers import LABELLED, default_labels, default_tags, region
from pcicheck.sources.terraform.hcl.resource import META_ARGUMENTS, evaluated, nested, values_of
from pcicheck.sources.terraform.hcl.syntax import Block
from pcicheck.sources.terraform.hcl.values import plain
from pcicheck.sources.terraform.provider import native_type

SOURCE = "terraform-hcl"
MAX_DOCUMENTS = 200_000


class Estate:
    """Everything that one root module declares."""

    def __init__(self, root: ModuleInstance, wanted: Container[str]) -> None:
        self.documents: list[Document] = []
        self.gaps: list[Gap] = []
        self.skipped: dict[str, list[str]] = {}
        """Native types without an adapter: type to addresses."""
        self._wanted = wanted
        self._written: dict[str, tuple[ModuleInstance, Block, Copy]] = {}
        """Address of a document to where and how it is written."""
        self._forms: dict[str, str] = {}
        """Address of a document whose attributes stand under other names in its block, and the block's type."""
        self._names = NamedDocuments()
        self._reported: set[str] = set()
        self._take(root)
        self.documents, orphans = azapi.joined(self.documents)
        self.gaps += orphans

    def block(self, document: Document) -> Block:
        """The block that a document was made of."""
        return self._written[document.address][1]

    # ------------------------------------------------------------------ what documents ask

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents that the attribute at ``path`` refers to, by expression first, else by literal name."""
        found = [
            target
            for address in self.names(document, path)
            if (target := self._by_address.get(address)) is not None and (not types or target.type in types)
        ]
        if found:
            return list(dict.fromkeys(found))
        value = document.get(path)
        if isinstance(value, str) and value:
            return list(dict.fromkeys(self._names.called(value, types)))
        return []

    def names(self, document: Document, path: str) -> list[str]:
        """Addresses of the resources that the expression at ``path`` gives.

        Read again, so that the name of a server leads to the server, not to the random suffix that its name has.
        """
        written = self._reread(document, path)
        found = written if isinstance(written, list) else [written]
        direct = [address for item in found if isinstance(item, Unknown) for address in item.refers]
        if direct:
            return direct
        value = document.get(path)
        return list(value.refers) if isinstance(value, Unknown) else []

    def of_type(self, native_type: str) -> Sequence[Document]:
        """Every document of a native type."""
        return self._names.of_type(native_type)

    def _reread(self, document: Document, path: str) -> Any:
        """The value at ``path`` with every attribute of another resource left as a reference."""
        written = self._written.get(document.address)
        if written is None:
            return None
        instance, block, copy = written
        scope = instance.scope(copy.bindings, referring=True)
        if form := self._forms.get(document.address):
            values = azapi.written(form, values_of(block, scope, top=True)).values
            return View(values).get(path)
        head = path.split(".")[0]
        if head in block.attributes:
            return View({head: plain(evaluated(block.attributes[head], scope))}).get(path)
        return View(nested(block, scope, only=head)).get(path)

    # ------------------------------------------------------------------ how it is filled

    @cached_property
    def _by_address(self) -> dict[str, Document]:
        return {document.address: document for document in self.documents}

    def _take(self, instance: ModuleInstance) -> None:
        for gap in instance.module.gaps:
            self._report(gap)
        for name, block in instance.module.resources.items():
            if block.damaged:
                why = f"{block.file}:{block.line}: {name}: {block.damaged}, so its verdicts may lack something"
                self._report(Gap("incomplete", f"{block.file}:{block.line}", why))
            self._declare(instance, name, block)
        for name in instance.module.calls:
            children = instance.children(name)
            if isinstance(children, Unknown):
                where = f"{instance.prefix()}module.{name}"
                self._report(Gap("incomplete", where, children.reason, blinds=("*",)))
                continue
            for _, child in children:
                self._take(child)

    def _report(self, gap: Gap) -> None:
        if gap.why not in self._reported:
            self._reported.add(gap.why)
            self.gaps.append(gap)

    def _declare(self, instance: ModuleInstance, name: str, block: Block) -> None:
        kind = native_type(block.type, block.labels[0])
        copies = instance.copies(name, block)
        if len(copies) == MAX_INSTANCES:
            where = f"{block.file}:{block.line}"
            why = f"{where}: {name} may have more than {MAX_INSTANCES:,} instances; only these are judged"
            self._report(Gap("incomplete", where, why, blinds=("*",)))
        if kind in self._wanted or kind == azapi.RESOURCE:
            for copy in copies:
                if len(self.documents) >= MAX_DOCUMENTS:
                    self._report(Gap("incomplete", block.file, f"more than {MAX_DOCUMENTS:,} resources", blinds=("*",)))
                    return
                self._add(instance, name, block, copy, kind)
        elif block.type == "resource":
            self.skipped.setdefault(kind, []).extend(f"{instance.prefix()}{name}{copy.key}" for copy in copies)

    def _add(self, instance: ModuleInstance, name: str, block: Block, copy: Copy, kind: str) -> None:
        values = values_of(block, instance.scope(copy.bindings), top=True)
        if kind.startswith("aws_"):
            _lay_over(values, "tags", "tags_all", default_tags(instance, block))
        elif kind in LABELLED:
            _lay_over(values, "labels", "terraform_labels", default_labels(instance, block))
        address = f"{instance.prefix()}{name}{copy.key}"
        form = azapi.written(kind, values)
        if form.owner not in self._wanted:
            self.skipped.setdefault(form.type, []).append(address)
            return
        stated = values.get("region")
        document = Document(
            form.values,
            type=form.type,
            address=address,
            provider=provider_of(block.labels[0]),
            origin=Origin(
                source=SOURCE,
                file=block.file,
                line=block.line,
                end_line=block.end_line,
                address=address,
            ),
            surroundings=self,
            region=stated if isinstance(stated, str) else region(instance, block),
        )
        document.lines = lines_of(block)
        self.documents.append(document)
        self._written[document.address] = (instance, block, copy)
        if form.parents is not None:
            self._forms[document.address] = kind
        self._names.add(document)


def _lay_over(values: dict[str, Any], name: str, together: str, defaults: dict[str, Any]) -> None:
    """Tags or labels of the resource over those that its provider gives everything."""
    own = values.get(name)
    if defaults and (own is None or isinstance(own, dict)):
        values[together] = {**defaults, **(own or {})}


def lines_of(block: Block) -> dict[str, int]:
    """Names of the attributes and blocks inside a block, and the line where each first stands, outer ones first."""
    found: dict[str, int] = {}
    for name, line in _written(block):
        found.setdefault(name, line)
    return found


def _written(block: Block) -> Iterator[tuple[str, int]]:
    for name, attribute in block.attributes.items():
        if name not in META_ARGUMENTS:
            yield name, attribute.line
    for inner in block.blocks:
        yield (inner.labels[0] if inner.type == "dynamic" and inner.labels else inner.type), inner.line
        yield from _written(inner)
