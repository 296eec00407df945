"""The forms of report. Plain strings, imported when asked for."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from pcicheck.reports.base import Render

REPORTS: dict[str, str] = {
    "text": "pcicheck.reports.text:render",
    "jsonl": "pcicheck.reports.jsonl:render",
    "json": "pcicheck.reports.json_file:render",
    "sarif": "pcicheck.reports.sarif:render",
    "sarif-github": "pcicheck.reports.sarif_github:render",
    "html": "pcicheck.reports.html:render",
    "junit": "pcicheck.reports.junit:render",
    "csv": "pcicheck.reports.csv_file:render",
    "markdown": "pcicheck.reports.markdown:render",
}
"""Name of the form to ``module:function``."""

FILE_NAMES: dict[str, str] = {
    "text": "report.txt",
    "jsonl": "findings.jsonl",
    "json": "results.json",
    "sarif": "results.sarif",
    "sarif-github": "results.github.sarif",
    "html": "report.html",
    "junit": "junit.xml",
    "csv": "findings.csv",
    "markdown": "summary.md",
}
"""Name of the file that a form has below ``--output``."""


def renderer(form: str) -> Render:
    """The function that renders a form."""
    module, _, function = REPORTS[form].partition(":")
    return cast("Render", getattr(import_module(module), function))
