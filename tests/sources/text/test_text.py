"""Text of any size and kind, searched for card data and secrets."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcicheck.model.cards import TEST_NUMBERS, cards_in, is_luhn, truncated
from pcicheck.model.resource import Resource
from pcicheck.providers.adapt import adapt
from pcicheck.scanning import scan
from pcicheck.sources.base import Gathered
from pcicheck.sources.text import suspects as searching
from pcicheck.sources.text.source import search
from pcicheck.sources.text.suspects import Search

CARD = "4916338506082832"
LINE = b"2026-11-22 INFO nothing of note happened to request 550e8400-e29b-41d4-a716-446655440000\n"


def _read(gathered: Gathered) -> list[Resource]:
    assert gathered.reading is not None
    return list(adapt(gathered.reading.documents, []))


def _searched(tmp_path: Path, **files: bytes) -> tuple[Gathered, list[Resource]]:
    items: list[tuple[str, Path | bytes]] = []
    for name, data in files.items():
        path = tmp_path / name.replace("__", ".")
        path.write_bytes(data)
        items.append((path.name, path))
    gathered = search("here", items)
    return gathered, _read(gathered)


@pytest.mark.parametrize("where", [0, 1, searching.CHUNK - 8, searching.CHUNK, 2 * searching.CHUNK + 5])
def test_a_number_is_found_once_wherever_a_chunk_ends(where: int) -> None:
    lines = LINE * (where // len(LINE) + 1)
    data = lines[:where] + b"\n" + CARD.encode() + b"\n" + LINE * 3
    found = list(Search("text").run(io.BytesIO(data).read))
    assert [item.number for item in found] == [CARD]
    assert found[0].line == data[: data.index(CARD.encode())].count(b"\n") + 1


def test_a_number_in_a_line_without_end_is_found() -> None:
    data = b"x," * searching.CHUNK + CARD.encode() + b",y" * 100
    assert [item.number for item in Search("text").run(io.BytesIO(data).read)] == [CARD]


def test_archives_and_binary_files_are_named_not_searched(tmp_path: Path) -> None:
    gathered, made = _searched(
        tmp_path, dump__zip=CARD.encode(), core__bin=b"\0\1" + CARD.encode(), logo__png=b"\0", a__log=LINE
    )
    assert gathered.reading is not None
    gaps = {gap.where: gap.why for gap in gathered.reading.gaps}
    assert "archives are not opened" in gaps["dump.zip"]
    assert "holds no text" in gaps["core.bin"]
    assert "logo.png" not in gaps
    assert [resource.address for resource in made] == ["here"]


def test_a_file_that_cannot_be_read_leaves_the_rest_unknown(tmp_path: Path) -> None:
    items: list[tuple[str, Path | bytes]] = [("gone.log", tmp_path / "gone.log"), ("a.log", LINE)]
    gathered = search("here", items)
    results = scan([_folder(tmp_path, "a.log", LINE)])
    assert gathered.reading is not None
    assert [gap.where for gap in gathered.reading.gaps] == ["gone.log"]
    facts = _read(gathered)[0].facts
    assert "gone.log" in facts.card_numbers.reason  # type: ignore[attr-defined]
    assert {f.verdict for f in results.findings() if f.rule == "files-no-card-numbers"} == {"pass"}


def _folder(base: Path, name: str, data: bytes) -> Path:
    folder = base / "folder"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder


def test_text_of_windows_is_read(tmp_path: Path) -> None:
    _, made = _searched(tmp_path, a__log=f"card {CARD}\r\n".encode("utf-16"))
    assert "a.log:1" in [resource.address for resource in made]


@pytest.mark.unmeasured
def test_what_is_found_is_never_written_out(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "a.log", f"card={CARD} password=hunter2!\nkey AKIAJ2MNQ7XK3TZ4WPLA\n".encode())
    script = (
        "import sys; from pcicheck.__main__ import main; sys.argv = ['pcicheck', 'scan', 'folder', '--format', "
        "'jsonl=o.jsonl', '--format', 'html=o.html', '--format', 'sarif=o.sarif', '--format', 'text=o.txt']; main()"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False, capture_output=True)
    written = b"".join((tmp_path / f"o.{ending}").read_bytes() for ending in ("jsonl", "html", "sarif", "txt"))
    assert truncated(CARD).encode() in written
    assert folder.exists()
    for secret in (CARD, "hunter2!", "AKIAJ2MNQ7XK3TZ4WPLA"):
        assert secret.encode() not in written


def test_a_file_full_of_numbers_ends_early_and_is_still_hashed(tmp_path: Path) -> None:
    data = f"card {CARD}\n".encode() * (searching.MAX_SUSPECTS + 10)
    gathered, made = _searched(tmp_path, a__log=data)
    assert len(made) == searching.MAX_SUSPECTS + 1
    assert gathered.sha256 == hashlib.sha256(f"{hashlib.sha256(data).hexdigest()}  a.log\n".encode()).hexdigest()


def test_published_numbers_pass_the_check() -> None:
    assert [number for number in TEST_NUMBERS if not is_luhn(number)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4916 3385 0608 2832", [CARD]),
        ("4916-3385-0608-2832", [CARD]),
        ("2026 4916 3385 0608 2832", [CARD]),
        ("4916 3385 0608 2832 123", [CARD]),
        ("4916 3385-0608 2832", []),
        ("49163385 06082832", []),
        ("4916338506082833", []),
    ],
)
def test_groups(text: str, found: list[str]) -> None:
    assert cards_in(text, " ", " ") == found


@given(st.text(alphabet="0123456789 -", min_size=1, max_size=60))
def test_whatever_is_found_is_a_number_with_a_right_check_digit(text: str) -> None:
    run = text.strip(" -")
    if run and run[0].isdigit():
        assert all(is_luhn(number) and 12 <= len(number) <= 19 for number in cards_in(run, "", ""))


@given(st.binary(max_size=400))
def test_any_bytes_can_be_searched(data: bytes) -> None:
    for use in ("code", "settings", "text"):
        list(Search(use).run(io.BytesIO(data).read))


def test_both_engines_of_expressions_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from pcicheck.sources.text import patterns

    data = b"\n".join(
        (LINE, b"pan " + CARD.encode(), b'password = "hunter2!"', b"AKIAJ2MNQ7XK3TZ4WPLA", b"secret: abcd")
    )
    monkeypatch.setitem(sys.modules, "re2", None)
    for use in ("code", "settings", "text"):
        fast = patterns.pattern(use)
        slow = patterns.pattern.__wrapped__(use)
        assert type(fast).__module__ != type(slow).__module__
        assert [m.span() for m in fast.finditer(data)] == [m.span() for m in slow.finditer(data)]
