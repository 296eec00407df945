"""The README's generated table: rules by requirement. ``python -m tests.readme`` writes it anew."""

from __future__ import annotations

import re
from pathlib import Path

from pcicheck.providers.registry import PROVIDERS, providers_of, tables
from pcicheck.rulebook.coverage import coverage
from pcicheck.rulebook.load import load_rulebook
from pcicheck.rulebook.requirements import catalogue

README = Path(__file__).parents[1] / "README.md"
_BLOCK = re.compile(r"(<!-- generated: python -m tests\.readme -->\n).*?(<!-- end -->)", re.DOTALL)


def table() -> str:
    """What ``pcicheck rules coverage`` says, and what each cloud's adapters can be asked."""
    book = load_rulebook()
    lines = [
        "| requirement | rules | requirements that configuration shows, with a rule | those it shows in part | by people only |",
        "|---|---:|---:|---:|---:|",
    ]
    for reach in coverage(book.rules, catalogue()):
        lines.append(
            f"| {reach.requirement} {reach.name} | {reach.rules} | {reach.config_touched} of {reach.config} "
            f"| {reach.partial_touched} of {reach.partial} | {reach.manual} |"
        )
    lines += ["", "| platform | rules that can be put to it | native types that are read |", "|---|---:|---:|"]
    for provider in PROVIDERS:
        every = tables(provider)
        types = {*every.adapters, *every.sidecars, *every.helpers}
        asked = [c for c in book.rules if provider in (c.rule.providers or providers_of(c.rule.kind))]
        if types:
            lines.append(f"| {provider} | {len(asked)} | {len(types)} |")
    return "\n".join(lines) + "\n"


def rewritten(text: str) -> str:
    """The README with the table as it should be."""
    return _BLOCK.sub(lambda match: match[1] + table() + match[2], text)


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text("utf-8")), "utf-8")
