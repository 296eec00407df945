"""Passwords and keys as the credential report of a live account tells of them.

The type ``aws_iam_credential_report`` is no resource of Terraform: a live source makes one for each row of the report
(``pcicheck.sources.aws.shapes.credentials``). IAM User Guide, "Generate credential reports for your AWS account".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Credential
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import resource

_NOT_SHOWN = Inapplicable("a live account never shows the secret")
_COMMON: dict[str, Any] = {
    "secret_encrypted": _NOT_SHOWN,
    "strength_enforced": Inapplicable("AWS makes it"),
    "brought": Inapplicable("such credentials are never brought along"),
}
_PASSWORD: dict[str, Any] = _COMMON | {
    "category": "password",
    "strength_enforced": Unknown("the password policy of the time when it was set decided"),
    "must_change": Unknown("the report does not tell whether the first sign-in forces a new one"),
    "lifetime_days": Inapplicable("a person signs in"),
}
_KEY: dict[str, Any] = _COMMON | {
    "category": "access_key",
    "must_change": Inapplicable("a key is not changed at sign-in"),
    "lifetime_days": Unknown("it has no end, and when it is replaced is not stated"),
}


def credentials(document: Document) -> Iterator[Resource]:
    """The password of a user, and the keys of a user or of the root identity. Root's password can only be locked."""
    of_root = document.flag("of_root", False)
    if of_root is False and document.flag("password_enabled") is True:
        yield resource(document, Credential(of_root=False, active=True, **_PASSWORD), part="password")
    for key in ("access_key_1", "access_key_2"):
        if document.flag(f"{key}_exists") is True:
            active = document.flag(f"{key}_active")
            yield resource(document, Credential(of_root=of_root, active=active, **_KEY), part=key)
