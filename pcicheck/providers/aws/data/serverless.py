"""Databases without servers: DynamoDB, Keyspaces, Timestream.

Defaults: a DynamoDB table is always encrypted, with a key that AWS owns unless ``server_side_encryption`` is enabled
(Terraform registry, ``aws_dynamodb_table``; without ``kms_key_arn`` it is ``alias/aws/dynamodb``); a Keyspaces table
likewise (``encryption_specification.type`` ``AWS_OWNED_KMS_KEY``); Timestream uses ``alias/aws/timestream``. All are
reached through the AWS API alone, over HTTPS and with IAM credentials. ``ttl`` is off.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import Database
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.assurance.schemas import wide_table
from pcicheck.providers.aws.data.common import encryption, made

_API = Inapplicable("it is reached through the AWS API alone, with HTTPS and IAM")
_TRAIL = Inapplicable("CloudTrail records its use; it exports no log of its own")
_SERVICE = Inapplicable("AWS runs and updates the servers")


def dynamodb_table(document: Document) -> Iterator[Resource]:
    """A DynamoDB table."""
    enabled = document.flag("server_side_encryption.enabled", False)
    if enabled is False:
        stored = Encryption(at_rest=True, key_owner="provider", key=None)
    elif isinstance(enabled, Unknown):
        stored = Encryption(at_rest=True, key_owner=enabled, key=enabled)
    else:
        stored = encryption(document, True, "server_side_encryption.kms_key_arn")
    yield from made(document, _facts("dynamodb", stored, document.flag("ttl.enabled", False)), "name")


def dynamodb_replica(document: Document) -> Iterator[Resource]:
    """A replica of a DynamoDB table in another region; records expire as in its source."""
    stored = encryption(document, True, "kms_key_arn")
    yield from made(document, _facts("dynamodb", stored, Inapplicable("the replicated table has it")))


def keyspaces_table(document: Document) -> Iterator[Resource]:
    """A Keyspaces table. A default time to live of 0 is none."""
    kind = document.text("encryption_specification.type", "AWS_OWNED_KMS_KEY")
    if isinstance(kind, Unknown):
        stored = Encryption(at_rest=True, key_owner=kind, key=kind)
    elif kind == "CUSTOMER_MANAGED_KMS_KEY":
        stored = encryption(document, True, "encryption_specification.kms_key_identifier", keyless="provider")
    else:
        stored = Encryption(at_rest=True, key_owner="provider", key=None)
    seconds = document.number("default_time_to_live", 0)
    per_row = document.text("ttl.status", "disabled")
    expire: Fact[bool] = seconds if isinstance(seconds, Unknown) else bool(seconds)
    if expire is False:
        expire = per_row if isinstance(per_row, Unknown) else str(per_row).lower() == "enabled"
    yield from made(document, _facts("cassandra", stored, expire), "table_name")
    yield wide_table(document)


def timestream_database(document: Document) -> Iterator[Resource]:
    """A Timestream database; its tables always have a retention."""
    facts = _facts("timestream", encryption(document, True, "kms_key_id"), Inapplicable("its tables have a retention"))
    yield from made(document, facts, "database_name")


def _facts(engine: str, stored: Encryption, items_expire: Fact[bool]) -> Database:
    return Database(
        engine=engine,
        encryption=stored,
        public=_API,
        tls_required=_API,
        log_exports=_TRAIL,
        audit_log=_TRAIL,
        auto_minor_upgrade=_SERVICE,
        admin_name=_API,
        admin_password=_API,
        central_identity=_API,
        certificate_current=_SERVICE,
        items_expire=items_expire,
        insights_key_owner=_TRAIL,
        known_hole=_SERVICE,
    )
