"""All text of a target, searched for card data and secrets: one document for each target."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from pcicheck.model.document import Document
from pcicheck.model.ignore import InlineIgnore
from pcicheck.model.origin import Gap, Origin
from pcicheck.sources.base import Gathered, Reading
from pcicheck.sources.digest import digest_of
from pcicheck.sources.ignores import Comments
from pcicheck.sources.text.patterns import use_of
from pcicheck.sources.text.suspects import CHUNK, Search, Suspect

SOURCE = "text"
TYPE = "text:files"
_ARCHIVES = (
    *(".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".lz4", ".7z", ".rar", ".tar", ".jar", ".war", ".ear", ".whl"),
    *(".deb", ".rpm", ".apk", ".nupkg", ".iso", ".dmg"),
)
_MEDIA = (
    *(".png", ".jpg", ".jpeg", ".gif", ".ico", ".svgz", ".webp", ".bmp", ".tif", ".tiff", ".mp3", ".mp4", ".mov"),
    *(".avi", ".wav", ".ttf", ".otf", ".woff", ".woff2", ".eot", ".pyc", ".class", ".o", ".so", ".dll", ".dylib"),
    *(".exe", ".lock"),
)
"""Files that hold no text of people."""
_HEAD = 8192
_COMMENTED = 4_000_000
"""Bytes of a file in which comments for pcicheck are looked for."""


def search(target: str, items: Iterable[tuple[str, Path | bytes]]) -> Gathered:
    """What all text of a target holds."""
    files: list[dict[str, Any]] = []
    digests: list[tuple[str, str]] = []
    unopened: dict[str, list[str]] = {}
    gaps: list[Gap] = []
    ignores: list[InlineIgnore] = []
    total = 0
    for name, held in items:
        try:
            why = _not_text(name, held)
            if why:
                unopened.setdefault(why, []).append(name)
                continue
            search, suspects, digest = _searched(name, held)
        except OSError as problem:
            gaps.append(Gap("unreadable", name, f"cannot be read ({problem.strerror})", blinds=("*",)))
            continue
        total += search.size
        digests.append((name, digest))
        if suspects:
            files.append(_found(name, search, suspects))
            ignores += _ignores(name, held, suspects)
    gaps += [_unopened(why, names) for why, names in unopened.items() if why != "media"]
    document = _document(target, files, len(digests), [gap.where for gap in gaps if gap.kind == "unreadable"])
    reading = Reading(SOURCE, [document] if digests else [], gaps, [], native_count=len(digests), ignores=ignores)
    return Gathered(target, digest_of(digests), total, reading, "")


def _opened(held: Path | bytes) -> IO[bytes]:
    return held.open("rb") if isinstance(held, Path) else io.BytesIO(held)


def _not_text(name: str, held: Path | bytes) -> str:
    """Why a file is not searched; empty for text."""
    suffix = Path(name).suffix.lower()
    if suffix in _ARCHIVES:
        return "archive"
    if suffix in _MEDIA:
        return "media"
    with _opened(held) as stream:
        head = stream.read(_HEAD)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ""
    return "binary" if b"\0" in head else ""


def _searched(name: str, held: Path | bytes) -> tuple[Search, list[Suspect], str]:
    search, digest = Search(use_of(name)), hashlib.sha256()
    with _opened(held) as stream:
        whole = _as_utf8(stream)

        def read(size: int) -> bytes:
            data = whole.read(size)
            digest.update(data)
            return data

        suspects = list(search.run(read))
        while search.full and read(CHUNK):
            pass  # the digest is that of the whole file
    return search, suspects, digest.hexdigest()


def _as_utf8(stream: IO[bytes]) -> IO[bytes]:
    """UTF-16, as Windows writes it, becomes UTF-8."""
    head = stream.read(2)
    stream.seek(0)
    if head in (b"\xff\xfe", b"\xfe\xff"):
        return io.BytesIO(stream.read().decode("utf-16", "replace").encode())
    return stream


def _found(name: str, search: Search, suspects: Sequence[Suspect]) -> dict[str, Any]:
    return {
        "name": name,
        "use": use_of(name),
        "plausible": search.plausible,
        "checked": search.checked,
        "full": search.full,
        "suspects": suspects,
    }


def _ignores(name: str, held: Path | bytes, suspects: Sequence[Suspect]) -> list[InlineIgnore]:
    with _opened(held) as stream:
        comments = Comments({name: stream.read(_COMMENTED)})
    lines = dict.fromkeys(suspect.line for suspect in suspects)
    return [ignore for line in lines for ignore in comments.of(name, line, line, (f"{name}:{line}",))]


def _unopened(why: str, names: list[str]) -> Gap:
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    what = "archives are not opened; unpack them and scan what is in them" if why == "archive" else "holds no text"
    return Gap("incomplete", shown, f"not searched for card data and secrets: {what}", count=len(names))


def _document(target: str, files: list[dict[str, Any]], count: int, unread: list[str]) -> Document:
    return Document(
        {"files": files, "count": count, "unread": unread},
        type=TYPE,
        address=target,
        provider="text",
        origin=Origin(source=SOURCE, file=target, address=target),
        surroundings=_Alone(),
    )


class _Alone:
    """The text of a target stands by itself."""

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Nothing."""
        return []

    def names(self, document: Document, path: str) -> list[str]:
        """Nothing."""
        return []

    def of_type(self, native_type: str) -> Sequence[Document]:
        """Nothing."""
        return ()
