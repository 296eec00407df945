"""The parsed rulebook is kept for the next run, and used only where it is current and the user's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_LOAD = """
import sys
from pcicheck.rulebook import preload
from pcicheck.rulebook.load import load_rulebook
preload.start()
cached = bool(preload._files)
book = load_rulebook()
print(int(cached), book.digest, len(book.rules), hash(repr([r.rule for r in book.rules])))
"""


def _load(home: Path) -> tuple[bool, str]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(home), "PYTHONHASHSEED": "0"}
    out = subprocess.check_output([sys.executable, "-c", _LOAD], env=environment, text=True)
    cached, _, rest = out.partition(" ")
    return cached == "1", rest


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The cache file of a first run."""
    first, _ = _load(tmp_path)
    assert not first
    place = tmp_path / "pcicheck" / "rulebook.msgpack"
    for _ in range(100):
        if place.exists():
            break
        subprocess.run([sys.executable, "-c", "import time; time.sleep(0.1)"], check=True)
    return place


def test_the_second_run_reads_what_the_first_kept(kept: Path) -> None:
    cached, second = _load(kept.parent.parent)
    assert cached
    assert second == _load(kept.parent.parent / "elsewhere")[1]
    assert kept.stat().st_mode & 0o077 == 0
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_garbage_is_not_believed(kept: Path) -> None:
    right = _load(kept.parent.parent)[1]
    kept.write_bytes(kept.read_bytes()[:1000])
    assert _load(kept.parent.parent) == (False, right)


def test_what_others_could_have_written_is_not_believed(kept: Path) -> None:
    kept.chmod(0o666)
    assert not _load(kept.parent.parent)[0]


def test_a_home_that_cannot_be_written_to_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "pcicheck").write_text("a file where the folder should be")
    cached, rest = _load(tmp_path)
    assert not cached
    assert rest
