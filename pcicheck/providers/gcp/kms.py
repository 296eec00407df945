"""Whose key encrypts a Google Cloud resource.

Everything that Google stores is encrypted at rest, with Google's own keys where the customer names none (Google
Cloud documentation, "Default encryption at rest"). A key of Cloud KMS is the customer's, and so is one that the
customer supplies with each request ("Customer-supplied encryption keys").
"""

from __future__ import annotations

from pcicheck.model.document import Document, known_in_part
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.link import Link
from pcicheck.model.logic import any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.reading import is_set

_KEPT = Unknown("the customer supplies the key with each request and keeps it elsewhere")
_SUPPLIED = ("raw_key", "rsa_encrypted_key", "raw_key_wo_version", "rsa_encrypted_key_wo_version")
_KEYS = ("kms_key_self_link", "kms_key_name")


def kms_encryption(document: Document, path: str) -> Encryption:
    """Encryption at rest with the Cloud KMS key named at ``path``, else with Google's own."""
    key = document.link(path, "key")
    if isinstance(key, Unknown) and known_in_part(key):
        key = Link(key.draft, "key")  # the name of a key in a project or place that is left open
    owner = key if isinstance(key, Unknown) else "provider" if key is None else "customer"
    return Encryption(at_rest=True, key_owner=owner, key=key)


def disk_encryption(document: Document, block: str) -> Encryption:
    """Encryption as a block of Compute Engine says it: a Cloud KMS key, or a key that the customer supplies.

    Zonal disks, snapshots and images name the key by ``kms_key_self_link``, regional disks and machine images by
    ``kms_key_name`` (Terraform registry).
    """
    name = next((name for name in _KEYS if is_set(document, f"{block}.{name}") is not False), _KEYS[0])
    known = kms_encryption(document, f"{block}.{name}")
    if known.key_owner == "customer":
        return known
    supplied = any_true(*(is_set(document, f"{block}.{path}") for path in _SUPPLIED))
    if supplied is False or isinstance(known.key_owner, Unknown):
        return known
    owner = supplied if isinstance(supplied, Unknown) else "customer"
    return Encryption(at_rest=True, key_owner=owner, key=_KEPT)
