"""``pcicheck requirements`` and ``pcicheck kinds``: what can be asked, and of what."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from pcicheck.cli import console
from pcicheck.cli.listing import AsFormat, ListFormat, print_json, print_table
from pcicheck.errors import UsageError
from pcicheck.model.kinds import KINDS
from pcicheck.rulebook.condition import nearest
from pcicheck.rulebook.load import Rulebook, load_rulebook
from pcicheck.rulebook.requirements import Requirement, catalogue

_OPEN = {
    "config": "configuration can say much of it; a person confirms scope and approved values",
    "partial": "configuration gives evidence; a person must finish",
    "manual": "people, processes or premises: configuration says nothing",
}


class Speaker(Struct):
    """A rule that speaks for a requirement."""

    rule: str
    title: str
    basis: str
    shows: str


class RequirementRow(Struct):
    """A requirement in the JSON listing."""

    requirement: Requirement
    rules: list[Speaker]
    remains: str


def requirements_command(
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Requirement or group, such as 3.5.1 or 8.3.")
    ] = None,
    form: AsFormat = ListFormat.text,
) -> None:
    """Show what requirements ask, which rules speak for them, and what a person must still do."""
    known = catalogue().requirements
    chosen = [r for r in known if name is None or r.id == name or r.id.startswith(f"{name}.")]
    if not chosen:
        raise UsageError(f"unknown requirement '{name}'{nearest(str(name), [r.id for r in known])}")
    book = load_rulebook()
    rows = [RequirementRow(r, speakers(book, r.id), remains(r)) for r in chosen]
    if form is ListFormat.json:
        print_json(rows)
    elif name is None:
        print_table(
            ("Id", "Configuration", "Rules", "Title"),
            [(r.requirement.id, r.requirement.automation, str(len(r.rules)), r.requirement.title) for r in rows],
        )
    else:
        for item in rows:
            _print_requirement(item)


def speakers(book: Rulebook, requirement: str) -> list[Speaker]:
    """The rules that speak for exactly this requirement, direct ones first."""
    found = [
        Speaker(c.rule.id, c.rule.title, b.basis, b.shows)
        for c in book.rules
        for b in c.rule.requirements
        if b.id == requirement
    ]
    return sorted(found, key=lambda speaker: (speaker.basis != "direct", speaker.rule))


def remains(requirement: Requirement) -> str:
    """What a person must still do for a requirement, whatever the rules say."""
    if requirement.superseded_by:
        return f"nothing: superseded by {requirement.superseded_by}"
    parts = [_OPEN[requirement.automation]]
    if requirement.needs:
        parts.append(f"declare: {requirement.needs}")
    if requirement.evidence:
        parts.append(f"show: {', '.join(requirement.evidence)}")
    if requirement.procedures:
        parts.append(f"testing procedures {', '.join(requirement.procedures)}")
    return "; ".join(parts)


def kinds_command(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Kind, such as object_store.")] = None,
    form: AsFormat = ListFormat.text,
) -> None:
    """Show the kinds that rules judge and every fact of them: the rule author's reference."""
    from pcicheck.model.reference import describe  # parses sources, which only this command needs

    if name is not None and name not in KINDS:
        raise UsageError(f"unknown kind '{name}'{nearest(name, KINDS)}")
    docs = [describe(kind) for kind in ([name] if name else KINDS)]
    if form is ListFormat.json:
        print_json(docs)
    elif name is None:
        print_table(("Kind", "Speaks of"), [(doc.name, doc.doc.split("\n", 1)[0]) for doc in docs])
    else:
        screen = console.out()
        screen.print(f"{docs[0].name}: {docs[0].doc}", style="bold")
        for fact in docs[0].facts:
            screen.print(f"\n  {fact.path}  ({fact.type})")
            screen.print(f"      {fact.doc}")


def _print_requirement(item: RequirementRow) -> None:
    requirement = item.requirement
    screen = console.out()
    screen.print(f"{requirement.id}: {requirement.title}", style="bold")
    for label, text in (
        ("applies to", requirement.applies_to.replace("_", " ")),
        ("if", requirement.condition),
        ("interval", requirement.interval),
        ("note", requirement.note),
        *(("threshold", threshold) for threshold in requirement.thresholds),
        *(("look for", hint) for hint in requirement.hints),
    ):
        if text:
            screen.print(f"  {label:<10} {text}")
    for speaker in item.rules:
        screen.print(f"  rule       {speaker.rule} ({speaker.basis}): {speaker.title}")
    if not item.rules:
        screen.print("  rule       none")
    screen.print(f"  remains    {item.remains}\n")
