"""Assets of Cloud Asset Inventory in a file: a JSON list, or JSON lines as ``gcloud asset export`` writes them.

Both spellings of the fields are read: ``asset_type`` of exports and ``assetType`` of ``gcloud asset list``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Any

import msgspec

from pcicheck.errors import InputError
from pcicheck.model.document import Document
from pcicheck.model.origin import Gap, Origin
from pcicheck.sources.base import Input, Reading
from pcicheck.sources.gcp.shapes import SHAPES, shaped

SOURCE = "gcp-assets"
_PROJECT = re.compile(r"/projects/([^/]+)")
_SELF_LINK = re.compile(r"^https://[\w.-]+/(?:[\w]+/)?v\w+/")


def read(given: Input, wanted: Container[str]) -> Reading:
    """The documents of assets. Raises ``InputError`` where the file holds none."""
    surroundings = AssetNames()
    documents: list[Document] = []
    skipped: dict[str, list[str]] = {}
    content: dict[str, int] = {}
    for asset in _assets(given):
        kind, name = str(_field(asset, "asset_type", "assetType")), str(asset.get("name", ""))
        data = (asset.get("resource") or {}).get("data")
        for other in ("iam_policy", "iamPolicy", "org_policy", "orgPolicy", "access_policy", "accessPolicy"):
            content[other] = content.get(other, 0) + (other in asset)
        shape = SHAPES.get(kind)
        if isinstance(data, dict) and shape is not None and shape.type in wanted:
            documents.append(_document(shaped(shape, data), shape.type, name, asset, given.name, surroundings))
        elif isinstance(data, dict):
            skipped.setdefault(kind, []).append(name)
    if not documents and not skipped:
        raise InputError(f"{given.name}: the file holds no assets with their data, so there is nothing to judge")
    for document in documents:
        surroundings.add(document)
    count = len(documents) + sum(map(len, skipped.values()))
    return Reading(SOURCE, documents, list(_gaps(given.name, skipped, content)), [], native_count=count)


def _document(
    values: dict[str, Any], native_type: str, name: str, asset: dict[str, Any], file: str, surroundings: AssetNames
) -> Document:
    project = _PROJECT.search(name) or _PROJECT.search(str((asset.get("resource") or {}).get("parent", "")))
    values.setdefault("id", name.removeprefix("//").partition("/")[2])
    place = values.get("region") or values.get("location") or values.get("zone")
    return Document(
        values,
        type=native_type,
        address=name,
        provider="gcp",
        origin=Origin(source=SOURCE, file=file, address=name, time=_field(asset, "update_time", "updateTime")),
        surroundings=surroundings,
        region=str(place).rpartition("/")[2].lower() if place else None,
        account=project[1] if project else None,
    )


class AssetNames:
    """How assets find each other: by the full or relative name that they hold."""

    def __init__(self) -> None:
        self._of_type: dict[str, list[Document]] = {}
        self._named: dict[str, list[Document]] = {}

    def add(self, document: Document) -> None:
        """Make an asset findable."""
        self._of_type.setdefault(document.type, []).append(document)
        names = (document.address, document.get("id"), document.get("name"), document.get("self_link"))
        for name in {_relative(name) for name in names if isinstance(name, str) and name}:
            self._named.setdefault(name, []).append(document)

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents of the types that the name at ``path`` is of."""
        value = document.get(path)
        if not isinstance(value, str) or not value:
            return []
        return [found for found in self._named.get(_relative(value), ()) if not types or found.type in types]

    def names(self, document: Document, path: str) -> list[str]:
        """Assets hold no expressions."""
        return []

    def of_type(self, native_type: str) -> Sequence[Document]:
        """Every document of a native type."""
        return self._of_type.get(native_type, ())


def _relative(name: str) -> str:
    """A name without the service and version that stand before it."""
    if name.startswith("//"):
        return name[2:].partition("/")[2]
    return _SELF_LINK.sub("", name)


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
        if isinstance(item, dict) and _field(item, "asset_type", "assetType"):
            yield item


def _field(asset: dict[str, Any], *names: str) -> Any:
    return next((asset[name] for name in names if name in asset), None)


def _gaps(file: str, skipped: dict[str, list[str]], content: dict[str, int]) -> Iterator[Gap]:
    for kind, names in sorted(skipped.items()):
        shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        yield Gap("unsupported_type", f"{file}: {kind}", f"no adapter for this type yet: {shown}", count=len(names))
    for name, count in content.items():
        if count:
            why = f"{name} of assets is not read yet; only their resource data is judged"
            yield Gap("unsupported_type", f"{file}: {name}", why, count=count)
