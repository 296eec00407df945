"""The rulebook parsed ahead by another process is the rulebook read here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pcicheck.assets import rules_folder
from pcicheck.rulebook import preload
from pcicheck.rulebook.load import load_rulebook

CODE = """
import sys
from pathlib import Path
from pcicheck.rulebook import preload
preload.start()
preload.start()
from pcicheck.rulebook.load import load_rulebook
book = load_rulebook()
print(book.digest, len(book.rules), preload.parsed(Path(sys.argv[1])) is not None)
"""


def test_ahead_or_here_the_rulebook_is_the_same() -> None:
    path = rules_folder() / "requirements.yaml"
    done = subprocess.run([sys.executable, "-c", CODE, str(path)], capture_output=True, text=True, check=True)
    shown = done.stdout.split()
    book = load_rulebook()
    assert shown == [book.digest, str(len(book.rules)), "True"]


def test_nothing_is_ahead_where_nobody_started() -> None:
    assert preload.parsed(rules_folder() / "rulebook.yaml") is None


def test_a_single_core_reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    preload.start()
    assert preload.parsed(rules_folder() / "rulebook.yaml") is None
