"""What is written with ``azapi``, as it stands in a subscription: rows of Resource Graph and what belongs to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pcicheck.cases.shorthand import Mark, Ref
from pcicheck.sources.azure.details import CHILDREN, SUBSCRIPTION, TABLES, table_of
from tests.sources.arm.manager import Azure
from tests.sources.arm.pairs.base import Pair, Written

_FIRST = "/subscriptions/0a"
_INSIDE = {child.type.lower() for children in (*CHILDREN.values(), SUBSCRIPTION) for child in children}
_GROUPS = "microsoft.resources/resourcegroups"
_EXTENDED = "extendedAuditingSettings"
"""Shown by Resource Manager beside those of the plain name, which say the same and are what is asked for."""
_TABLES = {name: table for table, row in TABLES.items() for name in row.types}


def stand(azure: Azure, written: Written) -> dict[str, str]:
    """Let all of it stand in the subscription; ids in small letters to the names that it was written under."""
    ids = {address: _id(written, address) for address in written}
    for address, values in written.items():
        row = _row(written, address, values)
        kind = row["type"].lower()
        if kind in _INSIDE:
            _put(azure, row)
        elif table_of(kind) or kind in _GROUPS:
            azure.tables.setdefault(_TABLES.get(kind, "resources"), []).append(row)
    return {ident.lower(): address.partition(".")[2] for address, ident in ids.items()}


def _put(azure: Azure, row: dict[str, Any]) -> None:
    """A child stands in the list of its kind, and by itself."""
    azure.children[row["id"]] = row
    above = azure.children.setdefault(row["id"].rpartition("/")[0], [])
    above.append(row)


def _row(written: Written, address: str, values: dict[str, Any]) -> dict[str, Any]:
    outside: dict[str, Any] = {name: values[name] for name in ("location", "tags") if name in values}
    identity = values.get("identity")
    if identity:
        outside["identity"] = {"type": identity[0]["type"]}
    row = {
        "id": _id(written, address),
        "name": values["name"],
        "type": _kind(values),
        **outside,
        **values["body"],
    }
    return _plain(written, row)  # type: ignore[no-any-return]


def _kind(values: dict[str, Any]) -> str:
    """The ARM type that something is shown as."""
    return str(values["type"].partition("@")[0]).replace(_EXTENDED, "auditingSettings")


def _id(written: Written, address: str) -> str:
    values = written[address]
    kind = _kind(values)
    parent = _plain(written, values["parent_id"])
    inside = kind.count("/") > 1
    middle = kind.rpartition("/")[2] if inside else f"providers/{kind}"
    if kind == "Microsoft.Resources/resourceGroups":
        middle = "resourceGroups"
    return f"{parent}/{middle}/{values['name']}"


def _plain(written: Written, value: Any) -> Any:
    """A value in which references have become ids."""
    if isinstance(value, dict):
        return {name: _plain(written, item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(written, item) for item in value]
    if isinstance(value, Mark):
        return value.value
    if isinstance(value, Ref):
        address = ".".join(value.names[0].split(".")[:2])
        return _id(written, address) if address in written else value.names[0]
    return value


def large(pairs: Iterable[Pair], *, apart: bool = True) -> tuple[Azure, dict[str, tuple[str, str]]]:
    """Every pair in a subscription of its own, or in the first where nothing of it stands yet; and ids in small letters
    to the pair and the name within it."""
    azure = Azure()
    azure.page = 100
    names: dict[str, tuple[str, str]] = {}
    held: list[set[str]] = []
    for pair in pairs:
        alone = Azure()
        own = stand(alone, pair.azapi)
        free = (number for number, ids in enumerate(held) if not apart and ids.isdisjoint(own))
        number = next(free, len(held))
        held += [set()] if number == len(held) else []
        held[number] |= own.keys()
        mine = f"/subscriptions/{number:02d}"
        names |= {ident.replace(_FIRST, mine): (pair.name, name) for ident, name in own.items()}
        _join(azure, json.dumps([alone.tables, alone.children]).replace(_FIRST, mine))
    azure.subscriptions = [f"{number:02d}" for number in range(len(held))]
    return azure, names


def _join(azure: Azure, more: str) -> None:
    """What stands in an estate, in another beside what is there."""
    tables, children = json.loads(more)
    for table, rows in tables.items():
        azure.tables.setdefault(table, []).extend(rows)
    for path, found in children.items():
        before = azure.children.get(path)
        azure.children[path] = [*before, *found] if isinstance(before, list) else found
