"""SARIF as GitHub's code scanning accepts it: open failures only, within every limit.

GitHub ignores kinds and suppressions and would show a pass as an alert, rejects a file over 25,000 results,
keeps 5,000, and needs one physical location each. What does not fit is summarised, one result a rule.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

from pcicheck.reports.sarif_log import LEVELS, location, shorten, write_log
from pcicheck.results.finding import Finding
from pcicheck.results.results import Results
from pcicheck.rulebook.rule import SEVERITIES

MOST_RESULTS = 5_000
_MOST_MESSAGE = 600


def render(results: Results, out: IO[bytes]) -> None:
    """Write the log."""
    failing = [rule for rule in results.rules if rule.tally.failed > rule.tally.excepted]
    index = {rule.id: position for position, rule in enumerate(failing)}
    total = sum(rule.tally.failed - rule.tally.excepted for rule in failing)
    room = MOST_RESULTS if total <= MOST_RESULTS else MOST_RESULTS - len(failing)
    kept = heapq.nsmallest(room, _open_failures(results), key=lambda item: item[:2])
    over = Counter({rule.id: rule.tally.failed - rule.tally.excepted for rule in failing})
    over.subtract(finding.rule for _, _, finding in kept)
    notes = [
        f"{count} more results of {rule} did not fit; the full report has them" for rule, count in over.items() if count
    ]
    write_log(results, failing, _stream(kept, over, index), out, notes)


def _open_failures(results: Results) -> Iterator[tuple[int, int, Finding]]:
    """Failures without an exception, each with the rank of its severity and its place in the run."""
    for place, finding in enumerate(results.findings()):
        if finding.verdict == "fail" and finding.exception is None:
            yield SEVERITIES.index(finding.severity), place, finding


def _stream(
    kept: list[tuple[int, int, Finding]], over: Counter[str], index: dict[str, int]
) -> Iterator[dict[str, Any]]:
    first: dict[str, Finding] = {}
    for _, _, finding in kept:
        first.setdefault(finding.rule, finding)
        yield _result(finding, index[finding.rule], _message(finding), finding.fingerprint)
    anchor = kept[0][2] if kept else None
    for rule, count in over.items():
        at = first.get(rule, anchor)
        if count and at is not None:
            text = f"{count} more resources fail {rule}. GitHub takes {MOST_RESULTS}; the full report lists them all."
            yield _result(at, index[rule], text, f"overflow-{rule}") | {"ruleId": rule}


def _result(finding: Finding, rule_index: int, message: str, line_hash: str) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [location(finding)],
        "partialFingerprints": {"primaryLocationLineHash": line_hash},
    }


def _message(finding: Finding) -> str:
    """Address first: GitHub shows the first sentence as the title."""
    text = shorten(f"{finding.native_address}: {finding.message}")
    return text if len(text) <= _MOST_MESSAGE else text[: _MOST_MESSAGE - 1] + "…"
