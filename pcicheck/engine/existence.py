"""Existence rules: questions about a population, not about one resource."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from pcicheck.engine.populations import Group, Populations
from pcicheck.engine.reading import Reader, reader
from pcicheck.engine.truth import judge
from pcicheck.model.origin import Origin
from pcicheck.model.resource import Inventory, Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.results.finding import NOT_IN_SIGHT, AppliedException, Finding, Verdict, fingerprint
from pcicheck.results.masking import mask, masked_origin
from pcicheck.rulebook.condition import phrase, tests
from pcicheck.rulebook.load import CompiledRule
from pcicheck.rulebook.rule import Exists


def existence_findings(
    rules: Sequence[CompiledRule],
    inventory: Inventory,
    excepted: Callable[[str, str, str | None], AppliedException | None],
) -> Iterator[Finding]:
    """One finding per existence rule and group. A found resource is a pass in its group; an absence is a fail
    only where some source saw everything of that kind, else unknown."""
    populations = Populations(inventory)
    for compiled in rules:
        exists = compiled.rule.exists
        if isinstance(exists, Exists):
            for group, population in populations.of(compiled.rule, exists).items():
                finding = _finding(compiled, group, population, inventory)
                if finding.verdict == "fail":
                    finding.exception = excepted(finding.rule, finding.native_address, finding.account)
                yield finding


def _finding(compiled: CompiledRule, group: Group, population: list[Resource], inventory: Inventory) -> Finding:
    rule = compiled.rule
    whole = group.whole(rule.kind)
    is_whole = whole in inventory.complete and group.is_one_place
    hidden = "" if is_whole else inventory.unseen.get(whole, NOT_IN_SIGHT)
    verdict, reason, witness = _decide(compiled, population, inventory, hidden)
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
        provider=group.provider,
        native_type=witness.native_type if witness else "",
        address=group.address,
        native_address=mask(witness.native_address) if witness else group.address,
        related=[mask(name) for name in witness.related] if witness else [],
        account=group.account,
        region=group.region,
        scope=witness.scope if witness else "cde",
        scope_basis=mask(witness.scope_basis) if witness else "a question about the whole account",
        origin=masked_origin(witness.origin) if witness else Origin(source="inventory"),
        observed=observed,
        expected=wanted,
        message=f"{rule.title}{label.get(verdict, '')}",
        exception=None,
        fingerprint=fingerprint(rule.id, group.provider, group.account, group.region, group.address),
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


def _read(readers: Mapping[str, Reader], resource: Resource, path: str) -> Any:
    """A fact as a witness must show it: one that cannot have the fact does not have it."""
    value = readers[path](resource)
    return None if isinstance(value, Inapplicable) else value
