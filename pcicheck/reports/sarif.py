"""SARIF with everything: every verdict as a kind, exceptions as suppressions, PCI DSS as a taxonomy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from pcicheck.reports.sarif_log import KINDS, LEVELS, guid, location, write_log
from pcicheck.results.finding import Finding
from pcicheck.results.results import Results


def render(results: Results, out: IO[bytes]) -> None:
    """Write the log."""
    index = {rule.id: position for position, rule in enumerate(results.rules)}
    write_log(results, results.rules, _stream(results, index), out)


def _stream(results: Results, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    for finding in results.findings():
        yield result(finding, index[finding.rule])


def result(finding: Finding, rule_index: int) -> dict[str, Any]:
    """A finding as a SARIF result. Every kind but ``fail`` has the level ``none`` (SARIF 2.1.0, 3.27.10)."""
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "kind": KINDS[finding.verdict],
        "level": LEVELS[finding.severity] if finding.verdict == "fail" else "none",
        "message": {"text": finding.message},
        "locations": [location(finding)],
        "fingerprints": {"pcicheck/v1": finding.fingerprint},
        "partialFingerprints": {"primaryLocationLineHash": finding.fingerprint},
        "properties": {
            "verdict": finding.verdict,
            "reason": finding.reason,
            "requirements": finding.requirements,
            "observed": finding.observed,
            "expected": finding.expected,
            "related": finding.related,
            "account": finding.account,
            "region": finding.region,
            "scope": finding.scope,
        },
    }
    if finding.exception is not None:
        exception = finding.exception
        made["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "guid": guid(f"exception/{exception.id}"),
                "justification": exception.reason,
                "properties": {
                    "id": exception.id,
                    "type": exception.type,
                    "owner": exception.owner,
                    "approver": exception.approver,
                    "expires": exception.expires,
                    "ticket": exception.ticket,
                },
            }
        ]
    return made
