"""Copies on Google Cloud: disk snapshots, machine images, backups of Filestore.

A snapshot takes the key of its disk unless it names one (Terraform registry, ``google_compute_disk``,
``create_snapshot_before_destroy``; Compute Engine documentation, "Use customer-managed encryption keys"); an instant
snapshot is always encrypted as its disk. An image without ``image_encryption_key`` is encrypted with Google's keys.
Images can be shared with ``allAuthenticatedUsers`` (Compute Engine documentation, "Sharing images"). Whether any other
member belongs to somebody outside does not show in its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import Share, Snapshot
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.access import ANYONE, grants_of, is_public
from pcicheck.providers.gcp.kms import disk_encryption, kms_encryption
from pcicheck.providers.gcp.labels import labels_of

_DISKS = ("google_compute_disk", "google_compute_region_disk")
_ELSEWHERE = Unknown("it is encrypted as its source, which is not in this input")


def snapshot(document: Document) -> Iterator[Resource]:
    """A snapshot of a disk."""
    own = disk_encryption(document, "snapshot_encryption_key")
    yield _copy(document, own if own.key_owner != "provider" else _as_source(document))


def image(document: Document) -> Iterator[Resource]:
    """A machine image, of one disk or of a whole machine."""
    if document.type == "google_compute_machine_image":
        yield _copy(document, disk_encryption(document, "machine_image_encryption_key"))
    else:
        yield _copy(document, disk_encryption(document, "image_encryption_key"))


def filestore_backup(document: Document) -> Iterator[Resource]:
    """A backup of a Filestore instance. One that names no key has Google's."""
    yield _copy(document, kms_encryption(document, "kms_key_name"))


def _as_source(document: Document) -> Encryption:
    disk = document.follow("source_disk", *_DISKS)
    if disk is None:
        return Encryption(at_rest=True, key_owner=_ELSEWHERE, key=_ELSEWHERE)
    return disk_encryption(disk, "disk_encryption_key")


def _copy(document: Document, encryption: Encryption) -> Resource:
    facts = Snapshot(encryption=encryption, shared_with=_shares(document))
    names = (document.text("self_link"), document.text("id"), document.text("name"))
    return resource(document, facts, labels=labels_of(document), names=names)


def _shares(document: Document) -> Fact[tuple[Share | Unknown, ...]]:
    public = is_public(grants_of(document))
    if isinstance(public, Unknown):
        return (public,)
    return (Share(ANYONE),) if public else ()
