"""Copies of volumes, databases and machines: EBS and database snapshots, machine images.

A copy is as encrypted as its source; a copy that is made anew can add encryption with ``encrypted`` or a key
(Amazon EBS User Guide, "Copy an Amazon EBS snapshot"; Amazon RDS User Guide, "Encrypting Amazon RDS resources").
``aws_ami_copy.encrypted`` defaults to false. An image's ``snapshot_id`` disks inherit, its other disks say it
themselves (Terraform registry). ``aws_snapshot_create_volume_permission`` names single accounts only;
``aws_ami_launch_permission`` may name the group ``all``; ``shared_accounts`` may hold ``all``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import Share, Snapshot
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.aws.storage.volume import encrypted_at_rest
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_INHERITED = Unknown("it is as encrypted as its source, which is not in this input")
_NO_DISK = Inapplicable("the image has no EBS disk")
_SOURCES = (
    ("volume_id", "aws_ebs_volume"),
    ("source_snapshot_id", "aws_ebs_snapshot"),
    ("source_snapshot_id", "aws_ebs_snapshot_copy"),
    ("db_instance_identifier", "aws_db_instance"),
    ("source_db_snapshot_identifier", "aws_db_snapshot"),
    ("db_cluster_identifier", "aws_rds_cluster"),
    ("db_cluster_identifier", "aws_neptune_cluster"),
    ("db_cluster_identifier", "aws_docdb_cluster"),
    ("source_db_cluster_snapshot_identifier", "aws_db_cluster_snapshot"),
)
_HOLDS_ACCOUNTS = (
    "aws_db_snapshot",
    "aws_db_snapshot_copy",
    "aws_db_cluster_snapshot",
    "aws_rds_cluster_snapshot_copy",
    "aws_docdb_cluster_snapshot",
    "aws_neptune_cluster_snapshot",
)
_PLAIN = ("aws_db_instance", "aws_docdb_cluster", "aws_neptune_cluster")
_PERMISSIONS = ("account_id", "organization_arn", "organizational_unit_arn")


def snapshot(document: Document) -> Iterator[Resource]:
    """A snapshot of a volume or a database."""
    yield _copy(document, _encryption(document, 0))


def image_copy(document: Document) -> Iterator[Resource]:
    """A copied machine image."""
    yield _copy(document, kms_encryption(document, "kms_key_id", document.flag("encrypted", False)))


def image(document: Document) -> Iterator[Resource]:
    """A machine image made of disks; one made of an instance has that instance's disks."""
    disks = document.blocks("ebs_block_device")
    made = document.type == "aws_ami_from_instance"
    if isinstance(disks, Unknown) or made or isinstance(document.values, Unknown):
        at_rest: Fact[bool] = disks if isinstance(disks, Unknown) else _INHERITED
    else:
        at_rest = all_true(*(_disk(disk) for disk in disks)) if disks else _NO_DISK
    yield _copy(document, Encryption(at_rest=at_rest, key_owner=_INHERITED, key=_INHERITED))


def _copy(document: Document, encryption: Encryption) -> Resource:
    facts = Snapshot(encryption=encryption, shared_with=_shares(document))
    names = (document.text("id"), document.text("arn"))
    return resource(document, facts, labels=tags_of(document), names=names)


def _disk(disk: Block) -> bool | Unknown:
    written = disk.flag("encrypted", False)
    if written is False and disk.has("snapshot_id") is not False:
        return _INHERITED
    return bool(written) if not isinstance(written, Unknown) else written


def _encryption(document: Document, depth: int) -> Encryption:
    """What the document says itself, else what its source says."""
    written: Fact[bool] = document.flag("encrypted")
    if written is None:
        written = document.flag("storage_encrypted")
    key = document.link("kms_key_id", "key")
    if written is None and key is not None and not isinstance(key, Unknown):
        written = True
    if written is None:
        source = _source(document)
        if source is not None and depth < 4:
            return _encryption(source, depth + 1)
        written = _default(document)
    return kms_encryption(document, "kms_key_id", written)


def _default(document: Document) -> bool | Unknown:
    """Encryption of something that says nothing of it and has no source in this input."""
    if document.type == "aws_ebs_volume":
        return encrypted_at_rest(document)
    restored = any_true(*(document.has(path) for path in ("snapshot_identifier", "replicate_source_db")))
    return False if document.type in _PLAIN and restored is False else _INHERITED


def _source(document: Document) -> Document | None:
    for path, native_type in _SOURCES:
        found = document.follow(path, native_type)
        if found is not None and found is not document:
            return found
    return None


def _shares(document: Document) -> Fact[tuple[Share | Unknown, ...]]:
    accounts = document.texts("shared_accounts") if document.type in _HOLDS_ACCOUNTS else ()
    if isinstance(accounts, Unknown):
        return accounts
    shares = [_share(who) for who in accounts]
    for permission in document.all_sidecars("aws_ami_launch_permission", "aws_snapshot_create_volume_permission"):
        group = permission.text("group")
        if group == "all":
            shares.append(Share("anyone"))
        elif isinstance(group, Unknown):
            shares.append(group)
        else:
            shares += [_share(who) for path in _PERMISSIONS if (who := permission.text(path)) is not None]
    return tuple(shares)


def _share(who: str | Unknown) -> Share | Unknown:
    return who if isinstance(who, Unknown) else Share("anyone" if who == "all" else who)
