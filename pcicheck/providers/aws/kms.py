"""Who governs the KMS key that an attribute names.

AWS KMS Developer Guide, "AWS KMS keys": customer managed keys, AWS managed keys (aliases ``alias/aws/…``) and
AWS owned keys, which no account sees.
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.link import Link
from pcicheck.model.value import Fact, Unknown

_LOOKED_UP = ("data.aws_kms_alias", "data.aws_kms_key")


def key_owner(document: Document, path: str, key: Link | None | Unknown, without: str = "managed") -> Fact[str]:
    """Owner of the key at ``path``: ``customer``, ``managed`` for AWS's in the account, or ``without`` for none."""
    if isinstance(key, Unknown):
        return key
    if key is None:
        return without
    return "managed" if _is_aws(document, path) else "customer"


def kms_encryption(document: Document, path: str, at_rest: Fact[bool] = True, without: str = "managed") -> Encryption:
    """Encryption with the key named at ``path``; ``without`` says whose key it is where none is named."""
    if at_rest is False:
        return Encryption(at_rest=False, key_owner="none", key=None)
    key = document.link(path, "key")
    if isinstance(at_rest, Unknown) and key is None:
        return Encryption(at_rest=at_rest, key_owner=at_rest, key=None)
    return Encryption(at_rest=at_rest, key_owner=key_owner(document, path, key, without), key=key)


def _is_aws(document: Document, path: str) -> bool:
    """Whether a key is AWS's by the name written, or by what a data source found."""
    value = document.get(path)
    if isinstance(value, str) and "alias/aws/" in value:
        return True
    found = document.follow(path, *_LOOKED_UP)
    if found is None:
        return False
    names = (found.get(name) for name in ("name", "key_id", "key_manager"))
    return any(isinstance(name, str) and ("alias/aws/" in name or name == "AWS") for name in names)
