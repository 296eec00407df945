"""Take a snapshot, and tell how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pcicheck.cli import console
from pcicheck.cli.live.asking import Wish, part_of
from pcicheck.errors import INTERRUPTED, UsageError
from pcicheck.narrowing import needed_facts, needed_types
from pcicheck.rulebook.load import load_rulebook
from pcicheck.scanning import Selection, choose
from pcicheck.sources.live.only import EVERYTHING, Only
from pcicheck.sources.live.progress import Progress
from pcicheck.sources.live.snapshot import is_snapshot

OfRule = Annotated[
    list[str] | None, typer.Option("--rule", metavar="ID", help="Only what this rule needs, again for more.")
]
OfRequirement = Annotated[
    list[str] | None, typer.Option("--requirement", metavar="ID", help="Only what this requirement's rules need.")
]
FurtherRules = Annotated[list[Path] | None, typer.Option("--rules", metavar="DIR", help="Folder of further rules.")]
_ASKED_APART = ("aws", "azure")
"""Clouds that are asked for the parts of a thing one by one."""


def narrowed(
    provider: str, rules: Sequence[str] | None, requirements: Sequence[str] | None, folders: Sequence[Path]
) -> Only:
    """What the named rules and requirements need; everything where none is named."""
    if not rules and not requirements:
        return EVERYTHING
    chosen = choose(load_rulebook(folders), Selection(rules=rules or (), requirements=requirements or ()))
    types = needed_types(chosen, provider)
    if not types:
        raise UsageError(f"none of the chosen rules judges anything of {provider}")
    facts = needed_facts(chosen, provider) if provider in _ASKED_APART else ()
    return Only(types=types, facts=facts, rules=[compiled.rule.id for compiled in chosen])


def take(
    wish: Wish,
    folder: Path,
    only: Only,
    tell: Progress,
    *,
    resume: bool = False,
    kept: bool = True,
    **further: Any,
) -> int:
    """Take a snapshot and return the number of calls. An interruption ends the program with a word on how to go on."""
    try:
        calls: int = part_of(wish.provider, "collect", "collect")(
            wish.asked, folder, only=only, resume=resume, progress=tell, **further
        )
    except KeyboardInterrupt as stop:
        begun = kept and is_snapshot(folder)
        console.tell(
            f"pcicheck: interrupted; {folder} is incomplete, go on with --resume"
            if begun
            else "pcicheck: interrupted; nothing was written"
        )
        raise typer.Exit(INTERRUPTED) from stop
    return calls
