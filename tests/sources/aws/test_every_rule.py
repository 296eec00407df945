"""Every rule about AWS gives the same thing the same verdict, whether a plan or the cloud tells of it.

The pairs stand in ``pairs/``, by theme. A rule that no pair decides stands in ``UNPAIRED`` with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest
from msgspec import UNSET

from pcicheck.providers.registry import providers_of
from pcicheck.results.finding import Finding
from pcicheck.rulebook.load import CompiledRule, Params
from tests.sources.aws.pairs import THEMES
from tests.sources.aws.pairs.unpaired import BESIDES, UNPAIRED
from tests.sources.aws.same import ACCOUNT, answered, book, differences, planned, verdicts

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

PAIRS = {f"{theme}: {name}": pair for theme, pairs in THEMES.items() for name, pair in pairs.items()}
DECLARED: Params = {
    "key-accounts-declared": {"accounts": [ACCOUNT]},
    "key-protection-as-declared": {"levels": ["hsm", "dedicated_hsm"]},
    "key-rotated-within-cryptoperiod": {"max_days": 365},
    "object-store-retention": {"max_days": 365},
    "secret-rotated-as-declared": {"max_days": 90},
    "session-ends-as-declared": {"minutes": 480},
}
"""What the entity declares, where a rule has no answer otherwise."""
DECIDED = ("pass", "fail")


@pytest.mark.parametrize("name", PAIRS)
def test_same_verdicts(name: str) -> None:
    before, after = _judged(name)
    assert differences(before, after, PAIRS[name].same, set(BESIDES)) == []
    assert _shown(before) == _shown(after), "the same is found to exist"


def test_every_rule_is_decided_alike() -> None:
    rules = {compiled.rule.id for compiled in _rules()}
    decided = set(_decided())
    assert rules - decided - UNPAIRED.keys() == set(), "no pair decides them"
    assert UNPAIRED.keys() & decided == set(), "a pair decides them by now"
    assert UNPAIRED.keys() <= rules, "no such rule"


def test_most_rules_are_decided_in_both_ways() -> None:
    both = [rule for rule, said in _decided().items() if said == set(DECIDED)]
    assert len(both) > len(_decided()) / 3


def _rules() -> list[CompiledRule]:
    return [c for c in book().rules if "aws" in (c.rule.providers or providers_of(c.rule.kind))]


@cache
def _judged(name: str) -> tuple[list[Finding], list[Finding]]:
    """What is said about the plan of a pair, and about its live things."""
    pair = PAIRS[name]
    return planned(pair.plan, DECLARED), answered(pair.live, DECLARED)


@cache
def _decided() -> dict[str, set[str]]:
    """Rule to the verdicts, of pass and fail, that a plan and the cloud share."""
    decided: dict[str, set[str]] = defaultdict(set)
    for name, pair in PAIRS.items():
        before, after = _judged(name)
        for planned_at, live_at in pair.same.items():
            live = verdicts(after, live_at)
            for key, verdict in verdicts(before, planned_at).items():
                if verdict in DECIDED and live.get(key) == verdict:
                    decided[key[0]].add(verdict)
        for rule in _shown(before) & _shown(after):
            decided[rule].add("pass")
    return decided


def _shown(findings: list[Finding]) -> set[str]:
    """Rules that ask whether something exists, where it does."""
    asked = {c.rule.id for c in _rules() if c.rule.exists is not UNSET}
    return {finding.rule for finding in findings if finding.rule in asked and finding.verdict == "pass"}
