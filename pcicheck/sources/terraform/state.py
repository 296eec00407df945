"""Terraform and OpenTofu states: what is deployed, as the tool last saw it.

Two forms: ``terraform show -json`` of a state (values in the shape of a plan's planned values), and the raw
``terraform.tfstate`` of version 4. Source: Terraform's "JSON Output Format" and ``statefile/version4.go``.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Raw, Struct

from pcicheck.errors import InputError
from pcicheck.model.document import Document
from pcicheck.model.native import provider_of
from pcicheck.model.origin import Origin
from pcicheck.sources.base import Input, Reading
from pcicheck.sources.named import NamedDocuments
from pcicheck.sources.terraform import azapi
from pcicheck.sources.terraform.gaps import unsupported
from pcicheck.sources.terraform.overlay import hide
from pcicheck.sources.terraform.provider import account_and_region, key_text, native_type
from pcicheck.sources.terraform.schema import PlannedModule, PlannedValues

SOURCE = "terraform-state"
_RAW_VERSION = 4


class Instance(Struct):
    """One instance of a resource in a raw state."""

    attributes: Raw = Raw(b"null")
    index_key: str | int | None = None
    deposed: str | None = None
    sensitive_attributes: list[Any] = []


class StateResource(Struct):
    """One resource of a raw state."""

    type: str
    name: str
    mode: str = "managed"
    module: str = ""
    instances: list[Instance] = []


class RawState(Struct):
    """``terraform.tfstate``."""

    version: int = 0
    resources: list[StateResource] = []


class ShownState(Struct):
    """``terraform show -json`` of a state."""

    values: PlannedValues = PlannedValues()


class Found(Struct):
    """One object of a state, in either form."""

    address: str
    type: str
    values: Any


class StateNames:
    """How documents of a state find each other: every value is known, so by the names that they hold."""

    def __init__(self) -> None:
        self.named = NamedDocuments()

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents of the types that the literal value at ``path`` names."""
        value = document.get(path)
        return list(dict.fromkeys(self.named.called(value, types))) if isinstance(value, str) and value else []

    def names(self, document: Document, path: str) -> list[str]:
        """A state holds no expressions."""
        return []

    def of_type(self, native_type: str) -> Sequence[Document]:
        """Every document of a native type."""
        return self.named.of_type(native_type)


def read_state(given: Input, wanted: Container[str]) -> Reading:
    """The documents of a state. Raises ``InputError`` for one of an old version, or without resources."""
    found = list(_found(given))
    if not found:
        raise InputError(f"{given.name}: the state holds no resources, so there is nothing to judge")
    surroundings = StateNames()
    documents: list[Document] = []
    skipped: dict[str, list[str]] = {}
    for item in found:
        form = azapi.written(item.type, item.values)
        if form.owner in wanted:
            documents.append(_document(Found(item.address, form.type, form.values), given.name, surroundings))
        elif not item.type.startswith("data."):
            skipped.setdefault(form.type, []).append(item.address)
    for document in documents:
        surroundings.named.add(document)
    count = len(documents) + sum(map(len, skipped.values()))
    documents, gaps = azapi.joined(documents)
    gaps += [unsupported(kind, addresses, given.name) for kind, addresses in sorted(skipped.items())]
    return Reading(SOURCE, documents, gaps, [], native_count=count)


def _document(item: Found, file: str, surroundings: StateNames) -> Document:
    account, region = account_and_region(item.values)
    return Document(
        item.values,
        type=item.type,
        address=item.address,
        provider=provider_of(item.type.removeprefix("data.")),
        origin=Origin(source=SOURCE, file=file, address=item.address),
        surroundings=surroundings,
        region=region,
        account=account,
    )


def _found(given: Input) -> Iterator[Found]:
    try:
        raw = msgspec.json.decode(given.data, type=RawState)
        if raw.version or raw.resources:
            yield from _raw(raw, given.name)
            return
        shown = msgspec.json.decode(given.data, type=ShownState)
    except msgspec.ValidationError as problem:
        raise InputError(f"{given.name}: this JSON is no Terraform state ({problem})") from problem
    yield from _shown(shown.values.root_module)


def _raw(state: RawState, name: str) -> Iterator[Found]:
    if state.version != _RAW_VERSION:
        raise InputError(
            f"{name}: this is a Terraform state of version {state.version}; "
            "run 'terraform show -json > state.json' with Terraform 0.12 or later and scan that"
        )
    for resource in state.resources:
        for instance in resource.instances:
            values = msgspec.json.decode(instance.attributes)
            if instance.deposed is None and isinstance(values, dict):
                for path in instance.sensitive_attributes:
                    _hide_path(values, path)
                yield _named(resource, instance.index_key, values)


def _named(resource: StateResource, key: str | int | None, values: dict[str, Any]) -> Found:
    prefix = f"{resource.module}." if resource.module else ""
    kind = native_type(resource.mode, resource.type)
    return Found(f"{prefix}{kind}.{resource.name}{key_text(key)}", kind, values)


def _hide_path(values: Any, path: Any) -> None:
    """Hide what a sensitive path leads to: steps such as ``{"type": "get_attr", "value": "password"}``, or
    ``{"type": "index", "value": {"value": 0, "type": "number"}}`` into a list or map."""
    steps = [_key(step.get("value")) for step in path if isinstance(step, dict)] if isinstance(path, list) else []
    target = values
    for position, step in enumerate(steps, start=1):
        if not _has(target, step):
            return
        if position == len(steps):
            target[step] = hide(target[step], True)
        target = target[step]


def _key(step: Any) -> Any:
    return step.get("value") if isinstance(step, dict) else step


def _has(target: Any, step: Any) -> bool:
    if isinstance(target, list):
        return isinstance(step, int) and 0 <= step < len(target)
    return isinstance(target, dict) and step in target


def _shown(module: PlannedModule) -> Iterator[Found]:
    for resource in module.resources:
        values = hide(msgspec.json.decode(resource.values), msgspec.json.decode(resource.sensitive_values))
        if isinstance(values, dict):
            yield Found(resource.address, native_type(resource.mode, resource.type), values)
    for child in module.child_modules:
        yield from _shown(child)
