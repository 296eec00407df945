"""Who may administer and who may use the keys of a vault: its access policies, or role assignments on it.

Microsoft Learn, "Assign a Key Vault access policy" (permissions; written in capitals or not), "Provide access to Key
Vault keys with Azure role-based access control" (built-in roles). Deleting and purging administer; encrypting,
wrapping, signing and releasing use. Who may change a vault's policies is decided by assignments at a wider scope,
which are judged on their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.keys import KeyAccess
from pcicheck.model.logic import any_true
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.key_entries import merged

POLICY = "azurerm_key_vault_access_policy"
ASSIGNMENT = "azurerm_role_assignment"
_SCOPES = ("azurerm_key_vault", "azurerm_key_vault_key", "azurerm_key_vault_managed_hardware_security_module")
_ADMINISTER = frozenset(("delete", "purge"))
_USE = frozenset(("decrypt", "encrypt", "unwrapkey", "wrapkey", "sign", "release"))
_SAME_DIRECTORY = Inapplicable("principals of a vault are always of its own directory")
_ROLES: dict[str, tuple[bool, bool]] = {
    "key vault administrator": (True, True),
    "key vault crypto officer": (True, True),
    "key vault crypto user": (False, True),
    "key vault crypto service encryption user": (False, True),
    "key vault crypto service release user": (False, True),
    "key vault reader": (False, False),
    "key vault certificates officer": (False, False),
    "key vault certificate user": (False, False),
    "key vault secrets officer": (False, False),
    "key vault secrets user": (False, False),
    "key vault contributor": (True, False),
    "key vault data access administrator": (True, False),
    "key vault purge operator": (True, False),
    "managed hsm contributor": (True, False),
    "owner": (True, False),
    "contributor": (True, False),
    "reader": (False, False),
    "role based access control administrator": (True, False),
    "user access administrator": (True, False),
}
"""Whether a role administers keys, and whether it uses them."""

_HIDDEN = ""
"""Stands for the address of what assignments of which nothing is known hold for."""
_assignments: WeakKeyDictionary[Any, dict[str, list[Document]]] = WeakKeyDictionary()


def access(document: Document, vault: Document | None, central: Fact[bool]) -> Fact[tuple[KeyAccess, ...]]:
    """What the policies of the vault, or the assignments on the vault and the key, let each principal do."""
    if vault is None or isinstance(vault.values, Unknown):
        return Unknown("the vault of the key is not in this input")
    if not isinstance(central, bool):
        return central
    entries: list[KeyAccess] = []
    for entry in _of_assignments(document, vault) if central else _of_policies(vault):
        if isinstance(entry, Unknown):
            return entry
        entries.append(entry)
    return merged(entry for entry in entries if entry.administers is not False or entry.uses is not False)


def _of_policies(vault: Document) -> Iterator[KeyAccess | Unknown]:
    blocks = vault.blocks("access_policy")
    if isinstance(blocks, Unknown):
        yield blocks
        return
    for block in blocks:
        yield _of_policy(block, _principal(vault, block, "access_policy.object_id", alone=len(blocks) == 1))
    for policy in vault.all_sidecars(POLICY):
        yield _of_policy(policy, _principal(policy, policy, "object_id", alone=True))


def _of_policy(block: Block, principal: str | Unknown) -> KeyAccess | Unknown:
    if isinstance(block.values, Unknown):
        return block.values
    permissions = block.texts("key_permissions")
    if isinstance(permissions, Unknown):
        return _entry(principal, permissions, permissions)
    lowered = [p if isinstance(p, Unknown) else p.lower() for p in permissions]
    everything = "all" in lowered
    administers = any_true(everything, *(p if isinstance(p, Unknown) else p in _ADMINISTER for p in lowered))
    uses = any_true(everything, *(p if isinstance(p, Unknown) else p in _USE for p in lowered))
    return _entry(principal, administers, uses)


def _of_assignments(document: Document, vault: Document) -> Iterator[KeyAccess | Unknown]:
    index = _index(document)
    for assignment in (*index.get(vault.address, ()), *index.get(document.address, ())):
        role = assignment.text("role_definition_name")
        if not isinstance(role, str):
            role = Unknown("the role that is assigned is not stated by its name")
        known = role.lower() if isinstance(role, str) else ""
        unsure = role if isinstance(role, Unknown) else Unknown(f"what {role} permits is not known to pcicheck")
        administers, uses = _ROLES.get(known, (unsure, unsure))
        yield _entry(_principal(assignment, assignment, "principal_id", alone=True), administers, uses)
    for hidden in index.get(_HIDDEN, ()):
        if isinstance(hidden.values, Unknown) and hidden.account == document.account:
            yield hidden.values


def _index(document: Document) -> dict[str, list[Document]]:
    """Role assignments by the address of the vault or key that they hold for, and those that nobody was shown; one
    index an input."""
    surroundings = document.surroundings
    found = _assignments.get(surroundings)
    if found is None:
        found = {}
        for assignment in surroundings.of_type(ASSIGNMENT):
            if isinstance(assignment.values, Unknown):
                found.setdefault(_HIDDEN, []).append(assignment)
            for target in assignment.follow_all("scope", *_SCOPES):
                found.setdefault(target.address, []).append(assignment)
        _assignments[surroundings] = found
    return found


def _principal(document: Document, block: Block, path: str, *, alone: bool) -> str | Unknown:
    """The id of a principal, or the address of the one thing that it is made by."""
    written = block.text(path.rpartition(".")[2])
    if isinstance(written, str):
        return written
    unknown = written or Unknown("no principal is stated")
    if not alone:
        return unknown
    found = document.follow_all(path)
    if found:
        return found[0].address if len(found) == 1 else unknown
    named = document.surroundings.names(document, path)
    # The address of a counted thing stands for several; the signed-in client is one.
    return named[0] if len(named) == 1 and "azurerm_client_config" in named[0] else unknown


def _entry(principal: str | Unknown, administers: bool | Unknown, uses: bool | Unknown) -> KeyAccess:
    return KeyAccess(principal=principal, account=_SAME_DIRECTORY, delegated=False, administers=administers, uses=uses)
