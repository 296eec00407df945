"""Custom roles of Azure.

Terraform registry, hashicorp/azurerm, ``azurerm_role_definition``: ``permissions`` (``actions``, ``not_actions``,
``data_actions``, ``not_data_actions``), ``assignable_scopes`` (``scope`` where none are given). Azure RBAC
documentation, "Azure role definitions": ``*`` stands for any text, letter case does not matter, and what
``NotActions`` name is taken out again. "Azure permissions" for what the actions below do.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.identity import Grant
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.identity.assignments import ALWAYS, WRITTEN
from pcicheck.providers.azure.identity.scopes import WIDE, level_at, levels_at
from pcicheck.providers.base import resource

Texts = tuple[str | Unknown, ...]

_BY_ITSELF = Inapplicable("a role by itself is held by nobody")
_WRITTEN_OUT = Inapplicable("the role lists its actions")
_WHERE_ASSIGNED = Inapplicable("a role of Azure names no resources; where it is assigned decides")
_ROLE_WRITES = (
    "microsoft.authorization/roleassignments/write",
    "microsoft.authorization/roledefinitions/write",
    "microsoft.authorization/elevateaccess/action",
    "microsoft.authorization/roleassignmentschedulerequests/write",
    "microsoft.authorization/roleeligibilityschedulerequests/write",
)
_ESCALATES = (
    *_ROLE_WRITES,
    "microsoft.managedidentity/userassignedidentities/federatedidentitycredentials/write",
)
_CREDENTIALS = (
    "microsoft.storage/storageaccounts/listkeys/action",
    "microsoft.storage/storageaccounts/listaccountsas/action",
    "microsoft.documentdb/databaseaccounts/listkeys/action",
    "microsoft.cache/redis/listkeys/action",
    "microsoft.containerregistry/registries/listcredentials/action",
    "microsoft.containerservice/managedclusters/listclusteradmincredential/action",
    "microsoft.eventhub/namespaces/authorizationrules/listkeys/action",
    "microsoft.servicebus/namespaces/authorizationrules/listkeys/action",
    "microsoft.web/sites/publishxml/action",
    "microsoft.web/sites/config/list/action",
)
_DATA = (
    "microsoft.storage/storageaccounts/blobservices/containers/blobs/read",
    "microsoft.storage/storageaccounts/fileservices/fileshares/files/read",
    "microsoft.storage/storageaccounts/queueservices/queues/messages/read",
    "microsoft.storage/storageaccounts/tableservices/tables/entities/read",
    "microsoft.keyvault/vaults/secrets/getsecret/action",
    "microsoft.keyvault/vaults/keys/decrypt/action",
    "microsoft.documentdb/databaseaccounts/sqldatabases/containers/items/read",
)
_SHARING = (
    *_ROLE_WRITES,
    "microsoft.keyvault/vaults/accesspolicies/write",
    "microsoft.keyvault/vaults/write",
)


def definition(document: Document) -> Iterator[Resource]:
    """A custom role."""
    nobody = dict.fromkeys(("holders", "level", "standing"), _BY_ITSELF)
    facts = nobody | {"predefined": _WRITTEN_OUT, "wide": _WRITTEN_OUT} | ALWAYS | _facts(document)
    names = (document.text("id"), document.text("role_definition_resource_id"))
    yield resource(document, Grant(**facts), names=names)


def _facts(document: Document) -> dict[str, Any]:
    fixed = dict.fromkeys(("writes_anywhere", "any_resource"), _WHERE_ASSIGNED)
    blocks = document.values if isinstance(document.values, Unknown) else document.blocks("permissions")
    if isinstance(blocks, Unknown):
        return dict.fromkeys(WRITTEN, blocks) | fixed
    wide = any_true(*(level if isinstance(level, Unknown) else level in WIDE for level in _levels(document)))
    every = any_true(*(_has(_texts(block, "actions"), "*") for block in blocks))
    but = any_true(*(all_true(_has(_texts(b, "actions"), "*"), bool(_texts(b, "not_actions"))) for b in blocks))
    full = any_true(*(all_true(_has(_texts(b, "actions"), "*"), not _texts(b, "not_actions")) for b in blocks))
    return fixed | {
        "full_admin": all_true(full, wide),
        "every_action": every,
        "all_but": all_true(but, wide),
        "whole_services": _whole_services(blocks),
        "identity_admin": any_true(*map(_identity_admin, blocks)),
        "escalates": _allows(blocks, "actions", _ESCALATES),
        "exposes_credentials": all_true(_allows(blocks, "actions", _CREDENTIALS), wide),
        "reads_any_data": all_true(_allows(blocks, "data_actions", _DATA), wide),
        "changes_access": all_true(_allows(blocks, "actions", _SHARING), wide),
    }


def _levels(document: Document) -> Texts:
    listed = levels_at(document, "assignable_scopes")
    return listed or (level_at(document, "scope"),)


def _texts(block: Block, path: str) -> Texts:
    texts = block.texts(path)
    return (texts,) if isinstance(texts, Unknown) else texts


def _has(texts: Texts, wanted: str) -> bool | Unknown:
    return any_true(*(text if isinstance(text, Unknown) else text == wanted for text in texts))


def _allows(blocks: tuple[Block, ...], path: str, wanted: tuple[str, ...]) -> bool | Unknown:
    """Whether one of some actions is allowed and not taken out again."""
    return any_true(*(_allowed(_texts(b, path), _texts(b, f"not_{path}"), action) for b in blocks for action in wanted))


def _allowed(actions: Texts, refused: Texts, wanted: str) -> bool | Unknown:
    given = any_true(*(a if isinstance(a, Unknown) else fnmatchcase(wanted, a.lower()) for a in actions))
    if given is False:
        return False
    taken = any_true(*(a if isinstance(a, Unknown) else fnmatchcase(wanted, a.lower()) for a in refused))
    return taken if isinstance(taken, Unknown) else False if taken else given


def _identity_admin(block: Block) -> bool | Unknown:
    every = ("*", "microsoft.authorization/*")
    actions, refused = _texts(block, "actions"), _texts(block, "not_actions")
    given = any_true(*(a if isinstance(a, Unknown) else a.lower() in every for a in actions))
    taken = any(isinstance(a, str) and a.lower().startswith(("microsoft.authorization/", "*")) for a in refused)
    unsaid = next((a for a in refused if isinstance(a, Unknown)), None)
    return False if taken else unsaid if unsaid and given is True else given


def _whole_services(blocks: tuple[Block, ...]) -> Fact[tuple[str, ...]]:
    found: dict[str, None] = {}
    unknown: Unknown | None = None
    for block in blocks:
        for action in (*_texts(block, "actions"), *_texts(block, "data_actions")):
            if isinstance(action, Unknown):
                unknown = unknown or action
            elif action == "*" or (action.endswith("/*") and action.count("/") == 1):
                found[action.partition("/")[0]] = None
    return unknown if unknown and not found else tuple(found)
