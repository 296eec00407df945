"""Assets of Cloud Asset Inventory become documents, in Terraform's form.

Content of the same asset comes in several pieces: its resource, its IAM policy, its organization policies.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.origin import Gap, Origin
from pcicheck.model.value import Unknown
from pcicheck.sources.base import Reading
from pcicheck.sources.gcp import policies
from pcicheck.sources.gcp.form import AssetShape, Part, shaped
from pcicheck.sources.gcp.joining import join
from pcicheck.sources.gcp.names import AssetNames, Projects, project_of
from pcicheck.sources.gcp.shapes import SHAPES
from pcicheck.sources.gcp.shapes_network import PERIMETER, perimeter
from pcicheck.sources.shapes import Values

SOURCE = "gcp-assets"
_ZONE = re.compile(r"^([a-z]+-[a-z]+\d+)-[a-z]$")
_PLACE = re.compile(r"/(?:locations|regions|zones)/([^/]+)")
_CONTENT = (("iam_policy", "iamPolicy"), ("org_policy", "orgPolicy"))
_ACCESS = ("access_policy", "accessPolicy", "access_level", "accessLevel")
_SILENT = frozenset({policies.FOLDER, policies.ORGANIZATION})
"""Types that only hold others, and have no settings of their own."""


class Taken(Struct):
    """An asset of which more may have to be said once all are read."""

    type: str
    name: str
    """Relative name."""
    origin: Origin
    project: str | None
    policy: dict[str, Any] | None = None


class Assets:
    """Everything that one collection, or one set of exports, shows."""

    def __init__(self, wanted: Container[str], where: str | None = None) -> None:
        self.wanted = wanted
        self.where = where
        self.projects = Projects()
        self.surroundings = AssetNames(self.projects)
        self.documents: list[Document] = []
        self.blocks: list[tuple[AssetShape, str, Values]] = []
        """Values that belong into a block of another document: their shape, their name."""
        self.skipped: dict[tuple[str | None, str], list[str]] = {}
        self.unread: dict[tuple[str | None, str], int] = {}
        self.odd: list[tuple[str | None, Gap]] = []
        """Assets that could not be read, by file."""
        self.odd_types: set[str] = set()
        """Their types."""
        self.owners: dict[str, Taken] = {}
        """Things that can have an IAM policy, by relative name."""
        self.granted: dict[str, Taken] = {}
        """Things of which the IAM policy was shown, by relative name."""
        self.counts: dict[str | None, int] = {}
        """How many assets each file held with something to judge."""

    @property
    def count(self) -> int:
        """How many assets there were with something to judge."""
        return sum(self.counts.values())

    def take(
        self, asset: dict[str, Any], operation: str = "", time: str = "", identity: str = "", file: str | None = None
    ) -> None:
        """One asset with some of its content."""
        kind, name = str(field(asset, "asset_type", "assetType")), str(asset.get("name", ""))
        origin = Origin(
            source=SOURCE,
            file=file,
            address=name,
            operation=operation or None,
            time=time or field(asset, "update_time", "updateTime"),
            identity=identity or None,
        )
        self.projects.learn(asset)
        taken = Taken(kind, name.removeprefix("//").partition("/")[2], origin, project_of(asset))
        try:
            self._take_content(taken, asset)
        except Exception as problem:  # one odd asset must not cost the user all the others; the scan ends incomplete
            why = f"its values are of a shape that pcicheck cannot read ({type(problem).__name__}); please report it"
            self.odd.append((file, Gap("unreadable", name, why, blinds=("*",))))
            self.odd_types.add(kind)
            self.counts[file] = self.counts.get(file, 0) + 1

    def _take_content(self, taken: Taken, asset: dict[str, Any]) -> None:
        kind, file = taken.type, taken.origin.file
        data = (asset.get("resource") or {}).get("data")
        if isinstance(data, dict):
            self._take_resource(taken, data)
        given = {names[0]: field(asset, *names) for names in _CONTENT}
        if isinstance(given["iam_policy"], dict):
            self._take_policy(taken, policies.iam_policy(given["iam_policy"]))
        if isinstance(given["org_policy"], list) and kind in policies.ORG_POLICIES:
            for part in policies.org_policy_parts(kind, taken.name, given["org_policy"]):
                self._add_part(part, taken)
        found = policies.perimeter_of(asset)
        if found is not None:
            perimeter(found)
            self._add(PERIMETER, found, f"//accesscontextmanager.googleapis.com/{found['name']}", taken)
        if isinstance(data, dict) or found is not None or any(value is not None for value in given.values()):
            self.counts[file] = self.counts.get(file, 0) + 1
        for content in _ACCESS:
            if asset.get(content):
                key = (file, content)
                self.unread[key] = self.unread.get(key, 0) + 1

    def hide_policies(self, why: Unknown, names: Iterable[str] | None = None) -> None:
        """Say of assets that may have an IAM policy of their own, all or those named, that it could not be read."""
        for name in self.owners if names is None else names:
            taken = self.owners[name]
            if name not in self.granted:
                row = policies.POLICIES[taken.type]
                self._add_part(Part("iam_policy", row.type_of(name), row.values(name, why)), taken)

    def finish(self) -> None:
        """Bring together what several assets say of one thing, and make everything findable."""
        for document in self.documents:
            if document.account is not None:
                document.account = self.projects.known(document.account)
            if isinstance(document.values, dict) and isinstance(document.values.get("project"), str):
                document.values["project"] = self.projects.known(document.values["project"])
        self.documents = join(self)
        for document in self.documents:
            self.surroundings.add(document)

    def gaps(self, file: str | None = None) -> Iterator[Gap]:
        """What is not read, of one file or of all."""
        where = file or self.where or "gcp"
        yield from (gap for at, gap in self.odd if at == file)
        for (at, kind), names in sorted(self.skipped.items(), key=str):
            if at == file:
                shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
                why = f"no adapter for this type yet: {shown}"
                yield Gap("unsupported_type", f"{where}: {kind}", why, count=len(names))
        for (at, name), count in self.unread.items():
            if at == file:
                why = f"{name} of assets is not read yet; only the rest is judged"
                yield Gap("unsupported_type", f"{where}: {name}", why, count=count)

    def reading(self) -> Reading:
        """Everything that was taken, as one input."""
        return Reading(SOURCE, self.documents, list(self.gaps()), [], native_count=self.count)

    def _take_resource(self, taken: Taken, data: dict[str, Any]) -> None:
        row = policies.POLICIES.get(taken.type)
        if row is not None and not row.quiet:
            self.owners[taken.name] = taken
        shape = SHAPES.get(taken.type)
        if shape is None:
            if taken.type not in _SILENT and row is None:
                self.skipped.setdefault((taken.origin.file, taken.type), []).append(taken.origin.address or "")
            return
        kind, values = shaped(shape, data, taken.name)
        if shape.block:
            self.blocks.append((shape, taken.name, values))
            return
        if kind in self.wanted:
            self._add(kind, values, taken.origin.address or "", taken)
        for part in shape.parts(values) if shape.parts is not None else ():
            self._add_part(part, taken)

    def _take_policy(self, taken: Taken, policy: dict[str, Any]) -> None:
        """Who may do what with an asset, in the form of Terraform's policy resource for it."""
        row = policies.POLICIES.get(taken.type)
        if row is None:
            key = (taken.origin.file, "iam_policy")
            self.unread[key] = self.unread.get(key, 0) + 1
            return
        taken.policy = policy
        self.granted[taken.name] = taken
        if taken.type == policies.ORGANIZATION:
            for config in policies.audit_configs(policy):
                self._add_part(policies.audit_part(taken.type, taken.name, config), taken)
        if taken.type != policies.PROJECT and policy.get("bindings"):
            self.add_policy(taken, policy)

    def add_policy(self, taken: Taken, policy: dict[str, Any]) -> None:
        """The resource of Terraform for an IAM policy."""
        row = policies.POLICIES[taken.type]
        values = row.values(taken.name, policies.text_of(policy))
        self._add_part(Part("iam_policy", row.type_of(taken.name), values), taken)

    def _add_part(self, part: Part, taken: Taken) -> None:
        if part.type in self.wanted:
            self._add(part.type, dict(part.values), f"{taken.origin.address}/{part.name}", taken)

    def _add(self, native_type: str, values: Values, address: str, taken: Taken) -> None:
        """A document. A project by its id where that is known by then; ``finish`` sees to those known later."""
        name = address.removeprefix("//").partition("/")[2]
        values.setdefault("id", name)
        found = _PLACE.search(name)
        if found:
            values.setdefault("location", found[1])
        project = None if taken.project is None else self.projects.known(taken.project)
        if project is not None and native_type != "google_project":
            values.setdefault("project", project)
        self.documents.append(
            Document(
                values,
                type=native_type,
                address=address,
                provider="gcp",
                origin=taken.origin,
                surroundings=self.surroundings,
                region=_region(values),
                account=project,
            )
        )


def field(asset: dict[str, Any], *names: str) -> Any:
    """What stands under the first of several spellings that is there."""
    return next((asset[name] for name in names if name in asset), None)


def _region(values: Values) -> str | None:
    """The region of a thing, or several that have one name, such as ``eu``; ``None`` for what is everywhere."""
    place = values.get("region") or values.get("zone") or values.get("location")
    if not isinstance(place, str):
        return None
    name = place.rpartition("/")[2].lower()
    zone = _ZONE.match(name)
    return None if name == "global" else zone[1] if zone else name
