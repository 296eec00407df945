"""``pcicheck collect``: take a snapshot of a live cloud, to be judged later."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from pcicheck.cli import console
from pcicheck.cli.live.asking import WISHES, said
from pcicheck.cli.live.joined import Given, joined, share_of
from pcicheck.cli.live.taking import FurtherRules, OfRequirement, OfRule, narrowed, take
from pcicheck.errors import UsageError
from pcicheck.sources.live.snapshot import Snapshot

app = typer.Typer(
    no_args_is_help=True,
    help="Take a snapshot of a live cloud: every answer and every refusal, to be judged with 'pcicheck scan DIR'.",
)


def collect(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder of the snapshot.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted snapshot.")] = False,
    rule: OfRule = None,
    requirement: OfRequirement = None,
    rules: FurtherRules = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing.")] = False,
    *,
    cloud: str,
    given: Given,
) -> None:
    """Take a snapshot."""
    if output is None:
        raise UsageError("name the folder of the snapshot with -o DIR")
    wish = WISHES[cloud](**share_of(given, WISHES[cloud]))
    only = narrowed(cloud, rule, requirement, rules or ())
    further: dict[str, Any] = {"workers": given["max_workers"]} if cloud == "aws" else {}
    with console.progress(quiet=quiet) as tell:
        calls = take(wish, output, only, tell, resume=resume, **further)
    if not quiet:
        files = len(Snapshot(output).units())
        console.tell(f"wrote {output}: {calls} calls, {files} files; judge it with 'pcicheck scan {output}'")


def at_a_time(
    max_workers: Annotated[
        int, typer.Option("--max-workers", metavar="N", min=1, max=64, help="Services that are asked at a time.")
    ] = 8,
) -> None:
    """How many at a time."""


def _act(given: Given, *, cloud: str) -> None:
    collect(**share_of(given, collect), cloud=cloud, given=given)


for _cloud, _wish in WISHES.items():
    _more = (at_a_time,) if _cloud == "aws" else ()
    _about = f"Take a snapshot of {said(_wish)}"
    app.command(_cloud)(joined(partial(_act, cloud=_cloud), _wish, *_more, collect, about=_about))
