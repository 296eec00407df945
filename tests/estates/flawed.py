"""The reference architecture with single flaws in it: how a flaw of ``flaws.yaml`` is made, and what it changes.

A flaw is ``{flaw, file, replace | add | remove, also, expect, unsure}``. ``replace`` lists ``{old, new, after}``: ``old``
stands once in the file, or once at least behind ``after``. ``add`` is appended, to a new file where there is none.
``also`` lists changes to further files. ``expect`` is every failure that it brings, by rule; ``unsure`` are existence
rules that passed and no longer can, since files are never known to be all that there is. ``{card}`` is a card number
that is made when it is needed, so that none but published test numbers stand in this repository.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pcicheck.config import Config, load_config
from pcicheck.results.finding import Finding
from pcicheck.results.results import Results
from pcicheck.rulebook.load import Rulebook, load_rulebook
from pcicheck.scanning import scan

HERE = Path(__file__).parent
ESTATE = HERE / "payments"
NAME = "tests/estates/payments"
"""Under which name its files appear, as from the top of the checkout."""
_LUHN_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


@cache
def settings() -> Config:
    """The estate's configuration."""
    return load_config(ESTATE / "pcicheck.yaml")


@cache
def rulebook() -> Rulebook:
    """The rulebook with the estate's declared thresholds."""
    return load_rulebook([], settings().params)


def judged(estate: Path) -> Results:
    """The results of a scan of the estate or a copy, whose files appear where the checkout has the estate's."""
    return scan([estate], config=settings(), rules=rulebook(), shown_as={str(estate): NAME})


def judged_cloud(folder: Path) -> Results:
    """The results of a scan of what the seed names for another cloud, of which no data flows are declared."""
    return scan([folder], config=replace(settings(), scope=""), rules=rulebook(), shown_as={str(folder): NAME})


def by_rule(results: Results, verdict: str) -> dict[str, set[str]]:
    """Addresses with a verdict, by rule."""
    found: dict[str, set[str]] = {}
    for finding in results.findings():
        if finding.verdict == verdict:
            found.setdefault(finding.rule, set()).add(_address(finding))
    return found


def _address(finding: Finding) -> str:
    return finding.address.removeprefix(f"{NAME}/")


def copy(folder: Path, estate: Path = ESTATE) -> Path:
    """A copy of the estate, or of another one, to put a flaw into."""
    return shutil.copytree(estate, folder / estate.name)


def put(flaw: dict[str, Any], estate: Path) -> None:
    """Put a flaw into a copy of the estate. Raises ``AssertionError`` where the estate no longer has its place."""
    for change in (flaw, *flaw.get("also", ())):
        file = estate / change["file"]
        if change.get("remove"):
            file.unlink()
            continue
        text = file.read_text() if file.exists() else ""
        for replacement in change.get("replace", ()):
            text = _replaced(text, **replacement)
        file.write_text(text + change.get("add", "").replace("{card}", card()))


def _replaced(text: str, old: str, new: str, after: str = "") -> str:
    if after:
        head, mark, text = text.partition(after)
        assert old in text, f"nothing behind {after!r} is {old!r}"
        return head + mark + text.replace(old, new, 1)
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def card() -> str:
    """A card number that is nobody's test number, of a plausible range and with a check digit."""
    body = "491633850608283"
    total = sum(_LUHN_DOUBLED[int(d)] if place % 2 == 0 else int(d) for place, d in enumerate(body))
    return f"{body}{-total % 10}"
