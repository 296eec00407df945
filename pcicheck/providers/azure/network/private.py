"""Private endpoints, and services offered over Private Link.

Azure Private Link, "Private-link resource": ``subresource_names`` says what an endpoint leads to; ``vault`` holds
keys and secrets, ``managedhsm`` keys, ``blob`` and ``dfs`` the objects of a storage account, ``azuremonitor`` takes
logs. Terraform registry, hashicorp/azurerm, ``azurerm_private_link_service``: without ``visibility_subscription_ids``
every subscription sees the service; those in ``auto_approval_subscription_ids`` are let in without a question, all
others wait; "*" stands for every subscription.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import PrivateLink, PrivateService
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

Purpose = Literal["object_store", "keys", "secrets", "logs", "other"]

_STORAGE: tuple[Purpose, ...] = ("object_store",)
_PURPOSES: dict[str, tuple[Purpose, ...]] = {
    "vault": ("keys", "secrets"),
    "managedhsm": ("keys",),
    "blob": _STORAGE,
    "dfs": _STORAGE,
    "azuremonitor": ("logs",),
}
_NO_POLICY = Inapplicable("a private endpoint leads to one resource only and has no policy")
_UNNAMED = Unknown("what the endpoint leads to is not named")


def endpoint(document: Document) -> Iterator[Resource]:
    """A private endpoint."""
    names = document.texts("private_service_connection.subresource_names")
    facts = PrivateLink(
        service=_service(names),
        purposes=_purposes(names),
        form="interface",
        open_policy=_NO_POLICY,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"),))


def service(document: Document) -> Iterator[Resource]:
    """A Private Link service."""
    visible = document.texts("visibility_subscription_ids")
    facts = PrivateService(
        acceptance_required=negated(_everyone(document.texts("auto_approval_subscription_ids"))),
        open_to_all=True if visible == () else _everyone(visible),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("alias")))


def _service(names: tuple[str | Unknown, ...] | Unknown) -> Fact[str]:
    return names if isinstance(names, Unknown) else names[0] if names else _UNNAMED


def _purposes(names: tuple[str | Unknown, ...] | Unknown) -> Fact[tuple[Purpose | Unknown, ...]]:
    if isinstance(names, Unknown):
        return names
    found: list[Purpose | Unknown] = []
    for name in names:
        found += (
            (name,) if isinstance(name, Unknown) else _PURPOSES.get(name.lower().removesuffix("_secondary"), ("other",))
        )
    return tuple(found) or _UNNAMED


def _everyone(texts: tuple[str | Unknown, ...] | Unknown) -> bool | Unknown:
    if isinstance(texts, Unknown):
        return texts
    return any_true(*(text if isinstance(text, Unknown) else text == "*" for text in texts))
