"""Each rule that can be put to Azure is decided the same by a plan and by what stands in a subscription."""

from __future__ import annotations

from functools import cache

import pytest

from pcicheck.providers.registry import providers_of
from tests.sources.arm.judging import book
from tests.sources.arm.pairs import PAIRS, TOLD_APART
from tests.sources.arm.standing import standing
from tests.sources.arm.test_azapi import every_finding

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

_ENTRA = "it asks about Entra ID, which only Microsoft Graph shows"
_VAULT = "certificates are shown by the vaults themselves, to whoever may read in them, not by Resource Manager"
_SECRET = "Resource Manager shows this to nobody who only reads"  # noqa: S105 - a reason
_CLOSED = "only services that Azure has closed have such a setting"
UNPAIRED = {
    **dict.fromkeys(
        (
            *("credential-first-password-changed", "credential-lifetime-as-declared", "credential-strength-enforced"),
            *("session-ends-as-declared", "sign-in-exemptions-declared", "sign-in-legacy-blocked"),
            *("sign-in-no-network-bypass", "sign-in-policy-in-force", "sign-in-second-factor-administrators"),
            *("sign-in-second-factor-everyone", "sign-in-second-factor-required"),
        ),
        _ENTRA,
    ),
    **dict.fromkeys(
        (
            *("certificate-key-not-exportable", "certificate-lifetime-limited", "certificate-renewed"),
            "certificate-strong-key",
        ),
        _VAULT,
    ),
    **dict.fromkeys(("application-no-plain-secrets", "compute-boot-data-no-secrets"), _SECRET),
    **dict.fromkeys(("audit-log-kept-a-year", "database-encrypted-twice"), _CLOSED),
    "hsm-recovery-quorum": "whose certificates guard the security domain is known only to the module itself",
}
"""Rule to why no pair can show that both forms decide it alike."""


@cache
def _answers() -> tuple[dict[str, set[str]], dict[tuple[str, ...], tuple[str, str]]]:
    """Rule to the verdicts that both forms came to, and what they answer differently."""
    same: dict[str, set[str]] = {}
    differing: dict[tuple[str, ...], tuple[str, str]] = {}
    for pair in PAIRS:
        live = standing()[pair.name]
        for key, finding in every_finding(pair.azurerm).items():
            told = live.get(key)
            if told not in ("pass", "fail") or finding.verdict not in ("pass", "fail"):
                continue
            if told == finding.verdict:
                same.setdefault(key[0], set()).add(told)
            elif (pair.name, key[0]) not in TOLD_APART:
                differing[pair.name, *key] = told, finding.verdict
    return same, differing


def _asked() -> set[str]:
    """Every rule that can be put to Azure."""
    rules = [compiled.rule for compiled in book().rules]
    return {rule.id for rule in rules if "azure" in (rule.providers or providers_of(rule.kind))}


def test_every_rule_is_decided_alike_or_it_is_said_why_not() -> None:
    decided = set(_answers()[0])
    assert _asked() - decided - UNPAIRED.keys() == set()


def test_nothing_is_excused_that_is_decided_or_not_asked() -> None:
    assert UNPAIRED.keys() & _answers()[0].keys() == set()
    assert UNPAIRED.keys() - _asked() == set()


def test_no_question_is_answered_differently() -> None:
    assert _answers()[1] == {}


def test_most_rules_are_seen_to_pass_and_to_fail() -> None:
    verdicts = _answers()[0]
    both = [rule for rule in _asked() if verdicts.get(rule) == {"pass", "fail"}]
    assert len(both) >= 230
