"""Blob containers and tables of storage accounts.

``container_access_type`` is ``private`` unless it says ``blob`` or ``container`` (Terraform registry,
``azurerm_storage_container``), and has effect only while the account lets containers be public. An immutability
policy of the container is unlocked until ``locked`` is true (``azurerm_storage_container_immutability_policy``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.storage import ObjectStore, OpenGrant
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.azure.storage.account import nested_may_be_public
from pcicheck.providers.azure.storage.account_logs import blobs_logged, tables_logged
from pcicheck.providers.base import resource
from pcicheck.providers.reading import only, word

_ACCOUNT = "azurerm_storage_account"
_POLICY = "azurerm_storage_container_immutability_policy"
_DECIDED = "the storage account decides it for all that it holds"
_ELSEWHERE = Unknown("the storage account is not in this input")
_RIGHT = {"blob": "read", "container": "read"}


def container(document: Document) -> Iterator[Resource]:
    """A blob container. What the account decides is judged there."""
    listed = _open(document)
    owner = _account(document)
    allowed = nested_may_be_public(owner) if owner else _ELSEWHERE
    mode, days = _lock(document)
    facts = only(
        ObjectStore,
        _DECIDED,
        public=all_true(listed if isinstance(listed, Unknown) else bool(listed), allowed),
        public_grants=listed,
        lock_mode=mode,
        lock_days=days,
        access_logging=blobs_logged(owner) if owner else _ELSEWHERE,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("resource_manager_id")))


def table(document: Document) -> Iterator[Resource]:
    """A table of a storage account, which nobody reaches without a key or a role."""
    owner = _account(document)
    facts = only(ObjectStore, _DECIDED, access_logging=tables_logged(owner) if owner else _ELSEWHERE)
    yield resource(document, facts, names=(document.text("id"), document.text("resource_manager_id")))


def _account(document: Document) -> Document | None:
    return document.follow("storage_account_id", _ACCOUNT) or document.follow("storage_account_name", _ACCOUNT)


def _open(document: Document) -> Fact[tuple[OpenGrant | Unknown, ...]]:
    access = word(document, "container_access_type", "private")
    if isinstance(access, Unknown):
        return access
    return (OpenGrant("anyone", _RIGHT[access]),) if access in _RIGHT else ()


def _lock(document: Document) -> tuple[Fact[str], Fact[int]]:
    policy = document.sidecar(_POLICY)
    if policy is None:
        nothing = document.values if isinstance(document.values, Unknown) else None
        return nothing, nothing
    locked = policy.flag("locked", False)
    days = policy.number("immutability_period_in_days")
    mode = locked if isinstance(locked, Unknown) else "compliance" if locked else "governance"
    return mode, int(days) if isinstance(days, (int, float)) else days
