"""Which events a trail or an event data store selects.

Without selectors a trail logs every management event and no data event. ``event_selector``: ``read_write_type``
defaults to All and ``include_management_events`` to true; ``arn:aws:s3`` stands for all buckets. In
``advanced_event_selector`` a field that is not named selects everything (Terraform registry, ``aws_cloudtrail``; AWS
CloudTrail User Guide, "Logging data events").
"""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import Fact, Unknown

Texts = tuple[str | Unknown, ...]
Known = bool | Unknown

_OBJECT = "AWS::S3::Object"
_SOME_STORES = Unknown("only some object stores are selected, and the source does not say whether they suffice")
_SOME_CALLS = Unknown("only some management calls are selected")
_INCLUDING = ("equals", "starts_with", "ends_with")
_OPERATORS = (*_INCLUDING, "not_equals", "not_starts_with", "not_ends_with")
_NARROWING = ("eventName", "eventType", "userIdentity.arn", "sessionCredentialFromConsole")


class Selection(Struct, frozen=True):
    """What all selectors of a document together record; see ``AuditLog`` for the fields."""

    management_reads: Fact[bool]
    management_writes: Fact[bool]
    object_reads: Fact[bool]
    object_writes: Fact[bool]
    excluded: Fact[Texts]


class _Selector(Struct, frozen=True):
    """One selector."""

    management: Known
    objects: Known
    reads: Known
    writes: Known
    excluded: Texts = ()


def selection(document: Document) -> Selection:
    """What the document's selectors record together."""
    basic, advanced = document.blocks("event_selector"), document.blocks("advanced_event_selector")
    for blocks in (basic, advanced):
        if isinstance(blocks, Unknown):
            return Selection(blocks, blocks, blocks, blocks, blocks)
    selectors = [*map(_basic, _blocks(basic)), *map(_advanced, _blocks(advanced))]
    if not selectors:
        return Selection(True, True, False, False, ())
    left_out = dict.fromkeys(name for s in selectors if s.management is not False for name in s.excluded)
    return Selection(
        management_reads=any_true(*(all_true(s.management, s.reads) for s in selectors)),
        management_writes=any_true(*(all_true(s.management, s.writes) for s in selectors)),
        object_reads=any_true(*(all_true(s.objects, s.reads) for s in selectors)),
        object_writes=any_true(*(all_true(s.objects, s.writes) for s in selectors)),
        excluded=next((name for name in left_out if isinstance(name, Unknown)), tuple(left_out)),
    )


def _basic(block: Block) -> _Selector:
    kind = block.text("read_write_type", "All")
    resources = block.blocks("data_resource")
    return _Selector(
        management=_bool(block.flag("include_management_events", True)),
        objects=resources if isinstance(resources, Unknown) else any_true(*map(_all_objects, resources)),
        reads=kind if isinstance(kind, Unknown) else kind != "WriteOnly",
        writes=kind if isinstance(kind, Unknown) else kind != "ReadOnly",
        excluded=_listed(block.texts("exclude_management_event_sources")),
    )


def _all_objects(resource: Block) -> Known:
    kind = resource.text("type")
    if isinstance(kind, Unknown) or kind != _OBJECT:
        return kind if isinstance(kind, Unknown) else False
    for value in _listed(resource.texts("values")):
        if isinstance(value, str) and value.startswith("arn:") and value.rstrip(":").endswith(":s3"):
            return True
    return _SOME_STORES


def _advanced(block: Block) -> _Selector:
    fields = block.blocks("field_selector")
    if isinstance(fields, Unknown):
        return _Selector(fields, fields, fields, fields)
    category = _equals(fields, "eventCategory")
    management, data = _names(category, "Management"), _names(category, "Data")
    read_only = _equals(fields, "readOnly")
    types = _equals(fields, "resources.type")
    objects = all_true(data, _names(types, _OBJECT) if types is not None else False)
    if objects is True and _named(fields, "resources.ARN", "eventName"):
        objects = _SOME_STORES
    if management is True and _named(
        fields, "eventName", "eventType", "userIdentity.arn", "sessionCredentialFromConsole"
    ):
        management = _SOME_CALLS
    return _Selector(
        management=management,
        objects=objects,
        reads=True if read_only is None else _names(read_only, "true"),
        writes=True if read_only is None else _names(read_only, "false"),
        excluded=_sources_left_out(fields),
    )


def _equals(fields: tuple[Block, ...], name: str) -> Texts | None:
    """What the field must be equal to; ``None`` where no selector names the field."""
    for field in fields:
        found = field.text("field")
        if isinstance(found, Unknown):
            return (found,)
        if found == name:
            return _listed(field.texts("equals"))
    return None


def _names(texts: Texts | None, wanted: str) -> Known:
    if texts is None:
        return False
    if any(isinstance(text, str) and text.lower() == wanted.lower() for text in texts):
        return True
    return next((text for text in texts if isinstance(text, Unknown)), False)


def _named(fields: tuple[Block, ...], *names: str, operators: tuple[str, ...] = _OPERATORS) -> bool:
    """Whether some selector narrows one of the fields with one of the operators."""
    return any(
        field.text("field") in names and any(field.has(operator) is not False for operator in operators)
        for field in fields
    )


def _sources_left_out(fields: tuple[Block, ...]) -> Texts:
    return tuple(name for f in fields if f.text("field") == "eventSource" for name in _listed(f.texts("not_equals")))


def _listed(texts: Texts | Unknown) -> Texts:
    return (texts,) if isinstance(texts, Unknown) else texts


def _blocks(blocks: tuple[Block, ...] | Unknown) -> tuple[Block, ...]:
    return () if isinstance(blocks, Unknown) else blocks


def _bool(value: bool | None | Unknown) -> Known:
    return value if isinstance(value, Unknown) else bool(value)
