"""Roles of Azure that somebody is given, for good or on request.

Terraform registry, hashicorp/azurerm: ``azurerm_role_assignment`` (``role_definition_name`` or
``role_definition_id``, ``principal_type`` User, Group or ServicePrincipal, ``condition``),
``azurerm_pim_active_role_assignment`` and ``azurerm_pim_eligible_role_assignment`` (``schedule.expiration``). Azure
RBAC documentation, "Azure built-in roles" (ids) and "Delegate Azure role assignment management" (conditions on
``roleAssignments:write`` limit which roles may be given).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Grant
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.identity.scopes import WIDE, level_at
from pcicheck.providers.base import resource

_IDS = {
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
    "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
    "acdd72a7-3385-48ef-bd42-f606fba81ae7": "Reader",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
}
_HOLDERS = {"user": "user", "group": "group", "serviceprincipal": "service"}
_DELEGATING = ("User Access Administrator", "Role Based Access Control Administrator")
_PRINCIPAL = re.compile(r"(?:^|\.)(azure(?:rm|ad)_\w+)\.")
_NOT_SAID = Unknown("the kind of the principal is not stated")
_DEFINED = Inapplicable("the role is judged where it is defined")
_IN_DIRECTORY = Inapplicable("roles are given to members of the directory only")
_NO_SERVICE = Inapplicable("no service is let in by it")
_NOT_A_SHARE = Inapplicable("only shares have such a setting")
_SEPARATE = Inapplicable("no duties are told apart")
WRITTEN = (
    "full_admin",
    "every_action",
    "all_but",
    "whole_services",
    "identity_admin",
    "escalates",
    "exposes_credentials",
    "reads_any_data",
    "changes_access",
    "writes_anywhere",
    "any_resource",
)
ALWAYS: dict[str, Any] = {
    "public": _IN_DIRECTORY,
    "source_bound": _NO_SERVICE,
    "outsiders": _NOT_A_SHARE,
    "mixed_duties": _SEPARATE,
}
"""Facts that are the same of every grant of Azure."""


def assigned(document: Document) -> Iterator[Resource]:
    """A role that somebody has for good, or for a time."""
    standing: bool | Unknown = True
    if document.type == "azurerm_pim_active_role_assignment":
        ends = document.has("schedule.expiration")
        standing = ends if isinstance(ends, Unknown) else not ends
    yield resource(document, _grant(document, standing))


def eligible(document: Document) -> Iterator[Resource]:
    """A role that somebody can ask for."""
    yield resource(document, _grant(document, False))


def _grant(document: Document, standing: bool | Unknown) -> Grant:
    if isinstance(document.values, Unknown):
        asked = ("holders", "level", "predefined", "wide", "standing")
        return Grant(**(dict.fromkeys(asked, document.values) | ALWAYS | dict.fromkeys(WRITTEN, _DEFINED)))
    names = _roles(document)
    level = level_at(document, "scope")
    return Grant(
        holders=(_holder(document),),
        level=level,
        predefined=names,
        wide=_wide(document, names, level),
        standing=standing,
        **ALWAYS,
        **dict.fromkeys(WRITTEN, _DEFINED),
    )


def _wide(
    document: Document, names: tuple[str | Unknown, ...], level: str | Unknown
) -> Fact[tuple[str | Unknown, ...]]:
    if not names or (isinstance(level, str) and level not in WIDE):
        return ()
    if names[0] in _DELEGATING and document.has("condition") is not False:
        condition = document.text("condition")
        if isinstance(condition, Unknown) or "roleassignments:write" not in str(condition).lower().replace(" ", ""):
            return (condition,) if isinstance(condition, Unknown) else names
        return ()
    return (level,) if isinstance(level, Unknown) else names


def _roles(document: Document) -> tuple[str | Unknown, ...]:
    """Name of the built-in role; a custom one is named by nothing."""
    name = document.text("role_definition_name")
    if name is not None:
        return (name,)
    definition = document.text("role_definition_id")
    if isinstance(definition, str):
        known = definition.rpartition("/")[2].lower()
        return () if document.follow("role_definition_id", "azurerm_role_definition") else (_IDS.get(known, known),)
    if definition is None:
        return ()
    referred = document.surroundings.names(document, "role_definition_id")
    if any(name.rpartition("module.")[2].startswith("azurerm_role_definition.") for name in referred):
        return ()
    looked_up = document.follow("role_definition_id", "azurerm_role_definition", "data.azurerm_role_definition")
    if looked_up is None:
        return (definition,)
    return () if looked_up.type == "azurerm_role_definition" else _looked_up(looked_up)


def _looked_up(definition: Document) -> tuple[str | Unknown, ...]:
    name = definition.text("name")
    if name is not None:
        return (name,)
    wanted = definition.text("role_definition_id")
    if isinstance(wanted, str):
        known = wanted.rpartition("/")[2].lower()
        return (_IDS.get(known, known),)
    return () if wanted is None else (wanted,)


def _holder(document: Document) -> str | Unknown:
    kind = document.text("principal_type")
    if isinstance(kind, str):
        return _HOLDERS.get(kind.lower(), _NOT_SAID)
    if document.flag("skip_service_principal_aad_check", False) is True:
        return "service"
    for address in document.surroundings.names(document, "principal_id"):
        if found := _PRINCIPAL.search(address):
            return holder_of(found[1])
    return _NOT_SAID if kind is None else kind


def holder_of(native_type: str) -> str | Unknown:
    """The kind of principal that a type of Terraform makes or looks up."""
    if native_type in ("azurerm_client_config", "azuread_client_config"):
        return Unknown("it is whoever runs Terraform")
    return {"azuread_user": "user", "azuread_group": "group", "azuread_users": "user", "azuread_groups": "group"}.get(
        native_type, "service"
    )
