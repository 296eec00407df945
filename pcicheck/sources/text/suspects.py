"""Places in a stream of bytes that need a closer look, whatever its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from pcicheck.model.cards import BRAND, cards_in, is_luhn
from pcicheck.sources.text.patterns import pattern

CHUNK = 4 << 20
MAX_SUSPECTS = 5_000
"""Of one file. What holds more is settled by them."""
_OVERLAP = 512
"""Bytes of a line longer than a chunk that are looked at again with what follows."""
_DIGITS = b"0123456789"
_RUN = 64
"""Bytes after which a run of digits is left alone."""
_BEFORE, _AFTER = 240, 320
"""Bytes around a place that are kept for the closer look."""


class Suspect(Struct, frozen=True):
    """A place that needs a closer look."""

    line: int
    number: str
    """The digits of a number that may be a card's; empty for what may be a key or password."""
    look: bool
    """Whether it has the look of a key or token; otherwise a name before it speaks of a secret."""
    text: str
    """What stands there."""
    before: str
    """What stands before it, over several lines."""
    after: str
    """What stands after it, over several lines."""


class Search:
    """The search of one stream, with its counts."""

    def __init__(self, use: str) -> None:
        self._pattern = pattern(use)
        self.plausible = 0
        """Unbroken numbers of a card's length and first digits, whatever their check digit."""
        self.checked = 0
        """Those of them whose check digit is right: about one in ten where they are no card numbers."""
        self.size = 0
        self.full = False
        """Whether so much was found that the rest was not looked at."""

    def run(self, read: Callable[[int], bytes]) -> Iterator[Suspect]:
        """The suspects of a stream that ``read`` gives piece by piece, in order."""
        line, rest, found = 1, b"", 0
        while True:
            fresh = read(CHUNK)
            self.size += len(fresh)
            chunk = rest + fresh
            end = (chunk.rfind(b"\n") + 1 or max(len(chunk) - _OVERLAP, 0)) if fresh else len(chunk)
            for suspect in self._of(chunk, end, line):
                found += 1
                yield suspect
                if found >= MAX_SUSPECTS:
                    self.full = True
                    return
            line += chunk.count(b"\n", 0, end)
            rest = chunk[end:]
            if not fresh:
                return

    def _of(self, chunk: bytes, end: int, line: int) -> Iterator[Suspect]:
        counted, reached = 0, 0
        for match in self._pattern.finditer(chunk):
            start, stop = match.span()
            if start >= end:
                break
            number = ""
            if match.group(1) is not None:
                stop = _end_of_run(chunk, stop)
                if start < reached:
                    continue
                reached = stop
                numbers = self._cards(chunk, start, stop)
                if not numbers:
                    continue
                number = numbers[0]
            line += chunk.count(b"\n", counted, start)
            counted = start
            before, after = chunk[max(0, start - _BEFORE) : start], chunk[stop : stop + _AFTER]
            look = match.group(2) is not None
            yield Suspect(line, number, look, _text(chunk[start:stop]), _text(before), _text(after))

    def _cards(self, chunk: bytes, start: int, stop: int) -> list[str]:
        run = chunk[start:stop].decode("ascii")
        if run.isdigit() and BRAND.fullmatch(run):
            self.plausible += 1
            self.checked += is_luhn(run)
        return cards_in(run, _text(chunk[max(0, start - 2) : start]), _text(chunk[stop : stop + 2]))


def _end_of_run(chunk: bytes, stop: int) -> int:
    """Where the digits, blanks and hyphens end that a number begins with."""
    last = min(len(chunk), stop + _RUN)
    while stop < last and (
        chunk[stop] in _DIGITS or (chunk[stop] in b" -" and stop + 1 < last and chunk[stop + 1] in _DIGITS)
    ):
        stop += 1
    return stop


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
