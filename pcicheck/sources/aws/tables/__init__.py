"""The tables of all services. One module a theme, each with ``SERVICES``."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from msgspec.structs import replace

from pcicheck.sources.aws.table import Service

_MODULES = (
    "storage",
    "disks",
    "network",
    "data",
    "stores",
    "messaging",
    "processing",
    "keys",
    "identity",
    "logging",
    "detection",
    "sharing",
    "edge",
    "tags",
    "apis",
    "workload",
    "containers",
    "assurance",
    "platforms",
)


@cache
def services() -> tuple[Service, ...]:
    """Every service, in the order of the themes; what several themes ask of one is asked together."""
    modules = (import_module(f"{__name__}.{name}") for name in _MODULES)
    found: dict[tuple[str, bool], Service] = {}
    for service in (service for module in modules for service in module.SERVICES):
        key = (service.client, service.everywhere)
        known = found.get(key)
        found[key] = replace(known, listings=known.listings + service.listings) if known else service
    return tuple(found.values())


def listed_types() -> frozenset[str]:
    """Every type that some operation lists."""
    return frozenset(kind for service in services() for listing in service.listings for kind in listing.types)


@cache
def regions_of(client: str) -> frozenset[str]:
    """The regions of a service of which botocore knows none."""
    return frozenset(region for service in services() if service.client == client for region in service.regions)
