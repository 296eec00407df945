"""Where the rulebook and the report templates are: in the installed package, else in the checkout."""

from __future__ import annotations

from pathlib import Path

from pcicheck.errors import RulebookError

_PACKAGE = Path(__file__).resolve().parent


def rules_folder() -> Path:
    """The folder of the shipped rulebook."""
    return _folder("rules", "rulebook.yaml")


def reports_folder() -> Path:
    """The folder of the report templates, styles and scripts."""
    return _folder("reports", "report.html.j2")


def _folder(name: str, marker: str) -> Path:
    for base in (_PACKAGE / "_data", _PACKAGE.parent):
        if (base / name / marker).is_file():
            return base / name
    raise RulebookError(f"{name}/{marker} is missing from this installation; install pcicheck again")


def sample_folder() -> Path:
    """The folder of the embedded sample."""
    return _PACKAGE / "sample"
