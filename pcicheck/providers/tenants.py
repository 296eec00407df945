"""Whose a thing is, by its label."""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.value import Fact, Inapplicable, Unknown

_LABELS = ("tenant", "tenant-id", "tenant_id", "tenantid")
_PATHS = ("tags", "tags_all", "labels")
_NO_LABEL = Inapplicable("the key has no label that names a tenant")


def tenant_of(document: Document) -> Fact[str]:
    """Customer by tag or label: tenant, tenant-id, tenant_id or tenantid, letter case aside."""
    if isinstance(document.values, Unknown):
        return document.values
    for path in _PATHS:
        labels = document.get(path)
        if isinstance(labels, Unknown):
            return labels
        for name, value in labels.items() if isinstance(labels, dict) else ():
            if str(name).lower() in _LABELS and value is not None:
                return value if isinstance(value, Unknown) else str(value)
    return None


def same_tenant(document: Document, holder: Document | None) -> Fact[bool]:
    """Whether the modules that hold a key carry the same label as the key."""
    own = tenant_of(document)
    if own is None:
        return _NO_LABEL
    if holder is None:
        return Unknown("the module that holds the key is not in this input")
    other = tenant_of(holder)
    unsure = next((fact for fact in (own, other) if isinstance(fact, Unknown)), None)
    return unsure if unsure is not None else own == other
