"""The requirement catalogue: all 250 requirements of PCI DSS v4.0.1 and the 30 of its appendices."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from pcicheck.assets import rules_folder
from pcicheck.errors import RulebookError
from pcicheck.rulebook import preload
from pcicheck.rulebook.yamlfile import describe, read_yaml

Automation = Literal["config", "partial", "manual"]


class Requirement(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One requirement, in our own words. The standard's text is not reproduced."""

    id: str
    """Id in PCI DSS v4.0.1, such as "3.5.1.2"."""
    title: str
    """What it asks, in twelve words at most."""
    applies_to: str
    """``all``, ``service_provider``, ``multi_tenant_service_provider``, ``issuer`` or ``designated_entity``."""
    automation: Automation
    """What configuration can say: ``config`` most, ``partial`` some, ``manual`` nothing."""
    future_dated: bool = False
    """Whether it was best practice until 31 March 2025. It is due now; kept for history."""
    future_dated_part: str | None = None
    """Which part was future-dated: ``whole``, ``bullet`` or ``non_service_providers``."""
    superseded_by: str | None = None
    """Id that replaced it on 31 March 2025. No rule binds to a superseded requirement."""
    customized_approach: bool = True
    """Whether the customised approach is open to it."""
    condition: str | None = None
    """What must be true of the environment for it to apply."""
    asset_scope: str | None = None
    """Which assets it is about."""
    interval: str | list[str] | None = None
    """Required period, such as ``6m``, or ``tra`` where a targeted risk analysis sets it."""
    needs: str | None = None
    """What the entity must declare before configuration can say anything."""
    procedures: list[str] = []
    """Testing procedures of the report template that an assessor follows."""
    evidence: list[str] = []
    """Kinds of evidence that the testing procedures ask for."""
    hints: list[str] = []
    """Signals in configuration that help."""
    see: str | list[str] | None = None
    """Related requirements."""
    shared: str | None = None
    """What a cloud provider usually does of it."""
    note: str | None = None
    """What is easily got wrong."""
    thresholds: list[str] = []
    """Numbers that the standard sets."""

    @property
    def principal(self) -> str:
        """The principal requirement or appendix that it belongs to: "1" to "12", "A1" to "A3"."""
        return self.id.split(".", 1)[0]


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``rules/requirements.yaml``."""

    standard: str
    version: str
    published: str
    principals: dict[str, str]
    groups: dict[str, str]
    requirements: list[Requirement]

    def by_id(self) -> dict[str, Requirement]:
        """Every requirement by its id, in the order of the standard."""
        return {requirement.id: requirement for requirement in self.requirements}


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    path = rules_folder() / "requirements.yaml"
    if ahead := preload.parsed(path):
        return ahead.decode(Catalogue)
    file = read_yaml(path, RulebookError)
    try:
        return msgspec.convert(file.data, Catalogue)
    except msgspec.ValidationError as problem:
        text, position = describe(problem)
        raise RulebookError(f"{file.at(position)}: {text}") from problem


@cache
def requirements_by_id() -> dict[str, Requirement]:
    """Every requirement of the shipped catalogue by its id, in the order of the standard."""
    return catalogue().by_id()
