"""Persistent disks of Compute Engine, zonal and regional.

Without ``disk_encryption_key`` a disk is encrypted with Google's keys, also one made from an encrypted source
(Compute Engine documentation, "About disk encryption"; Terraform registry, ``google_compute_disk``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.storage import BlockVolume
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.kms import disk_encryption
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.reading import is_set

_WRITTEN_KEYS = ("disk_encryption_key.raw_key", "disk_encryption_key.rsa_encrypted_key")
_NO_EXPORT = Inapplicable("a persistent disk has no address from which its content could be fetched")


def disk(document: Document) -> Iterator[Resource]:
    """A disk that stands by itself; those inside an instance belong to the instance."""
    facts = BlockVolume(
        encryption=disk_encryption(document, "disk_encryption_key"),
        public_network=_NO_EXPORT,
        key_in_code=any_true(*(is_set(document, path) for path in _WRITTEN_KEYS)),
    )
    names = (document.text("self_link"), document.text("id"), document.text("name"))
    yield resource(document, facts, labels=labels_of(document), names=names)
