"""At which level of the hierarchy a scope of Azure stands.

Azure RBAC documentation, "Understand scope for Azure RBAC": ``/`` is the directory's root, then management groups,
subscriptions, resource groups and single resources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown

WIDE = ("organization", "folder", "account")
_LITERAL = (
    (re.compile(r"/"), "organization"),
    (re.compile(r"/providers/microsoft\.management/managementgroups/[^/]+", re.I), "folder"),
    (re.compile(r"/subscriptions/[^/]+", re.I), "account"),
    (re.compile(r"/subscriptions/[^/]+/resourcegroups/[^/]+", re.I), "group"),
)
_BY_TYPE = {"azurerm_subscription": "account", "azurerm_management_group": "folder", "azurerm_resource_group": "group"}
_TYPE = re.compile(r"(?:^|\.)(az(?:urerm|uread|api)_\w+)\.")
_ANYTHING = ("azurerm_client_config", "azapi_resource")
"""Types that do not tell what stands behind them."""
_BEGINS_OPEN = re.compile(r"\$\{([^}]*)\}(.*)", re.S)
_MADE_OF = Unknown("the scope is known only after apply")


def level_of(scope: str) -> str | Unknown:
    """The level of a scope that is written out, or in which single names are left open as ``${…}``."""
    text = scope.rstrip("/") or "/"
    if found := _BEGINS_OPEN.fullmatch(text):
        return _below(found[1], found[2])
    return next((level for pattern, level in _LITERAL if pattern.fullmatch(text)), "resource")


def level_at(document: Document, path: str) -> str | Unknown:
    """The level of the scope at ``path``."""
    value = document.text(path)
    if value is None:
        return Unknown(f"{path} is not set")
    levels = _levels(document, path, (value,))
    return levels[0] if len(levels) == 1 else _MADE_OF


def levels_at(document: Document, path: str) -> tuple[str | Unknown, ...]:
    """The levels of a list of scopes."""
    scopes = document.texts(path)
    return _levels(document, path, (scopes,) if isinstance(scopes, Unknown) else scopes)


def _levels(document: Document, path: str, scopes: tuple[str | Unknown, ...]) -> tuple[str | Unknown, ...]:
    found: list[str | Unknown] = [level_of(scope) for scope in scopes if isinstance(scope, str)]
    unknown = [scope for scope in scopes if isinstance(scope, Unknown)]
    drafted = [level_of(scope.draft) for scope in unknown if scope.draft]
    found += [level for level in drafted if isinstance(level, str)]
    if open_ends := [scope for scope in unknown if not scope.draft or _MADE_OF in drafted]:
        found += list(_referred(document, path)) or open_ends
    return tuple(dict.fromkeys(found))


def _below(reference: str, rest: str) -> str | Unknown:
    """The level of what stands below the scope that a reference gives."""
    found = _TYPE.search(f"{reference}.")
    if found is None or found[1] in _ANYTHING:
        return _MADE_OF
    level = _BY_TYPE.get(found[1], "resource")
    return level if not rest else level_of(f"/subscriptions/0{rest}") if level == "account" else "resource"


def _referred(document: Document, path: str) -> Iterator[str]:
    """Levels of what the expression at ``path`` leads to, for sources that tell no more of it than that."""
    addresses = dict.fromkeys(document.surroundings.names(document, path))
    followed = {found.address: found.type for found in document.follow_all(path)}
    for address in addresses | followed:
        found = _TYPE.search(f"{address}.")
        kind = followed.get(address) or (found[1] if found else "")
        if kind and kind not in _ANYTHING:
            yield _BY_TYPE.get(kind, "resource")
