"""Kinesis data streams, video streams and Firehose.

Defaults: ``aws_kinesis_stream.encryption_type`` is NONE; a video stream is always encrypted, with
``aws/kinesisvideo`` where no key is named; ``server_side_encryption.enabled`` of Firehose is false and its
``key_type`` AWS_OWNED_CMK (Terraform registry). Firehose that reads from a stream or a Kafka cluster leaves
encryption to it and refuses a setting of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.messaging import Stream
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_SOURCES = ("kinesis_source_configuration", "msk_source_configuration")
_AT_SOURCE = Inapplicable("it reads from a stream that holds the records and encrypts them itself")
_SSE = "server_side_encryption"


def data_stream(document: Document) -> Iterator[Resource]:
    """A Kinesis data stream."""
    written = document.text("encryption_type", "NONE")
    at_rest = written if isinstance(written, Unknown) else written == "KMS"
    yield _stream(document, kms_encryption(document, "kms_key_id", at_rest))


def video_stream(document: Document) -> Iterator[Resource]:
    """A Kinesis video stream."""
    yield _stream(document, kms_encryption(document, "kms_key_id"))


def activity_stream(document: Document) -> Iterator[Resource]:
    """What a database cluster reports of its use; it is always encrypted, with a key that must be named."""
    yield _stream(document, kms_encryption(document, "kms_key_id"))


def firehose(document: Document) -> Iterator[Resource]:
    """A Firehose delivery stream."""
    if any(document.has(source) is True for source in _SOURCES):
        yield _stream(document, Encryption(at_rest=_AT_SOURCE, key_owner=_AT_SOURCE, key=_AT_SOURCE))
        return
    enabled = document.flag(f"{_SSE}.enabled", False)
    key_type = document.text(f"{_SSE}.key_type", "AWS_OWNED_CMK")
    if enabled is not True or isinstance(key_type, Unknown) or key_type == "CUSTOMER_MANAGED_CMK":
        yield _stream(document, kms_encryption(document, f"{_SSE}.key_arn", enabled))
    else:
        yield _stream(document, Encryption(at_rest=True, key_owner="provider", key=None))


def _stream(document: Document, encryption: Encryption) -> Resource:
    names = (document.text("arn"), document.text("id"), document.text("name"))
    labels = tags_of(document)
    return resource(document, Stream(encryption=encryption), labels=labels, names=names)
