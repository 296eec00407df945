"""EBS volumes.

``encrypted`` unset leaves it to the snapshot that the volume is made from and to the account's "encryption by
default" (Amazon EBS User Guide, "Amazon EBS encryption"), which a plan does not show: unknown. ``kms_key_id``
unset means the account's default key, ``aws/ebs`` unless somebody changed it (same page).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.storage import BlockVolume
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.base import known_texts, resource

ACCOUNT_DECIDES = Unknown("nothing is written, so the account's default for EBS encryption decides")


def volume(document: Document) -> Iterator[Resource]:
    """A volume that stands by itself; those inside an instance belong to the instance."""
    encrypted = document.flag("encrypted", ACCOUNT_DECIDES)
    facts = BlockVolume(encryption=kms_encryption(document, "kms_key_id", encrypted))
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=known_texts(document, "tags_all", "tags"), names=names)
