"""``pcicheck scan aws`` and its like: take a snapshot, and judge it."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pcicheck.cli.live.asking import WISHES, said
from pcicheck.cli.live.joined import Given, joined, share_of
from pcicheck.cli.live.taking import narrowed, take
from pcicheck.cli.scan import Options, judge, scan_command, settings_of
from pcicheck.errors import UsageError
from pcicheck.sources.live.progress import Progress

app = typer.Typer(help="Ask a live cloud and judge what it says.")


def keeping(
    snapshot: Annotated[
        Path | None, typer.Option("--snapshot", metavar="DIR", help="Keep the snapshot here, for the assessor.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the interrupted one in --snapshot.")] = False,
) -> None:
    """Where the snapshot goes."""


def _act(given: Given, *, cloud: str) -> None:
    wish = WISHES[cloud](**share_of(given, WISHES[cloud]))
    if given["resume"] and not given["snapshot"]:
        raise UsageError("--resume goes on with the snapshot that --snapshot names")
    options = Options(**share_of(given, scan_command))
    settings = settings_of(options.config)
    folders = [*(Path(settings.folder) / name for name in settings.rules), *(options.rules or ())]
    only = narrowed(cloud, options.rule, options.requirement, folders)
    with tempfile.TemporaryDirectory(prefix="pcicheck-") as scratch:
        folder = given["snapshot"] or Path(scratch, cloud)

        def before(tell: Progress) -> dict[str, str]:
            take(wish, folder, only, tell, resume=given["resume"], kept=bool(given["snapshot"]))
            return {} if given["snapshot"] else {str(folder): cloud}

        judge([str(folder)], options, before)


_OF_TERRAFORM = ("var", "var_file")
for _cloud, _wish in WISHES.items():
    _about = f"Ask a live cloud and judge what it says: {said(_wish)}"
    _command = joined(partial(_act, cloud=_cloud), _wish, keeping, scan_command, about=_about, without=_OF_TERRAFORM)
    app.command(_cloud)(_command)
