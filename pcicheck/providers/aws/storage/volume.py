"""EBS volumes.

``encrypted`` unset leaves it to the region's "encryption by default" (``pcicheck.providers.aws.ebs``) and to the
snapshot that the volume is made from. ``kms_key_id`` unset means the account's default key, ``aws/ebs`` unless somebody
changed it (same guide, "Amazon EBS encryption").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import BlockVolume
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.aws.ebs import encryption_by_default
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_SNAPSHOT_DECIDES = Unknown("the snapshot that it is made from decides")


def volume(document: Document) -> Iterator[Resource]:
    """A volume that stands by itself; those inside an instance belong to the instance."""
    facts = BlockVolume(encryption=_encryption(document))
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _encryption(document: Document) -> Encryption:
    """Encrypted by the default or not at all, a new volume without ``kms_key_id`` has no key of its owner's."""
    made = kms_encryption(document, "kms_key_id", encrypted_at_rest(document))
    written = document.get("encrypted")
    if made.key is None and written is None and document.has("snapshot_id") is False:
        return Encryption(at_rest=made.at_rest, key_owner="managed", key=None)
    return made


def encrypted_at_rest(document: Document) -> bool | Unknown:
    """As written, else as the region's default has it, else as the snapshot has it that the volume is made from."""
    written = document.flag("encrypted")
    if written is not None:
        return written
    default = encryption_by_default(document)
    return default if default is True or document.has("snapshot_id") is False else _SNAPSHOT_DECIDES
