"""``pcicheck report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pcicheck.cli.scan import Formats, Output, Quiet, Verbose, text_report
from pcicheck.errors import UsageError
from pcicheck.reports.json_file import read
from pcicheck.reports.write import check_writable, wanted, write_all
from pcicheck.sources.recognise import read_input


def report_command(
    results: Annotated[
        str, typer.Argument(metavar="RESULTS", help="File that 'scan --format json=FILE' wrote; - is standard input.")
    ],
    formats: Formats = None,
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Render the results of an earlier scan again, in any form. Nothing is judged anew."""
    reports = wanted(formats or (), output, "text")
    if any(report.path and Path(results) == report.path for report in reports):
        raise UsageError(f"{results}: cannot be both read and written")
    check_writable(reports)
    given = read_input(results)
    write_all(read(given.name, given.data), reports, text_report(quiet=quiet, verbose=verbose))
