"""Service accounts of the same input: which hand out a token to the pods that use them.

Kubernetes API reference, ``ServiceAccount`` v1: ``automountServiceAccountToken`` is true where nobody writes it.
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest

_Tokens = dict[tuple[str, str], bool | None | Unknown]


def hands_out_token(user: Manifest, account: str) -> bool | Unknown:
    """Whether an account of the namespace of ``user`` gives its pods a token; true where it is not in the input."""
    namespace = user.namespace
    if isinstance(namespace, Unknown):
        return namespace
    found = beside(user.document, _tokens).get((namespace, account), True)
    return True if found is None else found


def _tokens(document: Document) -> _Tokens:
    found: _Tokens = {}
    for account in objects(document, "ServiceAccount"):
        namespace, name = account.namespace, account.name
        if isinstance(namespace, str) and isinstance(name, str):
            found[namespace, name] = account.flag("automountServiceAccountToken", True)
    return found
