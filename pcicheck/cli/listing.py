"""What all listings share: a table for people, JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import typer

from pcicheck.cli import console


class ListFormat(StrEnum):
    """Forms of a listing."""

    text = "text"
    json = "json"


AsFormat = Annotated[ListFormat, typer.Option("--format", help="text for people, json for programs.")]


def print_json(value: Any) -> None:
    """Print a value as indented JSON."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under columns; plain lines with two blanks between columns where there is no terminal."""
    screen = console.out()
    if not screen.is_terminal:
        for row in rows:
            screen.print("  ".join(row))
        return
    from rich.table import Table

    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*row)
    screen.print(table)
