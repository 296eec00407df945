"""Reading facts of a resource by path, through nested structs and links."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from pcicheck.model.link import Link
from pcicheck.model.resource import Inventory, Resource
from pcicheck.model.value import Inapplicable, Unknown

Reader = Callable[[Resource], Any]


def reader(path: str, inventory: Inventory) -> Reader:
    """A function that reads ``path`` of a resource.

    A label that is not there is unset; behind a missing link target everything is unknown.
    """
    steps = path.split(".")
    if steps[:2] == ["resource", "labels"]:
        label = ".".join(steps[2:])
        return lambda resource: resource.labels.get(label)
    if steps[0] == "resource":
        return attrgetter(".".join(steps[1:]))
    if len(steps) == 1:
        return attrgetter(f"facts.{path}")

    def read(resource: Resource) -> Any:
        value: Any = resource.facts
        for step in steps:
            if isinstance(value, Link):
                target = inventory.resolve(value, resource)
                if target is None:
                    return Unknown(f"{value.target} is not among what was scanned")
                resource, value = target, target.facts
            if value is None or isinstance(value, (Unknown, Inapplicable)):
                return value
            try:
                value = getattr(value, step)
            except AttributeError:
                return Inapplicable(f"a {value.kind_name} has no {step}")
        return value

    return read
