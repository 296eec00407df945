"""``pcicheck scan`` and ``pcicheck demo``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Annotated

import typer
from msgspec import Struct

from pcicheck.assets import sample_folder
from pcicheck.cli import console
from pcicheck.config import Config, FailOn, find_config, load_config
from pcicheck.errors import FINDINGS, INCOMPLETE, OK, ConfigError, UsageError
from pcicheck.reports.base import Render
from pcicheck.reports.write import check_writable, wanted, write_all
from pcicheck.results.results import Results
from pcicheck.rulebook.condition import nearest
from pcicheck.scanning import Selection, scan
from pcicheck.sources.base import Variables
from pcicheck.sources.live.progress import Progress

_FAIL_ON: tuple[FailOn, ...] = ("critical", "high", "medium", "low", "none")

Before = Callable[[Progress], dict[str, str]]
"""Makes a target, and says how it is shown."""
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME[=PATH]",
        help="Form of report, again for more: text, jsonl, json, sarif, sarif-github, html, junit, csv, markdown. "
        "Without PATH it goes to --output, or to standard output.",
    ),
]
Output = Annotated[Path | None, typer.Option("--output", metavar="DIR", help="Folder for reports without a path.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the summary only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print every finding, not the first of each rule.")]


class Options(Struct, kw_only=True):
    """What ``scan`` is told, whatever it judges."""

    config: Path | None
    rules: list[Path] | None
    formats: list[str] | None
    output: Path | None
    fail_on: str | None
    fail_on_unknown: bool
    strict: bool
    requirement: list[str] | None
    rule: list[str] | None
    skip_rule: list[str] | None
    scope: list[str] | None
    var_file: list[str] | None
    var: list[str] | None
    quiet: bool
    verbose: bool


def scan_command(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="TARGET…",
            help="Terraform folder, plan or state, files of the payments platform, or any text; recognised by content, "
            "- is standard input; or a snapshot of a live cloud. A plan and the folder that it was made from go "
            "together. The first word aws, gcp or azure asks the live cloud, see 'pcicheck scan aws --help'; a folder "
            "of that name is written ./aws.",
        ),
    ],
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Configuration; else pcicheck.yaml of this folder.")
    ] = None,
    rules: Annotated[list[Path] | None, typer.Option("--rules", metavar="DIR", help="Folder of further rules.")] = None,
    formats: Formats = None,
    output: Output = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", metavar="SEVERITY", help="Fail at this severity or worse: critical, high, medium, low, none."
        ),
    ] = None,
    fail_on_unknown: Annotated[
        bool, typer.Option("--fail-on-unknown", help="Fail on resources that could not be judged.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 3 where anything was not looked at.")] = False,
    requirement: Annotated[
        list[str] | None, typer.Option("--requirement", metavar="ID", help="Only rules for this requirement or group.")
    ] = None,
    rule: Annotated[list[str] | None, typer.Option("--rule", metavar="ID", help="Only this rule.")] = None,
    skip_rule: Annotated[
        list[str] | None, typer.Option("--skip-rule", metavar="ID", help="All rules but this.")
    ] = None,
    scope: Annotated[
        list[str] | None, typer.Option("--scope", metavar="CAT", help="Only cde, connected, security or out.")
    ] = None,
    var_file: Annotated[
        list[str] | None,
        typer.Option("--var-file", metavar="FILE", help="Values of root variables, again for more; as for Terraform."),
    ] = None,
    var: Annotated[
        list[str] | None, typer.Option("--var", metavar="NAME=VALUE", help="Value of one root variable.")
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Judge configuration and report what contradicts PCI DSS, how to mend it, and what could not be judged."""
    judge(
        targets,
        Options(
            config=config,
            rules=rules,
            formats=formats,
            output=output,
            fail_on=fail_on,
            fail_on_unknown=fail_on_unknown,
            strict=strict,
            requirement=requirement,
            rule=rule,
            skip_rule=skip_rule,
            scope=scope,
            var_file=var_file,
            var=var,
            quiet=quiet,
            verbose=verbose,
        ),
    )


