"""BigQuery datasets and tables.

Everything is encrypted with Google's key unless one is named; a table without ``encryption_configuration`` takes the
``default_encryption_configuration`` of its dataset (Terraform registry, ``google_bigquery_table``,
``google_bigquery_dataset``; BigQuery documentation, "Customer-managed Cloud KMS keys"). Access without an entry is
refused. An entry may name a ``special_group`` or an ``iam_member``; ``allAuthenticatedUsers`` and ``allUsers`` are
everybody. An entry that gives a role to nobody named is how ``allUsers`` was written before ``iam_member`` existed,
and stays open.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import Warehouse
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.access import grants_of, is_public, public_principal, read_grants
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.reading import only

_API = "it is reached through Google's API alone, with HTTPS and IAM"
_NAMED = ("user_by_email", "group_by_email", "domain", "view", "routine", "dataset")
_OWNER = "what it belongs to has it"
_DATASET_KEY = "default_encryption_configuration.kms_key_name"


def dataset(document: Document) -> Iterator[Resource]:
    """A BigQuery dataset, with its access entries written inside, beside it, and as IAM."""
    stub = document.values if isinstance(document.values, Unknown) else None
    entries = [_is_open(document), *(_entry_is_open(car) for car in document.all_sidecars(_ACCESS))]
    known = any_true(*entries, is_public(grants_of(document)))
    yield from _made(document, kms_encryption(document, _DATASET_KEY), stub if known is False and stub else known)


_ACCESS = "google_bigquery_dataset_access"


def table(document: Document) -> Iterator[Resource]:
    """A BigQuery table. What its dataset lets anyone do, they may do with the table too; the dataset says that."""
    yield from _made(document, _table_encryption(document), is_public(grants_of(document)))


def access_entry(document: Document) -> Iterator[Resource]:
    """An access entry of a dataset, written as a resource of its own."""
    yield resource(document, only(Warehouse, _OWNER, open_to_anyone=_entry_is_open(document)))


def grant(document: Document) -> Iterator[Resource]:
    """An IAM grant on a dataset or table."""
    yield resource(document, only(Warehouse, _OWNER, open_to_anyone=is_public(read_grants(document))))


def _made(document: Document, said: Encryption, open_to_anyone: Fact[bool]) -> Iterator[Resource]:
    facts = only(Warehouse, _API, encryption=said, open_to_anyone=open_to_anyone)
    names = (document.text("dataset_id"), document.text("table_id"), document.text("id"), document.text("self_link"))
    yield resource(document, facts, labels=labels_of(document), names=names)


def _table_encryption(document: Document) -> Encryption:
    said = kms_encryption(document, "encryption_configuration.kms_key_name")
    if said.key is not None:
        return said
    owner = document.follow("dataset_id", "google_bigquery_dataset")
    return kms_encryption(owner, _DATASET_KEY) if owner else said


def _is_open(document: Document) -> bool | Unknown:
    entries = document.blocks("access")
    return entries if isinstance(entries, Unknown) else any_true(*(_entry_is_open(entry) for entry in entries))


def _entry_is_open(entry: Block) -> bool | Unknown:
    group, member = entry.text("special_group"), entry.text("iam_member")
    for principal in (group, member):
        if isinstance(principal, str):
            return public_principal(principal) is not None
    unsure = next((item for item in (group, member) if isinstance(item, Unknown)), None)
    if unsure is not None:
        return unsure
    return not any(entry.has(path) is not False for path in _NAMED)
