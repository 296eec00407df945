"""Where the command line prints: data to stdout, everything else to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pcicheck.reports.printable import printable
from pcicheck.sources.live.progress import Progress, silent

if TYPE_CHECKING:
    from rich.console import Console


def plain_wanted() -> bool:
    """Whether the user asked for output without colours and styles."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def out() -> Console:
    """Standard output; styled only on a terminal that wants it."""
    return _console(sys.stdout.isatty(), stderr=False)


def err() -> Console:
    """Standard error, for progress."""
    return _console(sys.stderr.isatty(), stderr=True)


def tell(text: str) -> None:
    """Print a line for people to standard error."""
    sys.stderr.write(f"{printable(text)}\n")


def _console(is_terminal: bool, *, stderr: bool) -> Console:
    from rich.console import Console  # only what styles something pays for importing it

    styled = is_terminal and not plain_wanted()
    return Console(
        stderr=stderr,
        no_color=not styled,
        force_terminal=styled,
        color_system="auto" if styled else None,
        highlight=False,
        soft_wrap=not is_terminal,
        markup=False,
        emoji=False,
    )


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal's stderr while something long runs; silent elsewhere."""
    if quiet or not sys.stderr.isatty() or plain_wanted() or os.environ.get("CI"):
        yield silent
        return
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[count]}", markup=False),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=err(), transient=True) as bar:
        task = bar.add_task("starting", total=None, count="")

        def tell(text: str, done: int = 0, total: int = 0) -> None:
            count = f"{done} of {total}" if total else ""
            bar.update(task, description=text, completed=done, total=total or None, count=count)

        yield tell
