"""What is asked of a resource beside what the graph tells, and how it is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from pcicheck.sources.shapes import at

Row = dict[str, Any]


class Child(Struct, frozen=True):
    """What belongs to a resource and is read from Resource Manager."""

    path: str
    """What follows the resource's id: ``/providers/Microsoft.Insights/diagnosticSettings``."""
    version: str
    """Version of the API."""
    type: str
    """ARM type of what is found."""
    listed: bool = True
    """Whether the answer is a list; otherwise it is one child."""
    again: bool = False
    """Whether each of the list is asked for by itself, as the list tells less."""
    when: Callable[[Row], bool] | None = None
    """Which owners can have such children; all where nothing is said."""
    counts: Callable[[Row], bool] | None = None
    """Which children say something; all where nothing is said."""
    absent: tuple[int, ...] = (404,)
    """Statuses that say that there is none."""
    gives: tuple[str, ...] = ()
    """Attributes of the owner that it tells, where they are fewer than its shape gives."""
    beside: str = ""
    """What of the owner it belongs to, such as its alert policy: what follows the owner's id."""
    only_a_step: bool = False
    """Whether it is read only for what belongs to it."""
    feeds: tuple[str, ...] = ()
    """All that it decides, as ``kind.fact`` or ``kind.*``; empty where that is much, or one thing of one kind."""

    @property
    def permission(self) -> str:
        """The right that it needs."""
        return f"{self.type}/read"

    @property
    def part(self) -> str:
        """What tells it from other children in a snapshot."""
        return self.path.lstrip("/")


class Table(Struct, frozen=True):
    """A table of Resource Graph."""

    types: tuple[str, ...] = ()
    """ARM types that are read from it; all where none is named."""
    above: bool = False
    """Whether it also has what stands above a subscription and holds in it."""


_LOGS = "Microsoft.Insights/diagnosticSettings"
_LOG_VERSION = "2021-05-01-preview"
_FED = ("log_route.*", "audit_log.*", "object_store.log_destination")
"""What a diagnostic setting decides wherever it stands: itself, and where it sends the logs."""


def logs(*feeds: str, service: str = "") -> Child:
    """Diagnostic settings of a resource, or of a ``service`` of it; ``feeds`` are facts of the resource."""
    above = f"/{service}/default" if service else ""
    return Child(f"{above}/providers/{_LOGS}", _LOG_VERSION, _LOGS, feeds=(*_FED, *feeds))


DIAGNOSTICS = logs()
"""Those of a resource of which no fact rests on them."""


def under(owner: str, version: str, *names: str, **more: Any) -> tuple[Child, ...]:
    """Children whose path is the name of their type."""
    return tuple(Child(f"/{name}", version, f"{owner}/{name}", **more) for name in names)


def has(path: str) -> Callable[[Row], bool]:
    return lambda row: bool(at(row, f"properties.{path}"))


def named(*names: str) -> Callable[[Row], bool]:
    return lambda row: str(row.get("name", "")).rpartition("/")[2].lower() in names
