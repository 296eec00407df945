"""Which adapter reads which native type. Plain tables of strings; a provider's tables and its adapters are imported
when the first of its types is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Generic, TypeVar, cast

from msgspec import Struct

from pcicheck.model.native import PREFIXES, prefix_of
from pcicheck.providers.base import Adapter, Row, SideCar, Theme
from pcicheck.providers.common import KINDS as COMMON_KINDS

PROVIDERS = tuple(dict.fromkeys(PREFIXES.values()))
"""Providers, each a package of that name with ``THEMES``."""

DECLARED = "declared"
"""Whose the kinds are that come of the entity's own declarations, not of any document."""
_DECLARED_KINDS = ("data_flow",)
T = TypeVar("T")


class Tables(Struct, frozen=True):
    """The tables of one provider, all themes together."""

    adapters: dict[str, Row]
    sidecars: dict[str, SideCar]
    helpers: frozenset[str]


@cache
def themes(provider: str) -> tuple[Theme, ...]:
    """The tables of a provider by theme."""
    return cast("tuple[Theme, ...]", import_module(f"pcicheck.providers.{provider}").THEMES)


@cache
def tables(provider: str) -> Tables:
    """The tables of a provider in one."""
    every = themes(provider)
    return Tables(
        {name: row for theme in every for name, row in theme.adapters.items()},
        {name: row for theme in every for name, row in theme.sidecars.items()},
        frozenset(name for theme in every for name in theme.helpers),
    )


@cache
def _owner(native_type: str) -> Tables | None:
    prefix = prefix_of(native_type)
    return tables(PREFIXES[prefix]) if prefix in PREFIXES else None


class _Rows(Mapping[str, T], Generic[T]):
    """The rows of one table over all providers."""

    def __init__(self, table: str) -> None:
        self._table = table

    def __getitem__(self, native_type: str) -> T:
        owner = _owner(native_type)
        if owner is None:
            raise KeyError(native_type)
        return cast("T", getattr(owner, self._table)[native_type])

    def __contains__(self, native_type: object) -> bool:
        owner = _owner(str(native_type))
        return owner is not None and native_type in getattr(owner, self._table)

    def __iter__(self) -> Iterator[str]:
        return (name for provider in PROVIDERS for name in getattr(tables(provider), self._table))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _ReadTypes:
    """Every native type that is worth decoding."""

    def __contains__(self, native_type: object) -> bool:
        owner = _owner(str(native_type))
        return owner is not None and (
            native_type in owner.adapters or native_type in owner.sidecars or native_type in owner.helpers
        )

    def owners_of(self, native_type: str) -> tuple[str, tuple[str, ...]]:
        """The attribute by which a side-car names its owner, and the types that can own it; nothing for others."""
        row = SIDECARS.get(native_type)
        return (row.path, row.owners) if row is not None else ("", ())


ADAPTERS: Mapping[str, Row] = _Rows("adapters")
SIDECARS: Mapping[str, SideCar] = _Rows("sidecars")
READ_TYPES = _ReadTypes()


@cache
def adapter(native_type: str) -> Adapter:
    """The adapter of a native type that is in ``ADAPTERS``."""
    module, _, function = ADAPTERS[native_type].adapter.partition(":")
    return cast("Adapter", getattr(import_module(f"pcicheck.providers.{module}"), function))


@cache
def providers_of(kind: str) -> list[str]:
    """Providers that have an adapter for a kind, in the order of the table."""
    if kind in _DECLARED_KINDS:
        return [DECLARED]
    return [
        provider
        for provider in PROVIDERS
        if kind in COMMON_KINDS
        or any(kind in row.kinds for theme in themes(provider) for row in theme.adapters.values())
    ]
