"""Users, applications and their credentials in Microsoft Entra ID, directory roles and permissions of programs.

Terraform registry, hashicorp/azuread: ``azuread_user`` (``force_password_change``, ``disable_strong_password``
default false), ``azuread_application_password`` and ``azuread_service_principal_password`` (``end_date``,
``end_date_relative``, ``rotate_when_changed``), ``…_certificate``, ``azuread_application`` (``password``,
``required_resource_access``), ``azuread_app_role_assignment``, ``azuread_directory_role_assignment``. Microsoft Graph
documentation, "application: addPassword": a password without an end lasts two years; "Microsoft Graph permissions
reference" and "Microsoft Entra built-in roles" for the ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.identity import Credential, Grant, Identity
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.identity.assignments import ALWAYS, WRITTEN, holder_of
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import is_set
from pcicheck.providers.rotating import rotation_days

_TWO_YEARS = 730
_STARTS_LATER = Unknown("it starts when Terraform applies it, so its days are not known")
_PERSON = Inapplicable("a person signs in with it")
_PROGRAM = Inapplicable("only programs use it")
_KEYS_STAY = Inapplicable("a program's credential is not changed at sign-in")
_NO_STRENGTH = Inapplicable("the directory makes it")
_MADE_THERE = Inapplicable("passwords are never brought along")
_IN_DIRECTORY = Inapplicable("it is judged by its name")
_HOURS = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
_GRAPH = {
    "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8": "RoleManagement.ReadWrite.Directory",
    "06b708a9-e830-4db3-a914-8e69da51d44f": "AppRoleAssignment.ReadWrite.All",
    "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9": "Application.ReadWrite.All",
    "19dbc75e-c2e2-444c-a770-ec69d8559fc7": "Directory.ReadWrite.All",
}
"""Application permissions of Microsoft Graph by which a program can give itself more."""
_ROLES = {
    "62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
    "e8611ab8-c189-46e8-94e1-60213ab1f814": "Privileged Role Administrator",
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13": "Privileged Authentication Administrator",
}


def user(document: Document) -> Iterator[Resource]:
    """A person in the directory, and the first password that Terraform sets."""
    facts = Identity(category="user", local=False, console=_PERSON, lasting_keys=_PERSON)
    names = (document.text("object_id"), document.text("user_principal_name"))
    yield resource(document, facts, names=names)
    if is_set(document, "password") is not False:
        password = Credential(
            category="password",
            of_root=False,
            active=document.flag("account_enabled", True),
            must_change=document.flag("force_password_change", False),
            strength_enforced=negated(document.flag("disable_strong_password", False)),
            secret_encrypted=False,
            brought=_MADE_THERE,
            lifetime_days=_PERSON,
        )
        yield resource(document, password, part="password")


def program(document: Document) -> Iterator[Resource]:
    """An application, its service principal or a managed identity: with what lasting secrets it signs in."""
    made = [car for cars in document.sidecars.values() for car in cars]
    inline = document.values if isinstance(document.values, Unknown) else document.has("password")
    lasting = any_true(inline, *(car.values if isinstance(car.values, Unknown) else True for car in made))
    facts = Identity(category="service", local=_PROGRAM, console=_PROGRAM, lasting_keys=lasting)
    names = tuple(document.text(name) for name in ("id", "object_id", "client_id", "principal_id"))
    yield resource(document, facts, labels=tags_of(document), names=names)
    blocks = () if isinstance(document.values, Unknown) else document.blocks("password")
    for index, block in enumerate(() if isinstance(blocks, Unknown) else blocks):
        yield resource(document, _secret(_life(block)), part=f"password/{index}")
    yield from _asked_for(document)


def secret(document: Document) -> Iterator[Resource]:
    """A password that Entra ID makes for a program, in clear in Terraform's state."""
    yield resource(document, _secret(_shorter(_life(document), rotation_days(document, "rotate_when_changed"))))


def certificate(document: Document) -> Iterator[Resource]:
    """A certificate whose private key stays with the program."""
    end = document.text("end_date_relative") or document.text("end_date")
    facts = Credential(
        category="access_key",
        of_root=False,
        active=True,
        must_change=_KEYS_STAY,
        strength_enforced=_NO_STRENGTH,
        secret_encrypted=Inapplicable("Terraform never sees the private half"),
        brought=True,
        lifetime_days=_life(document) if end else Unknown("the end of the certificate is not read"),
    )
    yield resource(document, facts)


