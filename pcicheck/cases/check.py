"""``python -m pcicheck.cases.check [RULE]…``: run the checkout's own cases and print what differs."""

from __future__ import annotations

import sys
from pathlib import Path

from pcicheck.cases.run import run_cases
from pcicheck.rulebook.load import load_rulebook

_CASES = Path(__file__).resolve().parents[2] / "tests" / "rules"


def main(names: list[str]) -> int:
    """Run the cases of the named rules, or of all; 1 where a verdict differs."""
    mistakes = cases = 0
    book = load_rulebook()
    for folder in sorted(path for path in _CASES.iterdir() if path.is_dir() and (not names or path.name in names)):
        compiled = book.find(folder.name)
        if compiled is None:
            continue
        for result in run_cases(compiled, folder):
            cases += 1
            for mistake in result.mistakes:
                mistakes += 1
                sys.stdout.write(f"{folder.name}: {result.case.case}: {mistake}\n")
    sys.stdout.write(f"{cases} cases, {mistakes} mistakes\n")
    return 1 if mistakes or not cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
