"""Mail records of Cloud DNS, and declared fields of messages.

Terraform registry, hashicorp/google: ``google_dns_record_set.rrdatas`` (texts with quotes inside),
``google_pubsub_schema``
(``type`` AVRO or PROTOCOL_BUFFER, ``definition``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.assurance import DataSchema
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.mail import mail_domain
from pcicheck.providers.schemas import Fields, of_avro, of_protobuf


def record(document: Document) -> Iterator[Resource]:
    """A TXT record that speaks of mail; other records are no such thing."""
    if document.text("type") in ("TXT", "SPF"):
        for number, facts in enumerate(mail_domain(document.text("name"), document.texts("rrdatas"))):
            yield resource(document, facts, part=str(number) if number else "")


def message_schema(document: Document) -> Iterator[Resource]:
    """A schema for the messages of Pub/Sub topics."""
    text = document.text("definition")
    fields: Fact[Fields]
    if text is None or isinstance(text, Unknown):
        fields = text or Unknown("no definition is written")
    else:
        fields = of_protobuf(text) if document.text("type") == "PROTOCOL_BUFFER" else of_avro(text)
    yield resource(document, DataSchema(fields=fields), names=(document.text("id"), document.text("name")))
