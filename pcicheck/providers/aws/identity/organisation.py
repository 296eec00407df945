"""Identity providers of an account, and assignments of permission sets.

Terraform registry, hashicorp/aws: ``aws_ssoadmin_account_assignment`` (``principal_type`` USER or GROUP),
``aws_iam_saml_provider`` (people sign in), ``aws_iam_openid_connect_provider`` (programs do).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Grant
from pcicheck.model.kinds.signin import IdentityProvider
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import resource

_NOT_STATED = Unknown("the kind of the principal is not stated")
_ELSEWHERE = Inapplicable("the permission set is judged where it is written")


def assignment(document: Document) -> Iterator[Resource]:
    """A permission set that a person or group has in an account."""
    kind = document.text("principal_type", _NOT_STATED)
    holder = kind.lower() if isinstance(kind, str) else kind
    facts: dict[str, Any] = dict.fromkeys(Grant.__struct_fields__, _ELSEWHERE)
    yield resource(document, Grant(**(facts | {"holders": (holder,)})))


def sign_on(document: Document) -> Iterator[Resource]:
    """A directory from which people sign in."""
    yield resource(document, IdentityProvider(for_people=True, active=True), names=(document.text("arn"),))


def issuer(document: Document) -> Iterator[Resource]:
    """An issuer of tokens for programs."""
    yield resource(document, IdentityProvider(for_people=False, active=True), names=(document.text("arn"),))
