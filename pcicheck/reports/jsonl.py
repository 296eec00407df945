"""JSON lines: one finding a line, as they were spooled."""

from __future__ import annotations

import shutil
from typing import IO

from pcicheck.results.results import Results


def render(results: Results, out: IO[bytes]) -> None:
    """Copy the findings."""
    results.spool.file.seek(0)
    shutil.copyfileobj(results.spool.file, out, 1 << 20)
