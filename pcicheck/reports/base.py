"""What a report is."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from pcicheck.results.results import Results

Render = Callable[[Results, IO[bytes]], None]
"""Writes one form of the results to a binary stream. It may read ``results.findings()`` as often as it needs, and
must not hold all of them in memory unless the form demands it. The same results give the same bytes."""
