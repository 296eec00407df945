"""The command tree."""

from __future__ import annotations

from typing import Annotated

import typer

from pcicheck import __version__
from pcicheck.cli import catalogue, report, rules, setup
from pcicheck.cli import scan as scan_module

app = typer.Typer(
    name="pcicheck",
    help="Judge clouds, Terraform and the payments platform against PCI DSS v4.0.1.",
    epilog="Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, configuration, rulebook or "
    "exceptions file; 3 incomplete: an input could not be read, nothing was recognised, gaps under --strict, or an "
    "internal error.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and exit.")] = False,
) -> None:
    """Judge clouds, Terraform and the payments platform against PCI DSS v4.0.1."""
    if version:
        typer.echo(f"pcicheck {__version__}")
        raise typer.Exit


app.command("scan")(scan_module.scan_command)
app.command("demo")(scan_module.demo_command)
app.command("report")(report.report_command)
app.add_typer(rules.app, name="rules")
app.command("requirements")(catalogue.requirements_command)
app.command("kinds")(catalogue.kinds_command)
app.command("init")(setup.init_command)
app.command("schema")(setup.schema_command)
