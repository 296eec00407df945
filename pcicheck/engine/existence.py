"""Existence rules: questions about a population, not about one resource."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from pcicheck.engine.reading import Reader, reader
from pcicheck.engine.truth import judge
from pcicheck.model.origin import Origin
from pcicheck.model.resource import Inventory, Population, Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.results.finding import NOT_IN_SIGHT, AppliedException, Finding, Verdict, fingerprint
from pcicheck.results.masking import mask, masked_origin
from pcicheck.rulebook.condition import phrase, tests
from pcicheck.rulebook.load import CompiledRule
from pcicheck.rulebook.rule import Exists, Rule


def existence_findings(
    rules: Sequence[CompiledRule],
    inventory: Inventory,
    excepted: Callable[[str, str, str | None], AppliedException | None],
) -> Iterator[Finding]:
    """One finding per existence rule and group. A found resource is a pass in its group; an absence is a fail
    only where some source saw everything of that kind, else unknown."""
    for compiled in rules:
        exists = compiled.rule.exists
        if isinstance(exists, Exists):
            for group, population in _groups(compiled.rule, exists, inventory).items():
                finding = _finding(compiled, exists, group, population, inventory)
                if finding.verdict == "fail":
                    finding.exception = excepted(finding.rule, finding.native_address, finding.account)
                yield finding


def _groups(rule: Rule, exists: Exists, inventory: Inventory) -> dict[tuple[str | None, ...], list[Resource]]:
    """The population of the rule's kind in every group that the inventory has anything in."""
    groups: dict[tuple[str | None, ...], list[Resource]] = {}
    for place in inventory.places():
        if place.scope in rule.scope and (not rule.providers or place.provider in rule.providers):
            groups.setdefault((place.provider, *(getattr(place, name) for name in exists.per)), [])
    for resource in inventory.of_kind(rule.kind):
        key = (resource.provider, *(getattr(resource, name) for name in exists.per))
        if resource.scope in rule.scope and key in groups:
            groups[key].append(resource)
    nowhere = _without_region(exists, inventory)
    return {key: population for key, population in groups.items() if population or key not in nowhere}


def _without_region(exists: Exists, inventory: Inventory) -> set[tuple[str | None, ...]]:
    """Groups of things that have no region, in accounts whose regions were gone through: no place of their own."""
    if "region" not in exists.per:
        return set()
    gone_through = (msgspec.structs.replace(place, region=None) for place in inventory.visited if place.region)
    return {(place.provider, *(getattr(place, name) for name in exists.per)) for place in gone_through}


def _finding(
    compiled: CompiledRule,
    exists: Exists,
    group: tuple[str | None, ...],
    population: list[Resource],
    inventory: Inventory,
) -> Finding:
    rule = compiled.rule
    place = dict(zip(("provider", *exists.per), group, strict=True))
    whole = Population(rule.kind, str(place["provider"]), place.get("account"), place.get("region"))
    is_whole = whole in inventory.complete and None not in place.values()
    verdict, reason, witness = _decide(compiled, population, inventory, "" if is_whole else _why_not(inventory, whole))
    named = ", ".join(f"{name} {value}" for name, value in place.items() if value and name != "provider")
    address = f"{place['provider']}:{named or 'account'}"
    wanted = f"a {rule.kind} where {phrase(compiled.assertion)}"
    label = {"pass": "", "fail": ": there is none", "unknown": f": cannot be judged, {reason}"}
    observed = {"looked_at": len(population), "found": mask(witness.native_address) if witness else None}
    return Finding(
        rule=rule.id,
        verdict=verdict,
        reason=reason,
        severity=rule.severity,
        requirements=[binding.id for binding in rule.requirements],
        kind=rule.kind,
        provider=str(place["provider"]),
        native_type=witness.native_type if witness else "",
        address=address,
        native_address=mask(witness.native_address) if witness else address,
        related=[mask(name) for name in witness.related] if witness else [],
        account=place.get("account"),
        region=place.get("region"),
        scope=witness.scope if witness else "cde",
        scope_basis=mask(witness.scope_basis) if witness else "a question about the whole account",
        origin=masked_origin(witness.origin) if witness else Origin(source="inventory"),
        observed=observed,
        expected=wanted,
        message=f"{rule.title}{label.get(verdict, '')}",
        exception=None,
        fingerprint=fingerprint(rule.id, str(place["provider"]), place.get("account"), place.get("region"), address),
    )


def _decide(
    compiled: CompiledRule, population: list[Resource], inventory: Inventory, hidden: str
) -> tuple[Verdict, str, Resource | None]:
    readers = {test.path: reader(test.path, inventory) for test in tests(compiled.assertion)}
    unsure: tuple[Resource, Unknown] | None = None
    for resource in population:
        truth = judge(compiled.assertion, partial(_read, readers, resource))
        if truth is True:
            return "pass", "", resource
        if isinstance(truth, Unknown):
            unsure = unsure or (resource, truth)
    if unsure:
        return "unknown", f"{mask(unsure[0].native_address)}: {mask(unsure[1].reason)}", unsure[0]
    return ("unknown", hidden, None) if hidden else ("fail", "", None)


def _why_not(inventory: Inventory, whole: Population) -> str:
    return inventory.unseen.get(whole, NOT_IN_SIGHT)


def _read(readers: Mapping[str, Reader], resource: Resource, path: str) -> Any:
    """A fact as a witness must show it: one that cannot have the fact does not have it."""
    value = readers[path](resource)
    return None if isinstance(value, Inapplicable) else value
