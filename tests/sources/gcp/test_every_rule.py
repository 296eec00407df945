"""Each rule about Google Cloud decides the same of a plan and of the assets that it makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from pcicheck.providers.registry import providers_of
from pcicheck.results.finding import Finding
from tests.sources.gcp.conftest import Judged
from tests.sources.gcp.pairs import PAIRS, TOLD_APART
from tests.sources.gcp.pairs.base import Pair

Asked = tuple[str, str]
"""A rule, and the native type of what it is asked of."""

_ACCOUNTS = "accounts of Cloud SQL are not in the inventory"
_APIGEE = "only target servers of Apigee say so, which are not in the inventory"
UNPAIRED = {
    "database-admin-password-vaulted": "no API returns a password, nor where it came from",
    "database-user-authenticates": _ACCOUNTS,
    "database-user-password-vaulted": _ACCOUNTS,
    "scanning-service-images": "only google_project_services says so, which provider 3 took away",
    "upstream-no-ssl": _APIGEE,
    "upstream-tls-modern": _APIGEE,
}
"""Rule to why no thing can be decided in both forms."""


@pytest.fixture(scope="module")
def decided(judged: Judged) -> dict[str, set[str]]:
    """Rule to the verdicts that both forms of some thing get."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in PAIRS:
        for (rule, _), verdict in _alike(pair, judged):
            found[rule].add(verdict)
    return found


def _alike(pair: Pair, judged: Judged) -> Iterator[tuple[Asked, str]]:
    planned, assets = (_verdicts(findings) for findings in judged.both(pair))
    for asked, verdicts in planned.items():
        if verdicts == assets.get(asked) and (pair.address, asked[0]) not in TOLD_APART:
            yield from ((asked, verdict) for verdict in {"pass", "fail"}.intersection(verdicts))


def _verdicts(findings: Iterable[Finding]) -> dict[Asked, list[str]]:
    """The verdicts, sorted, as the two forms name their things differently."""
    found: dict[Asked, list[str]] = defaultdict(list)
    for finding in findings:
        found[finding.rule, finding.native_type].append(finding.verdict)
    return {asked: sorted(verdicts) for asked, verdicts in found.items()}


def test_every_rule_decides_the_same_of_both_forms(judged: Judged, decided: dict[str, set[str]]) -> None:
    rules = {
        compiled.rule.id
        for compiled in judged.book.rules
        if "gcp" in (compiled.rule.providers or providers_of(compiled.rule.kind))
    }
    assert rules - decided.keys() == UNPAIRED.keys()


def test_most_rules_pass_one_thing_and_fail_another(decided: dict[str, set[str]]) -> None:
    assert sum(len(verdicts) == 2 for verdicts in decided.values()) >= 245
