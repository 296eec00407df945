"""What is written with ``azapi``, as it stands in a subscription: rows of Resource Graph and what belongs to them."""

from __future__ import annotations

from typing import Any

from pcicheck.cases.shorthand import Mark, Ref
from pcicheck.sources.azure.details import CHILDREN, SUBSCRIPTION, TABLES
from tests.sources.arm.manager import Azure
from tests.sources.arm.pairs import Written

_INSIDE = {child.type.lower() for children in (*CHILDREN.values(), SUBSCRIPTION) for child in children}
_TABLES = {name: table for table, row in TABLES.items() for name in row.types}


def stand(azure: Azure, written: Written) -> dict[str, str]:
    """Let all of it stand in the subscription; ids in small letters to the names that it was written under."""
    ids = {address: _id(written, address) for address in written}
    for address, values in written.items():
        row = _row(written, address, values)
        kind = row["type"].lower()
        if kind in _INSIDE:
            _put(azure, row)
        else:
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
        "type": values["type"].partition("@")[0],
        **outside,
        **values["body"],
    }
    return _plain(written, row)  # type: ignore[no-any-return]


def _id(written: Written, address: str) -> str:
    values = written[address]
    kind = values["type"].partition("@")[0]
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
