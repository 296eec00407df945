"""Audit devices and second factors.

Terraform registry: ``vault_audit`` (``options`` of the device), ``vault_identity_mfa_login_enforcement``. Vault
documentation, "Audit devices": values are written as keyed hashes unless ``log_raw`` is true; one device at least has
to be enabled, and a request that no device can record is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import AuditDevice, MfaEnforcement
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.providers.base import resource

_COVERED = ("auth_method_accessors", "auth_method_types", "identity_entity_ids", "identity_group_ids")


def device(document: Document) -> Iterator[Resource]:
    """An audit device."""
    facts = AuditDevice(
        category=document.text("type"),
        raw=document.flag("options.log_raw", False),
        local=document.flag("local", False),
    )
    yield resource(document, facts, names=(document.text("id"), document.text("path")))


def second_factor(document: Document) -> Iterator[Resource]:
    """A rule that asks for a second factor at sign-in."""
    facts = MfaEnforcement(
        methods=_written(document, "mfa_method_ids"), covers=any_true(*(_written(document, path) for path in _COVERED))
    )
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _written(document: Document, path: str) -> bool:
    """Whether a list is written; its elements are mostly ids that are known only after apply."""
    return document.get(path) not in (None, "", [], ())