def judge(targets: list[str], given: Options, before: Before | None = None) -> None:
    """Judge the targets, write the reports and exit. ``before`` runs once the options are known to be right."""
    settings = settings_of(given.config)
    threshold = _threshold(given.fail_on or settings.fail_on)
    reports = wanted(given.formats or (), given.output, "text")
    check_writable(reports)
    select = Selection(
        requirements=given.requirement or (),
        rules=given.rule or (),
        skip_rules=given.skip_rule or (),
        scope=given.scope or (),
    )
    with console.progress(quiet=given.quiet) as tell:
        shown_as = before(tell) if before else {}
        results = scan(
            targets,
            config=settings,
            rules=given.rules or (),
            select=select,
            command=_command(),
            shown_as=shown_as,
            variables=Variables(tuple(given.var_file or ()), tuple(given.var or ())),
            progress=tell,
        )
        tell("writing")
        write_all(results, reports, text_report(quiet=given.quiet, verbose=given.verbose))
    code = exit_code(
        results,
        threshold,
        fail_on_unknown=given.fail_on_unknown or settings.fail_on_unknown,
        strict=given.strict or settings.strict,
    )
    _tell_problems(results, quiet=given.quiet)
    raise typer.Exit(code)


def demo_command(
    formats: Formats = None, output: Output = None, quiet: Quiet = False, verbose: Verbose = False
) -> None:
    """Scan the embedded sample, a payments estate with flaws, and write its reports. Always exits 0."""
    folder = output or Path("pcicheck-results")
    reports = wanted(formats or ("text=-", "html", "sarif", "json"), folder, "text")
    check_writable(reports)
    sample = sample_folder()
    results = scan(
        [sample / "plan.json", sample / "platform"],
        config=load_config(sample / "pcicheck.yaml"),
        command="pcicheck demo",
        shown_as={str(sample): "sample"},
    )
    write_all(results, reports, text_report(quiet=quiet, verbose=verbose))
    for report in reports:
        if report.path is not None:
            console.tell(f"wrote {report.path}")


def exit_code(results: Results, fail_on: FailOn, *, fail_on_unknown: bool = False, strict: bool = False) -> int:
    """The exit code of a scan; incomplete beats findings, because what was not seen may be worse."""
    unreadable = any(gap.kind == "unreadable" for gap in results.header.gaps)
    judged = results.header.tally.population > 0
    if unreadable or not judged or (strict and results.header.gaps):
        return INCOMPLETE
    if fail_on != "none" and results.counts_against(fail_on):
        return FINDINGS
    if fail_on_unknown and results.not_judged():
        return FINDINGS
    return OK


def text_report(*, quiet: bool, verbose: bool) -> Render:
    """The renderer of text to standard output, styled as the terminal wants it."""

    def render(results: Results, out: IO[bytes]) -> None:
        from pcicheck.reports.text import TextReport  # only text pays for what styles it

        TextReport(console.out(), quiet=quiet, verbose=verbose)(results, out)

    return render


def settings_of(path: Path | None) -> Config:
    """The configuration that is named, or that of this folder."""
    if path is not None and not path.is_file():
        raise ConfigError(f"{path}: no such configuration file")
    found = path or find_config(Path())
    return load_config(found) if found else Config()


def _threshold(text: str) -> FailOn:
    for name in _FAIL_ON:
        if text == name:
            return name
    raise UsageError(f"--fail-on takes {', '.join(_FAIL_ON)}, not '{text}'{nearest(text, _FAIL_ON)}")


def _command() -> str:
    return " ".join(["pcicheck", *sys.argv[1:]])


def _tell_problems(results: Results, *, quiet: bool) -> None:
    for gap in results.header.gaps:
        if gap.kind == "unreadable":
            console.tell(gap.why if gap.where in gap.why else f"{gap.where}: {gap.why}")
    if results.header.tally.population == 0:
        console.tell("pcicheck: nothing was judged: no rule applies to what was found")
    if not quiet:
        for warning in results.header.warnings:
            console.tell(f"warning: {warning}")
