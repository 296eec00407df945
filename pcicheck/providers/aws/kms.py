"""Who governs the KMS key that an attribute names.

AWS KMS Developer Guide, "AWS KMS keys": customer managed keys, AWS managed keys (aliases ``alias/aws/…``) and
AWS owned keys, which no account sees. Answers of AWS name all of them by ARN; only the key itself says who manages it.
A key of another account is a customer's: AWS managed keys serve their own account alone.
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.link import Link
from pcicheck.model.value import Fact, Unknown

_LOOKED_UP = ("data.aws_kms_alias", "data.aws_kms_key", "aws_kms_key", "aws_kms_external_key")
_OWNED = "AWS_OWNED_KMS_KEY"
_NOT_SEEN = Unknown("the key was not read, so it may be one that AWS manages")


def key_owner(document: Document, path: str, key: Link | None | Unknown, without: str = "managed") -> Fact[str]:
    """Owner of the key at ``path``: ``customer``, ``managed`` for AWS's in the account, or ``without`` for none."""
    if isinstance(key, Unknown):
        return key
    if key is None:
        return without
    if document.get(path) == _OWNED:
        return "provider"
    managed = _is_aws(document, path)
    return managed if isinstance(managed, Unknown) else "managed" if managed else "customer"


def kms_encryption(document: Document, path: str, at_rest: Fact[bool] = True, without: str = "managed") -> Encryption:
    """Encryption with the key named at ``path``; ``without`` says whose key it is where none is named."""
    if at_rest is False:
        return Encryption(at_rest=False, key_owner="none", key=None)
    key = document.link(path, "key")
    if isinstance(at_rest, Unknown) and key is None:
        return Encryption(at_rest=at_rest, key_owner=at_rest, key=None)
    return Encryption(at_rest=at_rest, key_owner=key_owner(document, path, key, without), key=key)


def _is_aws(document: Document, path: str) -> bool | Unknown:
    """Whether a key is AWS's by the name written, or by what a data source or a live inventory found."""
    value = document.get(path)
    if isinstance(value, str) and ("alias/aws/" in value or value.startswith("aws/")):
        return True
    found = document.follow(path, *_LOOKED_UP)
    if found is None:
        return _NOT_SEEN if document.origin.source == "aws" and _may_be_managed(document, value) else False
    names = (found.get(name) for name in ("name", "key_id", "key_manager"))
    return any(isinstance(name, str) and ("alias/aws/" in name or name == "AWS") for name in names)


def _may_be_managed(document: Document, value: object) -> bool:
    """Whether a name that a live answer gives can be that of a key which AWS manages in the same account."""
    if not isinstance(value, str) or "alias/" in value:
        return False
    parts = value.split(":")
    return len(parts) < 6 or parts[4] == document.account
