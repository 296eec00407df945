"""Copies that services make by themselves, in other regions or on a schedule, and single objects.

Terraform registry, hashicorp/aws: ``aws_dlm_lifecycle_policy`` (``policy_details.action.cross_region_copy``
with ``encryption_configuration.encryption`` default false, ``policy_details.schedule.cross_region_copy_rule`` with
``encrypted`` and ``cmk_arn``; without a key the account's default EBS key),
``aws_db_instance_automated_backups_replication.kms_key_id`` (an encrypted source needs one),
``aws_memorydb_snapshot.kms_key_arn`` and ``aws_redshift_snapshot_copy_grant.kms_key_id`` (a key of AWS). An object
without ``kms_key_id`` takes the default of its bucket. A copy of an unencrypted snapshot is not encrypted unless the
rule says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import ObjectStore, Snapshot, StoredObject
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.aws.storage.bucket import bucket
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_NOT_SHARED = Inapplicable("copies that a service keeps for itself are not shared by it")
_SOURCE_DECIDES = Unknown("an unencrypted source stays unencrypted, and the source is not looked at here")
_BUCKET_DECIDES = Unknown("the bucket decides, and it is not in this input")
_KEYS = {"aws_memorydb_snapshot": "kms_key_arn"}


def service_copy(document: Document) -> Iterator[Resource]:
    """A copy of a database in another region, or a snapshot that the service takes."""
    path = _KEYS.get(document.type, "kms_key_id")
    at_rest: Fact[bool] = True
    if document.type == "aws_db_instance_automated_backups_replication" and not document.has(path):
        at_rest = _SOURCE_DECIDES
    encryption = kms_encryption(document, path, at_rest)
    if at_rest is not True:
        encryption = Encryption(at_rest=at_rest, key_owner="managed", key=None)
    yield _snapshot(document, encryption, "")


def lifecycle_plan(document: Document) -> Iterator[Resource]:
    """A plan of Data Lifecycle Manager: each rule that copies to another region."""
    details = "policy_details"
    actions, schedules = document.blocks(f"{details}.action"), document.blocks(f"{details}.schedule")
    for number, action in enumerate(() if isinstance(actions, Unknown) else actions):
        copies = action.blocks("cross_region_copy")
        for copy in () if isinstance(copies, Unknown) else copies:
            encryption = _of_rule(copy, "encryption_configuration.encryption", "encryption_configuration.cmk_arn")
            yield _snapshot(document, encryption, f"event-{number}")
    for number, schedule in enumerate(() if isinstance(schedules, Unknown) else schedules):
        rules = schedule.blocks("cross_region_copy_rule")
        for place, rule in enumerate(() if isinstance(rules, Unknown) else rules):
            yield _snapshot(document, _of_rule(rule, "encrypted", "cmk_arn"), f"schedule-{number}-{place}")


def stored_object(document: Document) -> Iterator[Resource]:
    """An object that Terraform itself puts into a bucket."""
    encryption = kms_encryption(document, "kms_key_id")
    if document.has("kms_key_id") is False:
        encryption = _of_bucket(document)
    names = (document.text("arn"), document.text("id"))
    yield resource(document, StoredObject(encryption=encryption), labels=tags_of(document), names=names)


def _of_bucket(document: Document) -> Encryption:
    algorithm = document.text("server_side_encryption")
    if isinstance(algorithm, str):
        owner = "managed" if algorithm.startswith("aws:kms") else "provider"
        return Encryption(at_rest=True, key_owner=owner, key=None)
    holder = document.follow("bucket", "aws_s3_bucket")
    if holder is None or isinstance(holder.values, Unknown):
        return Encryption(at_rest=True, key_owner=_BUCKET_DECIDES, key=_BUCKET_DECIDES)
    facts = next(bucket(holder)).facts
    return facts.encryption if isinstance(facts, ObjectStore) else Encryption()


def _of_rule(rule: Block, switch: str, key: str) -> Encryption:
    encrypted = rule.flag(switch, False)
    if encrypted is False:
        return Encryption(at_rest=False, key_owner="none", key=None)
    if isinstance(encrypted, Unknown):
        return Encryption(at_rest=encrypted, key_owner=encrypted, key=encrypted)
    named = rule.has(key)
    owned = rule.get(key)
    customer = named is not False and not (isinstance(owned, str) and "alias/aws/" in owned)
    return Encryption(at_rest=True, key_owner="customer" if customer else "managed", key=Unknown("named in a list"))


def _snapshot(document: Document, encryption: Encryption, part: str) -> Resource:
    facts = Snapshot(encryption=encryption, shared_with=_NOT_SHARED)
    names = (document.text("arn"), document.text("id"))
    return resource(document, facts, part=part, labels=tags_of(document), names=names)
