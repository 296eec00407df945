"""How far the rulebook reaches: requirements with and without a rule."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from pcicheck.rulebook.load import CompiledRule
from pcicheck.rulebook.requirements import Catalogue


class Reach(Struct):
    """What rules there are for one principal requirement, or for all of them."""

    requirement: str
    """``1`` to ``12``, ``A1`` to ``A3``, or ``all``."""
    name: str
    rules: int
    """Rules that speak for something in it."""
    config: int
    """Requirements that configuration can show."""
    config_touched: int
    """Those of them that a rule speaks for."""
    partial: int
    """Requirements that configuration can show in part."""
    partial_touched: int
    manual: int
    """Requirements that only people can show."""
    without: list[str]
    """Requirements that configuration can speak for, and no rule does."""


def coverage(rules: Iterable[CompiledRule], known: Catalogue) -> list[Reach]:
    """The reach for each principal requirement, and for all at the end."""
    spoken: dict[str, set[str]] = {}
    for compiled in rules:
        for binding in compiled.rule.requirements:
            spoken.setdefault(binding.id, set()).add(compiled.rule.id)
    rows = [_reach(principal, name, known, spoken) for principal, name in known.principals.items()]
    return [*rows, _reach("all", "", known, spoken)]


def _reach(principal: str, name: str, known: Catalogue, spoken: dict[str, set[str]]) -> Reach:
    inside = [r for r in known.requirements if principal in ("all", r.principal) and not r.superseded_by]
    of = {kind: [r.id for r in inside if r.automation == kind] for kind in ("config", "partial", "manual")}
    return Reach(
        requirement=principal,
        name=name,
        rules=len(set().union(*(spoken.get(r.id, set()) for r in inside))),
        config=len(of["config"]),
        config_touched=sum(id_ in spoken for id_ in of["config"]),
        partial=len(of["partial"]),
        partial_touched=sum(id_ in spoken for id_ in of["partial"]),
        manual=len(of["manual"]),
        without=[id_ for id_ in (*of["config"], *of["partial"]) if id_ not in spoken],
    )
