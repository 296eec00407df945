"""``# pcicheck:ignore=RULE[,RULE] ref=EXC-12 until=2027-01-31 -- reason``: failures that a comment answers for.

A comment inside a block, or on the lines directly above it, speaks for that block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from pcicheck.model.ignore import InlineIgnore

_COMMENT = re.compile(
    r"(?:#|//|/\*)\s*pcicheck:ignore\s*=\s*(?P<rules>[\w.,\- ]*?)(?P<rest>\s+(?:ref|until|--).*)?\s*(?:\*/)?$"
)
_FIELD = re.compile(r"\b(ref|until)=(\S+)")
_COMMENT_ONLY = re.compile(r"^\s*(?:#|//|/\*)")


class Comment(Struct, frozen=True):
    """One comment as written."""

    line: int
    rules: tuple[str, ...]
    ref: str
    until: str
    reason: str


class Comments:
    """The comments of some files."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._comments = {name: found for name, data in files.items() if (found := list(_comments(data)))}
        self._only = {name: _comment_lines(files[name]) for name in self._comments}

    def of(self, file: str, line: int, end_line: int, addresses: Sequence[str]) -> Iterator[InlineIgnore]:
        """What comments say of a block that has these lines of a file."""
        if file not in self._comments:
            return
        start = self._start(file, line)
        for comment in self._comments[file]:
            if start <= comment.line <= end_line:
                yield InlineIgnore(
                    rules=comment.rules,
                    ref=comment.ref,
                    until=comment.until,
                    reason=comment.reason,
                    where=f"{file}:{comment.line}",
                    addresses=tuple(addresses),
                )

    def _start(self, file: str, line: int) -> int:
        while line - 1 in self._only[file]:
            line -= 1
        return line


def _comments(data: bytes) -> Iterator[Comment]:
    if b"pcicheck:ignore" not in data:
        return
    for number, text in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        if match := _COMMENT.search(text):
            fields, _, reason = (match["rest"] or "").partition("--")
            found = dict(_FIELD.findall(fields))
            rules = tuple(name.strip() for name in match["rules"].split(",") if name.strip())
            yield Comment(number, rules, found.get("ref", ""), found.get("until", ""), reason.strip(" */"))


def _comment_lines(data: bytes) -> set[int]:
    lines = data.decode("utf-8", "replace").splitlines()
    return {number for number, text in enumerate(lines, start=1) if _COMMENT_ONLY.match(text)}
