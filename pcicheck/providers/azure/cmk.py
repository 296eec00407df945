"""Whose key encrypts an Azure resource.

Azure encrypts everything that it stores, with Microsoft's own keys where the customer names none ("Azure data
encryption at rest"). A customer-managed key lies in a Key Vault or a Managed HSM; disks name it through a disk
encryption set, whose ``encryption_type`` is EncryptionAtRestWithCustomerKey unless it says that platform and customer
keys encrypt one after the other (Terraform registry, ``azurerm_disk_encryption_set``).
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.reading import is_one_of

_SETS = ("azurerm_disk_encryption_set", "data.azurerm_disk_encryption_set")
_ELSEWHERE = Unknown("the disk encryption set is not in this input")


def vault_encryption(document: Document, *paths: str, twice: Fact[bool] = False) -> Encryption:
    """Encryption with the key named at the first of ``paths`` that is set, else with Microsoft's."""
    for path in paths:
        key = document.link(path, "key")
        if key is not None:
            owner = key if isinstance(key, Unknown) else "customer"
            return Encryption(at_rest=True, key_owner=owner, key=key, twice=twice)
    return Encryption(at_rest=True, key_owner="provider", key=None, twice=twice)


def disk_set_encryption(document: Document, *paths: str) -> Encryption:
    """Encryption of a disk with the key of the disk encryption set named at one of ``paths``, else with Microsoft's."""
    for path in paths:
        named = document.link(path)
        if isinstance(named, Unknown):
            return Encryption(at_rest=True, key_owner=named, key=named, twice=named)
        if named is not None:
            found = document.follow(path, *_SETS)
            if found is None:
                return Encryption(at_rest=True, key_owner="customer", key=_ELSEWHERE, twice=_ELSEWHERE)
            kind = "encryption_type", "EncryptionAtRestWithCustomerKey"
            twice = is_one_of(found, *kind, "encryptionatrestwithplatformandcustomerkeys")
            return vault_encryption(found, "key_vault_key_id", "managed_hsm_key_id", twice=twice)
    return Encryption(at_rest=True, key_owner="provider", key=None, twice=False)
