"""Whose a thing is, by its label."""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.value import Fact, Unknown

_LABELS = ("tenant", "tenant-id", "tenant_id", "tenantid")


def tenant(document: Document) -> Fact[str]:
    """Tenant by label: a tag called tenant, tenant-id, tenant_id or tenantid, letter case aside."""
    if isinstance(document.values, Unknown):
        return document.values
    for path in ("tags", "tags_all"):
        tags = document.get(path)
        if isinstance(tags, Unknown):
            return tags
        for name, value in tags.items() if isinstance(tags, dict) else ():
            if str(name).lower() in _LABELS and value is not None:
                return value if isinstance(value, Unknown) else str(value)
    return None
