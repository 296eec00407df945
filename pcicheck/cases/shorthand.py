"""Write a whole Terraform plan from the short form that cases use.

A case names resources by address and gives the attributes that somebody wrote::

    aws_s3_bucket.a: {bucket: pay}
    aws_s3_bucket_versioning.a:
      bucket: !ref aws_s3_bucket.a.id
      versioning_configuration: [{status: Enabled}]

``!ref`` is an expression that refers to other things and is known only after apply, ``!unknown`` is any other
value known only after apply, ``!computed`` is one that the provider computes and nobody wrote, ``!sensitive``
marks a known value. Nested blocks are lists of mappings, as in a real plan; a plain mapping is a map attribute.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from msgspec import Struct

PROVIDER_HOST = "registry.terraform.io/hashicorp/"
_STEP = re.compile(r"module\.([\w-]+)(\[[^\]]*\])?\.")
_ADDRESS = re.compile(r'(?P<data>data\.)?(?P<type>[\w-]+)\.(?P<name>[\w-]+)(?:\[(?P<key>"[^"]*"|\d+)\])?')


class Ref(Struct, frozen=True):
    """An expression that refers to the named things."""

    names: tuple[str, ...]


class Mark(Struct, frozen=True):
    """``unknown``, ``computed`` or ``sensitive``, the last with its value."""

    name: str
    value: Any = None


COMPUTED = Mark("computed")
"""What the provider computes and nobody wrote."""


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CaseLoader(_Loader):  # type: ignore[misc]
    """YAML with the four tags of the short form."""


def _ref(loader: yaml.SafeLoader, node: yaml.Node) -> Ref:
    if isinstance(node, yaml.SequenceNode):
        return Ref(tuple(str(item) for item in loader.construct_sequence(node)))
    return Ref((str(loader.construct_scalar(node)) if isinstance(node, yaml.ScalarNode) else "",))


def _sensitive(loader: yaml.SafeLoader, node: yaml.Node) -> Mark:
    if isinstance(node, yaml.ScalarNode):
        return Mark("sensitive", loader.construct_scalar(node))
    if isinstance(node, yaml.SequenceNode):
        return Mark("sensitive", loader.construct_sequence(node, deep=True))
    return Mark("sensitive", loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else None)


CaseLoader.add_constructor("!ref", _ref)
CaseLoader.add_constructor("!sensitive", _sensitive)
CaseLoader.add_constructor("!unknown", lambda _loader, _node: Mark("unknown"))
CaseLoader.add_constructor("!computed", lambda _loader, _node: COMPUTED)


def plan(resources: dict[str, dict[str, Any]], provider: dict[str, Any] | None = None) -> dict[str, Any]:
    """The plan of resources in short form, as ``terraform show -json`` writes it (format 1.2).

    Raises ``ValueError`` for an address that is none.
    """
    changes: list[dict[str, Any]] = []
    root: dict[str, Any] = {"resources": [], "module_calls": {}}
    for address, written in resources.items():
        module_address, parts = _split(address)
        changes.append(_change(address, module_address, parts, written))
        _module(root, address)["resources"].append(_configured(parts, written))
    region = {"region": {"constant_value": "eu-west-1"}} if provider is None else _expressions(provider)
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {}},
        "resource_changes": changes,
        "configuration": {
            "provider_config": {"aws": {"name": "aws", "full_name": f"{PROVIDER_HOST}aws", "expressions": region}},
            "root_module": root,
        },
    }


def _split(address: str) -> tuple[str, re.Match[str]]:
    rest = _STEP.sub("", address)
    match = _ADDRESS.fullmatch(rest)
    if match is None:
        raise ValueError(f"'{address}' is no Terraform address")
    return address[: len(address) - len(rest)].rstrip("."), match


def _change(address: str, module_address: str, parts: re.Match[str], written: dict[str, Any]) -> dict[str, Any]:
    after, unknown, sensitive = _values(written)
    if parts["data"] is None:
        unknown = {"id": True, "arn": True} | unknown
        for known in after.keys() & {"id", "arn"}:
            unknown.pop(known)
    change = {
        "address": address,
        "mode": "data" if parts["data"] else "managed",
        "type": parts["type"],
        "name": parts["name"],
        "provider_name": PROVIDER_HOST + parts["type"].split("_")[0],
        "change": {
            "actions": ["read"] if parts["data"] else ["create"],
            "before": None,
            "after": after,
            "after_unknown": unknown,
            "before_sensitive": False,
            "after_sensitive": sensitive,
        },
    }
    if module_address:
        change["module_address"] = module_address
    if parts["key"] is not None:
        change["index"] = yaml.safe_load(parts["key"])
    return change


def _values(written: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    after: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    sensitive: dict[str, Any] = {}
    for name, value in written.items():
        known, is_unknown, is_sensitive = _value(value)
        if is_unknown is not True:
            after[name] = known
        if is_unknown:
            unknown[name] = is_unknown
        if is_sensitive:
            sensitive[name] = is_sensitive
    return after, unknown, sensitive


def _value(value: Any) -> tuple[Any, Any, Any]:
    """A written value as planned value, unknown mask and sensitive mask."""
    match value:
        case Ref() | Mark(name="unknown" | "computed"):
            return None, True, False
        case Mark(value=hidden):
            return hidden, False, True
        case dict():
            return _values(value)
        case list():
            parts = [_value(item) for item in value]
            unknown, sensitive = ([part[i] for part in parts] for i in (1, 2))
            return [part[0] for part in parts], unknown if any(unknown) else [], sensitive if any(sensitive) else []
    return value, False, False


def _configured(parts: re.Match[str], written: dict[str, Any]) -> dict[str, Any]:
    kind = "data" if parts["data"] else "managed"
    return {
        "address": f"{parts['data'] or ''}{parts['type']}.{parts['name']}",
        "mode": kind,
        "type": parts["type"],
        "name": parts["name"],
        "provider_config_key": parts["type"].split("_")[0],
        "expressions": _expressions(written),
        "schema_version": 0,
    }


def _expressions(written: dict[str, Any]) -> dict[str, Any]:
    return {name: _expression(value) for name, value in written.items() if value != COMPUTED and value is not None}


def _expression(value: Any) -> Any:
    match value:
        case Ref(names=names):
            return {"references": list(names)}
        case Mark():
            return {}
        case [dict(), *_]:
            return [_expressions(item) for item in value]
        case list() if refs := [name for item in value if isinstance(item, Ref) for name in item.names]:
            return {"references": refs}
        case list() | dict() if "Mark(" in repr(value) or "Ref(" in repr(value):
            return {}
    return {"constant_value": value}


def _module(root: dict[str, Any], address: str) -> dict[str, Any]:
    module = root
    for name, _ in _STEP.findall(address):
        call = module["module_calls"].setdefault(
            name, {"source": f"./{name}", "module": {"resources": [], "module_calls": {}}}
        )
        module = call["module"]
    return module
