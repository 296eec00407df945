"""``pcicheck rules``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from pcicheck.cases.run import FILE_NAME, PATTERN, run_cases
from pcicheck.cli import console
from pcicheck.cli.listing import AsFormat, ListFormat, print_json, print_table
from pcicheck.errors import FINDINGS, UsageError
from pcicheck.providers.registry import providers_of
from pcicheck.rulebook.condition import nearest, phrase
from pcicheck.rulebook.coverage import coverage
from pcicheck.rulebook.load import CompiledRule, Rulebook, load_rulebook, rule_files
from pcicheck.rulebook.requirements import catalogue
from pcicheck.rulebook.rule import SEVERITIES

app = typer.Typer(no_args_is_help=True, help="The rulebook: list rules, show one, run cases.")

RuleFolders = Annotated[list[Path] | None, typer.Option("--rules", metavar="DIR", help="Folder of further rules.")]


class RuleRow(Struct):
    """A rule in ``rules list --format json``."""

    id: str
    title: str
    severity: str
    kind: str
    theme: str
    providers: list[str]
    requirements: list[str]
    maps: dict[str, list[str]]
    aliases: list[str]
    scope: list[str]
    expected: str
    applies_when: str
    why: str
    params: list[str]
    existence: bool


def row(compiled: CompiledRule) -> RuleRow:
    """A rule as listings show it."""
    rule = compiled.rule
    return RuleRow(
        id=rule.id,
        title=rule.title,
        severity=rule.severity,
        kind=rule.kind,
        theme=compiled.path.parent.name,
        providers=rule.providers or providers_of(rule.kind),
        requirements=[binding.id for binding in rule.requirements],
        maps={str(tool): ids for tool, ids in rule.maps.items()},
        aliases=rule.aliases,
        scope=list(rule.scope),
        expected=phrase(compiled.assertion),
        applies_when=phrase(compiled.when) if compiled.when else "",
        why=rule.why.strip(),
        params=list(rule.params),
        existence=not isinstance(rule.assertion, dict),
    )


@app.command("list")
def list_rules(
    requirement: Annotated[
        str | None, typer.Option("--requirement", metavar="ID", help="Only for this requirement or group.")
    ] = None,
    provider: Annotated[str | None, typer.Option("--provider", metavar="NAME", help="Only for this provider.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="NAME", help="Only for this kind.")] = None,
    maps: Annotated[
        str | None, typer.Option("--maps", metavar="ID", help="Only those that ask what another tool's check asks.")
    ] = None,
    rules: RuleFolders = None,
    form: AsFormat = ListFormat.text,
) -> None:
    """List the rules."""
    rows = [
        row(compiled)
        for compiled in load_rulebook(rules or ()).rules
        if (not requirement or compiled.rule.asks(requirement))
        and (not kind or compiled.rule.kind == kind)
        and (not maps or _maps_to(compiled, maps))
    ]
    rows = [item for item in rows if not provider or provider in item.providers]
    if form is ListFormat.json:
        print_json(rows)
        return
    rows.sort(key=lambda item: (SEVERITIES.index(item.severity), item.id))
    print_table(
        ("Rule", "Severity", "Requirements", "Title"),
        [(item.id, item.severity, ", ".join(item.requirements), item.title) for item in rows],
    )
    console.tell(f"{len(rows)} rules")


@app.command("show")
def show_rule(
    name: Annotated[str, typer.Argument(metavar="ID", help="Rule id, an earlier id, or another tool's id.")],
    rules: RuleFolders = None,
    form: AsFormat = ListFormat.text,
) -> None:
    """Show one rule: what it asks, why, of what, and how to mend it."""
    book = load_rulebook(rules or ())
    found = [compiled for compiled in book.rules if compiled is book.find(name) or _maps_to(compiled, name)]
    if not found:
        raise UsageError(f"unknown rule '{name}'{nearest(name, _names(book))}")
    if form is ListFormat.json:
        print_json([row(compiled) for compiled in found])
        return
    for compiled in found:
        _print_rule(compiled)


@app.command("coverage")
def show_coverage(rules: RuleFolders = None, form: AsFormat = ListFormat.text) -> None:
    """Show how many requirements that configuration can speak for have a rule."""
    rows = coverage(load_rulebook(rules or ()).rules, catalogue())
    if form is ListFormat.json:
        print_json(rows)
        return
    print_table(
        ("Requirement", "Rules", "By configuration", "In part", "By people only", "Without a rule"),
        [
            (
                f"{reach.requirement} {reach.name}".strip(),
                str(reach.rules),
                f"{reach.config_touched} of {reach.config}",
                f"{reach.partial_touched} of {reach.partial}",
                str(reach.manual),
                ", ".join(reach.without) if reach.requirement != "all" else "",
            )
            for reach in rows
        ],
    )


@app.command("test")
def run_rule_cases(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of rules and of their cases, <rule-id>/cases.yaml.")
    ],
    rule: Annotated[list[str] | None, typer.Option("--rule", metavar="ID", help="Only the cases of this rule.")] = None,
) -> None:
    """Run the cases of rules through the real sources and say where a verdict differs."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder")
    own = (folder,) if any(True for _ in rule_files(folder)) else ()
    book = load_rulebook(own)
    cases = sorted({path.parent for path in folder.rglob(PATTERN) if not rule or path.parent.name in rule})
    if not cases:
        raise UsageError(f"{folder}: holds no cases; write them to <rule-id>/{FILE_NAME}")
    passed = failed = 0
    for case_folder in cases:
        compiled = book.find(case_folder.name)
        if compiled is None:
            raise UsageError(
                f"{case_folder}: the folder is named after no rule{nearest(case_folder.name, _names(book))}"
            )
        for result in run_cases(compiled, case_folder):
            passed += not result.mistakes
            failed += bool(result.mistakes)
            for mistake in result.mistakes:
                console.out().print(f"{case_folder.name}: {result.case.case}: {mistake}")
    console.out().print(f"{passed} cases as expected, {failed} not")
    raise typer.Exit(FINDINGS if failed else 0)


def _maps_to(compiled: CompiledRule, foreign: str) -> bool:
    return any(foreign.lower() == name.lower() for names in compiled.rule.maps.values() for name in names)


def _names(book: Rulebook) -> list[str]:
    return [name for compiled in book.rules for name in (compiled.rule.id, *compiled.rule.aliases)]


def _print_rule(compiled: CompiledRule) -> None:
    item = row(compiled)
    screen = console.out()
    screen.print(f"{item.id}: {item.title}", style="bold")
    screen.print(f"  severity   {item.severity}")
    screen.print(f"  judges     {item.kind} ({', '.join(item.providers) or 'no provider yet'})")
    screen.print(f"  wants      {item.expected}")
    if item.applies_when:
        screen.print(f"  when       {item.applies_when}")
    for binding in compiled.rule.requirements:
        screen.print(f"  PCI DSS    {binding.id} ({binding.basis}): {binding.shows}")
    screen.print(f"  why        {item.why}")
    for name, param in compiled.rule.params.items():
        default = "the entity must declare it" if name in compiled.missing else f"default {param.default}"
        screen.print(f"  parameter  {name}: {param.what} ({default})")
    for native_type, how in compiled.rule.fix.by_type.items():
        screen.print(f"  fix        {native_type}: {how.strip()}")
    if compiled.rule.fix.console:
        screen.print(f"  fix        {compiled.rule.fix.console.strip()}")
    for tool, ids in item.maps.items():
        screen.print(f"  {tool:<10} {', '.join(ids)}")
    if item.aliases:
        screen.print(f"  earlier    {', '.join(item.aliases)}")
    screen.print()
