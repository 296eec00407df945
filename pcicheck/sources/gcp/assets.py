"""Assets of Cloud Asset Inventory in a file: a JSON list, or JSON lines as ``gcloud asset export`` writes them.

Both spellings of the fields are read: ``asset_type`` of exports and ``assetType`` of ``gcloud asset list``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Sequence
from typing import Any

import msgspec

from pcicheck.errors import InputError
from pcicheck.model.document import Document
from pcicheck.model.origin import Gap, Origin
from pcicheck.model.value import Unknown
from pcicheck.sources.base import Input, Reading
from pcicheck.sources.gcp.policies import POLICIES
from pcicheck.sources.gcp.shapes import SHAPES, shaped

SOURCE = "gcp-assets"
_PROJECT = re.compile(r"/projects/([^/]+)")
_SELF_LINK = re.compile(r"^https://[\w.-]+/(?:[\w]+/)?v\w+/")


def read(given: Input, wanted: Container[str]) -> Reading:
    """The documents of assets. Raises ``InputError`` where the file holds none."""
    found = Assets(wanted, given.name)
    for asset in _assets(given):
        found.take(asset)
    if not found.count:
        raise InputError(f"{given.name}: the file holds no assets with their data, so there is nothing to judge")
    return found.reading()


class Assets:
    """Assets become documents, one by one; content of the same asset comes in several pieces."""

    def __init__(self, wanted: Container[str], file: str | None) -> None:
        self.wanted = wanted
        self.file = file
        self.surroundings = AssetNames()
        self.documents: list[Document] = []
        self.skipped: dict[str, list[str]] = {}
        self.content: dict[str, int] = {}
        self.count = 0
        self._owners: list[tuple[str, str, dict[str, Any], Origin]] = []

    def take(self, asset: dict[str, Any], operation: str = "", time: str = "", identity: str = "") -> None:
        """One asset with some of its content."""
        kind, name = str(_field(asset, "asset_type", "assetType")), str(asset.get("name", ""))
        origin = Origin(
            source=SOURCE,
            file=self.file,
            address=name,
            operation=operation or None,
            time=time or _field(asset, "update_time", "updateTime"),
            identity=identity or None,
        )
        data = (asset.get("resource") or {}).get("data")
        policy = _field(asset, "iam_policy", "iamPolicy")
        for other in ("org_policy", "orgPolicy", "access_policy", "accessPolicy"):
            self.content[other] = self.content.get(other, 0) + (other in asset)
        if isinstance(policy, dict):
            self._take_policy(kind, name, policy, asset, origin)
        shape = SHAPES.get(kind)
        if isinstance(data, dict):
            self.count += 1
            if kind in POLICIES and POLICIES[kind].type in self.wanted:
                self._owners.append((kind, name, asset, origin))
            if shape is not None and shape.type in self.wanted:
                self._add(shaped(shape, data), shape.type, name, asset, origin)
            else:
                self.skipped.setdefault(kind, []).append(name)

    def hide_policies(self, why: Unknown) -> None:
        """Say of every asset that has a policy of its own that it could not be read."""
        for kind, name, asset, origin in self._owners:
            row = POLICIES[kind]
            owner = name.removeprefix("//").partition("/")[2]
            values = {row.owner: owner if row.full else owner.rpartition("/")[2], "policy_data": why}
            self._add(values, row.type, f"{name}/iam_policy", asset, origin)

    def reading(self) -> Reading:
        """Everything that was taken."""
        for document in self.documents:
            self.surroundings.add(document)
        gaps = list(_gaps(self.file or "gcp", self.skipped, self.content))
        return Reading(SOURCE, self.documents, gaps, [], native_count=self.count)

    def _take_policy(self, kind: str, name: str, policy: dict[str, Any], asset: dict[str, Any], origin: Origin) -> None:
        """Who may do what with an asset, in the form of Terraform's policy resource for it."""
        row = POLICIES.get(kind)
        if row is None or row.type not in self.wanted:
            self.content["iam_policy"] = self.content.get("iam_policy", 0) + 1
            return
        owner = name.removeprefix("//").partition("/")[2]
        values = {row.owner: owner if row.full else owner.rpartition("/")[2], "policy_data": json.dumps(policy)}
        self._add(values, row.type, f"{name}/iam_policy", asset, origin)

    def _add(self, values: dict[str, Any], native_type: str, name: str, asset: dict[str, Any], origin: Origin) -> None:
        self.documents.append(_document(values, native_type, name, asset, origin, self.surroundings))


def _document(
    values: dict[str, Any],
    native_type: str,
    name: str,
    asset: dict[str, Any],
    origin: Origin,
    surroundings: AssetNames,
) -> Document:
    project = _PROJECT.search(name) or _PROJECT.search(str((asset.get("resource") or {}).get("parent", "")))
    values.setdefault("id", name.removeprefix("//").partition("/")[2])
    place = values.get("region") or values.get("location") or values.get("zone")
    return Document(
        values,
        type=native_type,
        address=name,
        provider="gcp",
        origin=origin,
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
