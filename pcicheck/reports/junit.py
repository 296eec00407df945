"""JUnit XML: a suite per resource, a case per rule, for build servers that show test results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from pcicheck.results.finding import Finding
from pcicheck.results.results import Results

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(results: Results, out: IO[bytes]) -> None:
    """Write the document. Unknown and not applicable checks are skipped cases with their reason."""
    tally = results.header.tally
    skipped = tally.unknown + tally.not_applicable + tally.excepted
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    counts = f'tests="{tally.population}" failures="{tally.failed - tally.excepted}" skipped="{skipped}"'
    out.write(f'<testsuites name="pcicheck" {counts}>\n'.encode())
    for address, findings in groupby(results.findings(), key=lambda finding: finding.address):
        cases = list(findings)
        failures = sum(f.verdict == "fail" and not f.excepted for f in cases)
        skips = sum(f.verdict in ("unknown", "not_applicable") or f.excepted for f in cases)
        suite = (
            f'  <testsuite name={_attribute(address)} tests="{len(cases)}" failures="{failures}" skipped="{skips}">\n'
        )
        out.write(suite.encode())
        for finding in cases:
            out.write("".join(_case(finding)).encode())
        out.write(b"  </testsuite>\n")
    out.write(b"</testsuites>\n")


def _case(finding: Finding) -> Iterator[str]:
    name, group = _attribute(finding.rule), _attribute(finding.address)
    yield f"    <testcase name={name} classname={group}"
    if finding.origin.file:
        yield f" file={_attribute(finding.origin.file)}"
    if finding.verdict == "pass":
        yield "/>\n"
        return
    yield ">"
    if finding.verdict == "fail" and finding.exception is None:
        requirements = ", ".join(finding.requirements)
        yield f"<failure type={_attribute(finding.severity)} message={_attribute(finding.message)}>"
        yield f"PCI DSS {escape(requirements)}</failure>"
    else:
        reason = (
            f"exception {finding.exception.id}: {finding.exception.reason}" if finding.exception else finding.reason
        )
        yield f"<skipped message={_attribute(reason)}/>"
    yield "</testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
