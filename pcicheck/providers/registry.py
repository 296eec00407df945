"""Which adapter reads which native type. Plain tables of strings; adapters are imported when first met."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from pcicheck.providers.aws import THEMES as AWS
from pcicheck.providers.azure import THEMES as AZURE
from pcicheck.providers.base import Adapter, Row, SideCar, Theme
from pcicheck.providers.gcp import THEMES as GCP
from pcicheck.providers.kubernetes import THEMES as KUBERNETES
from pcicheck.providers.vault import THEMES as VAULT

PROVIDERS: dict[str, tuple[Theme, ...]] = {
    "aws": AWS,
    "gcp": GCP,
    "azure": AZURE,
    "kubernetes": KUBERNETES,
    "vault": VAULT,
}
"""Provider to the tables of its themes."""

ADAPTERS: dict[str, Row] = {
    name: row for themes in PROVIDERS.values() for theme in themes for name, row in theme.adapters.items()
}
SIDECARS: dict[str, SideCar] = {
    name: row for themes in PROVIDERS.values() for theme in themes for name, row in theme.sidecars.items()
}
HELPERS = frozenset(name for themes in PROVIDERS.values() for theme in themes for name in theme.helpers)

READ_TYPES = frozenset((*ADAPTERS, *SIDECARS, *HELPERS))
"""Every native type that is worth decoding."""


@cache
def adapter(native_type: str) -> Adapter:
    """The adapter of a native type that is in ``ADAPTERS``."""
    module, _, function = ADAPTERS[native_type].adapter.partition(":")
    return cast("Adapter", getattr(import_module(f"pcicheck.providers.{module}"), function))


def providers_of(kind: str) -> list[str]:
    """Providers that have an adapter for a kind, in the order of the table."""
    return [
        name
        for name, themes in PROVIDERS.items()
        if any(kind in row.kinds for theme in themes for row in theme.adapters.values())
    ]