def directory_role(document: Document) -> Iterator[Resource]:
    """A directory role that somebody has for good."""
    yield resource(document, _in_directory(document, _role_names(document), standing=True))


def directory_role_on_request(document: Document) -> Iterator[Resource]:
    """A directory role that somebody can ask for."""
    yield resource(document, _in_directory(document, _role_names(document), standing=False))


def app_role(document: Document) -> Iterator[Resource]:
    """A permission that a program has on another."""
    yield resource(document, _permissions(document, (document.text("app_role_id"),)))


def _asked_for(document: Document) -> Iterator[Resource]:
    """The permissions that an application asks for; those with a person in front are not its own."""
    wanted = () if isinstance(document.values, Unknown) else document.blocks("required_resource_access")
    ids: list[str | None | Unknown] = [wanted] if isinstance(wanted, Unknown) else []
    for api in () if isinstance(wanted, Unknown) else wanted:
        accesses = api.blocks("resource_access")
        if isinstance(accesses, Unknown):
            ids.append(accesses)
        else:
            ids += [access.text("id") for access in accesses if access.text("type") != "Scope"]
    if ids:
        yield resource(document, _permissions(document, tuple(ids)), part="permissions")


def _permissions(document: Document, ids: tuple[str | None | Unknown, ...]) -> Grant:
    if isinstance(document.values, Unknown):
        ids = (document.values,)
    names = tuple(i if isinstance(i, Unknown) else _GRAPH.get(i.lower(), i) for i in ids if i is not None)
    escalates = any_true(*(name if isinstance(name, Unknown) else name in _GRAPH.values() for name in names))
    written: dict[str, Any] = dict.fromkeys(WRITTEN, _IN_DIRECTORY)
    return Grant(
        holders=("service",),
        level="organization",
        predefined=names,
        wide=names,
        standing=True,
        **ALWAYS,
        **(written | {"escalates": escalates}),
    )


def _in_directory(document: Document, names: tuple[str | Unknown, ...], *, standing: bool) -> Grant:
    return Grant(
        holders=(_principal(document),),
        level="organization",
        predefined=names,
        wide=names,
        standing=standing,
        **ALWAYS,
        **dict.fromkeys(WRITTEN, _IN_DIRECTORY),
    )


def _principal(document: Document) -> str | Unknown:
    for path in ("principal_object_id", "principal_id", "member_object_id"):
        for address in document.surroundings.names(document, path):
            name = address.rpartition("module.")[2].removeprefix("data.")
            if found := re.search(r"az(?:uread|urerm)_\w+", name):
                return holder_of(found[0])
    return Unknown("the kind of the principal is not stated")


def _role_names(document: Document) -> tuple[str | Unknown, ...]:
    if isinstance(document.values, Unknown):
        return (document.values,)
    for path in ("role_id", "role_definition_id", "role_object_id"):
        value = document.text(path)
        if value is None:
            continue
        role = document.follow(path, "azuread_directory_role", "azuread_custom_directory_role")
        if role is not None:
            if role.type == "azuread_custom_directory_role":
                return ()
            value = role.text("display_name") or role.text("template_id") or value
        return (value if isinstance(value, Unknown) else _ROLES.get(value.lower(), value),)
    return ()


def _secret(days: Fact[float]) -> Credential:
    return Credential(
        category="password",
        of_root=False,
        active=True,
        must_change=_KEYS_STAY,
        strength_enforced=_NO_STRENGTH,
        secret_encrypted=False,
        brought=_MADE_THERE,
        lifetime_days=days,
    )


def _shorter(one: float | Unknown, other: float | None | Unknown) -> float | Unknown:
    if other is None or isinstance(other, Unknown):
        return one if other is None else other
    return other if isinstance(one, Unknown) else min(one, other)


def _life(block: Block) -> float | Unknown:
    """Days from the start to the end of a credential."""
    if isinstance(block.values, Unknown):
        return block.values
    relative = block.text("end_date_relative")
    if relative is not None:
        return relative if isinstance(relative, Unknown) else _hours(relative)
    start, end = block.text("start_date"), block.text("end_date")
    if end is None:
        return _TWO_YEARS
    if isinstance(end, Unknown):
        return end
    if start is None or isinstance(start, Unknown):
        return _STARTS_LATER
    try:
        return (_date(end) - _date(start)).total_seconds() / 86400
    except (ValueError, TypeError):
        return Unknown("its dates cannot be read")


def _date(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _hours(text: str) -> float | Unknown:
    found = _HOURS.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return Unknown("its length cannot be read")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours / 24 + minutes / 1440 + seconds / 86400
