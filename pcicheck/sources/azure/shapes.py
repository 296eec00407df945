"""From Azure Resource Manager's JSON to the form that ``azurerm`` has for the same thing, so that one adapter reads
both. Serves ``azapi_resource`` of Terraform, and whatever else holds documents of ARM.

ARM's names of types are read in any case of letters. Names in lower camel case become snake case by themselves, what
stands in ``properties`` moves beside the name; the tables say what else differs.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from pcicheck.model.value import Unknown
from pcicheck.sources.azure import (
    shapes_classic,
    shapes_clusters,
    shapes_compute,
    shapes_containers,
    shapes_data,
    shapes_edge,
    shapes_gateway,
    shapes_groups,
    shapes_keys,
    shapes_network,
    shapes_oversight,
    shapes_platform,
    shapes_records,
    shapes_seldom,
    shapes_services,
    shapes_sql,
    shapes_storage,
    shapes_synapse,
    shapes_watch,
    shapes_web,
    shapes_web_config,
)
from pcicheck.sources.azure.arm import ArmShape, Partly, certain, tail, turned
from pcicheck.sources.shapes import Values, put, reshape, snake, unstate

SHAPES: dict[str, ArmShape] = (
    shapes_storage.SHAPES
    | shapes_keys.SHAPES
    | shapes_sql.SHAPES
    | shapes_data.SHAPES
    | shapes_network.SHAPES
    | shapes_gateway.SHAPES
    | shapes_compute.SHAPES
    | shapes_containers.SHAPES
    | shapes_web.SHAPES
    | shapes_web_config.SHAPES
    | shapes_services.SHAPES
    | shapes_oversight.SHAPES
    | shapes_platform.SHAPES
    | shapes_edge.SHAPES
    | shapes_groups.SHAPES
    | shapes_watch.SHAPES
    | shapes_synapse.SHAPES
    | shapes_clusters.SHAPES
    | shapes_records.SHAPES
    | shapes_classic.SHAPES
    | shapes_seldom.SHAPES
)
"""ARM type to its shape."""
_BY_LOWER = {name.lower(): shape for name, shape in SHAPES.items()}
_INNER = {shape.type: shape for shape in SHAPES.values() if shape.inside}
_TOP = ("name", "location", "tags", "identity", "kind", "sku", "zones")
_GROUPS = "microsoft.resources/resourcegroups"
_IN_GROUP = re.compile(r"/resourceGroups/([^/]+)/providers/", re.IGNORECASE)


class Native(Struct, frozen=True):
    """A thing of ARM in the form of ``azurerm``."""

    type: str
    """Terraform type, or for a part the ARM type in small letters."""
    values: Values
    parents: tuple[str, ...]
    """Attributes that name its parent."""
    owner: str
    """Terraform type that it is, or is a part of."""


def native(arm_type: str, version: str, resource: Values, parent: Any = None) -> Native | str:
    """A resource of ARM in Terraform's form; else what the type lacks, empty where no table has it.

    ``resource`` has what ARM has at its top: ``name``, ``location``, ``properties`` … . Its values may be unknown.
    Where no parent is given, it is taken from the id.
    """
    shape = _BY_LOWER.get(arm_type.lower())
    if shape is None:
        return ""
    values = _flattened(resource, shape)
    address = resource.get("id") or _id(arm_type, parent, values.get("name"))
    if isinstance(address, str):
        values["id"] = address
    kind = shape.type if shape.pick is None else shape.pick(values)
    if not kind:
        return shape.unclear
    if not isinstance(values, Partly):
        _reshaped(shape, version, values)
    if isinstance(address, str):
        parent = parent or _parent(address)
        group = _IN_GROUP.search(address)
        if group and (arm_type.count("/") == 1 or any(name.endswith("_name") for name in shape.parents)):
            values.setdefault("resource_group_name", group[1])  # Terraform names it where no parent's id does
    for name in shape.parents if parent is not None else ():
        values[name] = tail(parent) if name.endswith("_name") else _without(parent, shape.above)
    return Native(arm_type.lower() if shape.part_of else kind, values, shape.parents, kind)


def shape_of(arm_type: str) -> ArmShape | None:
    """The shape of an ARM type in any case of letters."""
    return _BY_LOWER.get(arm_type.lower())


def part(native_type: str) -> ArmShape | None:
    """The shape of a type that is only a part of another."""
    shape = _BY_LOWER.get(native_type)
    return shape if shape is not None and shape.part_of else None


def inner(terraform_type: str) -> ArmShape | None:
    """The shape of a type whose things are parts of others where their parent is of a certain type."""
    return _INNER.get(terraform_type)


def _flattened(resource: Values, shape: ArmShape) -> Values:
    top = {name: resource[name] for name in _TOP if resource.get(name) is not None}
    if top.get("sku") is not None:
        top["sku"] = snake(top["sku"])
    identity = top.get("identity")
    if isinstance(identity, dict) and str(identity.get("type")).lower() == "none":
        del top["identity"]
    properties = resource.get("properties")
    if isinstance(properties, Unknown):
        return Partly(top, Unknown(properties.reason))
    if shape.own_words:
        return {**top, "properties": properties}
    return {**(snake(properties) if isinstance(properties, dict) else {}), **top}


def _reshaped(shape: ArmShape, version: str, values: Values) -> None:
    for name, path in shape.turned.items():
        found = turned(values, path)
        if found is not None:
            put(values, name, found)
    reshape(shape, values)
    unstate(values, (path for path, span in shape.dated.items() if not certain(version, *span)))


def _id(arm_type: str, parent: Any, name: Any) -> str | None:
    """The id that a thing will have; ``None`` where its parent or its name is not known."""
    if not isinstance(parent, str) or not isinstance(name, str):
        return None
    if arm_type.lower() == _GROUPS:
        return f"{parent}/resourceGroups/{name}"
    inside = arm_type.count("/") > 1
    middle = arm_type.rpartition("/")[2] if inside else f"providers/{arm_type}"
    return f"{parent.rstrip('/')}/{middle}/{name}"


def _without(parent: Any, above: str) -> Any:
    """The id of the real parent, where another stands between."""
    if above and isinstance(parent, str) and parent.lower().endswith(above.lower()):
        return parent[: -len(above)]
    return parent


def _parent(address: str) -> str:
    """The parent that stands in the id of a resource."""
    inside = address.rstrip("/").rpartition("/")[0].rpartition("/")[0]
    holder, found, provider = inside.rpartition("/providers/")
    return holder if found and "/" not in provider else inside
