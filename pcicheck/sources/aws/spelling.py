"""What APIs say, spelt as Terraform spells it: names and nested blocks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pcicheck.model.value import Unknown

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=4096)
def snake(name: str) -> str:
    """``ManagedRuleGroupStatement`` as ``managed_rule_group_statement``."""
    return _HUMP.sub("_", name).lower()


def as_blocks(value: Any) -> Any:
    """A structure as nested blocks: every mapping a list of one, every name in snake case."""
    if isinstance(value, dict):
        return [members(value)]
    if isinstance(value, list):
        return [members(item) if isinstance(item, dict) else item for item in value]
    return value


def members(value: dict[str, Any]) -> dict[str, Any]:
    """The members of a structure as attributes and blocks."""
    return {snake(name): as_blocks(item) for name, item in value.items()}


def inside(found: Any, *path: str) -> Any:
    """What an answer holds; ``None`` where it holds nothing there, unknown where the answer itself is."""
    for name in path:
        if isinstance(found, Unknown):
            return found
        found = found.get(name) if isinstance(found, dict) else None
    return found
