"""Copies on Azure: disk snapshots, images of machines, versions in image galleries.

A snapshot is encrypted as the disk that it is taken from, with the same key ("Server-side encryption of Azure Disk
Storage"). Only a gallery can show its images to others: ``sharing.permission`` is Private unless it says Groups or
Community, the last of which is everyone (Terraform registry, ``azurerm_shared_image_gallery``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import Share, Snapshot
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.azure.cmk import disk_set_encryption
from pcicheck.providers.azure.storage.disks import disk_encryption
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import is_one_of

_ELSEWHERE = Unknown("it is encrypted as its source, which is not in this input")
_INHERITED = Encryption(at_rest=True, key_owner=_ELSEWHERE, key=_ELSEWHERE, twice=_ELSEWHERE)
_GALLERY = "azurerm_shared_image_gallery"

Shares = Fact[tuple[Share | Unknown, ...]]


def snapshot(document: Document) -> Iterator[Resource]:
    """A snapshot of a disk."""
    own = disk_encryption(document)
    source = document.follow("source_uri", "azurerm_managed_disk") or document.follow(
        "source_resource_id", "azurerm_managed_disk"
    )
    if own.at_rest is True:
        own = disk_encryption(source) if source else _INHERITED
    yield _copy(document, own, ())


def image(document: Document) -> Iterator[Resource]:
    """A managed image, which has a disk for each disk of the machine."""
    disks = [document.block("os_disk"), *_listed(document.blocks("data_disk"))]
    named = [_disk_named(disk) for disk in disks if disk is not None]
    made = document.has("source_virtual_machine_id")
    owner: Fact[str] = "customer" if named and all(name is True for name in named) else "provider"
    if made is not False or (owner == "provider" and any(isinstance(name, Unknown) for name in named)):
        owner = _ELSEWHERE
    key = None if owner == "provider" else _ELSEWHERE
    yield _copy(document, Encryption(at_rest=True, key_owner=owner, key=key, twice=_ELSEWHERE), ())


def gallery_version(document: Document) -> Iterator[Resource]:
    """A version of an image in a gallery, copied to one or several regions."""
    encryption = disk_set_encryption(document, "target_region.disk_encryption_set_id")
    yield _copy(document, encryption, _shares(document))


def _copy(document: Document, encryption: Encryption, shares: Shares) -> Resource:
    facts = Snapshot(encryption=encryption, shared_with=shares)
    return resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def _listed(blocks: tuple[Block, ...] | Unknown) -> tuple[Block | Unknown, ...]:
    return (blocks,) if isinstance(blocks, Unknown) else blocks


def _disk_named(disk: Block | Unknown) -> bool | Unknown:
    return disk if isinstance(disk, Unknown) else disk.has("disk_encryption_set_id")


def _shares(document: Document) -> Shares:
    gallery = document.follow("gallery_name", _GALLERY)
    if gallery is None:
        return (Unknown("the image gallery is not in this input"),)
    public = is_one_of(gallery, "sharing.permission", "Private", "community")
    if isinstance(public, Unknown):
        return (public,)
    return (Share("anyone"),) if public else ()
