"""CSV: one finding a row, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import IO

import msgspec

from pcicheck.reports.printable import printable
from pcicheck.results.finding import Finding
from pcicheck.results.results import Results

COLUMNS = (
    "rule",
    "verdict",
    "severity",
    "requirements",
    "kind",
    "provider",
    "native_type",
    "address",
    "native_address",
    "related",
    "account",
    "region",
    "scope",
    "scope_basis",
    "file",
    "line",
    "expected",
    "observed",
    "message",
    "reason",
    "exception",
    "exception_expires",
    "fingerprint",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(results: Results, out: IO[bytes]) -> None:
    """Write a heading and every finding (RFC 4180, UTF-8)."""
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for finding in results.findings():
        writer.writerow([disarm(cell) for cell in _cells(finding)])
    text.flush()
    text.detach()


def disarm(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    shown = printable(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _cells(finding: Finding) -> list[str]:
    exception = finding.exception
    return [
        finding.rule,
        finding.verdict,
        finding.severity,
        " ".join(finding.requirements),
        finding.kind,
        finding.provider,
        finding.native_type,
        finding.address,
        finding.native_address,
        " ".join(finding.related),
        finding.account or "",
        finding.region or "",
        finding.scope,
        finding.scope_basis,
        finding.origin.file or "",
        str(finding.origin.attribute_line or finding.origin.line or ""),
        finding.expected,
        msgspec.json.encode(finding.observed).decode(),
        finding.message,
        finding.reason,
        exception.id if exception else "",
        exception.expires if exception else "",
        finding.fingerprint,
    ]
