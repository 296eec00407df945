"""Grants on organizations, folders, projects and other things of Google Cloud, and custom roles.

Terraform registry, hashicorp/google: ``google_project_iam``, ``google_folder_iam``, ``google_organization_iam``,
``google_iap_*_iam``, ``google_billing_account_iam`` (member, binding and policy each), ``google_iam_policy``,
``google_project_iam_custom_role`` (``permissions``; ``stage`` default GA). Predefined roles begin with ``roles/``,
custom ones with ``projects/…/roles/`` or ``organizations/…/roles/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Grant as GrantKind
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.access import Grant, is_public, read_grants
from pcicheck.providers.gcp.identity.duties import mixed_duties
from pcicheck.providers.gcp.identity.members import holders, lasts, narrows
from pcicheck.providers.gcp.identity.permissions import OF_PREDEFINED, permission_facts

CUSTOM_ROLES = ("google_project_iam_custom_role", "google_organization_iam_custom_role")
_LEVELS = {"organization": "organization", "folder": "folder", "project": "account"}
_WIDE = ("organization", "folder", "account")
_NO_SERVICE = Inapplicable("no service is let in by it")
_NOT_A_SHARE = Inapplicable("only shares have such a setting")
_BY_ITSELF = Inapplicable("a role or policy by itself is held by nobody")
_WRITTEN_OUT = Inapplicable("the role lists its permissions")
_NO_MEMBERS = Inapplicable("who is let in stands elsewhere")
_WHERE_USED = Unknown("whether it reaches everything depends on where the role is granted")
_NOT_HERE = Unknown("the custom role is not in this input")
_ALWAYS_NAMED = {"source_bound": _NO_SERVICE, "outsiders": _NOT_A_SHARE}


def granted(document: Document) -> Iterator[Resource]:
    """A member, binding or policy: one grant for each role that it gives."""
    level = _LEVELS.get(document.type.partition("_iam_")[0].removeprefix("google_"), "resource")
    grants = read_grants(document)
    if not document.type.endswith("_iam_policy"):
        yield resource(document, _facts(document, grants[0], level))
        return
    if not grants:
        yield resource(document, _facts(document, Grant("", ()), level))
    for index, grant in enumerate(grants):
        role = grant.role if isinstance(grant, Grant) and isinstance(grant.role, str) else str(index)
        yield resource(document, _facts(document, grant, level), part=role if len(grants) > 1 else "")


def policy_data(document: Document) -> Iterator[Resource]:
    """A policy data source: whom it names; what it gives them is judged where it is used."""
    grants = read_grants(document)
    members = (who for grant in grants for who in (grant.members if isinstance(grant, Grant) else (grant,)))
    facts = {"public": is_public(grants), "holders": holders(tuple(members))}
    yield resource(document, _by_itself(predefined=_BY_ITSELF, wide=_BY_ITSELF, **OF_PREDEFINED, **facts))


def custom_role(document: Document) -> Iterator[Resource]:
    """A role that lists its permissions. Where it is granted is judged with the grant."""
    facts = permission_facts(_permissions(document), _WHERE_USED)
    names = (document.text("id"), document.text("name"), document.text("role_id"))
    yield resource(
        document, _by_itself(public=_NO_MEMBERS, predefined=_WRITTEN_OUT, wide=_WRITTEN_OUT, **facts), names=names
    )


def _by_itself(**facts: Any) -> GrantKind:
    nobody = dict.fromkeys(("holders", "level", "standing", "mixed_duties"), _BY_ITSELF)
    return GrantKind(**(nobody | _ALWAYS_NAMED | facts))


def _facts(document: Document, grant: Grant | Unknown, level: str) -> GrantKind:
    if isinstance(grant, Unknown):
        asked = (*OF_PREDEFINED, "holders", "predefined", "wide", "public", "standing", "mixed_duties")
        facts: dict[str, Any] = dict.fromkeys(asked, grant)
        return GrantKind(**(facts | _ALWAYS_NAMED | {"level": level}))
    narrowed = narrows(grant.condition)
    names = _predefined(document, grant.role)
    wide: Fact[tuple[str | Unknown, ...]] = names
    if level not in _WIDE or narrowed is True:
        wide = ()
    elif isinstance(narrowed, Unknown) and names:
        wide = (narrowed,)
    return GrantKind(
        holders=holders(grant.members),
        level=level,
        predefined=names,
        wide=wide,
        public=is_public((grant,)),
        standing=lasts(grant.condition),
        mixed_duties=mixed_duties(document, grant, names, level),
        **_ALWAYS_NAMED,
        **_permission_facts(document, grant.role, level in _WIDE, narrowed),
    )


def _predefined(document: Document, role: str | Unknown) -> tuple[str | Unknown, ...]:
    if isinstance(role, Unknown):
        return () if _custom(document, role) or _refers_to_custom(document) else (role,)
    return (role,) if role.startswith("roles/") else ()


def _permission_facts(document: Document, role: str | Unknown, wide: bool, narrowed: bool | Unknown) -> dict[str, Any]:
    if isinstance(role, str) and (role == "" or role.startswith("roles/")):
        return OF_PREDEFINED
    found = _custom(document, role)
    if found is None:
        return permission_facts(role if isinstance(role, Unknown) else _NOT_HERE, wide)
    reach: bool | Unknown = False if not wide or narrowed is True else narrowed if narrowed else True
    return permission_facts(_permissions(found), reach)


def _custom(document: Document, role: str | Unknown) -> Document | None:
    """The custom role that a grant gives, by reference or by its name."""
    if document.type.endswith("_iam_policy"):
        return _named(document, role) if isinstance(role, str) else None
    return document.follow("role", *CUSTOM_ROLES) or (_named(document, role) if isinstance(role, str) else None)


def _named(document: Document, role: str) -> Document | None:
    scope, _, role_id = role.partition("/roles/")
    for native_type, path in zip(CUSTOM_ROLES, ("project", "org_id"), strict=True):
        for found in document.surroundings.of_type(native_type):
            owner = found.get(path)
            if found.get("role_id") == role_id and (not isinstance(owner, str) or scope.endswith(f"/{owner}")):
                return found
    return None


def _refers_to_custom(document: Document) -> bool:
    return any("_iam_custom_role." in name for name in document.surroundings.names(document, "role"))


def _permissions(document: Document) -> tuple[str | Unknown, ...] | Unknown:
    return document.values if isinstance(document.values, Unknown) else document.texts("permissions")
