"""The README's generated table: rules by requirement. ``python -m tests.readme`` writes it anew."""

from __future__ import annotations

import re
from pathlib import Path

from pcicheck.rulebook.load import load_rulebook
from pcicheck.rulebook.requirements import catalogue

README = Path(__file__).parents[1] / "README.md"
_BLOCK = re.compile(r"(<!-- generated: python -m tests\.readme -->\n).*?(<!-- end -->)", re.DOTALL)


def table() -> str:
    """Rules, requirements spoken for and requirements there are, by principal requirement."""
    known = catalogue()
    bound = [(b.id, c.rule.id) for c in load_rulebook().rules for b in c.rule.requirements]
    lines = [
        "| requirement | rules | requirements with a rule | of those that configuration can speak for |",
        "|---|---:|---:|---:|",
    ]
    for principal, name in known.principals.items():
        speakable = {r.id for r in known.requirements if r.principal == principal and r.automation != "manual"}
        touched = {requirement for requirement, _ in bound if requirement.split(".")[0] == principal}
        rules = {rule for requirement, rule in bound if requirement in touched}
        lines.append(f"| {principal} {name} | {len(rules)} | {len(touched)} | {len(speakable)} |")
    total = len({rule for _, rule in bound})
    lines.append(f"| all | {total} | {len({requirement for requirement, _ in bound})} | |")
    return "\n".join(lines) + "\n"


def rewritten(text: str) -> str:
    """The README with the table as it should be."""
    return _BLOCK.sub(lambda match: match[1] + table() + match[2], text)


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text("utf-8")), "utf-8")
