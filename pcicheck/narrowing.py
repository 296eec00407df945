"""From chosen rules to the native types that they need: what a live source must ask, and which rules a gap blinds."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from pcicheck.model.kinds import KINDS
from pcicheck.model.native import PREFIXES
from pcicheck.providers.common import KINDS as COMMON_KINDS
from pcicheck.providers.common import is_store
from pcicheck.providers.registry import DECLARED, providers_of, tables
from pcicheck.rulebook.condition import LIST_OPERATORS, All, AnyOf, Condition, FactTest, Not
from pcicheck.rulebook.facts import FactType, field_types
from pcicheck.rulebook.load import CompiledRule

_IMPORT = re.compile(r"^\s*from pcicheck\.providers\.([\w.]+) import", re.MULTILINE)
_HOLE = re.compile(r"\{\w+\}")
_ANY = "any"


def needed_types(rules: Iterable[CompiledRule], provider: str) -> frozenset[str]:
    """Native types of a provider without which some of the rules would see less.

    Those that can become a kind that a rule judges or reads through a link, what their adapters read through
    references, and the side-cars of all of them.
    """
    kinds = {kind for rule in rules if _speaks_to(rule, provider) for kind in kinds_of(rule)}
    known = tables(provider)
    if not kinds.isdisjoint({_ANY, *COMMON_KINDS}):
        return frozenset(known.adapters) | frozenset(known.sidecars)
    makers = {name for name, row in known.adapters.items() if not kinds.isdisjoint(row.kinds)}
    found = set(makers)
    for name in makers:
        found |= _read_by(known.adapters[name].adapter.partition(":")[0], provider)
    found |= {name for name, row in known.sidecars.items() if not found.isdisjoint(row.owners)}
    return frozenset(found)


def needed_facts(rules: Iterable[CompiledRule], provider: str) -> frozenset[str]:
    """Facts of a provider's things that some of the rules read, as ``kind.fact``, and ``kind.*`` for each kind.

    Empty, which stands for all, where a rule reads what every document can say.
    """
    found: set[str] = set()
    for rule in rules:
        if _speaks_to(rule, provider):
            if not kinds_of(rule).isdisjoint({_ANY, *COMMON_KINDS}):
                return frozenset()
            found.update(*((fact, f"{fact.partition('.')[0]}.*") for fact in _facts_of(rule)))
            found.add(f"{rule.rule.kind}.*")
    return frozenset(found)


def blinded_by(types: Iterable[str], rules: Iterable[CompiledRule], provider: str) -> tuple[str, ...]:
    """Ids of the rules that judge or read kinds that things of the types could have become."""
    known = tables(provider)
    owners = {
        name for kind in types for name in (kind, *(known.sidecars[kind].owners if kind in known.sidecars else ()))
    }
    kinds = {kind for name in owners if name in known.adapters for kind in known.adapters[name].kinds}
    if kinds:
        kinds.update(kind for kind in COMMON_KINDS if kind != "data_store" or is_store(kinds))
    return tuple(
        rule.rule.id for rule in rules if _speaks_to(rule, provider) and not kinds.isdisjoint(kinds_of(rule) - {_ANY})
    )


def kinds_of(compiled: CompiledRule) -> set[str]:
    """The kind that a rule judges and those that it reads through links; ``any`` where that can be each kind."""
    found = {compiled.rule.kind, *(fact.partition(".")[0] for fact in _facts_of(compiled))}
    if providers_of(compiled.rule.kind) == [DECLARED]:
        found.add(_ANY)
    return found


def _speaks_to(compiled: CompiledRule, provider: str) -> bool:
    named = compiled.rule.providers or providers_of(compiled.rule.kind)
    return provider in named or named == [DECLARED]


def _facts_of(compiled: CompiledRule) -> Iterator[str]:
    """The facts that a rule reads, of its own kind and of those behind links, as ``kind.fact``."""
    for condition in (compiled.assertion, compiled.when):
        if condition is not None:
            yield from _read_in(KINDS[compiled.rule.kind], condition)


def _read_in(owner: type[Struct], condition: Condition) -> Iterator[str]:
    match condition:
        case FactTest(path=path, operator=operator, argument=argument):
            at = yield from _along(owner, path)
            if operator in LIST_OPERATORS and at.element is not None:
                yield from _read_in(at.element, argument)
        case Not(part=part):
            yield from _read_in(owner, part)
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _read_in(owner, part)


def _along(owner: type[Struct], path: str) -> Generator[str, None, FactType]:
    """The facts of kinds that a path goes along, and what stands at its end."""
    at: type[Struct] | None = owner
    found = FactType()
    for step in path.split("."):
        if at is None or step == "resource":
            break
        if kind := getattr(at, "kind_name", ""):
            yield f"{kind}.{step}"
        found = field_types(at).get(step, FactType())
        at = found.struct or KINDS.get(found.link_to)
    return found


@cache
def _read_by(module: str, provider: str) -> frozenset[str]:
    """Types that an adapter's module, or one of its provider's that it imports, names in its text."""
    known = tables(provider)
    every = known.adapters.keys() | known.sidecars.keys() | known.helpers
    found: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    todo, done = [module], set()
    while todo:
        name = todo.pop()
        done.add(name)
        text = _text(name)
        found.update(_names(provider).findall(text))
        patterns += [re.compile(_HOLE.sub("[a-z0-9_]+", built)) for built in _built(provider).findall(text)]
        todo += [other for other in _IMPORT.findall(text) if other.startswith(f"{provider}.") and other not in done]
    found.update(name for name in every for pattern in patterns if pattern.fullmatch(name))
    return frozenset(found & every)


@cache
def _names(provider: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_prefixes(provider)})_[a-z0-9_]+")


@cache
def _built(provider: str) -> re.Pattern[str]:
    """Names that are put together, such as ``f"google_{owner}_iam_{form}"``."""
    return re.compile(rf'f"((?:{_prefixes(provider)})_[a-z0-9_]*\{{[\w{{}}]*)"')


def _prefixes(provider: str) -> str:
    return "|".join(prefix for prefix, owner in PREFIXES.items() if owner == provider)


@cache
def _text(module: str) -> str:
    spec = find_spec(f"pcicheck.providers.{module}")
    return Path(spec.origin).read_text("utf-8") if spec is not None and spec.origin else ""
