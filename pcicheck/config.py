"""``pcicheck.yaml``: what the entity declares and how scans run."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from pcicheck.errors import ConfigError
from pcicheck.rulebook.condition import nearest
from pcicheck.rulebook.requirements import catalogue
from pcicheck.rulebook.yamlfile import describe, read_yaml

FILE_NAMES = ("pcicheck.yaml", ".pcicheck.yaml")
FailOn = Literal["critical", "high", "medium", "low", "none"]


class Entity(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is assessed."""

    name: str = ""
    """Name for the report's cover."""
    type: Literal[
        "", "merchant", "service_provider", "multi_tenant_service_provider", "issuer", "designated_entity"
    ] = ""
    """Decides which requirements apply; empty declares nothing."""


class NotApplicable(Struct, frozen=True, forbid_unknown_fields=True):
    """A requirement that the entity declares not applicable; an assessor confirms it by testing."""

    requirement: str
    reason: str


class Config(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file's content. Paths are relative to the file."""

    entity: Entity = Entity()
    scope: str = ""
    """Path of the scope file."""
    exceptions: str = ""
    """Path of the exceptions file."""
    rules: list[str] = []
    """Folders of the entity's own rules."""
    params: dict[str, dict[str, Any]] = {}
    """Declared thresholds: rule id to parameter to value."""
    not_applicable: list[NotApplicable] = []
    """Requirements declared not applicable."""
    fail_on: FailOn = "high"
    """Lowest severity that fails a scan."""
    fail_on_unknown: bool = False
    """Whether a resource that could not be judged fails a scan. Absences that a plan cannot prove do not count."""
    strict: bool = False
    """Whether a gap makes a scan incomplete."""
    skip_rules: list[str] = []
    """Rules that are not run; the report names them."""
    folder: str = ""
    """Set by the loader: where the file is."""

    def path(self, name: str) -> Path | None:
        """A path of the file, made relative to it; ``None`` where none is set."""
        return Path(self.folder) / name if name else None

    def declared_not_applicable(self) -> dict[str, str]:
        """Requirement ids with the reason, those included that the entity's type rules out."""
        declared = {entry.requirement: entry.reason for entry in self.not_applicable}
        for requirement in catalogue().requirements:
            reason = _ruled_out(requirement.applies_to, self.entity.type)
            if reason and requirement.id not in declared:
                declared[requirement.id] = reason
        return declared


def _ruled_out(applies_to: str, entity_type: str) -> str:
    if not entity_type or applies_to in ("all", entity_type):
        return ""
    if applies_to == "service_provider" and entity_type == "multi_tenant_service_provider":
        return ""
    if applies_to == "designated_entity":
        return ""
    return f"applies to {applies_to.replace('_', ' ')}s; the entity is declared a {entity_type.replace('_', ' ')}"


def find_config(folder: Path) -> Path | None:
    """The configuration file of a folder, if there is one."""
    return next((folder / name for name in FILE_NAMES if (folder / name).is_file()), None)


def load_config(path: Path) -> Config:
    """Read a configuration file. Raises ``ConfigError`` with file and line."""
    file = read_yaml(path, ConfigError)
    if isinstance(file.data, dict) and "folder" in file.data:
        raise ConfigError(f"{file.at(('folder',))}: unknown field 'folder'")
    try:
        config = msgspec.convert(file.data if file.data is not None else {}, Config)
    except msgspec.ValidationError as problem:
        text, position = describe(problem)
        hint = nearest(text.split("`")[1], Config.__struct_fields__) if "unknown field" in text else ""
        raise ConfigError(f"{file.at(position)}: {text}{hint}") from problem
    known = catalogue().by_id()
    for index, entry in enumerate(config.not_applicable):
        where = file.at(("not_applicable", index))
        if entry.requirement not in known:
            raise ConfigError(f"{where}: unknown requirement '{entry.requirement}'{nearest(entry.requirement, known)}")
        if not entry.reason.strip():
            raise ConfigError(f"{where}: requirement {entry.requirement} needs a reason an assessor can test")
    return msgspec.structs.replace(config, folder=str(path.parent))
