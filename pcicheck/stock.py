"""From readings to judged resources: adapters speak, scope is applied, rules are put."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import msgspec
from msgspec import Struct, field

from pcicheck.completeness import complete
from pcicheck.engine.evaluate import evaluate
from pcicheck.engine.half_inventory import Heard, Unmade
from pcicheck.engine.halves import Register, judge_in_halves, worth_halving
from pcicheck.errors import InputError
from pcicheck.model.document import Document
from pcicheck.model.ignore import InlineIgnore
from pcicheck.model.native import provider_of
from pcicheck.model.origin import Gap
from pcicheck.model.resource import Inventory, Resource
from pcicheck.narrowing import blinded_by
from pcicheck.providers.adapt import folded, may_make, resources_of
from pcicheck.results.masking import mask
from pcicheck.results.results import InputRecord, Spool
from pcicheck.rulebook.load import CompiledRule
from pcicheck.scope.declaration import CATEGORIES, Categorise, ScopeDeclaration, categorise
from pcicheck.scope.flows import add_flows
from pcicheck.sources.base import Gathered, Reading


class Pending(Struct):
    """The last reading, of which no resources are made yet: if it is the only one, two processes share the work."""

    reading: Reading
    record: InputRecord
    documents: list[Document]
    gaps: list[Gap]
    """Of the folding."""


class Stock(Struct):
    """Everything that was read, and what is made of it."""

    declaration: ScopeDeclaration
    categories: Sequence[str]
    """Scope categories whose resources are judged."""
    scope_file: str = ""
    """Where the declaration stands."""
    inventory: Inventory = field(default_factory=Inventory)
    inputs: list[InputRecord] = field(default_factory=list)
    ignores: list[InlineIgnore] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    scope: dict[str, int] = field(default_factory=dict)
    """How many judged resources each scope category has."""
    pending: Pending | None = None
    hides: dict[Gap, tuple[str, ...]] = field(default_factory=dict)
    """Gaps of live sources, and the native types that each hides."""

    def take(self, gathering: Iterable[Gathered], progress: Callable[[str], None]) -> None:
        """Read every input. Raises ``InputError`` where nothing could be read at all."""
        problems: list[str] = []
        for gathered in gathering:
            progress(f"reading {gathered.name}")
            if gathered.reading is None:
                self._settle()
                problems.append(gathered.problem)
                self.inventory.gaps.append(gathered.gap())
            else:
                self._settle()
                self._read(gathered, gathered.reading)
        if not self.inputs:
            raise InputError("\n".join(problems))

    def judge(self, rules: Sequence[CompiledRule], exceptions: Register, spool: Spool) -> None:
        """Write every finding to the spool."""
        pending = self.pending
        if (
            pending is not None
            and not pending.reading.seen
            and not pending.reading.visited
            and not self.inventory.resources
            and not self.declaration.flows
        ):
            unmade = Unmade(pending.documents, partial(_made, categorise(self.declaration)), may_make, self.categories)
            if worth_halving(unmade):
                self._hear(pending, judge_in_halves(rules, unmade, exceptions, spool))
                return
        self._settle()
        self.inventory.gaps = [self._blinding(gap, rules) for gap in self.inventory.gaps]
        self.inventory.disambiguate()
        add_flows(self.declaration, self.inventory, self.scope_file)
        self.inventory.resources = [r for r in self.inventory.resources if r.scope in self.categories]
        for resource in self.inventory.resources:
            self.scope[resource.scope] = self.scope.get(resource.scope, 0) + 1
        spool.write(evaluate(rules, self.inventory, exceptions.find, spool.counter))

    def scope_counts(self) -> dict[str, int]:
        """How many judged resources each scope category has, all categories named."""
        return {category: self.scope.get(category, 0) for category in CATEGORIES}

    def _blinding(self, gap: Gap, rules: Sequence[CompiledRule]) -> Gap:
        """A gap with the rules that see less because of it."""
        types = self.hides.get(gap, ())
        if not types:
            return gap
        if "*" in types:
            return msgspec.structs.replace(gap, blinds=types)
        return msgspec.structs.replace(gap, blinds=blinded_by(types, rules, provider_of(types[0])))

    def _read(self, gathered: Gathered, reading: Reading) -> None:
        self.warnings.extend(reading.warnings)
        self.ignores.extend(reading.ignores)
        record = InputRecord(
            name=mask(gathered.name),
            source=reading.source,
            sha256=gathered.sha256,
            size=gathered.size,
            native=reading.native_count,
            resources=0,
            taken=reading.taken,
        )
        self.inputs.append(record)
        gaps: list[Gap] = []
        self.pending = Pending(reading, record, folded(reading.documents, gaps), gaps)

    def _settle(self) -> None:
        """Make the resources of the pending reading."""
        pending = self.pending
        if pending is not None:
            heard = Heard()
            make = partial(_made, categorise(self.declaration))
            resources = [resource for document in pending.documents for resource in make(document, heard)]
            heard.resources = len(resources)
            self.inventory.add(resources, pending.reading.only_for)
            self._hear(pending, heard)

    def _hear(self, pending: Pending, heard: Heard) -> None:
        self.inventory.gaps += [*pending.gaps, *heard.gaps, *pending.reading.gaps]
        reading = pending.reading
        complete(self.inventory, reading.seen, reading.never_listed, reading.unseen, reading.visited)
        self.hides |= reading.hides
        self.warnings += heard.warnings
        self.scope = heard.scope
        pending.record.resources = heard.resources
        self.pending = None


def _made(apply_scope: Categorise, document: Document, heard: Heard) -> list[Resource]:
    """The resources of a document, their scope applied."""
    resources = resources_of(document, heard.gaps)
    for resource in resources:
        apply_scope(resource, heard.warnings.append)
    return resources
