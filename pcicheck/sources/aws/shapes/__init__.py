"""The shapes of all types. One module a theme, each with ``SHAPES``."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from pcicheck.sources.aws.shape import Shaper

_MODULES = (
    "storage",
    "disks",
    "network",
    "data",
    "stores",
    "messaging",
    "warehouses",
    "keys",
    "identity",
    "logging",
    "detection",
    "sharing",
    "edge",
    "delivery",
    "apis",
    "paths",
    "workload",
    "containers",
    "platforms",
    "assurance",
    "keyed",
)


@cache
def shapes() -> dict[str, Shaper]:
    """Type to the function that shapes it."""
    modules = (import_module(f"{__name__}.{name}") for name in _MODULES)
    return {name: shaper for module in modules for name, shaper in module.SHAPES.items()}
