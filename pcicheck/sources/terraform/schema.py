"""The parts of `terraform show -json` that pcicheck reads, as typed structs.

Everything else (``prior_state``, ``resource_drift``, ``relevant_attributes`` …) is skipped by the decoder
without being built. Source: Terraform's "JSON Output Format", formats 0.1 to 1.2; OpenTofu writes the same.
"""

from __future__ import annotations

from typing import Any

from msgspec import Raw, Struct


class Change(Struct, gc=False):
    """What Terraform intends for one object."""

    actions: list[str]
    after: Raw = Raw(b"null")
    after_unknown: Raw = Raw(b"null")
    after_sensitive: Raw = Raw(b"null")


class ResourceChange(Struct, gc=False):
    """One instance of one resource, after ``count`` and ``for_each``."""

    address: str
    type: str
    name: str
    change: Change
    mode: str = "managed"
    module_address: str = ""
    index: str | int | None = None
    deposed: str | None = None


class PlannedResource(Struct, gc=False):
    """One resource of ``planned_values``; used only where a plan carries no ``resource_changes``."""

    address: str
    type: str
    name: str
    mode: str = "managed"
    index: str | int | None = None
    values: Raw = Raw(b"null")
    sensitive_values: Raw = Raw(b"null")


class PlannedModule(Struct, frozen=True):
    """A module of ``planned_values``."""

    address: str = ""
    resources: list[PlannedResource] = []
    child_modules: list[PlannedModule] = []


class PlannedValues(Struct, frozen=True):
    """``planned_values``."""

    root_module: PlannedModule = PlannedModule()


class Variable(Struct):
    """A root input variable."""

    value: Any = None


class Plan(Struct):
    """A plan."""

    format_version: str | None = None
    terraform_version: str | None = None
    resource_changes: list[ResourceChange] | None = None
    planned_values: Raw = Raw(b"")
    configuration: Raw = Raw(b"")
    variables: Raw = Raw(b"")
    values: Raw = Raw(b"")
    """Only states have this; it tells them from plans."""
    resources: Raw = Raw(b"")
    """Only raw state files have this."""
    version: Raw = Raw(b"")
    """Only raw state files have this."""


class Expression(Struct, frozen=True):
    """What the configuration says of one attribute."""

    references: list[str] = []
    constant_value: Any = None


class ConfigResource(Struct, gc=False):
    """A resource block as written, before ``count`` and ``for_each``."""

    address: str
    provider_config_key: str = ""
    expressions: dict[str, Raw] = {}
    for_each_expression: Expression | None = None


class ConfigOutput(Struct):
    """An output of a module."""

    expression: Expression = Expression()


class ModuleCall(Struct):
    """A ``module`` block."""

    expressions: dict[str, Raw] = {}
    module: ConfigModule | None = None
    for_each_expression: Expression | None = None


class ConfigModule(Struct, frozen=True):
    """A module as written."""

    resources: list[ConfigResource] = []
    module_calls: dict[str, ModuleCall] = {}
    outputs: dict[str, ConfigOutput] = {}


class ProviderConfig(Struct):
    """A ``provider`` block."""

    expressions: dict[str, Any] = {}


class Configuration(Struct):
    """``configuration``."""

    provider_config: dict[str, ProviderConfig] = {}
    root_module: ConfigModule = ConfigModule()
