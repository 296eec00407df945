"""Exports of Cloud Asset Inventory in files: JSON lists, or JSON lines as ``gcloud asset export`` writes them.

An export holds one sort of content, so that the resources of a project and their policies come in several files. All
files of one scan are read together: a policy is judged with what it belongs to, whichever file holds it.
Both spellings of the fields are read: ``asset_type`` of exports and ``assetType`` of ``gcloud asset list``.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

import msgspec

from pcicheck.errors import InputError
from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.sources.base import Gathered, Input, Reading, owners_of
from pcicheck.sources.gcp.assets import SOURCE, Assets, field

_NOT_EXPORTED = Unknown("the export holds no IAM policies; export them too, with --content-type=iam-policy")


def read(given: Input, wanted: Container[str]) -> Reading:
    """The documents of one file. Raises ``InputError`` where it holds no assets."""
    exports = Exports(wanted)
    exports.take(given, "", 0)
    (gathered,) = exports.found()
    if gathered.reading is None:
        raise InputError(gathered.problem)
    return gathered.reading


class Exports:
    """The files of one scan that hold assets."""

    def __init__(self, wanted: Container[str]) -> None:
        self.assets = Assets(wanted)
        self._files: dict[str, tuple[str, int]] = {}

    def take(self, given: Input, digest: str, size: int) -> None:
        """Read a file. Raises ``InputError`` where it holds no assets with their data, ``DecodeError`` for no JSON."""
        before = self.assets.counts.get(given.name, 0)
        for asset in _assets(given):
            self.assets.take(asset, file=given.name)
        if self.assets.counts.get(given.name, 0) == before:
            raise InputError(f"{given.name}: the file holds no assets with their data, so there is nothing to judge")
        self._files[given.name] = (digest, size)

    def found(self) -> Iterator[Gathered]:
        """One input for each file. Policies stand with what they belong to."""
        if not self.assets.granted:
            self.assets.hide_policies(_NOT_EXPORTED)
        self.assets.finish()
        documents: dict[str | None, list[Document]] = {}
        for document in self.assets.documents:
            documents.setdefault(self._file_of(document), []).append(document)
        for name, (digest, size) in self._files.items():
            reading = Reading(
                SOURCE,
                documents.get(name, []),
                list(self.assets.gaps(name)),
                [],
                native_count=self.assets.counts.get(name, 0),
            )
            yield Gathered(name, digest, size, reading, "")

    def _file_of(self, document: Document) -> str | None:
        """The file in whose reading a document stands: that of its owner, where another file holds the owner."""
        path, types = owners_of(self.assets.wanted, document.type)
        owners = document.follow_all(path, *types) if path else []
        return owners[0].origin.file if len(owners) == 1 else document.origin.file


def _assets(given: Input) -> Iterator[dict[str, Any]]:
    """The assets of a list, of lines, or a single one."""
    text = given.data.lstrip()
    if text.startswith(b"["):
        items = msgspec.json.decode(text)
    else:
        try:
            items = [msgspec.json.decode(text)]  # one asset over several lines
        except msgspec.DecodeError:
            items = msgspec.json.Decoder().decode_lines(text)
    for item in items:
        if isinstance(item, dict) and field(item, "asset_type", "assetType"):
            yield item
