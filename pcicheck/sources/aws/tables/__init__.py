"""The tables of all services. One module a theme, each with ``SERVICES``."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from pcicheck.sources.aws.table import Service

_MODULES = ("storage", "network", "data", "keys", "identity", "logging", "edge", "workload")


@cache
def services() -> tuple[Service, ...]:
    """Every service, in the order of the themes."""
    modules = (import_module(f"{__name__}.{name}") for name in _MODULES)
    return tuple(service for module in modules for service in module.SERVICES)
