"""Terraform and OpenTofu plans: the JSON of ``terraform show -json``."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

import msgspec

from pcicheck.errors import InputError
from pcicheck.model.document import Document
from pcicheck.model.native import provider_of
from pcicheck.model.origin import Origin
from pcicheck.model.value import AFTER_APPLY, Unknown
from pcicheck.sources.base import Input, Reading
from pcicheck.sources.terraform import azapi
from pcicheck.sources.terraform.gaps import unsupported
from pcicheck.sources.terraform.overlay import hide, overlay
from pcicheck.sources.terraform.provider import account_and_region, key_text, native_type
from pcicheck.sources.terraform.references import References, region_of
from pcicheck.sources.terraform.schema import (
    Change,
    ConfigResource,
    Configuration,
    Plan,
    PlannedModule,
    PlannedValues,
    ResourceChange,
    Variable,
)

SOURCE = "terraform-plan"
_GONE = (["delete"], ["forget"], ["close"])
_KNOWN_MAJORS = {"0", "1"}

_NOT_SHOWN = msgspec.Raw(b'"?"')
"""Stands for ``after_unknown`` where a plan shows planned values only."""

_plan_decoder = msgspec.json.Decoder(Plan)
_config_decoder = msgspec.json.Decoder(Configuration)


def read(given: Input, wanted: Container[str]) -> Reading:
    """The documents of a plan, or of a state in the same form.

    Only types in ``wanted`` are decoded; the rest are counted as gaps. Raises ``InputError``
    where the file is no plan. A format version that is not known gives a warning.
    """
    plan = _decode(given)
    if _is_state(plan):
        from pcicheck.sources.terraform.state import read_state  # plans need not wait for it

        return read_state(given, wanted)
    warnings = _format_warning(plan, given.name)
    changes = plan.resource_changes
    if changes is None:
        changes = list(_planned(_decode_part(plan.planned_values, PlannedValues, given.name).root_module))
        warnings.append(f"{given.name}: the plan has no resource_changes; planned values were read instead")
    if not changes:
        raise InputError(f"{given.name}: the plan holds no resources, so there is nothing to judge")
    configuration = None
    if plan.configuration:
        configuration = _decode_part(plan.configuration, Configuration, given.name)
    reader = _PlanReader(given.name, configuration, _variables(plan))
    documents: list[Document] = []
    for change in changes:
        if change.deposed or change.change.actions in _GONE:
            continue
        kind = native_type(change.mode, change.type)
        if kind in wanted or kind == azapi.RESOURCE:
            document = reader.document(change, kind, wanted)
            if document is not None:
                documents.append(document)
        elif change.mode == "managed":
            reader.skipped.setdefault(change.type, []).append(change.address)
    count = len(documents) + sum(map(len, reader.skipped.values()))
    documents, gaps = azapi.joined(documents)
    gaps += [unsupported(name, addresses, given.name) for name, addresses in sorted(reader.skipped.items())]
    return Reading(SOURCE, documents, gaps, warnings, native_count=count)


class _PlanReader:
    """Turns resource changes into documents that can follow each other."""

    def __init__(self, file: str, configuration: Configuration | None, variables: dict[str, Any]) -> None:
        self.file = file
        self.configuration = configuration
        self.variables = variables
        self.references = References(configuration)
        self.skipped: dict[str, list[str]] = {}
        """Native types without an adapter: type to addresses."""
        self._regions: dict[str, str | None] = {}

    def document(self, change: ResourceChange, kind: str, wanted: Container[str]) -> Document | None:
        """The document of one change of a native type; ``None`` where nothing that is wanted will be there."""
        base = f"{kind}.{change.name}"
        written = self.references.written(change.module_address, base)
        values = _values(change.change, written)
        if values is None:
            return None
        form = azapi.written(kind, values)
        if form.owner not in wanted:
            self.skipped.setdefault(form.type, []).append(change.address)
            return None
        account, region = account_and_region(form.values)
        document = Document(
            form.values,
            type=form.type,
            address=change.address,
            provider=provider_of(change.type),
            origin=Origin(source=SOURCE, file=self.file, address=change.address),
            surroundings=self.references,
            region=region or self._region(written),
            account=account,
        )
        self.references.add(document, change.module_address, base, key_text(change.index), form)
        return document

    def _region(self, written: ConfigResource | None) -> str | None:
        key = written.provider_config_key if written else ""
        if key not in self._regions:
            self._regions[key] = region_of(self.configuration, key, self.variables)
        return self._regions[key]


def _values(change: Change, written: ConfigResource | None) -> dict[str, Any] | Unknown | None:
    values = msgspec.json.decode(change.after)
    if change.after_unknown is _NOT_SHOWN:
        return _without_unknown(values, written)
    if _is(change.after_unknown, b"true"):
        return AFTER_APPLY
    if values is None and _is(change.after_unknown, b"null", b"false", b"{}"):
        return None
    if not isinstance(values, (dict, type(None))):
        return Unknown("Terraform shows its values in a shape that is not an object")
    unknown = msgspec.json.decode(change.after_unknown)
    if unknown:
        values = overlay(values, unknown, written.expressions if written else None)
    if not _is(change.after_sensitive, b"{}", b"false", b"null"):
        values = hide(values, msgspec.json.decode(change.after_sensitive))
    return values if isinstance(values, (dict, Unknown)) else Unknown("Terraform does not show its values")


def _without_unknown(values: Any, written: ConfigResource | None) -> dict[str, Any] | None:
    """Planned values leave unknown attributes out: what the configuration sets and they lack is unknown."""
    if isinstance(values, dict) and written is not None:
        for name, expression in written.expressions.items():
            if values.get(name) is None and b"references" in bytes(expression):
                values[name] = AFTER_APPLY
    return values if isinstance(values, dict) else None


def _is(raw: msgspec.Raw, *texts: bytes) -> bool:
    """Whether undecoded JSON is one of some short texts."""
    return len(raw) <= 5 and bytes(raw) in texts


def _decode(given: Input) -> Plan:
    try:
        plan = _plan_decoder.decode(given.data)
    except msgspec.ValidationError as error:
        raise InputError(f"{given.name}: this JSON is no Terraform plan ({_plain(error)})") from error
    if plan.resource_changes is None and not plan.planned_values and not _is_state(plan):
        raise InputError(f"{given.name}: this JSON is no Terraform plan; make one with 'terraform show -json tf.plan'")
    return plan


def _is_state(plan: Plan) -> bool:
    return (
        plan.resource_changes is None
        and not plan.planned_values
        and bool(plan.values or plan.resources or plan.version)
    )


def _decode_part(raw: msgspec.Raw, part: type[Any], name: str) -> Any:
    try:
        return msgspec.json.decode(raw, type=part)
    except msgspec.ValidationError as error:
        raise InputError(f"{name}: this JSON is no Terraform plan ({_plain(error)})") from error


def _plain(error: msgspec.ValidationError) -> str:
    return str(error).replace(" - at `$", " at `").replace("`.", "`")


def _format_warning(plan: Plan, name: str) -> list[str]:
    version = plan.format_version
    if version is None:
        return [f"{name}: the plan names no format version; read as format 1.2"]
    if version.split(".")[0] not in _KNOWN_MAJORS:
        return [f"{name}: plan format {version} is newer than pcicheck knows (0.1 to 1.x); read as format 1.2"]
    return []


def _variables(plan: Plan) -> dict[str, Any]:
    if not plan.variables:
        return {}
    try:
        return {name: v.value for name, v in msgspec.json.decode(plan.variables, type=dict[str, Variable]).items()}
    except msgspec.ValidationError:
        return {}


def _planned(module: PlannedModule) -> Iterator[ResourceChange]:
    for resource in module.resources:
        change = Change(["no-op"], resource.values, _NOT_SHOWN, resource.sensitive_values)
        yield ResourceChange(
            address=resource.address,
            type=resource.type,
            name=resource.name,
            change=change,
            mode=resource.mode,
            module_address=module.address,
            index=resource.index,
        )
    for child in module.child_modules:
        yield from _planned(child)
