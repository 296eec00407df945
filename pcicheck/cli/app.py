"""The command tree: a plain table, of which only the command that is asked for is imported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from pcicheck import __version__

COMMANDS: dict[str, str] = {
    "scan": "scan:scan_command",
    "demo": "scan:demo_command",
    "collect": "live.collecting:app",
    "permissions": "live.permissions:permissions_command",
    "report": "report:report_command",
    "rules": "rules:app",
    "requirements": "catalogue:requirements_command",
    "kinds": "catalogue:kinds_command",
    "init": "setup:init_command",
    "schema": "setup:schema_command",
}
"""Name of the command to ``module:function``, or to the application of a command group."""

LIVE_SCAN = "live.scanning:app"
"""What stands for ``scan`` where its first word is a cloud."""

EPILOG = (
    "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, configuration, rulebook or exceptions "
    "file; 3 incomplete: an input or a cloud could not be read, nothing was recognised, gaps under --strict, or an "
    "internal error; 130 interrupted."
)


def build(arguments: Sequence[str]) -> typer.Typer:
    """The application for these arguments: the one command that they name, or all for help and completion."""
    named = arguments[0] if arguments and "_PCICHECK_COMPLETE" not in os.environ else ""
    app = typer.Typer(
        name="pcicheck",
        add_completion=named not in COMMANDS,
        help="Judge clouds, Terraform and the payments platform against PCI DSS v4.0.1.",
        epilog=EPILOG,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name in (named,) if named in COMMANDS else COMMANDS:
        module, _, function = (LIVE_SCAN if _asks_a_cloud(arguments) else COMMANDS[name]).partition(":")
        command = getattr(import_module(f"pcicheck.cli.{module}"), function)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _asks_a_cloud(arguments: Sequence[str]) -> bool:
    if list(arguments[:1]) != ["scan"]:
        return False
    from pcicheck.sources.registry import LIVE  # only this command needs it

    return arguments[1:2] != [] and arguments[1] in LIVE


def _root(
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and exit.")] = False,
) -> None:
    """Judge clouds, Terraform and the payments platform against PCI DSS v4.0.1."""
    if version:
        typer.echo(f"pcicheck {__version__}")
        raise typer.Exit
