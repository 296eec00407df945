"""The same things as Terraform plans and as answers of AWS, by theme."""

from __future__ import annotations

from importlib import import_module

from tests.sources.aws.pairs.pair import Pair

_THEMES = (
    "alerts",
    "assurance",
    "audit",
    "data",
    "databases",
    "declared",
    "delivery",
    "detection",
    "edge",
    "identity",
    "keys",
    "logging",
    "messaging",
    "network",
    "opposites",
    "people",
    "platforms",
    "processing",
    "rest",
    "contrary",
    "storage",
    "stores",
    "workload",
)
THEMES: dict[str, dict[str, Pair]] = {name: import_module(f"{__name__}.{name}").PAIRS for name in _THEMES}
