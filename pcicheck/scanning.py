"""The one function that strings the stages together: sources, adapters, scope, engine, results."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from pcicheck import __version__
from pcicheck.config import Config, load_config
from pcicheck.errors import ConfigError, UsageError
from pcicheck.model.origin import Gap
from pcicheck.providers.registry import READ_TYPES
from pcicheck.results.exceptions import Exceptions, load_exceptions
from pcicheck.results.masking import mask, masked_gap
from pcicheck.results.recording import asked_by, iso, register, rule_record, whoami
from pcicheck.results.results import Header, Results, RuleRecord, Spool
from pcicheck.results.rollup import RequirementResult, Tally, roll_up
from pcicheck.rulebook.condition import nearest
from pcicheck.rulebook.load import CompiledRule, Rulebook, load_rulebook
from pcicheck.rulebook.requirements import Catalogue, catalogue
from pcicheck.scope.declaration import CATEGORIES, ScopeDeclaration, load_scope
from pcicheck.sources.base import Variables
from pcicheck.sources.gather import check_targets, gather
from pcicheck.stock import Stock


class Selection(Struct, frozen=True, kw_only=True):
    """Which rules run, and on which scope categories."""

    requirements: Sequence[str] = ()
    """Requirement ids; "3.5" stands for everything below it. Empty for all."""
    rules: Sequence[str] = ()
    """Rule ids or aliases. Empty for all."""
    skip_rules: Sequence[str] = ()
    """Rule ids or aliases that do not run."""
    scope: Sequence[str] = ()
    """Scope categories whose resources are judged. Empty for all."""


Progress = Callable[[str], None]
"""Hears what the scan is doing, for people who wait."""


def scan(
    targets: Sequence[str | Path],
    *,
    config: Config | Path | None = None,
    rules: Sequence[Path] | Rulebook = (),
    select: Selection | None = None,
    command: str = "",
    shown_as: Mapping[str, str] | None = None,
    variables: Variables | None = None,
    progress: Progress = lambda _: None,
) -> Results:
    """Judge everything behind ``targets`` and return the results.

    Nothing is printed and nothing is written but a temporary spool. Raises ``UsageError`` (also for a wrong
    configuration, rulebook or exceptions file) and ``InputError`` where not one input could be read; inputs
    that fail beside readable ones become gaps of the results. ``rules`` are folders of further rules, or a whole
    rulebook for callers that scan often. ``shown_as`` maps folders to the names under which
    their files appear in the results. ``variables`` are values for the root variables of Terraform configuration.
    """
    started = now()
    settings = load_config(config) if isinstance(config, Path) else config or Config()
    selection = select or Selection()
    names = [str(target) for target in targets]
    check_targets(names)
    book = rules if isinstance(rules, Rulebook) else _rulebook(settings, rules)
    chosen = choose(book, selection, settings.skip_rules)
    declaration = load_scope(path) if (path := settings.path(settings.scope)) else ScopeDeclaration()
    exceptions = _exceptions(settings, book, started)
    stock = Stock(declaration, selection.scope or CATEGORIES, settings.scope)
    stock.take(gather(names, READ_TYPES, shown_as or {}, variables or Variables()), progress)
    stock.warnings += exceptions.take(stock.ignores, _rule_names(book))
    spool = Spool()
    progress("judging")
    stock.judge(chosen, exceptions, spool)
    run = _Run(settings, selection, book, declaration, exceptions, stock, spool, started)
    requirements = partial(_requirements, settings, chosen, spool, stock.inventory.gaps)
    return Results(run.header(command), requirements, partial(_records, chosen, spool), spool)


class _Run(Struct):
    """Everything that the header of the results tells of."""

    settings: Config
    selection: Selection
    book: Rulebook
    declaration: ScopeDeclaration
    exceptions: Exceptions
    stock: Stock
    spool: Spool
    started: dt.datetime

    def header(self, command: str) -> Header:
        """What was judged, by whom, when and with which rules."""
        known, inputs = catalogue(), self.stock.inputs
        return Header(
            tool_version=__version__,
            rulebook_version=self.book.version,
            rulebook_digest=self.book.digest,
            standard=f"{known.standard} v{known.version}",
            entity=self.settings.entity.name,
            entity_type=self.settings.entity.type,
            scope_statement=self.declaration.statement,
            started=iso(self.started),
            finished=iso(now()),
            identity=mask(asked_by(whoami(), inputs)),
            command=mask(command),
            inputs=inputs,
            gaps=[masked_gap(gap) for gap in self.stock.inventory.gaps],
            warnings=[mask(text) for text in self._warnings()],
            scope=self.stock.scope_counts(),
            tally=_total(self.spool),
            by_severity=self.spool.counter.by_severity,
            exceptions=register(self.exceptions),
            principals=known.principals,
            groups=known.groups,
        )

    def _warnings(self) -> list[str]:
        skipped = (*self.settings.skip_rules, *self.selection.skip_rules)
        said = [f"rule {name} was skipped on request" for name in skipped]
        return [*self.stock.warnings, *said, *self.exceptions.warnings()]


def _requirements(
    settings: Config, chosen: Sequence[CompiledRule], spool: Spool, gaps: Sequence[Gap]
) -> list[RequirementResult]:
    """What the verdicts of the run say of every requirement."""
    return roll_up(catalogue(), chosen, spool.counter.by_rule, gaps, settings.declared_not_applicable())


def _records(chosen: Sequence[CompiledRule], spool: Spool) -> list[RuleRecord]:
    """The rules of the run as the results keep them."""
    tallies = spool.counter.by_rule
    return [rule_record(compiled, tallies.get(compiled.rule.id, Tally())) for compiled in chosen]


def choose(book: Rulebook, selection: Selection, also_skipped: Sequence[str] = ()) -> tuple[CompiledRule, ...]:
    """The rules that a selection leaves. Raises ``UsageError`` for a name that no rule or requirement has."""
    for name in (*selection.rules, *selection.skip_rules, *also_skipped):
        if book.find(name) is None:
            raise UsageError(f"unknown rule '{name}'{nearest(name, _rule_names(book))}")
    known = _requirement_names(catalogue()) if selection.requirements else ()
    for requirement in selection.requirements:
        if requirement not in known:
            raise UsageError(f"unknown requirement '{requirement}'{nearest(requirement, known)}")
    for category in selection.scope:
        if category not in CATEGORIES:
            raise UsageError(f"unknown scope category '{category}'{nearest(category, CATEGORIES)}")
    wanted = {found.rule.id for name in selection.rules if (found := book.find(name))}
    skipped = {found.rule.id for name in (*selection.skip_rules, *also_skipped) if (found := book.find(name))}
    return tuple(
        compiled
        for compiled in book.rules
        if (not wanted or compiled.rule.id in wanted)
        and compiled.rule.id not in skipped
        and (not selection.requirements or any(compiled.rule.asks(name) for name in selection.requirements))
    )


def now() -> dt.datetime:
    """The current time in UTC, or the one that SOURCE_DATE_EPOCH sets. Raises ``UsageError`` for nonsense there."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        except (ValueError, OverflowError, OSError) as problem:
            raise UsageError(f"SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds") from problem
    return dt.datetime.now(dt.UTC)


def _rulebook(settings: Config, folders: Sequence[Path]) -> Rulebook:
    return load_rulebook([*(Path(settings.folder) / name for name in settings.rules), *folders], settings.params)


def _exceptions(settings: Config, book: Rulebook, started: dt.datetime) -> Exceptions:
    path = settings.path(settings.exceptions)
    if path is None:
        return Exceptions((), started.date())
    if not path.is_file():
        raise ConfigError(f"{path}: no such exceptions file, which the configuration names")
    return load_exceptions(path, _rule_names(book), started.date())


def _rule_names(book: Rulebook) -> dict[str, str]:
    return {name: c.rule.id for c in book.rules for name in (c.rule.id, *c.rule.aliases)}


def _requirement_names(known: Catalogue) -> set[str]:
    return {".".join(r.id.split(".")[:n]) for r in known.requirements for n in range(1, r.id.count(".") + 2)}


def _total(spool: Spool) -> Tally:
    total = Tally()
    for tally in spool.counter.by_rule.values():
        total.add(tally)
    return total
