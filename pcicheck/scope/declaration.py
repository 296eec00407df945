"""Which PCI DSS scope category each resource is in, as the entity declares it.

Everything is in the cardholder data environment until something declares otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from pcicheck.errors import ConfigError
from pcicheck.model.resource import Resource
from pcicheck.rulebook.condition import nearest
from pcicheck.rulebook.yamlfile import describe, read_yaml

Category = Literal["cde", "connected", "security", "out"]
CATEGORIES: tuple[Category, ...] = ("cde", "connected", "security", "out")
Categorise = Callable[[Resource, Callable[[str], None]], None]
_SPELLINGS: dict[str, Category] = {
    "cde": "cde",
    "cardholder": "cde",
    "in": "cde",
    "in-scope": "cde",
    "connected": "connected",
    "connected-to": "connected",
    "security": "security",
    "security-impacting": "security",
    "out": "out",
    "out-of-scope": "out",
    "none": "out",
}


class Selector(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Puts what it selects into a category. Every part given must match; ``*`` and ``?`` are wildcards."""

    category: Category
    """``cde``, ``connected``, ``security`` or ``out``."""
    reason: str = ""
    """Why; mandatory for ``out``, because an assessor asks for it."""
    address: str = ""
    """Native address."""
    module: str = ""
    """Terraform module path, such as ``module.logging``; covers the modules inside it."""
    name: str = ""
    """Last part of the native address."""
    native_type: str = ""
    """Type as the source names it."""
    file: str = ""
    """File that it is written in."""
    account: str = ""
    """Account, project or subscription id."""
    region: str = ""
    """Region."""
    labels: dict[str, str] = {}
    """Labels or tags."""

    def matches(self, resource: Resource) -> bool:
        """Whether it selects the resource."""
        address = resource.native_address
        if self.module and not _inside(address, self.module):
            return False
        pairs = (
            (self.address, address),
            (self.name, address.rsplit(".", 1)[-1]),
            (self.native_type, resource.native_type),
            (self.file, resource.origin.file or ""),
            (self.account, resource.account or ""),
            (self.region, resource.region or ""),
            *((pattern, resource.labels.get(name, "")) for name, pattern in self.labels.items()),
        )
        return all(not pattern or fnmatchcase(value, pattern) for pattern, value in pairs)

    def describe(self) -> str:
        """The selector as the report shows it."""
        parts = [
            f"{name} {value}"
            for name in ("address", "module", "name", "native_type", "file", "account", "region")
            if (value := getattr(self, name))
        ]
        parts += [f"label {name}={value}" for name, value in self.labels.items()]
        return ", ".join(parts) + (f": {self.reason}" if self.reason else "")


class Flow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way that account data takes, step by step, as the data-flow diagram has it (PCI DSS 1.2.4)."""

    name: Annotated[str, Meta(min_length=1)]
    """What the diagram calls it."""
    steps: Annotated[list[str], Meta(min_length=1)]
    """Native addresses of what takes or opens the connections, from first to last: listeners, gateways, services of a
    mesh, brokers, caches, databases. ``*`` and ``?`` are wildcards."""
    carries: str = ""
    """What it carries, such as ``pan`` or ``token``."""
    partner: bool = False
    """Whether it begins at another company, so that both ends must show certificates."""


class ScopeDeclaration(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A scope file."""

    statement: str = ""
    """The scope in the entity's own words, for the report's cover."""
    label: Annotated[str, Meta(min_length=1)] | None = "pci-scope"
    """Label whose value names the category; ``pci:scope`` and ``pci_scope`` are read alike. Null to read none."""
    selectors: list[Selector] = []
    """Declared categories; the first that matches wins."""
    default: Category = "cde"
    """Category of what nothing declares."""
    flows: list[Flow] = []
    """Data flows whose steps are judged together."""


def load_scope(path: Path) -> ScopeDeclaration:
    """Read a scope file. Raises ``ConfigError`` with file and line."""
    file = read_yaml(path, ConfigError)
    try:
        declaration = msgspec.convert(file.data if file.data is not None else {}, ScopeDeclaration)
    except msgspec.ValidationError as problem:
        text, position = describe(problem)
        raise ConfigError(f"{file.at(position)}: {text}") from problem
    for index, selector in enumerate(declaration.selectors):
        if selector.category == "out" and not selector.reason.strip():
            raise ConfigError(f"{file.at(('selectors', index))}: category 'out' needs a reason an assessor can test")
        if not selector.describe().removeprefix(f": {selector.reason}"):
            raise ConfigError(f"{file.at(('selectors', index))}: selects everything; use 'default' for that")
    return declaration


def categorise(declaration: ScopeDeclaration) -> Categorise:
    """A function that writes category and basis into a resource, and tells of labels that it cannot read."""
    names = _label_names(declaration.label)

    def apply(resource: Resource, warn: Callable[[str], None]) -> None:
        for selector in declaration.selectors:
            if selector.matches(resource):
                resource.scope, resource.scope_basis = selector.category, f"declared by {selector.describe()}"
                return
        for name in names:
            value = resource.labels.get(name)
            if value is None:
                continue
            category = _SPELLINGS.get(value.strip().lower().replace("_", "-"))
            if category:
                resource.scope, resource.scope_basis = category, f"label {name}={value}"
                return
            warn(f"{resource.native_address}: label {name}={value} is no scope category{nearest(value, CATEGORIES)}")
        if declaration.default != "cde":
            resource.scope, resource.scope_basis = declaration.default, "the declared default"

    return apply


def _label_names(label: str | None) -> tuple[str, ...]:
    if label is None:
        return ()
    return tuple(dict.fromkeys([label, *(label.replace("-", other) for other in (":", "_", "/"))]))


def _inside(address: str, module: str) -> bool:
    wanted = module if module.startswith("module.") else f"module.{module}"
    return fnmatchcase(address, f"{wanted}.*") or fnmatchcase(address, f"{wanted}[[]*")
