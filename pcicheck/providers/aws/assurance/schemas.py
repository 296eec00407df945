"""Declared fields of records: the Glue catalogue and schema registry, Keyspaces.

Terraform registry, hashicorp/aws: ``aws_glue_catalog_table.storage_descriptor.columns`` and ``partition_keys``,
``aws_glue_schema`` (``data_format`` AVRO, JSON or PROTOBUF, ``schema_definition``), ``aws_keyspaces_table``
(``schema_definition.column``). A table without columns gets them from a crawler or from a schema that it refers to.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.assurance import DataSchema
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.schemas import Fields, named, of_avro, of_json_schema, of_protobuf

_FOUND_LATER = Unknown("no columns are written; a crawler or another schema decides")


def catalog_table(document: Document) -> Iterator[Resource]:
    """A table of the Glue catalogue."""
    fields = _of_blocks(document, "storage_descriptor.columns", "partition_keys")
    yield resource(document, DataSchema(fields=fields), labels=tags_of(document), names=(document.text("arn"),))


def wide_table(document: Document) -> Resource:
    """The columns of a table of Keyspaces."""
    fields = _of_blocks(document, "schema_definition.column", "schema_definition.static_column")
    return resource(document, DataSchema(fields=fields), part="schema", labels=tags_of(document))


def registered(document: Document) -> Iterator[Resource]:
    """A schema of the Glue registry."""
    yield resource(document, DataSchema(fields=_definition(document)), labels=tags_of(document))


def _of_blocks(document: Document, *paths: str) -> Fact[Fields]:
    fields: Fields = ()
    for path in paths:
        blocks = document.blocks(path)
        if isinstance(blocks, Unknown):
            return blocks
        fields += named(blocks)
    return fields or (document.values if isinstance(document.values, Unknown) else _FOUND_LATER)


def _definition(document: Document) -> Fact[Fields]:
    text, kind = document.text("schema_definition"), document.text("data_format")
    if text is None or isinstance(text, Unknown):
        return text or Unknown("no definition is written")
    if kind == "PROTOBUF":
        return of_protobuf(text)
    return of_json_schema(text) if kind == "JSON" else of_avro(text)
