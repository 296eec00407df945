"""Managed disks.

Azure encrypts every managed disk on its servers ("Server-side encryption of Azure Disk Storage"). A disk whose
``encryption_settings`` say ``enabled = false`` (azurerm up to 3) counts as not encrypted, as its owner has switched
encryption off as far as he can. Defaults (Terraform registry, ``azurerm_managed_disk``): ``network_access_policy`` is
AllowAll and ``public_network_access_enabled`` is true. With AllowPrivate or DenyAll nobody exports a disk over public
networks ("Restrict managed disks from being imported or exported").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import BlockVolume
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.azure.cmk import disk_set_encryption
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import is_one_of

SETS = ("disk_encryption_set_id", "secure_vm_disk_encryption_set_id")


def disk(document: Document) -> Iterator[Resource]:
    """A disk that stands by itself; those inside a machine belong to the machine."""
    facts = BlockVolume(encryption=disk_encryption(document), public_network=_public_network(document))
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def disk_encryption(document: Document) -> Encryption:
    """Encryption of a disk or of a copy of one that has ``encryption_settings``."""
    on = document.flag("encryption_settings.enabled", True)
    by_set = disk_set_encryption(document, *SETS)
    if by_set.key_owner == "customer" or on is True:
        return by_set
    if isinstance(on, Unknown):
        return Encryption(at_rest=on, key_owner=by_set.key_owner, key=by_set.key, twice=by_set.twice)
    return Encryption(at_rest=False, key_owner="none", key=None, twice=False)


def _public_network(document: Document) -> bool | Unknown:
    policy = is_one_of(document, "network_access_policy", "AllowAll", "allowall")
    return all_true(document.flag("public_network_access_enabled", True), policy)
