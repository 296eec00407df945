"""Every pair as it stands in a subscription, judged once for all tests that compare with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sources.arm.estate import large
from tests.sources.arm.judging import clock, collected, judged, of_account
from tests.sources.arm.pairs import PAIRS

Key = tuple[str, str, str]


@cache
def standing() -> dict[str, dict[Key, str]]:
    """Name of a pair to its verdicts, by rule, native type and name with what comes after it; of questions about the
    whole subscription by rule, nothing and region.

    All pairs stand in one estate, each in a subscription of its own, so that nothing of one may speak for another.
    """
    azure, names = large(PAIRS)
    accounts = {number: pair.name for number, pair in zip(azure.subscriptions, PAIRS, strict=True)}
    found: dict[str, dict[Key, str]] = {pair.name: {} for pair in PAIRS}
    with TemporaryDirectory() as text:
        folder = Path(text)
        collected(azure, folder, clock=clock)
        for finding in judged(folder / "s"):
            ident = finding.native_address.partition("#")[0]
            if not of_account(finding) and ident.lower() in names:
                pair, name = names[ident.lower()]
                rest = finding.address[len(ident) :]
                found[pair][finding.rule, finding.native_type, f"{name}{rest}"] = finding.verdict
            elif of_account(finding) and finding.account in accounts:
                found[accounts[finding.account]][finding.rule, "", finding.region or ""] = finding.verdict
    return found
